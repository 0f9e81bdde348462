"""The mark of who publishes a picture: the logo of a brand or its name, else the program's own mark.

A mark of any shape fits a bounded box, so that the words beside it keep their room.
"""

from dataclasses import dataclass
from math import sqrt

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from atlas.model.brand import Brand, Logo, LogoPart
from layers.style.colour import grey
from layers.style.context import DrawingContext
from layers.style.theme import load_theme
from layers.svg.elements import Element, el, group, number
from layers.svg.text_width import letter, width_of
from text.translations import Words

OWN_WIDE, OWN_HIGH = 96 / 14, 20 / 14
"""The size of the program's mark with its name, in sizes of its type."""
MOST_WIDE, _MOST_HIGH, _LEAST_HIGH = 11.0, 2.2, 0.8
_AREA = 9.0
"""About how large a logo is, in squares of the type beside it: a long one is lower, a tall one higher."""
_PLATE_PX = 0.22
"""The room of a plate around a logo, in sizes of its type."""
_DROP = 0.36
"""How far a mark reaches below its baseline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and its size in sizes of its type; `plate` is the colour behind a logo, or empty."""

    wide: float = OWN_WIDE
    high: float = OWN_HIGH
    name: str = ""
    logo: Logo | None = None
    plate: str = ""

    @property
    def tall(self) -> bool:
        """Whether it is higher than the last line of words beside it."""
        return self.high > 1.05 * OWN_HIGH


OWN_MARK = Mark()


def find_mark(brand: Brand | None, theme: str, words: Words, fonts: FontStack = PINNED_ONLY) -> Mark:
    """Return the mark in a theme."""
    if brand is None:
        return OWN_MARK
    name = brand.name.translate(words.language)
    dark = theme == "dark"
    logo = brand.logo_dark if dark and brand.logo_dark else brand.logo
    if logo is None:
        return Mark(min(width_of(name, 100, 600, fonts=fonts) / 100, MOST_WIDE), OWN_HIGH, name)
    high = min(max(sqrt(_AREA / logo.aspect), _LEAST_HIGH), _MOST_HIGH)
    wide = min(high * logo.aspect, MOST_WIDE)
    plate = ""
    if dark and not brand.logo_dark:
        plate = load_theme("light", brand)["page"]
    room = 2 * _PLATE_PX if plate else 0.0
    return Mark(wide + room, wide / logo.aspect + room, name, logo, plate)


def measure_brand(context: DrawingContext) -> float:
    """Return how wide the mark of a picture is, in sizes of its type."""
    return find_mark(context.atlas.brand, context.theme_name, context.words, context.fonts).wide


def draw_brand(context: DrawingContext, size: float, x: float, baseline: float) -> Element:
    """Draw the mark from `x` px on, with type of `size` px on a baseline."""
    mark = find_mark(context.atlas.brand, context.theme_name, context.words, context.fonts)
    if mark.logo:
        return group("brand", _place_logo(context, mark, mark.logo, size, x, baseline))
    if mark.name:
        wide = width_of(mark.name, size, 600, fonts=context.fonts)
        fitting = min(size, mark.wide * size / max(wide, 1) * size)
        return group("brand", [letter(mark.name, x, baseline, fitting, context.theme["ink"], weight=600)])
    return group("brand", _draw_own(context, size, x, baseline))


def _place_logo(
    context: DrawingContext, mark: Mark, logo: Logo, size: float, x: float, baseline: float
) -> list[Element]:
    wide, high = mark.wide * size, mark.high * size
    middle, lowest = baseline - _DROP * size, baseline + _DROP * size
    top = min(middle - high / 2, lowest - high)
    room = _PLATE_PX * size if mark.plate else 0.0
    drawn = draw_logo(logo, context.theme["ink"], in_grey=context.theme_name == "print")
    scale = (high - 2 * room) / logo.height
    left, down = x + room - logo.left * scale, top + room - logo.top * scale
    at = f"translate({left:.2f} {down:.2f}) scale({scale:.4f})"
    plate = el("rect", x=x, y=top, width=wide, height=high, rx=2, fill=mark.plate)
    return [*([plate] if mark.plate else []), el("g", *drawn, transform=at, role="img", aria_label=mark.name)]


def _draw_own(context: DrawingContext, size: float, x: float, baseline: float) -> list[Element]:
    unit = size / 14
    crown = el(
        "path", d="M2 17V5l5 4 3-6 3 6 5-4v12", fill="none", stroke=context.theme["accent"], stroke_width=2
    )
    foot = el(
        "path", d="M2 17h16", fill="none", stroke=context.theme["ink"], stroke_width=2, stroke_dasharray="3 2"
    )
    mark = el("g", crown, foot, transform=f"translate({x:.2f} {baseline - 15 * unit:.2f}) scale({unit:.3f})")
    name = letter(context.words["brand"], x + 27 * unit, baseline, size, context.theme["ink"], weight=600)
    return [mark, name]


def draw_rule(context: DrawingContext, x: float, top: float, wide: float, title: float) -> list[Element]:
    """Draw the rule above a title whose type is `title` px high, if the brand has one."""
    brand = context.atlas.brand
    if brand is None or not brand.ruled:
        return []
    return [el("rect", x=x, y=top, width=wide, height=max(0.11 * title, 1.0), fill=context.theme["accent"])]


def draw_logo(logo: Logo, ink: str, prefix: str = "logo", *, in_grey: bool = False) -> list[Element]:
    """Draw the parts of a logo in its own units; `prefix` makes its ids unique in a document."""
    return [_draw_part(part, ink, prefix, in_grey) for part in logo.parts]


def _draw_part(part: LogoPart, ink: str, prefix: str, in_grey: bool) -> Element:
    attributes = {
        name: _draw_value(name, value, ink, prefix, in_grey) for name, value in part.attributes.items()
    }
    return Element(part.tag, attributes, [_draw_part(inner, ink, prefix, in_grey) for inner in part.parts])


def _draw_value(name: str, value: str, ink: str, prefix: str, in_grey: bool) -> str:
    if name == "id":
        return f"{prefix}-{value}"
    if value.startswith("url(#"):
        return f"url(#{prefix}-{value[5:]}"
    if name == "href":
        return f"#{prefix}-{value[1:]}"
    if value == "currentColor":
        return ink
    return grey(value) if in_grey and value.startswith("#") else value


def view_box(logo: Logo) -> str:
    """Return the box of a logo as the viewBox of an SVG document."""
    return " ".join(number(side) for side in (logo.left, logo.top, logo.width, logo.height))
