"""On a phone every force with ground that a reader can see has its name, there or with a line into it."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
import shapely

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from layers.geometry.viewport import fit, set_viewport
from layers.labels.force_names import PHONE_ZOOMS, THUMB_PX, write_names
from layers.labels.label_grid import NameMap
from layers.labels.placement import Box, overlap
from layers.labels.written_name import Name, name_box, scale_box
from layers.map.place_names import draw_name, name_map
from layers.style.context import DrawingContext
from layers.style.symbology import Symbol, Symbolizer
from layers.style.theme import theme_of

VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
DAYS = ("2014-07-20", "2016-03-01", "2017-11-12", "2018-07-10", "2020-12-17", "2021-06-30")
MAPS = (((1080, 572), PHONE_ZOOMS[0]), ((700, 420), PHONE_ZOOMS[1]))
MOST_ASTRAY = 0.25
"""At the zoom of a phone, so much of the box of a name may lie on ground of a third force."""
MOST_LACKING = 0.05
"""So many of the forces with visible ground may have no name, where others crowd around it."""


def drawn(
    atlas: Atlas, view: str, day: str, size: tuple[int, int]
) -> tuple[NameMap, dict[str, Symbol], list[Name]]:
    viewport = set_viewport(atlas, fit(atlas.views[view].bbox, *size), 1.0)
    cells = name_map(DrawingContext(viewport, "light", "en", live=True))
    date = parse_day(day)
    scene = scene_on(atlas, date, atlas.latest_source)
    symbolizer = Symbolizer(atlas, theme_of(atlas, "light"))
    symbols = {zone: symbolizer.symbolize(scene.holdings(zone)) for zone in viewport.zones}
    return cells, symbols, write_names(cells, symbols)


def on_phone(names: list[Name], zoom: float) -> list[Name]:
    return [name for name in names if name.zoom <= zoom and not (name.until and name.until <= zoom)]


def visible_forces(cells: NameMap, symbols: dict[str, Symbol], zoom: float) -> set[str]:
    """Return the short names of forces that alone hold a zone which a phone shows as a square of a thumb."""
    least = (THUMB_PX / zoom / 4.0) ** 2
    atlas, forces = cells.context.atlas, set()
    for zone, count in zip(cells.zone_names, cells.counts, strict=True):
        symbol = symbols[zone]
        if symbol.held and count >= least and not (symbol.partners or symbol.rivals or symbol.changing):
            forces.add(atlas.forces[symbol.leader].short.translate("en"))
    return forces


def astray(cells: NameMap, symbols: dict[str, Symbol], box: Box, own: str) -> float:
    """Return the share of a box on ground of forces other than its own and the one with most ground."""
    held = [symbols[zone].leader if symbols[zone].held else "" for zone in cells.zone_names]
    ground = Counter[str]()
    for leader, count in zip(held, cells.counts.tolist(), strict=True):
        ground[leader] += count if leader else 0
    allowed = {"", own, ground.most_common(1)[0][0]}
    under = cells.under(box)
    return sum(
        share
        for leader, share in zip([*held, ""], (under / under.sum()).tolist(), strict=True)
        if leader not in allowed
    )


@pytest.mark.parametrize(("size", "zoom"), MAPS)
def test_forces_with_visible_ground_have_names_on_a_phone(
    default_atlas: Atlas, size: tuple[int, int], zoom: float
) -> None:
    wanted, lacking = 0, []
    for view in VIEWS:
        for day in DAYS:
            cells, symbols, names = drawn(default_atlas, view, day, size)
            texts = {name.text for name in on_phone(names, zoom)}
            visible = visible_forces(cells, symbols, zoom)
            wanted += len(visible)
            lacking += [(view, day, force) for force in visible - texts]
    assert len(lacking) <= MOST_LACKING * wanted, (len(lacking), wanted, lacking)


@pytest.mark.parametrize(("size", "zoom"), MAPS)
def test_they_lead_into_their_own_ground_and_overlap_no_other_name(
    default_atlas: Atlas, size: tuple[int, int], zoom: float
) -> None:
    counted = 0
    for view in VIEWS:
        for day in DAYS[2:5]:
            cells, symbols, names = drawn(default_atlas, view, day, size)
            small = [name for name in names if name.zoom == zoom and name.led]
            counted += len(small)
            for name in small:
                zone = cells.zone_names[cells.zone_at(name.x, name.y)]
                force = default_atlas.forces[symbols[zone].leader]
                assert force.short.translate("en") == name.text, (view, day)
                assert name.size >= 10.5
                assert astray(cells, symbols, scale_box(name, name_box(name), zoom), force.id) <= MOST_ASTRAY
            boxes = [scale_box(name, name_box(name), zoom) for name in on_phone(names, zoom) if name.led]
            assert not any(overlap(first, second) for first, second in combinations(boxes, 2)), (view, day)
    assert counted >= 5


def test_a_name_makes_way_for_the_one_that_takes_its_place(default_atlas: Atlas) -> None:
    cells, _, names = drawn(default_atlas, "golan-hauran", "2020-12-17", (1080, 572))
    israel = sorted((name for name in names if name.text == "Israel"), key=lambda name: name.zoom)
    first, second = israel[:2]
    assert first.until == second.zoom and first.led and not second.led
    mark = draw_name(cells.context, first)
    assert mark.attributes["data-until"] == f"{first.until:g}"
    assert not any(name.until for name in drawn_still(default_atlas))


def drawn_still(atlas: Atlas) -> list[Name]:
    viewport = set_viewport(atlas, fit(atlas.views["golan-hauran"].bbox, 1080, 572))
    cells = name_map(DrawingContext(viewport, "light", "en"))
    scene = scene_on(atlas, parse_day("2020-12-17"), atlas.latest_source)
    symbolizer = Symbolizer(atlas, theme_of(atlas, "light"))
    return write_names(cells, {zone: symbolizer.symbolize(scene.holdings(zone)) for zone in viewport.zones})


def test_the_ground_under_a_name_grows_as_the_map_shrinks() -> None:
    name = Name("Name", 10.0, 20.0, 12.0, "", "")
    left, top, right, bottom = name_box(name)
    assert np.allclose(scale_box(name, name_box(name), 1.0), name_box(name))
    wide = shapely.box(*scale_box(name, name_box(name), 0.5))
    assert wide.area == pytest.approx(4 * (right - left) * (bottom - top))
