"""Own notes, positions, numbers and covered towns on news pictures, by geometry."""

import itertools
import re

import pytest
from shapely.geometry import LineString, Point, box

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from layers.news.pictures import draw_news
from layers.news.placing import NewsMap, compose_news_picture
from layers.news.resolve import NewsPicture
from tests.layers.news.test_news_pictures import boxes_of_names

DAY = {"style": "news", "view": "albu-kamal", "date": "2020-12-17"}
TOWN = "albu-kamal-city:The town’s last crossing into Iraq reopened in 2019, and convoys use it at night"
DESERT = "41,34.65:Patrols were attacked here three times that month, local sources say"
LONG = "A sentence of the desk that takes nearly as much room as a note may have, of one hundred and forty"


def compose(atlas: Atlas, **options: str) -> tuple[NewsPicture, NewsMap]:
    return compose_news_picture(atlas, parse_request(atlas, {**DAY, **options}))


@pytest.mark.parametrize("size", ["social", "square", "story", "1600x900"])
@pytest.mark.parametrize("more", [{}, {"theme": "dark"}, {"lang": "ar"}])
def test_own_notes_lie_in_the_map_and_on_nothing(
    default_atlas: Atlas, size: str, more: dict[str, str]
) -> None:
    news, laid = compose(default_atlas, size=size, notes=f"{TOWN}|{DESERT}", **more)
    extent = news.context.viewport.extent
    drawn = {*laid.keys, *news.words.listed}
    assert {"albu-kamal-city", "41,34.65"} <= drawn, "no own note is left out"
    boxes = [note.box for note in laid.notes]
    for first, second in itertools.combinations([*boxes, *(number.box for number in laid.numbers)], 2):
        assert not box(*first).intersects(box(*second))
    for note, name in itertools.product(laid.notes, boxes_of_names(laid)):
        assert box(*note.box).intersection(box(*name)).area < 1
        near = Point(note.anchor.x, note.anchor.y).buffer(note.anchor.radius + 14)
        assert not LineString(note.leader).difference(near).intersects(box(*name).buffer(-1))
    for note in boxes:
        assert box(0, 0, extent.width, extent.height).contains(box(*note))


def test_a_note_points_at_its_place_with_its_name(default_atlas: Atlas) -> None:
    news, laid = compose(default_atlas, notes=f"{TOWN}|{DESERT}", callouts="none")
    extent = news.context.viewport.extent
    town, desert = laid.notes
    assert (town.anchor.x, town.anchor.y) == pytest.approx(
        extent.at(default_atlas.places["albu-kamal-city"].geometry)
    )
    assert (desert.anchor.x, desert.anchor.y) == pytest.approx(extent.point(41.0, 34.65))
    assert (town.lead, desert.lead) == (("Albu Kamal",), ())
    assert not laid.towns, "the lead names the town"


def test_own_notes_come_first_and_news_fills_what_is_left(default_atlas: Atlas) -> None:
    _, laid = compose(default_atlas, notes=DESERT)
    assert laid.keys == ("41,34.65", "albu-kamal-border-points", "hassian-post")
    _, laid = compose(default_atlas, notes="albu-kamal-border-points:What the desk writes")
    assert laid.keys.count("albu-kamal-border-points") == 1, "it stands for the note of the news"
    assert laid.notes[0].text == ("What the desk writes",)
    assert laid.notes[0].anchor.fill, "with the sign of the news"


@pytest.mark.parametrize(
    "position", [(500, 500), (700, 200), (250, 800), (0, 0), (1000, 1000), (0, 1000), (640, 600)]
)
@pytest.mark.parametrize("option", ["notes", "callouts"])
def test_a_position_is_obeyed_inside_the_map(
    default_atlas: Atlas, position: tuple[int, int], option: str
) -> None:
    at = ",".join(map(str, position))
    key = "albu-kamal-border-points"
    own = {"notes": f"{key}@{at}:{LONG}", "callouts": f"{key}@{at},hassian-post"}
    news, laid = compose(default_atlas, **{option: own[option]})
    note, extent = laid.notes[laid.keys.index(key)], news.context.viewport.extent
    left, top, right, bottom = note.box
    assert box(0, 0, extent.width, extent.height).contains(box(*note.box))
    middle = ((left + right) / 2, (top + bottom) / 2)
    x, y = position[0] / 1000 * extent.width, position[1] / 1000 * extent.height
    edge = 12 * news.context.marks
    assert middle[0] == pytest.approx(
        min(max(x, edge + (right - left) / 2), extent.width - edge - (right - left) / 2)
    )
    if abs(middle[0] - note.anchor.x) > (right - left) / 2 + 20:
        assert middle[1] == pytest.approx(
            min(max(y, edge + (bottom - top) / 2), extent.height - edge - (bottom - top) / 2)
        )
    assert not box(*note.box).contains(Point(note.anchor.x, note.anchor.y))
    others = [other.box for other in laid.notes if other is not note]
    assert not any(box(*note.box).intersects(box(*other)) for other in others), "others make room"


