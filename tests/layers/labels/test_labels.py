"""Labels: in every scene and at every zoom none overlaps another, none is cut, all are placed by priority."""

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.options import SIZES
from atlas.request.request import default_request, parse_request
from layers.geometry.viewport import fit, set_viewport
from layers.labels.force_names import write_names
from layers.labels.label_grid import NameMap
from layers.labels.placement import ZOOMS, Box, Candidate, overlap, place_labels, point_spots, text_box
from layers.labels.written_name import Name, name_box
from layers.map.place_names import Label, name_map, visible_labels
from layers.still.draw import draw_map
from layers.still.layout import layout_for
from layers.still.one_map import compose_picture, make_context
from layers.still.resolve import find_content
from layers.style.context import DrawingContext
from layers.style.symbology import EMPTY
from layers.svg.text_width import is_rtl, letter, wrap
from tests.scenes import SCENES, scene_request
from text.translations import load_words

LIVE = (1080, 572)
CHANGING = load_words("en")["changing"]
DAYS = ("2011-03-15", "2014-07-20", "2016-03-01", "2017-11-12", "2018-07-10", "2020-12-17", "2021-06-30")


def still_context(atlas: Atlas, scene: str) -> DrawingContext:
    request = scene_request(atlas, scene)
    width, height, _ = request.pixels
    bbox = request.bbox or atlas.views[request.view].bbox
    viewport = set_viewport(atlas, fit(bbox, width, 0.7 * height, request.zoom))
    return DrawingContext(viewport, request.theme, request.lang, round(layout_for(width, height).marks, 3))


def live_context(atlas: Atlas, view: str, language: str) -> DrawingContext:
    return DrawingContext(
        set_viewport(atlas, fit(atlas.views[view].bbox, *LIVE), 1.0), "light", language, live=True
    )


def symbol_of(label: Label, zoom: float) -> Box:
    candidate = label.placed.candidate
    x, y, r = candidate.x * zoom, candidate.y * zoom, candidate.radius
    return x - r, y - r, x + r, y + r


def box_of(label: Label, zoom: float = 1.0) -> Box:
    candidate = label.placed.candidate
    left, top, right, bottom = text_box(candidate, label.placed.spot)
    x, y = candidate.x * zoom, candidate.y * zoom
    return x + left, y + top, x + right, y + bottom


def names_on(atlas: Atlas, context: DrawingContext, cells: NameMap, day: str) -> list[Name]:
    request = replace(default_request(atlas), date=parse_day(day))
    picture = compose_picture(context, request, find_content(atlas, request).maps[0])
    return write_names(cells, picture.symbols)


@pytest.mark.parametrize("scene", SCENES)
def test_labels_of_a_still_neither_overlap_nor_are_cut(scene: str, default_atlas: Atlas) -> None:
    context = still_context(default_atlas, scene)
    boxes = [(label.named.text, box_of(label)) for label in visible_labels(context)]
    assert boxes
    assert not [(first, second) for (first, a), (second, b) in combinations(boxes, 2) if overlap(a, b)]
    extent = context.viewport.extent
    for text, (left, top, right, bottom) in boxes:
        assert left >= 0 and top >= 0 and right <= extent.width and bottom <= extent.height, text


@pytest.mark.parametrize("scene", SCENES)
def test_names_of_forces_overlap_nothing_and_are_whole(scene: str, default_atlas: Atlas) -> None:
    context = still_context(default_atlas, scene)
    labels = [box_of(label) for label in visible_labels(context)]
    cells, extent = name_map(context), context.viewport.extent
    for day in DAYS:
        names = [(name.text, name_box(name)) for name in names_on(default_atlas, context, cells, day)]
        assert not [(first, second) for (first, a), (second, b) in combinations(names, 2) if overlap(a, b)], (
            day
        )
        for text, box in names:
            assert not any(overlap(box, label) for label in labels), (day, text)
            assert box[0] >= 0 and box[1] >= 0 and box[2] <= extent.width and box[3] <= extent.height, text


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran"])
def test_labels_of_the_player_never_overlap_at_any_zoom(
    view: str, language: str, default_atlas: Atlas
) -> None:
    labels = visible_labels(live_context(default_atlas, view, language))
    assert len(labels) > 40
    for zoom in ZOOMS:
        visible = [(label.named.text, box_of(label, zoom)) for label in labels if label.placed.zoom <= zoom]
        assert not [
            (first, second) for (first, a), (second, b) in combinations(visible, 2) if overlap(a, b)
        ], zoom
        seen = [label for label in labels if label.placed.zoom <= zoom]
        for label in (spot for spot in seen if spot.placed.candidate.radius):
            others = [
                spot
                for spot in seen
                if spot is not label and overlap(box_of(spot, zoom), symbol_of(label, zoom))
            ]
            assert not others, (zoom, label.named.text, others[0].named.text)


