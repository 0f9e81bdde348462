"""Insets: on no held ground and no sign, larger than their part of the map, with the same frame on both."""

import itertools
import re
from dataclasses import replace

import pytest
import shapely
from shapely.geometry import LineString, box

from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.request.parsers import RequestError
from atlas.request.request import format_request, parse_request
from layers.news.insets.inset import Inset
from layers.news.pictures import draw_news, find_picture_facts
from layers.news.placing import NewsMap, compose_news_picture
from layers.news.resolve import NewsPicture, resolve_news
from outputs.embed.page import write_page
from tests.layers.news.test_news_pictures import ask, boxes_of_names
from text.alt_text import write_alt

HAURAN = "35.5,32.2,37.1,33.5"
INSETS = [
    {"view": "south-and-east", "date": "2018-07-09", "inset": HAURAN, "size": "social"},
    {"view": "south-and-east", "date": "2018-07-09", "inset": HAURAN, "size": "square", "lang": "ar"},
    {
        "view": "south-and-east",
        "date": "2020-12-17",
        "inset": "albu-kamal",
        "size": "square",
        "theme": "dark",
    },
    {"view": "albu-kamal", "date": "2020-12-17", "inset": "albu-kamal", "size": "story", "lang": "ar"},
    {"view": "albu-kamal", "date": "2020-12-17", "inset": "albu-kamal", "size": "article"},
]


@pytest.fixture(params=INSETS, ids=lambda each: f"{each['view']}-{each['inset'][:4]}-{each['size']}")
def picture(request: pytest.FixtureRequest, default_atlas: Atlas) -> tuple[NewsPicture, NewsMap, Inset]:
    news, laid = compose_news_picture(default_atlas, ask(default_atlas, **request.param))
    assert news.inset
    return news, laid, news.inset


def test_an_inset_lies_on_no_held_ground(picture: tuple[NewsPicture, NewsMap, Inset]) -> None:
    news, _, inset = picture
    extent, scene = news.context.viewport.extent, news.content.scene
    whole = box(*inset.place.box)
    assert box(0, 0, extent.width, extent.height).contains(box(*inset.box))
    for place in scene.atlas.places.values():
        if place.shape is Shape.ZONE and scene.holdings(place.id):
            assert extent.project(place.geometry).intersection(whole).area < 20, place.id


def test_an_inset_lies_on_nothing_else(picture: tuple[NewsPicture, NewsMap, Inset]) -> None:
    _, laid, inset = picture
    whole = box(*inset.box)
    assert not whole.intersects(box(*inset.place.part))
    for each in (*(note.box for note in laid.notes), *laid.scale, *boxes_of_names(laid)):
        assert box(*each).intersection(whole).area < 1
    for anchor in laid.anchors:
        assert not whole.intersects(shapely.Point(anchor.x, anchor.y).buffer(anchor.radius))
    assert all(not LineString(note.leader).intersects(whole) for note in laid.notes)


def test_an_inset_enlarges_its_part(picture: tuple[NewsPicture, NewsMap, Inset]) -> None:
    news, _, inset = picture
    main, enlarged = news.context.viewport.extent, inset.picture.context.viewport.extent
    assert enlarged.per_degree >= 1.6 * main.per_degree
    west, south, east, north = enlarged.bbox
    (left, top), (right, bottom) = main.point(west, north), main.point(east, south)
    assert (left, top, right, bottom) == pytest.approx(inset.place.part, abs=0.05)
    across, down = (inset.place.box[at + 2] - inset.place.box[at] for at in (0, 1))
    assert (enlarged.width, enlarged.height) == pytest.approx((across, down), abs=0.02)


def test_no_name_lies_in_the_part_and_signs_in_the_inset_are_free(
    picture: tuple[NewsPicture, NewsMap, Inset],
) -> None:
    _, laid, inset = picture
    for name in boxes_of_names(laid):
        assert box(*name).intersection(box(*inset.place.part)).area < 1
    names = boxes_of_names(replace(laid, picture=inset.picture))
    assert names, "it has names of its own"
    for name, anchor in itertools.product(names, inset.anchors):
        assert box(*name).intersection(shapely.Point(anchor.x, anchor.y).buffer(anchor.radius)).area < 1


def test_both_frames_are_the_same_line(default_atlas: Atlas) -> None:
    news = resolve_news(default_atlas, ask(default_atlas, **INSETS[0]))
    drawn = draw_news(default_atlas, news.request)
    lines = re.findall(r'<rect[^>]*id="inset-(?:part|frame)"[^>]*>', drawn)
    strokes = {re.sub(r' (?:x|y|width|height|id)="[^"]*"', "", line) for line in lines}
    assert len(lines) == 2
    assert len(strokes) == 1
    assert f'stroke="{news.context.theme["accent"]}"' in lines[0]
    assert 'stroke-width="2"' in lines[0]
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)


def test_the_map_grows_to_make_room(default_atlas: Atlas) -> None:
    """At this shape the map without an inset has no foreign ground that is wide enough."""
    options = {"view": "golan-hauran", "date": "2018-07-09", "inset": "35.6,32.6,36.2,33.1"}
    plain = {name: text for name, text in options.items() if name != "inset"}
    without = resolve_news(default_atlas, ask(default_atlas, **plain)).context.viewport.extent
    news = resolve_news(default_atlas, ask(default_atlas, **options))
    assert news.context.viewport.extent.per_degree < without.per_degree
    assert box(*news.request.bbox or ()).buffer(1e-6).contains(box(*without.bbox))


def test_an_inset_without_room_is_refused(default_atlas: Atlas) -> None:
    request = ask(default_atlas, view="albu-kamal", inset="34,31,42.5,36.5")
    with pytest.raises(
        RequestError, match="no room for an inset of this area: it may not lie on held ground"
    ):
        resolve_news(default_atlas, request)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"inset": "albu-kamall"}, 'inset: "albu-kamall" is not allowed. Did you mean "albu-kamal"'),
        ({"inset": "36,33,35,34"}, "^inset: .*West must be less than east"),
        ({"inset": "36,33"}, "^inset: .*Use west,south,east,north"),
        ({"inset": "albu-kamal", "dates": "2017-11-01,2018-12-31"}, "Maps of several days have no inset"),
        ({"inset": "albu-kamal", "style": "reference"}, "needs style=news"),
    ],
)
def test_wrong_insets_are_refused(default_atlas: Atlas, more: dict[str, str], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        ask(default_atlas, **more)


@pytest.mark.parametrize("inset", [HAURAN, "albu-kamal"])
def test_the_address_carries_the_inset_and_the_alt_text_names_it(default_atlas: Atlas, inset: str) -> None:
    request = ask(default_atlas, view="south-and-east", date="2018-07-09", inset=inset)
    options = format_request(default_atlas, request)
    assert options["inset"] == inset
    assert parse_request(default_atlas, options) == request
    sentence = "An inset enlarges a part." if inset == HAURAN else "An inset enlarges Albu Kamal town."
    assert sentence in write_alt(find_picture_facts(default_atlas, request))
    with pytest.raises(RequestError, match="An embed has one map"):
        write_page(default_atlas, request)
