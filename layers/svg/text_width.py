"""Lettering: the width of a text, and text as an element placed correctly in every script.

Text is anchored by its physical side, because rasterisers don't agree on the direction of SVG text.
"""

import io
from functools import lru_cache
from typing import Literal

from PIL import ImageFont

from atlas.fonts.font_file import FACE, FontFamily
from atlas.fonts.font_stack import PINNED_ONLY, FontStack, list_unpinned, pinned_path
from layers.svg.elements import Element, el
from layers.svg.shaping import measure_run

Weight = Literal[400, 600]
Side = Literal["start", "middle", "end"]
_MEASURED_AT = 100
_EMBED_RTL, _END_EMBED = "\u202b", "\u202c"
_RTL_MARK = "\u200f"
"""Begins a line that is read from right to left although its first character is a digit or a Latin letter."""


def is_rtl(text: str) -> bool:
    """Return whether the first letter of a text is Arabic or Hebrew, or a mark sets it right to left."""
    return text.startswith(_RTL_MARK) or _is_rtl_letter(next((char for char in text if char.isalpha()), ""))


def _is_rtl_letter(char: str) -> bool:
    return "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc"


@lru_cache(maxsize=16384)
def width_of(
    text: str, size: float, weight: Weight = 400, tracking: float = 0.0, fonts: FontStack = PINNED_ONLY
) -> float:
    """Return the width of a line of text in px, shaped as it will be drawn in some fonts."""
    return _measure(text, weight, fonts) * size + tracking * len(text)


def _measure(text: str, weight: Weight, fonts: FontStack) -> float:
    """Return the width of a line in em; letters beyond the pinned fonts are measured in their own."""
    if family := fonts.own_family(text):
        return _font(weight, family).getlength(text) / _MEASURED_AT
    if not fonts.more or not list_unpinned(text):
        return _font(weight, None).getlength(text) / _MEASURED_AT
    direction = "rtl" if is_rtl(text) else "ltr"
    return sum(
        measure_run(file, run, direction) if file else _font(weight, None).getlength(run) / _MEASURED_AT
        for file, run in fonts.split(text, weight)
    )


@lru_cache(maxsize=8)
def _font(weight: Weight, family: FontFamily | None) -> ImageFont.FreeTypeFont:
    if family:
        return ImageFont.truetype(io.BytesIO(family.pick(weight).data), _MEASURED_AT)
    return ImageFont.truetype(str(pinned_path(weight)), _MEASURED_AT)


def wrap(
    text: str,
    size: float,
    limit: float,
    weight: Weight = 400,
    *,
    rtl: bool = False,
    fonts: FontStack = PINNED_ONLY,
    breaks: bool = False,
) -> list[str]:
    """Break a text into lines no wider than `limit` px; a wider word has a line of its own, or `breaks`.

    Every line has the direction of the whole text: right to left if its first letter is, or, on a page of
    that direction (`rtl`), any of its letters.
    """
    lines: list[str] = []
    words = fold(text, size, limit, weight, fonts) if breaks else text
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, weight, fonts=fonts) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    if is_rtl(text) or (rtl and any(map(_is_rtl_letter, text))):
        return [line if is_rtl(line) else f"{_RTL_MARK}{line}" for line in lines]
    return lines


def fold(text: str, size: float, limit: float, weight: Weight = 400, fonts: FontStack = PINNED_ONLY) -> str:
    """Return a text with spaces in words that are wider than `limit` px, so that `wrap` can break them."""
    return " ".join(_fold_word(word, size, limit, weight, fonts) for word in text.split())


def _fold_word(word: str, size: float, limit: float, weight: Weight, fonts: FontStack) -> str:
    parts = [""]
    if width_of(word, size, weight, fonts=fonts) <= limit:
        return word
    for char in word:
        if parts[-1] and width_of(parts[-1] + char, size, weight, fonts=fonts) > limit:
            parts.append("")
        parts[-1] += char
    return " ".join(parts)


def shorten_to(text: str, size: float, limit: float, fonts: FontStack = PINNED_ONLY) -> str:
    """Return a text that is no wider than `limit` px: with an ellipsis at its end if it had to be cut."""
    if width_of(text, size, fonts=fonts) <= limit:
        return text
    least, most = 0, len(text)
    while most - least > 1:
        middle = (least + most) // 2
        fits = width_of(f"{text[:middle].rstrip()}…", size, fonts=fonts) <= limit
        least, most = (middle, most) if fits else (least, middle)
    return f"{text[:least].rstrip()}…"


def letter(  # noqa: PLR0913 - type has that many attributes
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    weight: Weight = 400,
    side: Side = "start",
    halo: str | None = None,
    halo_px: float = 3.0,
    italic: bool = False,
    tracking: float = 0.0,
    turn: float = 0.0,
    fonts: FontStack = PINNED_ONLY,
    **more: str,
) -> Element:
    """Build a line of text whose `side` (left is start) lies at x and whose baseline lies at y, in px."""
    rtl, family = is_rtl(text), fonts.own_family(text)
    return el(
        "text",
        f"{_EMBED_RTL}{text.removeprefix(_RTL_MARK)}{_END_EMBED}" if rtl else text,
        x=x,
        y=y,
        font_family=f"{family.name}, {FACE}, sans-serif" if family else None,
        font_size=size,
        font_weight=weight if weight != 400 else None,
        font_style="italic" if italic and not rtl else None,
        fill=fill,
        text_anchor=side if side != "start" else None,
        letter_spacing=tracking if tracking and not rtl else None,
        transform=f"rotate({turn:.1f} {x:.1f} {y:.1f})" if turn and not rtl else None,
        **_halo(halo, halo_px),
        **more,
    )


def _halo(colour: str | None, width: float) -> dict[str, str]:
    if colour is None:
        return {}
    return {
        "stroke": colour,
        "stroke_width": f"{width:g}",
        "stroke_opacity": ".95",
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
