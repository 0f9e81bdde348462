"""The fonts of a brand as files in a folder of this process: the typesetter reads fonts from files."""

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from atlas.fonts.font_file import FontFamily
from atlas.model.atlas import Atlas


def find_fonts(atlas: Atlas) -> str:
    """Return the folder with the fonts of an atlas' brand; empty if it has none."""
    family = atlas.brand.family if atlas.brand else None
    return _write_fonts(family) if family else ""


@lru_cache(maxsize=8)
def _write_fonts(family: FontFamily) -> str:
    folder = Path(tempfile.mkdtemp(prefix="marchland-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for file in family.files:
        (folder / f"{file.weight}.ttf").write_bytes(file.data)
    return str(folder)
