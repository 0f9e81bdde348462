"""Named: a name as it is written, and the candidate that stands for it when labels are placed."""

from dataclasses import dataclass

from layers.labels.placement import Candidate, Spot, point_spots
from layers.style.context import DrawingContext
from layers.style.markers import radius_of
from layers.svg.text_width import Weight, width_of

LANDS = ("country", "focus")
"""The styles of names of lands."""
_SIZES: dict[str, tuple[float, Weight]] = {
    "capital": (14, 600), "city": (13, 600), "town": (12, 400), "village": (11.5, 400), "site": (11.5, 400),
    "country": (12.5, 600), "focus": (15, 600), "water": (12, 400),
    "ground": (11, 400),
}  # fmt: skip
_NEAR = ((0, 0), (0, 0.8), (-0.6, 0), (0.6, 0))
_AROUND = ((0, 0), (0, -1), (0, 1), (-2, 0), (2, 0), (-2, -1), (2, -1), (-2, 1), (2, 1), (0, -2), (0, 2))


@dataclass(frozen=True, slots=True)
class Named:
    """A name: how it is written, and the place of the atlas it stands for, if any."""

    candidate: Candidate
    text: str
    style: str
    marker: str = ""
    place: str = ""
    turn: float = 0.0

    @property
    def size(self) -> float:
        """The size of its type in px, at scale 1."""
        return _SIZES[self.style][0]

    @property
    def weight(self) -> Weight:
        """The weight of its type."""
        return _SIZES[self.style][1]


def point_candidate(
    context: DrawingContext,
    key: str,
    text: str,
    style: str,
    at: tuple[float, float],
    marker: str,
    needs: float,
) -> Candidate:
    """Return the candidate for a name beside a symbol."""
    size, weight = _SIZES[style]
    high, radius = size * context.marks, radius_of(marker) * context.marks
    wide = width_of(text, high, weight, fonts=context.fonts)
    return Candidate(key, *at, wide, high, radius + 1, point_spots(radius, high), needs)


def area_candidate(
    context: DrawingContext, key: str, text: str, style: str, at: tuple[float, float], needs: float = 0.0
) -> Candidate:
    """Return the candidate for a name on an area or along a line."""
    size, weight = _SIZES[style]
    high = size * context.marks
    tracking = 3 * context.marks if style in LANDS else 0
    wide = width_of(text, high, weight, tracking, context.fonts)
    step = 2.2 * high
    around = _NEAR if style == "water" else _AROUND
    spots = tuple(Spot(dx * step, dy * step + 0.3 * high, "middle") for dx, dy in around)
    return Candidate(key, *at, wide, high, 0.0, spots, needs)
