"""The starter atlas with texts in Burmese, Amharic and Chinese, for which the program has no letters."""

import shutil
from pathlib import Path

from tests.conftest import ROOT, STARTER

FONTS = ROOT / "tests" / "fonts"
TITLE = "မြန်မာပြည် · አዲስ አበባ · 北京军区 (2020)"
NAMES = {"bridge": "ደቡብ 12", "harbour": "မြို့ဟောင်း", "old-market": "北京 Old"}
LETTERS = set("".join((TITLE, *NAMES.values()))) - set(" ·()OldAB0123456789")


def write_atlas(folder: Path, *, fonts: bool = False) -> Path:
    """Write the atlas into a new folder, with fonts for its letters or without."""
    shutil.copytree(STARTER, folder)
    _rename(folder / "atlas.toml", "Who holds what on Example Island", TITLE)
    for old, new in (("Bridge", "bridge"), ("Harbour", "harbour"), ("Old market", "old-market")):
        _rename(folder / "sites.geojson", f'"name": "{old}"', f'"name": "{NAMES[new]}"')
    if fonts:
        shutil.copytree(FONTS, folder / "fonts")
    return folder


def _rename(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
