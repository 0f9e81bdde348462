"""News pictures, by geometry: the map's share, what notes and leaders lie on, the frame, the key."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, box

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.request.parsers import RequestError
from atlas.request.request import Request, parse_request
from layers.labels.force_names import write_names
from layers.labels.placement import Box, text_box
from layers.labels.written_name import name_box
from layers.map.place_names import name_map
from layers.news.desk_words import KEY_GAP, measure_brand_room
from layers.news.pictures import draw_news, draw_picture, find_picture_facts
from layers.news.placing import NewsMap, compose_news_picture, lay_out_map
from layers.news.resolve import NewsPicture, resolve_news
from layers.news.short_legend import find_unnamed
from layers.news.words_column import height_of
from layers.still.draw import draw_map
from layers.still.legend import width_of_entry
from layers.style.theme import theme_of
from layers.svg.text_width import width_of

PICTURES = [
    {"view": view, "date": date, "size": size} | more
    for (view, date), (size, more) in itertools.product(
        [
            ("albu-kamal", "2020-12-17"),
            ("golan-hauran", "2018-07-09"),
            ("south-and-east", "2020-12-17"),
            ("deir-ez-zor", "2017-11-05"),
        ],
        [
            ("social", {}),
            ("square", {"theme": "dark"}),
            ("story", {"lang": "ar"}),
            ("300x250", {}),
            ("85x110", {"unit": "mm", "theme": "print"}),
        ],
    )
]
MAP_SHARES = {"social": 1.0, "square": 0.55, "story": 0.55, "300x250": 0.4, "85x110": 0.55}
"""The least share of a picture's height that its map has."""


def ask(atlas: Atlas, **options: str) -> Request:
    return parse_request(atlas, {"style": "news", **options})


def name_of(options: dict[str, str]) -> str:
    return "-".join([options["view"], options["size"], options.get("lang", "en")])


@pytest.fixture(params=PICTURES, ids=name_of)
def picture(request: pytest.FixtureRequest, default_atlas: Atlas) -> tuple[NewsPicture, NewsMap]:
    return compose_news_picture(default_atlas, ask(default_atlas, **request.param))


def boxes_of_names(laid: NewsMap) -> list[Box]:
    """Return the boxes of all names on the map: of places, countries, waters and forces."""
    picture = laid.picture
    placed = (picture.taken, picture.featured, picture.codes)
    names = write_names(name_map(picture.placing.ground, *placed), picture.symbols)
    labels = [
        (label.placed.candidate, text_box(label.placed.candidate, label.placed.spot))
        for label in picture.labels()
    ]
    written = [(c.x + left, c.y + top, c.x + right, c.y + bottom) for c, (left, top, right, bottom) in labels]
    return [*written, *map(name_box, names), *(town.box for town in laid.towns)]


def test_nothing_written_lies_on_something_else(picture: tuple[NewsPicture, NewsMap]) -> None:
    _, laid = picture
    notes = [note.box for note in laid.notes]
    for first, second in itertools.combinations([*notes, *laid.scale], 2):
        assert not box(*first).intersects(box(*second))
    for note, name in itertools.product([*notes, *laid.scale], boxes_of_names(laid)):
        assert box(*note).intersection(box(*name)).area < 1


def test_leaders_cross_no_name_and_no_leader(picture: tuple[NewsPicture, NewsMap]) -> None:
    _, laid = picture
    leaders = [LineString(note.leader) for note in laid.notes]
    for first, second in itertools.combinations(leaders, 2):
        assert not first.intersects(second)
    for note, leader in zip(laid.notes, leaders, strict=True):
        far = leader.difference(shapely.Point(note.anchor.x, note.anchor.y).buffer(note.anchor.radius + 14))
        for name in boxes_of_names(laid):
            assert not far.intersects(box(*name).buffer(-1))
        assert note.leader[-1][1] == pytest.approx(note.leader[-2][1]), "it ends level with the lead"


def test_notes_lie_in_the_map_on_one_ground(picture: tuple[NewsPicture, NewsMap]) -> None:
    news, laid = picture
    extent = news.context.viewport.extent
    inside = box(0, 0, extent.width, extent.height)
    zones = news.context.viewport.zones
    for note in laid.notes:
        words = box(*note.box)
        assert inside.contains(words)
        looks = {
            laid.picture.symbols[zone].ground if zone in laid.picture.symbols else ""
            for zone, shape in zones.items()
            if shape.intersection(words).area > 40
        }
        assert len(looks) <= 1
        assert note.ground in looks or not note.ground


