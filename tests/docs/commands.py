"""The commands of a page of the documentation: what a reader types."""

import re
from pathlib import Path

_BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```$", re.M | re.S)


def list_commands(page: Path) -> list[str]:
    """Return the lines that call the program in the blocks of a page, in their order."""
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.startswith("python app.py ")]
