"""Small maps of several days: one frame for all, in order, with words that fit, in every size."""

import itertools
import re

import pytest
from shapely.geometry import box

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.vocabulary import Shape
from atlas.request.parsers import RequestError
from atlas.request.request import format_request, parse_request
from layers.labels.named import LANDS
from layers.news.multiples.grid import WordsRoom, choose_grid
from layers.news.multiples.resolve import Multiples, resolve_multiples
from layers.news.pictures import draw_picture, find_picture_facts
from layers.news.words_column import height_of
from layers.svg.text_width import width_of
from outputs.data.request_frame import build_request_frame
from outputs.embed.page import write_page
from outputs.metadata.file_names import name_file
from tests.layers.news.test_news_pictures import ask
from text.alt_text import write_alt, write_caption
from text.headline import write_headline

DAYS = ("2017-11-01", "2017-11-25", "2018-12-31", "2020-12-17")
SIZES = [
    {"size": "social"}, {"size": "square", "theme": "dark"}, {"size": "story", "lang": "ar"},
    {"size": "180x120", "unit": "mm", "theme": "print"}, {"size": "article", "lang": "ar"},
]  # fmt: skip


@pytest.fixture(params=itertools.product(SIZES, (2, 4)), ids=lambda each: f"{each[0]['size']}-{each[1]}")
def multiples(request: pytest.FixtureRequest, default_atlas: Atlas) -> Multiples:
    size, count = request.param
    options = {"view": "albu-kamal", "dates": ",".join(DAYS[-count:]), **size}
    return resolve_multiples(default_atlas, ask(default_atlas, **options))


def test_all_maps_have_one_frame_and_scale(multiples: Multiples) -> None:
    extents = {small.picture.context.viewport.extent for small in multiples.maps}
    (extent,) = extents
    assert (extent.width, extent.height) == (multiples.grid.width, multiples.grid.height)
    assert multiples.facts.request.bbox == extent.bbox
    assert [small.content.scene.day for small in multiples.maps] == list(multiples.facts.request.dates)


def test_maps_stand_in_reading_order_and_inside_the_picture(multiples: Multiples) -> None:
    layout, grid = multiples.layout, multiples.grid
    cells = list(grid.list_cells(len(multiples.maps), layout.pad, multiples.top, rtl=multiples.rtl))
    sign = -1 if multiples.rtl else 1
    assert sorted(cells, key=lambda cell: (cell.top, sign * cell.left)) == cells
    boxes = [
        box(cell.left, cell.top, cell.left + grid.width, cell.top + grid.head + grid.height + grid.foot)
        for cell in cells
    ]
    for first, second in itertools.combinations(boxes, 2):
        assert first.intersection(second).area == pytest.approx(0, abs=0.1)
    inside = box(layout.pad, layout.above, layout.width - layout.pad, layout.height - layout.below).buffer(
        0.1
    )
    assert all(inside.contains(each) for each in boxes)


def test_words_fit_above_under_and_between_the_maps(multiples: Multiples) -> None:
    layout, grid, words = multiples.layout, multiples.grid, multiples.words
    for small in multiples.maps:
        assert 1 <= len(small.finding.lines) <= grid.lines
        assert all(width_of(line, layout.callout.size) <= grid.width + 0.5 for line in small.finding.lines)
    used = multiples.top + grid.total + words.key.height + height_of(words.foot)
    assert used <= layout.height - layout.below
    assert len(words.key.rows) <= 2


def test_only_the_first_map_names_countries_and_has_the_scale(
    multiples: Multiples, default_atlas: Atlas
) -> None:
    drawn = draw_picture(default_atlas, multiples.facts.request)
    assert drawn[: drawn.index('id="day-2"')].count('id="scale') == drawn.count('id="scale') == 1
    lands = [
        [label for label in small.picture.labels() if label.named.style in LANDS] for small in multiples.maps
    ]
    assert [bool(named) for named in lands] == [True, *([False] * (len(lands) - 1))]


def test_ids_are_unique_and_every_reference_has_its_target(default_atlas: Atlas) -> None:
    drawn = draw_picture(default_atlas, ask(default_atlas, view="albu-kamal", dates=",".join(DAYS)))
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)
    assert len([name for name in ids if name.startswith("day-")]) == len(DAYS)