def test_words_and_map_fill_the_picture(picture: tuple[NewsPicture, NewsMap]) -> None:
    news, _ = picture
    layout, extent = news.layout, news.context.viewport.extent
    assert extent.height >= MAP_SHARES[news.request.size] * layout.height - 0.01
    words = height_of(news.words.top) + height_of(news.words.foot) + news.words.key.height
    if layout.column:
        assert extent.width == pytest.approx(layout.width - layout.column)
        assert words < layout.height - 3 * layout.pad
    else:
        assert extent.width == pytest.approx(layout.width)
        room = layout.height - layout.below - layout.above - extent.height
        assert words < room
        assert news.top + extent.height < layout.height - layout.below
    for block in (*news.words.top, *news.words.foot):
        for line in block.lines:
            assert width_of(line, block.type.size, block.weight) <= layout.measure + 0.5


def test_all_held_ground_of_the_view_is_in_the_frame(default_atlas: Atlas) -> None:
    request = ask(default_atlas, view="south-and-east", date="2020-12-17")
    news = resolve_news(default_atlas, request)
    seen, view = box(*news.request.bbox or ()), box(*default_atlas.views["south-and-east"].bbox)
    scene = scene_on(default_atlas, request.date, request.known)
    for place in default_atlas.places.values():
        if place.shape is Shape.ZONE and place.covered and scene.holdings(place.id):
            held = place.geometry.intersection(view)
            assert held.difference(seen).area < 1e-6 * max(held.area, 1)


def test_focus_frames_a_place_in_the_middle_third(default_atlas: Atlas) -> None:
    request = ask(default_atlas, view="south-and-east", date="2020-12-17", focus="albu-kamal")
    extent = resolve_news(default_atlas, request).context.viewport.extent
    x, y = extent.at(default_atlas.places["albu-kamal"].geometry.centroid)
    assert 1 / 3 <= x / extent.width <= 2 / 3
    assert 1 / 3 <= y / extent.height <= 2 / 3
    whole = resolve_news(default_atlas, replace(request, focus="")).context.viewport.extent
    assert extent.per_degree > 2 * whole.per_degree


def test_an_area_in_the_request_is_the_frame(default_atlas: Atlas) -> None:
    news = resolve_news(default_atlas, ask(default_atlas, bbox="40,34,41,35", size="square"))
    west, south, east, north = news.request.bbox or (0, 0, 0, 0)
    assert west <= 40.001
    assert east >= 40.999
    assert south <= 34.001
    assert north >= 34.999


def test_the_column_stands_where_reading_begins(default_atlas: Atlas) -> None:
    english = resolve_news(default_atlas, ask(default_atlas))
    arabic = resolve_news(default_atlas, ask(default_atlas, lang="ar"))
    assert (english.left, arabic.left) == (400, 0)


def test_forces_that_are_not_in_the_news_are_quiet(default_atlas: Atlas) -> None:
    atlas = default_atlas
    plain, quiet = theme_of(atlas, "light"), theme_of(atlas, "light", frozenset({"iran"}))
    land = np.array([int(plain["land"][at : at + 2], 16) for at in (1, 3, 5)])

    def off_land(colour: str) -> float:
        return float(np.abs(np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) - land).sum())

    for family in atlas.families.values():
        before, after = plain.shades(family).fill, quiet.shades(family).fill
        assert after == before if family.id == "iran" else off_land(after) <= 0.6 * off_land(before) + 3
    assert theme_of(atlas, "print", frozenset({"iran"})) == theme_of(atlas, "print")


def test_the_key_explains_what_no_name_does(default_atlas: Atlas) -> None:
    def texts(**options: str) -> list[str]:
        news = resolve_news(
            default_atlas, ask(default_atlas, view="golan-hauran", date="2018-07-09", **options)
        )
        return [entry.text for row in news.words.key.rows for _, entry in row]

    auto, full = texts(), texts(key="full")
    assert "Contested" in auto
    assert "Rebels" not in auto, "their name is on their ground"
    assert {"Contested", "Rebels", "Syrian government"} <= set(full)
    assert texts(key="none") == []


