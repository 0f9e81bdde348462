"""The measures of a film: where caption, map and progress line lie, and sizes of type, for each shape.

Wide films have their words in a column at the side where reading begins. Handles sizes only.
"""

from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.labels.placement import Box
from layers.news.layout import WIDE_FROM, Type
from layers.still.layout import LEAST_PX, fonts_of

MIN_SIDE = 480
"""The least width and height of a film in px: in a smaller one captions are not legible."""


@dataclass(frozen=True, slots=True)
class FilmLayout:
    """Sizes in px. `caption` is the height of the words above the map, `foot` of progress line and sources.

    `above` and `below` are kept free of text, because apps put their controls there; `column` is 0 if the
    words are above and below the map.
    """

    width: float
    height: float
    pad: float
    column: float
    marks: float
    above: float
    below: float
    caption: float
    foot: float
    day: Type
    headline: Type
    title: Type
    deck: Type
    callout: Type
    source: Type
    source_lines: int = 2

    @property
    def source_on_card(self) -> Type:
        """The type of the list of sources on the last card."""
        return self.source.scaled(1.35, 0)

    @property
    def measure(self) -> float:
        """The width of a line of words."""
        return self.column - 1.5 * self.pad if self.column else self.width - 2 * self.pad

    def map_box(self, *, rtl: bool) -> Box:
        """Return the box of the map."""
        if self.column:
            left = 0.0 if rtl else self.column
            return left, 0.0, left + self.width - self.column, self.height
        return 0.0, self.above + self.caption, self.width, self.height - self.below - self.foot

    def words_box(self, *, rtl: bool) -> Box:
        """Return the box of the caption, or the whole column."""
        if self.column:
            left = self.width - self.column if rtl else 0.0
            return left, 0.0, left + self.column, self.height - self.foot
        return 0.0, 0.0, self.width, self.above + self.caption

    def foot_box(self, *, rtl: bool) -> Box:
        """Return the box of progress line and sources, down to the edge of the picture."""
        left, _, right, _ = self.words_box(rtl=rtl)
        return left, self.height - self.below - self.foot, right, self.height


_SQUARE = FilmLayout(
    1080, 1080, 40, 0, 1.4, 0, 0, 226, 180, day=Type(30, 38), headline=Type(44, 54), title=Type(76, 88),
    deck=Type(30, 42), callout=Type(21, 28), source=Type(17, 24),
)  # fmt: skip
_STORY = FilmLayout(
    1080, 1920, 64, 0, 1.7, 156, 252, 250, 190, day=Type(32, 40), headline=Type(50, 60), title=Type(82, 94),
    deck=Type(34, 46), callout=Type(28, 37), source=Type(20, 27),
)  # fmt: skip
_WIDE = FilmLayout(
    1920, 1080, 52, 640, 1.6, 0, 0, 0, 275, day=Type(28, 36), headline=Type(48, 58), title=Type(66, 77),
    deck=Type(30, 42), callout=Type(24, 32), source=Type(18, 25), source_lines=4,
)  # fmt: skip


def film_layout(request: Request, atlas: Atlas) -> FilmLayout:
    """Return the measures of a film for the size of a request; RequestError if it is too small.

    Its words are in the fonts of a brand, if the atlas has one.
    """
    width, height, _ = request.pixels
    if min(width, height) < MIN_SIDE:
        allowed = f"A news film is at least {MIN_SIDE} px wide and high. Make it larger, or leave style out."
        raise RequestError("size", request.size, allowed)
    base = _WIDE if width >= WIDE_FROM * height else _STORY if height > WIDE_FROM * width else _SQUARE
    unit = min(width / base.width, height / base.height) if base.column else width / base.width
    lengths = ("pad", "column", "marks", "above", "below", "caption", "foot")
    floors = {
        "day": "date", "headline": "title", "title": "title", "deck": "legend", "callout": "legend",
        "source": "provenance",
    }  # fmt: skip
    types = {name: getattr(base, name).scaled(unit, LEAST_PX[floor]) for name, floor in floors.items()}
    fonts = fonts_of(atlas)
    return replace(
        base,
        width=width,
        height=height,
        **{name: getattr(base, name) * unit for name in lengths},
        **{name: replace(type_, fonts=fonts) for name, type_ in types.items()},
    )