def test_notes_without_room_are_numbered_and_stand_below(default_atlas: Atlas) -> None:
    news, laid = compose(default_atlas, size="square")
    assert news.words.listed == ("hassian-post",)
    assert [number.figure for number in laid.numbers] == [1]
    (block,) = [block for block in news.words.foot if block.number]
    assert (block.number, block.lead) == (1, "A post at Hassian.")
    assert " ".join(block.lines).startswith("The Fifth Corps took over")
    drawn = draw_news(default_atlas, parse_request(default_atlas, {**DAY, "size": "square"}))
    assert drawn.count('class="number"') == 1
    assert "A post at Hassian." in drawn


@pytest.mark.parametrize("size", ["social", "square", "900x900"])
@pytest.mark.parametrize("notes", ["", f"albu-kamal:{LONG}|40.9,34.6:{LONG}"])
def test_the_ring_that_the_key_explains_is_drawn_around_signs_and_numbers(
    default_atlas: Atlas, size: str, notes: str
) -> None:
    options = {**DAY, "size": size} | ({"notes": notes} if notes else {})
    drawn = draw_news(default_atlas, parse_request(default_atlas, options))
    rings = re.findall(r"<circle[^>]*stroke-dasharray", drawn)
    assert len(rings) == drawn.count("Exact place not known") == 1


@pytest.mark.parametrize("size", ["social", "square", "story", "2000x400", "300x250"])
def test_numbers_lie_off_signs_and_one_another(default_atlas: Atlas, size: str) -> None:
    """Three points are so near to one another that the discs of their numbers make way."""
    points = "|".join(f"{lon},34.45:{LONG}" for lon in (40.91, 40.92, 40.93))
    bbox = "40.4,34.1,41.4,34.8"
    try:
        _, laid = compose(default_atlas, size=size, notes=points, bbox=bbox)
    except RequestError as error:
        assert "leave no room for the map" in str(error)
        assert size in ("2000x400", "300x250")
        return
    discs = [Point(number.x, number.y).buffer(number.radius - 0.1) for number in laid.numbers]
    signs = [Point(anchor.x, anchor.y).buffer(anchor.radius - 0.1) for anchor in laid.anchors]
    for first, second in itertools.combinations(discs, 2):
        assert not first.intersects(second)
    for disc, sign in itertools.product(discs, signs):
        assert not disc.intersects(sign)
    for number, name in itertools.product(laid.numbers, boxes_of_names(laid)):
        assert box(*number.box).intersection(box(*name)).area < 1


@pytest.mark.parametrize("notes", ["36.3,33.5:Damascus", "quneitra-city:Far away"])
def test_a_note_outside_the_frame_is_refused(default_atlas: Atlas, notes: str) -> None:
    if "," not in notes:
        notes = f"{next(p.id for p in default_atlas.places.values() if p.geometry.bounds[0] < 36.5)}:Far away"
    with pytest.raises(RequestError, match=r"^notes: .* lies outside the map"):
        compose(default_atlas, notes=notes)


@pytest.mark.parametrize("more", [{}, {"size": "square"}, {"lang": "ar"}, {"callouts": "hassian-post"}])
def test_the_town_under_a_sign_or_in_a_ring_is_named(default_atlas: Atlas, more: dict[str, str]) -> None:
    """On 17 December 2020 the signs at Albu Kamal took the room of the town's own name."""
    news, laid = compose(default_atlas, **more)
    name = default_atlas.places["albu-kamal-city"].name.translate(news.request.lang)
    labels = [label.named.text for label in laid.picture.labels()]
    assert [*labels, *(town.text for town in laid.towns)].count(name) == 1
    for town in laid.towns:
        taken = [note.box for note in laid.notes] + [number.box for number in laid.numbers]
        assert not any(box(*town.box).intersects(box(*other)) for other in taken)
