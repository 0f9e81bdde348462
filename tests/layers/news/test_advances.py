"""Arrows of what changed hands since a day: from ground held before into ground next to it."""

import pytest
import shapely

from atlas.history.in_effect import forces_in_effect
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from layers.map.arrows import colour_of
from layers.news.pictures import draw_news
from layers.news.placing import NewsMap, lay_out_map
from layers.news.resolve import NewsPicture, resolve_news
from tests.layers.news.test_news_pictures import ask

SINCE = [
    {"view": "golan-hauran", "date": "2018-07-20", "since": "2018-06-15", "size": "social"},
    {"view": "golan-hauran", "date": "2018-07-20", "since": "2018-06-15", "size": "story", "lang": "ar"},
    {"view": "south-and-east", "date": "2018-07-20", "since": "2018-06-15", "size": "square"},
]


@pytest.fixture(params=SINCE, ids=lambda options: f"{options['view']}-{options['size']}")
def picture(request: pytest.FixtureRequest, default_atlas: Atlas) -> tuple[NewsPicture, NewsMap]:
    news = resolve_news(default_atlas, ask(default_atlas, **request.param))
    return news, lay_out_map(news)


def test_arrows_lie_on_ground_held_before_and_ground_gained(picture: tuple[NewsPicture, NewsMap]) -> None:
    news, laid = picture
    context, request = news.context, news.request
    before = scene_on(context.atlas, request.since or 0, request.known)
    changed = {place.id: change.after for change in news.facts.changes for place in change.places}
    assert laid.advances
    for advance in laid.advances:
        zones = context.viewport.zones.items()
        held = [
            shape for zone, shape in zones
            if zone not in changed and advance.force in forces_in_effect(before.holdings(zone))
        ]  # fmt: skip
        gained = [shape for zone, shape in zones if changed.get(zone, ("",))[:1] == (advance.force,)]
        outline, old, new = advance.outline, shapely.union_all(held), shapely.union_all(gained)
        assert outline.intersection(old).area > 0.3 * outline.area
        assert outline.difference(shapely.union(old, new).buffer(1.5)).area < 0.04 * outline.area
        assert new.distance(shapely.Point(outline.exterior.coords[12])) < 130 * context.marks


def test_arrows_lie_on_no_sign_and_no_words(picture: tuple[NewsPicture, NewsMap]) -> None:
    _, laid = picture
    for advance in laid.advances:
        for anchor in laid.anchors:
            assert not advance.outline.intersects(shapely.Point(anchor.x, anchor.y).buffer(anchor.radius))
        for box in (*(note.box for note in laid.notes), *laid.scale):
            assert not advance.outline.intersects(shapely.box(*box))


def test_the_key_says_that_arrows_are_no_routes(default_atlas: Atlas) -> None:
    request = ask(default_atlas, **SINCE[0])
    news = resolve_news(default_atlas, request)
    (entry,) = (entry for row in news.words.key.rows for _, entry in row if entry.arrow)
    assert entry.text == "From ground held before, not a route"
    drawn = draw_news(default_atlas, request)
    (force,) = {advance.force for advance in lay_out_map(news).advances}
    assert drawn.count(f'fill="{colour_of(news.context, force)}"') >= 3


def test_ground_that_a_force_took_far_from_its_own_has_no_arrow(default_atlas: Atlas) -> None:
    """At Albu Kamal ISIS held the ground around the town."""
    options = {"view": "albu-kamal", "date": "2017-11-09", "since": "2017-11-07", "focus": "albu-kamal"}
    news = resolve_news(default_atlas, ask(default_atlas, **options))
    assert "albu-kamal" in {place.id for change in news.facts.changes for place in change.places}
    assert lay_out_map(news).advances == ()
    assert "not a route" not in draw_news(default_atlas, news.request)
