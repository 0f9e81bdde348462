"""The brand of a newsroom: its name, logo, fonts, colours, rules and sizes, parsed and checked.

Contains no files and no drawing. A logo is a tree of shapes; it cannot contain scripts or references.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas.fonts.font_file import FontFamily
from atlas.model.translated_text import Text

SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
"""The elements that a logo may be made of."""
PAINT_SERVERS = frozenset({"defs", "linearGradient", "radialGradient", "stop", "clipPath"})
ATTRIBUTES = frozenset({
    "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width",
    "height", "points", "transform", "fill", "fill-opacity", "fill-rule", "clip-path", "clip-rule",
    "clipPathUnits", "gradientTransform", "gradientUnits", "spreadMethod", "href", "offset", "opacity",
    "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogoPart:
    """A shape or group of a logo."""

    tag: str
    attributes: Mapping[str, str]
    parts: tuple["LogoPart", ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could do more than draw, wherever the part was read from."""
        if self.tag not in SHAPES | PAINT_SERVERS or not ATTRIBUTES.issuperset(self.attributes):
            raise ValueError(f"A logo has no {self.tag} with {', '.join(self.attributes)}.")


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: the box that it is drawn in, in its own units, and its parts."""

    left: float
    top: float
    width: float
    height: float
    parts: tuple[LogoPart, ...]

    @property
    def aspect(self) -> float:
        """How many times as wide as high it is."""
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of page, text and accent in one theme, as #rrggbb."""

    page: str
    ink: str
    accent: str


@dataclass(frozen=True, slots=True)
class NamedSize:
    """A size of the newsroom in the words of an address: 1600x900 and px, or 85x110 and mm."""

    size: str
    unit: str


@dataclass(frozen=True, slots=True, eq=False)
class Brand:
    """A newsroom's brand. `palettes` are by theme; `digest` is a hash of everything in it."""

    name: Text
    source: Text
    """The source line of pictures; {sources} in it stands for the publishers of the atlas."""
    logo: Logo | None
    logo_dark: Logo | None
    """The logo on dark pages; without it the other lies on a plate in the light page's colour."""
    family: FontFamily | None
    palettes: Mapping[str, Palette]
    uppercase: bool
    """Whether titles are in capitals."""
    ruled: bool
    """Whether a rule in the accent lies above the title."""
    source_side: str
    """Where reading begins or ends: the side of the source line; the logo is on the other."""
    sizes: Mapping[str, NamedSize]
    digest: str

    @property
    def logo_colours(self) -> tuple[str, ...]:
        """The colours of its logos, each once."""
        logos = (logo for logo in (self.logo, self.logo_dark) if logo)
        colours = (colour for logo in logos for part in logo.parts for colour in _find_colours(part))
        return tuple(dict.fromkeys(colours))


def _find_colours(part: LogoPart) -> Iterator[str]:
    paints = (part.attributes.get(name, "") for name in ("fill", "stroke", "stop-color"))
    yield from (paint for paint in paints if paint.startswith("#"))
    for inner in part.parts:
        yield from _find_colours(inner)