def test_callouts_can_be_chosen_and_left_out(default_atlas: Atlas) -> None:
    def leads(**options: str) -> list[str]:
        news = resolve_news(
            default_atlas, ask(default_atlas, view="albu-kamal", date="2020-12-17", **options)
        )
        return [" ".join(note.lead) for note in lay_out_map(news).notes]

    assert len(leads()) == 3
    assert leads(callouts="albu-kamal-tourist-hotel") == ["The tourist hotel in Albu Kamal"]
    assert leads(callouts="none") == []
    assert leads(size="300x250") == [], "a tile has none"
    with pytest.raises(RequestError, match="callouts"):
        leads(callouts="albu-kamall")


def test_the_style_reference_is_the_default(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {})
    assert draw_picture(default_atlas, request) == draw_map(default_atlas, request)
    assert draw_picture(default_atlas, replace(request, style="news")) == draw_news(
        default_atlas, replace(request, style="news")
    )


def test_facts_are_those_of_the_frame(default_atlas: Atlas) -> None:
    """What the texts say of shares is about the ground that the news picture shows."""
    request = ask(default_atlas, view="south-and-east", date="2020-12-17", focus="albu-kamal")
    facts = find_picture_facts(default_atlas, request)
    whole = find_picture_facts(default_atlas, replace(request, focus=""))
    assert dict(facts.shares)["sdf"] > dict(whole.shares)["sdf"]


@pytest.mark.parametrize("more", [{"plain": "1"}, {"compare": "2020-01-01"}])
def test_a_news_picture_shows_one_day_with_words(default_atlas: Atlas, more: dict[str, str]) -> None:
    with pytest.raises(RequestError, match="news picture shows one day"):
        ask(default_atlas, **more)


@pytest.mark.parametrize(
    "more", [{"deck": "A deck."}, {"callouts": "none"}, {"focus": "albu-kamal"}, {"key": "full"}]
)
def test_options_of_news_pictures_need_their_style(default_atlas: Atlas, more: dict[str, str]) -> None:
    (option,) = more
    with pytest.raises(RequestError, match=f"^{option}: .* needs style=news"):
        parse_request(default_atlas, more)


def test_an_atlas_without_news_has_the_title_of_its_view(starter: Atlas) -> None:
    request = parse_request(starter, {"style": "news", "date": "earliest"})
    news = resolve_news(starter, request)
    assert not news.facts.news
    title = starter.views[request.view].title.translate("en")
    assert " ".join(news.words.top[1].lines) == title
    assert draw_news(starter, request).startswith("<svg")


def test_since_marks_what_changed_hands_in_one_map(default_atlas: Atlas) -> None:
    request = ask(default_atlas, view="deir-ez-zor", date="2017-11-25", since="2017-11-01")
    news = resolve_news(default_atlas, request)
    changed = {place.id for change in news.facts.changes for place in change.places}
    drawn = draw_news(default_atlas, request)
    before = theme_of(default_atlas, "light").shades(default_atlas.families["isis"]).fill
    assert f'id="before-{before.removeprefix("#")}"' in drawn, "stripes in the colour of the old holder"
    assert drawn.count("url(#before-") == len(changed & news.context.viewport.zones.keys())
    first = {item.place for item in news.facts.news[0]}
    assert first <= changed, "the headline is about ground that is marked"
    texts = [entry.text for row in news.words.key.rows for _, entry in row]
    assert "Changed hands; stripes: who held it before" in texts
    quiet = draw_news(default_atlas, replace(request, since=None))
    assert 'id="changed"' in drawn
    assert 'id="changed"' not in quiet


@pytest.mark.parametrize("more", [{"style": "reference"}, {"date": "2017-11-01"}, {"date": "2017-10-01"}])
def test_since_is_a_day_before_in_a_news_picture(default_atlas: Atlas, more: dict[str, str]) -> None:
    options = {"style": "news", "date": "2017-11-25", "since": "2017-11-01", **more}
    with pytest.raises(RequestError, match="since"):
        parse_request(default_atlas, options)


LONG_WORD = "Wort" * 30


