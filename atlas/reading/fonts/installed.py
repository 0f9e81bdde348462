"""Fonts that are installed beside the program: packages of npm, and the folders in MARCHLAND_FONTS.

Finds files for some letters, without reading any font.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from atlas.reading.fonts.unpack_font import SUFFIXES

VARIABLE = "MARCHLAND_FONTS"
"""The environment variable with folders of fonts, separated as in PATH."""
PACKAGES = Path(__file__).resolve().parents[3] / "node_modules" / "@fontsource"
_RANGE = re.compile(r"U\+([0-9a-f]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)
_WEIGHTS = (400, 600)


def list_installed(letters: frozenset[str]) -> Iterator[list[Path]]:
    """Yield groups of files that may have some letters, the preferred ones first."""
    for folder in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        path = Path(folder)
        if path.is_dir():
            yield sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES)
    for package in sorted(PACKAGES.glob("noto-sans*")):
        yield [
            file
            for part in _list_parts(package, letters)
            for weight in _WEIGHTS
            if (file := package / "files" / f"{package.name}-{part}-{weight}-normal.woff2").is_file()
        ]


def _list_parts(package: Path, letters: frozenset[str]) -> Iterator[str]:
    """Yield the parts of a package whose ranges contain any of the letters."""
    try:
        parts = json.loads((package / "unicode.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    codes = sorted(map(ord, letters))
    for name, listed in parts.items() if isinstance(parts, dict) else ():
        ranges = [(int(low, 16), int(high or low, 16)) for low, high in _RANGE.findall(str(listed))]
        if any(low <= code <= high for code in codes for low, high in ranges):
            yield name.strip("[]")
