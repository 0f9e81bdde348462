"""axe-core in a page: what keeps people from reading it."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def find_grave(page: Page) -> list[tuple[str, list[str]]]:
    """Return the serious and critical findings, each with the markup of the first few places."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(({violations}) => violations)")
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]][:5])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