def test_the_crossing_the_map_is_about_is_named_at_its_home_view(default_atlas: Atlas) -> None:
    for language in ("en", "ar"):
        labels = visible_labels(live_context(default_atlas, "albu-kamal", language))
        zooms = {label.named.place: label.placed.zoom for label in labels}
        assert zooms["albu-kamal-crossing"] <= 0.7
        assert zooms["albu-kamal-crossing"] < zooms["albu-kamal-border-points"]


def test_closer_zooms_show_more(default_atlas: Atlas) -> None:
    labels = visible_labels(live_context(default_atlas, "south-and-east", "en"))
    counts = [sum(label.placed.zoom <= zoom for label in labels) for zoom in ZOOMS]
    assert counts == sorted(counts)
    assert counts[-1] > 2 * counts[ZOOMS.index(1.0)]


POINTS = st.lists(
    st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(5, 90), st.floats(0, 6)), max_size=40
)


def candidates(points: list[tuple[float, float, float, float]]) -> list[Candidate]:
    return [
        Candidate(str(number), x, y, wide, 12, radius, point_spots(radius, 12))
        for number, (x, y, wide, radius) in enumerate(points)
    ]


@given(POINTS)
def test_a_less_important_label_never_displaces_another(
    points: list[tuple[float, float, float, float]],
) -> None:
    wanted = candidates(points)
    first = place_labels(wanted[: len(wanted) // 2], 400, 300)
    assert place_labels(wanted, 400, 300)[: len(first)] == first


@given(POINTS)
def test_placing_keeps_apart_and_prefers_the_first(points: list[tuple[float, float, float, float]]) -> None:
    wanted = candidates(points)
    placed = place_labels(wanted, 400, 300, zooms=(1.0,))
    boxes = []
    for label in placed:
        left, top, right, bottom = text_box(label.candidate, label.spot)
        boxes.append((label.candidate.x + left, label.candidate.y + top,
                      label.candidate.x + right, label.candidate.y + bottom))  # fmt: skip
    assert not any(overlap(first, second) for first, second in combinations(boxes, 2))
    alone = place_labels(wanted[:1], 400, 300, zooms=(1.0,))
    assert placed[:1] == alone or not alone


def test_every_size_has_a_layout_whose_marks_are_legible(default_atlas: Atlas) -> None:
    for name, (width, height, _) in SIZES.items():
        assert 9 <= 13 * layout_for(width, height).marks <= 26, name
        request = replace(default_request(default_atlas), size=name)
        assert request.pixels == SIZES[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_country_is_named_on_anothers_land(default_atlas: Atlas, size: str, lang: str) -> None:
    named = 0
    for view, compare in product(default_atlas.views, ({}, {"compare": "2018-06-01"})):
        request = parse_request(default_atlas, {"view": view, "size": size, "lang": lang, **compare})
        width, height, _ = request.pixels
        layout = layout_for(width, height)
        for share in (0.4, 1.0):
            context = make_context(
                default_atlas, request, layout, width / (2 if compare else 1), share * height
            )
            named += len(countries_on_own_land(context))
    assert named


@pytest.mark.parametrize("view", ["south-and-east", "golan-hauran"])
def test_no_country_is_named_on_anothers_land_at_any_zoom(default_atlas: Atlas, view: str) -> None:
    context = live_context(default_atlas, view, "en")
    assert any(named for zoom in ZOOMS for named in countries_on_own_land(context, zoom))


def countries_on_own_land(context: DrawingContext, zoom: float = 1.0) -> list[str]:
    """Return the countries that are named, each checked to be on no other land."""
    lands = {
        f"land-{land.id}": context.viewport.extent.project(land.geometry)
        for land in context.atlas.basemap.land
    }
    lands_visible = [label for label in visible_labels(context) if label.placed.candidate.key in lands]
    lands_visible = [label for label in lands_visible if label.placed.zoom <= zoom]
    for label in lands_visible:
        key = label.placed.candidate.key
        ground = shapely.box(*(side / zoom for side in box_of(label, zoom))).buffer(-1)
        others = [name for name, land in lands.items() if name != key and land.intersects(ground)]
        assert not others, (key, zoom, others)
    return [label.named.text for label in lands_visible]


@pytest.mark.parametrize(
    ("text", "rtl"), [("البوكمال", True), ("רמת הגולן", True), ("Golan", False), ("85 km", False)]
)
def test_scripts_from_right_to_left_are_embedded(text: str, rtl: bool) -> None:
    (written,) = letter(text, 0, 0, 12, "#000000").children
    assert is_rtl(text) is rtl
    assert written == (f"\u202b{text}\u202c" if rtl else text)


@pytest.mark.parametrize(
    ("text", "page_rtl", "rtl"),
    [
        ("الخط منذ 1967.", False, True),
        ("SDF تسيطر على 1967.", True, True),
        ("SDF holds 1967.", True, False),
    ],
)
def test_every_line_reads_as_its_paragraph(text: str, page_rtl: bool, rtl: bool) -> None:
    lines = wrap(text, 20, 20, rtl=page_rtl)
    assert len(lines) > 2
    for line in lines:
        (written,) = letter(line, 0, 0, 20, "#000000").children
        assert isinstance(written, str)
        assert written.startswith("\u202b") is rtl
        assert written.strip("\u202b\u202c") in text, "no mark is left in the picture"


def test_provenance_line_of_an_arabic_story_begins_at_the_right(default_atlas: Atlas) -> None:
    lines: list[str] = []
    for size in ("story", "square", "300x250", "400x300", "600x400"):
        drawn = draw_map(default_atlas, parse_request(default_atlas, {"size": size, "lang": "ar"}))
        provenance = drawn[drawn.index('id="provenance"') :]
        lines += re.findall(r"<text[^>]*>([^<]+)</text>", provenance)[:-1]
    assert any(line.strip("\u202b")[0].isdecimal() for line in lines), "a line begins with a figure"
    assert all(line.startswith("\u202b") for line in lines)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("view", ["south-and-east", "golan-hauran", "albu-kamal", "deir-ez-zor"])
def test_no_force_is_named_on_anothers_small_holding(default_atlas: Atlas, view: str, day: str) -> None:
    """A name beside its zone is on nobody's ground or on that of the main force.

    Names of phones are measured at their zoom, in test_phone_names.
    """
    context = live_context(default_atlas, view, "en")
    cells = name_map(context)
    request = replace(default_request(default_atlas), date=parse_day(day))
    picture = compose_picture(context, request, find_content(default_atlas, request).maps[0])
    symbols = [picture.symbols.get(zone, EMPTY) for zone in cells.zone_names]
    held = [
        default_atlas.forces[symbol.leader].short.translate("en") if symbol.held else "" for symbol in symbols
    ]
    ground = Counter[str]()
    for leader, count in zip(held, cells.counts.tolist(), strict=True):
        ground[leader] += count if leader else 0
    most = ground.most_common(1)[0][0]
    names = write_names(cells, picture.symbols)
    assert names or day == DAYS[0], "then nobody but the government holds ground"
    for name in (name for name in names if name.zoom >= 1 or not name.led):
        under = cells.under(name_box(name))
        shares = zip([*held, ""], (under / under.sum()).tolist(), strict=True)
        astray = sum(share for force, share in shares if force not in ("", most) and force not in name.text)
        assert name.text == CHANGING or astray <= 0.08, name
