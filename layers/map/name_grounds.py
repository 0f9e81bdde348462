"""The grounds for names of forces: another one on each day on which zones change their shape."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.shapes.unfold import list_shape_days
from layers.labels.label_grid import NameMap
from layers.map.place_names import name_map
from layers.style.context import DrawingContext

_MOST_GROUNDS = 60
"""Where shapes change more often, a ground applies to several moves, which change little."""


def list_name_grounds(context: DrawingContext) -> Iterator[tuple[int, int, NameMap]]:
    """Yield each ground with its first day, and the first day on which it no longer applies."""
    whole, land, days = name_map(context.ground), context.land, list_shape_days(context.atlas)
    dated = {zone: days[zone] for zone in land.viewport.zones if zone in days}
    meta = context.atlas.meta
    turns = sorted({day for span in dated.values() for day in span if meta.first < day <= meta.last})
    turns = turns[:: len(turns) // _MOST_GROUNDS + 1]
    for first, end in pairwise([NEVER, *turns, FOREVER + 1]):
        day = max(first, meta.first)
        gone = {zone for zone, (start, stop) in dated.items() if not start <= day < stop}
        zones = {zone: shape for zone, shape in land.viewport.zones.items() if zone not in gone}
        there = replace(land.viewport, zones=zones, shared_edges=(), ground=None)
        yield first, end, NameMap(replace(land, viewport=there), whole.taken) if dated else whole
