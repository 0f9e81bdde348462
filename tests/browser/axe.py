"""axe-core in a page: barriers that keep people from reading it."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def find_grave(page: Page, within: str = "html") -> list[tuple[str, list[str]]]:
    """Return the serious and critical findings in an element, each with the markup of a few places."""
    page.add_script_tag(path=AXE)
    options = "{resultTypes: ['violations'], preload: false}"  # listing what passes would take longest
    violations = page.evaluate(
        f"within => axe.run(within, {options}).then(({{violations}}) => violations)", within
    )
    return [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]][:5])
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]