@pytest.mark.parametrize(
    ("size", "options"),
    [
        *((size, ("title", "deck", "note", "source")) for size in ("social", "square", "story", "print")),
        *((size, ("title",)) for size in ("300x250", "2000x200", "600x338")),
    ],
)
def test_no_word_is_wider_than_its_column(default_atlas: Atlas, size: str, options: tuple[str, ...]) -> None:
    own = dict.fromkeys(options, LONG_WORD)
    news = resolve_news(default_atlas, ask(default_atlas, view="albu-kamal", size=size, **own))
    for block in (*news.words.top, *news.words.foot):
        for line in block.lines:
            assert width_of(line, block.type.size, block.weight) <= news.layout.measure + 0.5
    assert "".join(news.words.top[0 if news.layout.brief else 1].lines) == LONG_WORD


@pytest.mark.parametrize("size", ["300x250", "2000x200", "600x338"])
def test_own_words_that_leave_no_room_for_the_map_are_refused(default_atlas: Atlas, size: str) -> None:
    own = dict.fromkeys(("deck", "note", "source"), "Words " * 46)
    with pytest.raises(RequestError, match="leave no room for the map"):
        resolve_news(default_atlas, ask(default_atlas, view="albu-kamal", size=size, **own))


@pytest.mark.parametrize("size", ["2000x200", "8000x300", "600x338", "social"])
@pytest.mark.parametrize("more", [{"lang": "en"}, {"lang": "ar"}, {"age": "1"}, {"key": "full"}])
def test_words_in_a_column_do_not_run_over_each_other(
    default_atlas: Atlas, size: str, more: dict[str, str]
) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-17", "size": size, **more}
    news = resolve_news(default_atlas, ask(default_atlas, **options))
    layout, words = news.layout, news.words
    gaps = 2 * layout.pad + KEY_GAP * layout.key.size + measure_brand_room(layout)
    assert height_of(words.top) + words.key.height + height_of(words.foot) + gaps <= layout.height
    assert layout.column <= layout.width / 2
    for row in words.key.rows:
        assert all(
            x + width_of_entry(entry, words.key.size, layout.key.fonts) <= layout.measure for x, entry in row
        )


@pytest.mark.parametrize(
    ("size", "unit", "least"),
    [("120x120", "px", "200 px"), ("2000x199", "px", "200 px"), ("45x90", "mm", "53 mm")],
)
def test_a_news_picture_has_a_least_size(default_atlas: Atlas, size: str, unit: str, least: str) -> None:
    with pytest.raises(RequestError, match=f"at least {least}"):
        ask(default_atlas, size=size, unit=unit)
    parse_request(default_atlas, {"size": size, "unit": unit})


def test_no_name_lies_on_the_ring_of_doubt(default_atlas: Atlas) -> None:
    news = resolve_news(default_atlas, ask(default_atlas, view="albu-kamal", date="2020-12-17"))
    laid = lay_out_map(news)
    rings = [
        shapely.Point(anchor.x, anchor.y).buffer(anchor.ring).exterior
        for anchor in laid.anchors
        if anchor.ring
    ]
    assert rings
    covered = [town.box for town in laid.towns]
    for ring, name in itertools.product(rings, boxes_of_names(laid)):
        assert name in covered or not ring.intersects(box(*name).buffer(-1))


@pytest.mark.parametrize("more", [{"hide": "northern"}, {"callouts": "league-statement"}])
def test_an_event_without_a_place_has_a_callout(starter: Atlas, more: dict[str, str]) -> None:
    news = resolve_news(starter, ask(starter, **more))
    notes = lay_out_map(news).notes
    assert "League says that it holds the old town" in [" ".join(note.lead) for note in notes]
    assert draw_news(starter, news.request).startswith("<svg")


def test_notes_leave_no_force_without_name_and_entry(default_atlas: Atlas) -> None:
    """On this day three notes took the room of the names of rebels and of the 8th Brigade."""
    news = resolve_news(default_atlas, ask(default_atlas, view="south-and-east", date="2018-07-09"))
    entries = {entry.text for row in news.words.key.rows for _, entry in row}
    unnamed = find_unnamed(lay_out_map(news).picture)
    assert {default_atlas.families[family].name.translate("en") for family in unnamed} <= entries