def test_all_held_ground_of_every_day_is_in_the_frame(default_atlas: Atlas) -> None:
    multiples = resolve_multiples(default_atlas, ask(default_atlas, view="albu-kamal", dates=",".join(DAYS)))
    seen, view = box(*multiples.facts.request.bbox or ()), box(*default_atlas.views["albu-kamal"].bbox)
    for small in multiples.maps:
        for place in default_atlas.places.values():
            if place.shape is Shape.ZONE and place.covered and small.content.scene.holdings(place.id):
                held = place.geometry.intersection(view)
                assert held.difference(seen).area < 1e-6 * max(held.area, 1)


def test_findings_say_what_changed_since_the_map_before(default_atlas: Atlas) -> None:
    multiples = resolve_multiples(default_atlas, ask(default_atlas, view="albu-kamal", dates=",".join(DAYS)))
    findings = [" ".join(small.finding.lines) for small in multiples.maps]
    assert findings == [
        "Most of the territory is held by ISIS.",
        "Iran-aligned militias took over Albu Kamal town and 3 more from ISIS.",
        "SDF took over the border desert on the east bank and 2 more from ISIS.",
        "SDF took over al-Susah – al-Shaafah and Baghouz from ISIS.",
    ]
    assert (
        write_headline(multiples.facts)
        == "Syrian Democratic Forces gained the most ground, ISIS lost the most"
    )
    same = resolve_multiples(
        default_atlas, ask(default_atlas, view="albu-kamal", dates="2020-10-01,2020-10-02")
    )
    assert " ".join(same.maps[1].finding.lines) == "Nothing here changed hands since."
    assert write_headline(same.facts) == default_atlas.views["albu-kamal"].title.translate("en")


def test_alt_text_caption_data_and_name_list_the_days(default_atlas: Atlas) -> None:
    request = ask(default_atlas, view="albu-kamal", dates=",".join(DAYS), title="A headline")
    facts = find_picture_facts(default_atlas, request)
    named = "1 November 2017, 25 November 2017, 31 December 2018, 17 December 2020"
    assert write_alt(facts).startswith(f"4 maps of A headline: {named}.")
    assert write_caption(facts).startswith(f"A headline, {named}.")
    assert name_file(request, "png") == f"marchland-{'-'.join(DAYS)}-albu-kamal-social.png"
    assert tuple(dict.fromkeys(build_request_frame(default_atlas, request)["date"])) == DAYS


def test_the_address_carries_the_dates(default_atlas: Atlas) -> None:
    request = ask(default_atlas, dates="2018-12-31,2017-11-01")
    assert request.date == parse_day("2018-12-31")
    options = format_request(default_atlas, request)
    assert options["dates"] == "2017-11-01,2018-12-31"
    assert parse_request(default_atlas, options) == request


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"dates": "2017-11-01"}, "Use 2 to 6 different dates"),
        ({"dates": "2017-11-01,2017-11-01"}, "Use 2 to 6 different dates"),
        ({"dates": ",".join(f"201{year}-01-01" for year in range(2, 9))}, "Use 2 to 6 different dates"),
        ({"dates": "2017-11-01,soon"}, 'dates: "soon" is not allowed. Use earliest, latest or YYYY-MM-DD'),
        ({"dates": "2017-11-01,2030-01-01"}, "This atlas covers"),
        ({"since": "2017-11-01"}, "neither since nor callouts"),
        ({"callouts": "albu-kamal"}, "neither since nor callouts"),
        ({"compare": "2017-11-01"}, "Leave out plain, compare and versus"),
        ({"style": "reference"}, "It needs style=news"),
    ],
)
def test_wrong_dates_are_refused(default_atlas: Atlas, more: dict[str, str], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        ask(default_atlas, **{"dates": ",".join(DAYS), **more})


def test_a_picture_too_small_for_its_maps_is_refused(default_atlas: Atlas) -> None:
    request = ask(default_atlas, dates=",".join(DAYS), size="300x250")
    with pytest.raises(RequestError, match="A picture of 300x250 has no room for 4 maps"):
        resolve_multiples(default_atlas, request)


def test_an_embed_refuses_dates(default_atlas: Atlas) -> None:
    with pytest.raises(RequestError, match="An embed has one map, on all days"):
        write_page(default_atlas, ask(default_atlas, dates=",".join(DAYS)))


@pytest.mark.parametrize(
    ("bbox", "columns"),
    [((0, 0, 1, 1), 4), ((0, 0, 4, 1), 2), ((0, 0, 1, 3), 4)],
    ids=["even", "wide", "tall"],
)
def test_a_grid_suits_the_shape_of_its_area(bbox: tuple[float, float, float, float], columns: int) -> None:
    grid = choose_grid(4, bbox, (1136, 480), WordsRoom(40, 15, 20), 32)
    assert grid.columns == columns
    assert grid.total <= 480.01
