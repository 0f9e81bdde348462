"""The place of the scale bar: on foreign ground, off signs and words; never on held ground."""

from collections.abc import Collection, Iterable

import numpy as np

from layers.labels.label_grid import CELL_PX, NameMap, fitting, summed
from layers.labels.placement import Box
from layers.still.locator_and_scale import SCALE_BOX_PX
from layers.still.one_map import Picture
from layers.style.context import DrawingContext

_EDGE_PX = 12.0


def place_scale(picture: Picture, taken: Iterable[Box], share: float = 1.0) -> tuple[Box, ...]:
    """Return the box of the scale bar, near the lower corner where reading ends; none without room.

    It is drawn at `share` of its size.
    """
    held = {zone for zone, symbol in picture.symbols.items() if symbol.ground}
    return _place_off(picture.context, held, taken, share)


def place_lasting_scale(context: DrawingContext) -> Box:
    """Return the box of a scale bar that stays where it is on all days: off all zones, else in the corner."""
    extent, edge = context.viewport.extent, _EDGE_PX * context.marks
    wide, high = (side * context.marks for side in SCALE_BOX_PX)
    left = edge if context.words.rtl else extent.width - edge - wide
    corner = (left, extent.height - edge - high, left + wide, extent.height - edge)
    return next(iter(_place_off(context, set(context.viewport.zones), (), 1.0)), corner)


def _place_off(
    context: DrawingContext, held: Collection[str], taken: Iterable[Box], share: float
) -> tuple[Box, ...]:
    """Return the box off some zones and boxes."""
    marks, extent = context.marks, context.viewport.extent
    wide, high = (share * side * marks for side in SCALE_BOX_PX)
    cells = NameMap(context, tuple(taken))
    # The last entry is for cells without a zone, whose number is -1.
    under = np.array([*(zone in held for zone in cells.zone_names), False])
    free = ~under[cells.cells] & ~cells.blocked
    rows, columns = np.nonzero(fitting(summed(free), wide, high))
    x, y = (columns + 0.5) * CELL_PX, (rows + 0.5) * CELL_PX
    edge = _EDGE_PX * marks
    inside = (x - wide / 2 >= edge - CELL_PX) & (x + wide / 2 <= extent.width - edge + CELL_PX)
    inside &= (y - high / 2 >= edge - CELL_PX) & (y + high / 2 <= extent.height - edge + CELL_PX)
    if not inside.any():
        return ()
    x, y = x[inside], y[inside]
    across = x if context.words.rtl else extent.width - x
    # A place at an edge, and above all in a lower corner, is worth a longer way.
    best = int((across + 1.2 * (extent.height - y)).argmin())
    left, top = float(x[best]) - wide / 2, float(y[best]) - high / 2
    return ((left, top, left + wide, top + high),)
