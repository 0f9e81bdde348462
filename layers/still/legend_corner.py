"""The corner of the legend: the lower left or right of a view, whichever hides less.

Depends on no day and no language, so the legend never moves while the map is scrubbed.
"""

from itertools import chain
from typing import Literal

import numpy as np
import shapely

from layers.labels.placement import Box
from layers.style.context import DrawingContext
from layers.style.markers import locate_events

Side = Literal["left", "right"]
LEGEND_PX = (368.0, 210.0)
"""The legend on a map that is too low to list the symbols as well."""
AWAY_PX = (16.0, 36.0)
"""The distance of the legend from the side and the foot of the map."""
_NEAR_PX = 48.0
"""Names within this distance of the legend are covered."""
_GROUND = 4.0
"""How many sites, lines or events an uncovered zone is worth."""


def find_legend_side(context: DrawingContext) -> Side:
    """Return the side whose corner has fewer sites, lines, events and zones' ground; right if equal."""
    extent = context.viewport.extent
    (wide, high), (aside, above) = LEGEND_PX, AWAY_PX
    top, bottom = extent.height - above - high, extent.height - above
    left = _with_names(aside, top, aside + wide, bottom)
    right = _with_names(extent.width - aside - wide, top, extent.width - aside, bottom)
    return "left" if measure_covered(context, left) < measure_covered(context, right) else "right"


def _with_names(left: float, top: float, right: float, bottom: float) -> Box:
    return left - _NEAR_PX, top - _NEAR_PX, right + _NEAR_PX, bottom + _NEAR_PX


def measure_covered(context: DrawingContext, box: Box) -> float:
    """Return how much a box on the map covers: sites, lines, events, and its share of zones' ground."""
    frame = shapely.box(*box)
    points = chain(context.viewport.sites.values(), locate_events(context).values())
    count = sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)
    count += sum(line.intersects(frame) for line in context.viewport.lines.values())
    zones = np.array(list(context.viewport.zones.values()), dtype=object)
    ground = shapely.area(shapely.clip_by_rect(zones, *box)).sum() / frame.area
    return float(count + _GROUND * ground)
