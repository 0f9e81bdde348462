"""The reserved box of an embed: the space it takes before it is loaded, so that the article does not jump.

The heights for each width were measured; `assets/embed.js` then sets the exact height.
"""

from dataclasses import dataclass

from atlas.request.request import Request
from layers.svg.elements import Element, el


@dataclass(frozen=True, slots=True)
class ReservedBox:
    """The height of a frame in px by its width; higher on a phone, where the text wraps."""

    least: int
    most: int
    ratio: float
    """Width to height, between the two."""
    phone: int
    """Width and height on a phone."""

    @property
    def style(self) -> str:
        """The box as CSS of a frame that is as wide as its column."""
        least = f"max({self.least}px,{self.phone}px - 100vw)"
        shape = f"height:auto;aspect-ratio:{self.ratio:g};min-height:{least};max-height:{self.most}px"
        return f"width:100%;{shape};border:0"

    def height(self, width: int) -> int:
        """Return the height of a frame of a width in pages that set no style for it."""
        return max(self.least, self.phone - width, min(self.most, round(width / self.ratio)))


RESERVED_BOXES = {
    "slider": ReservedBox(least=840, most=1040, ratio=0.95, phone=1260),
    "none": ReservedBox(least=780, most=980, ratio=1.0, phone=1196),
    "full": ReservedBox(least=880, most=1080, ratio=0.9, phone=1340),
}
"""By the controls of the embed."""
RESERVED_PAIR = ReservedBox(least=780, most=840, ratio=0.8, phone=1680)
"""Two days side by side, and one below the other on a phone."""


def reserve_box(request: Request) -> ReservedBox:
    """Return the box of the embed of a request."""
    return RESERVED_BOXES[request.controls] if request.compare is None else RESERVED_PAIR


def draw_frame(box: ReservedBox, src: str, title: str, width: int, height: int) -> Element:
    """Return the bare frame for oEmbed: of sides in px, in a narrower column of the box's height."""
    # A frame that must be lower than its map keeps its height.
    whole = height == box.height(width)
    style = f"{box.style};max-width:{width}px" if whole else "border:0;max-width:100%"
    # WordPress removes the style of a frame from an unknown server, so borders are removed the old way too.
    return el(
        "iframe", "", src=src, title=title, width=width, height=height, frameborder=0, loading="lazy",
        style=style,
    )  # fmt: skip
