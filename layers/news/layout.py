"""The measures of a news picture: where its words and its map lie, and its sizes of type, for each shape.

Wide pictures have their words in a column at the side where reading begins, all others above and below the
map. Handles sizes only.
"""

from dataclasses import dataclass, replace

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from atlas.model.atlas import Atlas
from atlas.model.brand import Brand
from atlas.request.request import Request
from layers.still.layout import LEAST_PT, LEAST_PX, fonts_of
from layers.style.brand_mark import OWN_MARK, Mark, find_mark
from text.translations import words_for

WIDE_FROM = 1.5
"""A picture that is this many times as wide as high has a column."""
_ROOM_FOR_NAME = 30_000.0
"""The square px of a map, at marks 1, for each town or site that it names."""
TILE_PX = 420.0
"""A picture on a screen with no longer side has only a headline and one line of sources."""


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type and the distance of its baselines, in px, and its fonts."""

    size: float
    leading: float
    fonts: FontStack = PINNED_ONLY

    def scaled(self, unit: float, least: float) -> "Type":
        """Return it at another scale, legible still."""
        size = max(self.size * unit, least)
        return replace(self, size=size, leading=self.leading / self.size * size)

    def able(self, text: str) -> "Type":
        """Return it with the fonts for all of a text: without those of the brand if these lack a letter."""
        return replace(self, fonts=self.fonts.fit(text))


@dataclass(frozen=True, slots=True)
class NewsLayout:
    """Width, height, padding and column in px; `marks` is how much the symbols of the map are enlarged."""

    width: float
    height: float
    pad: float
    column: float
    """The width of the column, 0 if the words are above and below the map."""
    marks: float
    day: Type
    headline: Type
    deck: Type
    callout: Type
    key: Type
    source: Type
    last: Type
    callouts: int
    """The most callouts."""
    above: float = 0.0
    below: float = 0.0
    """Bands kept free of text, because apps put their controls there."""
    brief: bool = False
    """Whether there is no room for deck and key."""
    house: Brand | None = None
    mark: Mark = OWN_MARK

    def most_points(self, width: float, height: float) -> int:
        """Return the most towns and sites that a map of this size names."""
        return max(round(width * height / self.marks**2 / _ROOM_FOR_NAME), 3)

    @property
    def small(self) -> bool:
        """Whether the picture is so small that its last line is brief if it needs the room."""
        return min(self.width, self.height) < TILE_PX

    @property
    def brand(self) -> float:
        """The size of the brand's type."""
        return 1.12 * self.source.size

    @property
    def beside_brand(self) -> float:
        """The width that the brand takes of the last line; none in a column, where it is below."""
        return 0.0 if self.column else (self.mark.wide + 1) * self.brand

    @property
    def measure(self) -> float:
        """The width of a line of words."""
        return self.column - 1.5 * self.pad if self.column else self.width - 2 * self.pad


_CARD = NewsLayout(
    1200, 675, 32, 400, 1.0,
    day=Type(15, 20), headline=Type(36, 43), deck=Type(18, 26), callout=Type(15, 20), key=Type(14, 20),
    source=Type(13, 18), last=Type(10.5, 15), callouts=3,
)  # fmt: skip
_SQUARE = NewsLayout(
    1080, 1080, 40, 0, 1.4,
    day=Type(22, 30), headline=Type(47, 56), deck=Type(24, 32), callout=Type(21, 28), key=Type(19, 27),
    source=Type(16, 24), last=Type(14, 20), callouts=3,
)  # fmt: skip
_STORY = NewsLayout(
    1080, 1920, 64, 0, 1.9,
    day=Type(30, 40), headline=Type(62, 72), deck=Type(31, 42), callout=Type(28, 37), key=Type(26, 36),
    source=Type(22, 30), last=Type(18, 24), callouts=2, above=156, below=252,
)  # fmt: skip
_TILE = NewsLayout(
    300, 250, 12, 0, 0.87,
    day=Type(11, 14), headline=Type(16, 20), deck=Type(11, 15), callout=Type(11, 14), key=Type(10.5, 14),
    source=Type(10.5, 13), last=Type(10.5, 13), callouts=0, brief=True,
)  # fmt: skip
_COLUMN = NewsLayout(
    321, 416, 10, 0, 0.62,
    day=Type(8.6, 11), headline=Type(15, 18.5), deck=Type(10.5, 14), callout=Type(9.6, 12.5),
    key=Type(9.4, 13), source=Type(8.6, 11), last=Type(8, 10), callouts=2,
)  # fmt: skip


def news_layout(request: Request, atlas: Atlas) -> NewsLayout:
    """Return the measures of a news picture for the size of a request, with fonts and mark of its atlas."""
    brand, fonts = atlas.brand, fonts_of(atlas)
    width, height, _ = request.pixels
    base = _choose(request, width, height)
    unit = (
        min(width / base.width, height / base.height) if base.column or base is _TILE else width / base.width
    )
    paper = request.paper is not None or request.size == "print"
    floors = LEAST_PT if paper else LEAST_PX
    kinds = {
        "headline": "title", "day": "date", "deck": "legend", "callout": "legend", "key": "legend",
        "source": "provenance", "last": "provenance",
    }  # fmt: skip
    types = {name: getattr(base, name).scaled(unit, floors[floor]) for name, floor in kinds.items()}
    types = {name: replace(type_, fonts=fonts) for name, type_ in types.items()}
    return replace(
        base,
        width=width,
        height=height,
        pad=base.pad * unit,
        column=round(min(_column_for(base, types["headline"], unit, height), width / 2), 2),
        marks=max(base.marks * unit, floors["marks"]),
        above=base.above * unit,
        below=base.below * unit,
        house=brand,
        mark=find_mark(brand, request.theme, words_for(request), atlas.fonts),
        **types,
    )


def _column_for(base: NewsLayout, headline: Type, unit: float, height: float) -> float:
    """Return the width of the column: where type is too small to shrink with the picture, it is wider."""
    held = headline.size / (base.headline.size * unit)
    return base.column * unit * (held**2 * base.height * unit / height if held > 1 else 1.0)


def _choose(request: Request, width: float, height: float) -> NewsLayout:
    if request.paper is None and max(width, height) <= TILE_PX:
        return _TILE
    if width >= WIDE_FROM * height:
        return _CARD
    if request.paper is not None and width < TILE_PX:
        return _COLUMN
    return _STORY if height > WIDE_FROM * width else _SQUARE
