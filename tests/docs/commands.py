"""The blocks of a page of the documentation: what a reader types, sees and saves."""

import re
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """One fenced block: commands if it has no language, `text` for what they print."""

    language: str
    lines: tuple[str, ...]


def list_blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    return [Block(block[1], tuple(block[2].splitlines())) for block in _BLOCK.finditer(text)]


def list_commands(page: Path) -> list[str]:
    """Return the lines that call the program in the blocks of a page, in their order."""
    blocks = [block for block in list_blocks(page) if not block.language]
    return [line for block in blocks for line in block.lines if line.startswith("python app.py ")]
