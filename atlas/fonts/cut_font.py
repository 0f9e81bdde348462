"""Cutting: a font with only the letters that are needed, in all the forms they join in."""

import uharfbuzz

from atlas.fonts.font_file import FontFile

_JOINERS = "\u200c\u200d\u25cc"
"""What joins and parts letters, and what carries a mark without one."""
_CHOSEN_FORMS = "aalt", "salt", "smcp", "c2sc", "titl", "swsh", "hist", *(f"ss{n:02}" for n in range(1, 21))


def cut_font(font: FontFile, letters: str) -> FontFile:
    """Return a font with only some of its letters; the same letters give the same bytes."""
    needed = {char for char in f"{letters}{_JOINERS}" if char in font.letters}
    chosen = uharfbuzz.SubsetInput()
    chosen.flags = uharfbuzz.SubsetFlags.NO_HINTING
    chosen.unicode_set.clear()
    chosen.unicode_set.update(map(ord, needed))
    # Every script and feature, since scripts differ in those they need, but no forms that one chooses.
    chosen.layout_script_tag_set.clear()
    chosen.layout_script_tag_set.invert()
    chosen.layout_feature_tag_set.clear()
    chosen.layout_feature_tag_set.update(map(_tag, _CHOSEN_FORMS))
    chosen.layout_feature_tag_set.invert()
    chosen.name_id_set.clear()
    cut = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(font.data)), chosen)
    return FontFile(font.weight, bytes(cut.blob.data), "".join(sorted(needed)))


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
