"""The fonts of an archived atlas: with the letters of its texts alone, since whole fonts are large."""

from dataclasses import replace

from atlas.fonts.cut_font import cut_font
from atlas.fonts.font_stack import PINNED
from atlas.model.atlas import Atlas
from atlas.texts.letters import list_unpinned_letters


def cut_fonts(atlas: Atlas) -> Atlas:
    """Return an atlas with its fonts cut to its letters; its version stays."""
    if not atlas.fonts.more:
        return atlas
    letters = sorted(list_unpinned_letters(atlas))
    used = {atlas.fonts.find_file(letter, weight) for letter in letters for weight in PINNED}
    cut = tuple(cut_font(font, "".join(letters)) for font in atlas.fonts.more if font in used)
    return replace(atlas, fonts=replace(atlas.fonts, more=cut))
