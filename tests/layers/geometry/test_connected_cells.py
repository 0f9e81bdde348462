"""One name per territory: connected cells are found, and a still names them once."""

import random

import numpy as np
import pytest
import shapely

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.request import parse_request
from layers.geometry.connected_cells import find_territories
from layers.labels.label_grid import CELL_PX
from layers.labels.name_spots import NEARER, fit_name
from layers.map.place_names import name_map
from layers.still.layout import layout_for
from layers.still.one_map import compose_picture, make_context
from layers.still.resolve import find_content
from outputs.player.payload import Canvas, live_context


@pytest.mark.parametrize("seed", range(20))
def test_cells_that_touch_side_by_side_are_one_territory(seed: int) -> None:
    inside = np.random.default_rng(seed).random((9, 13)) < 0.55
    cells = [shapely.box(x, y, x + 1, y + 1) for y, x in np.argwhere(inside)]
    parts = shapely.get_parts(shapely.coverage_union_all(cells))
    numbers = find_territories(inside)
    for part in parts:
        shapely.prepare(part)
        members = {
            int(numbers[y, x]) for y, x in np.argwhere(inside) if part.contains_properly(_middle(y, x))
        }
        assert len(members) == 1
    assert len({*numbers[inside].tolist()}) == len(parts)


def _middle(row: int, column: int) -> shapely.Point:
    return shapely.Point(column + 0.5, row + 0.5)


def _asked(seed: int) -> dict[str, str]:
    """Return a part of the map, a day and a size, drawn at random."""
    lot = random.Random(seed)
    west, south, wide = lot.uniform(35.2, 41), lot.uniform(32.2, 36), lot.uniform(0.4, 4)
    bbox = f"{west:.2f},{south:.2f},{west + wide:.2f},{south + 0.6 * wide:.2f}"
    day = format_day(lot.randrange(15_200, 18_900))
    return {"bbox": bbox, "date": day, "size": lot.choice(["1200x675", "600x400", "1080x1080"])}


@pytest.mark.parametrize("seed", range(40))
def test_a_still_names_a_territory_once(default_atlas: Atlas, seed: int) -> None:
    request = parse_request(default_atlas, _asked(seed))
    layout = layout_for(*request.pixels[:2])
    context = make_context(default_atlas, request, layout, layout.width, 0.65 * layout.height)
    symbols = compose_picture(context, request, find_content(default_atlas, request).maps[0]).symbols
    cells = name_map(context)
    for force in {symbol.leader for symbol in symbols.values() if symbol.held}:
        members = np.array([zone in symbols and symbols[zone].leader == force for zone in cells.zone_names])
        numbers = find_territories(np.append(members, False)[cells.cells])
        spots = fit_name(cells, "Force", members.tobytes())
        named = [int(numbers[int(y // CELL_PX), int(x // CELL_PX)]) for x, y, *_ in spots]
        assert len(set(named)) == len(named), (force, spots)


@pytest.mark.parametrize("view", ["albu-kamal", "deir-ez-zor", "golan-hauran"])
def test_a_movable_map_has_second_names_when_enlarged(default_atlas: Atlas, view: str) -> None:
    request = parse_request(default_atlas, {"view": view})
    context = live_context(default_atlas, request, Canvas(1080, 572, 0.5, 4))
    whole = np.ones(len(name_map(context).zone_names), dtype=bool)
    first, *more = fit_name(name_map(context), "Force", whole.tobytes())
    assert first[3] < 1
    assert more and all(spot[3] >= NEARER for spot in more)
