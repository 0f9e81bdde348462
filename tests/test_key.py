"""The key tells of the map above it: it lists what is drawn there, and every pattern it uses is defined."""

import re
from itertools import product

import pytest

from atlas.model import Atlas
from atlas.request import parse_request
from layers.drawing import draw_map, lay_out
from tests.scenes import ISLAND, SCENES, scene_request

DAYS = ("2014-02-01", "2018-07-10")


def undefined(svg: str) -> set[str]:
    return set(re.findall(r"url\(#([^)]+)\)", svg)) - set(re.findall(r' id="([^"]+)"', svg))


@pytest.mark.parametrize("name", [*SCENES, *ISLAND])
def test_every_pattern_of_a_scene_is_defined(name: str, default_atlas: Atlas, starter: Atlas) -> None:
    atlas = starter if name in ISLAND else default_atlas
    assert not undefined(draw_map(atlas, scene_request(atlas, name)))


@pytest.mark.parametrize(("size", "lang"), [("social", "en"), ("story", "ar")])
def test_key_has_no_pattern_that_its_maps_lack(default_atlas: Atlas, size: str, lang: str) -> None:
    alone = [{"date": day} for day in DAYS]
    for view, days in product(default_atlas.views, [*alone, {"date": DAYS[0], "compare": "2017-11-12"}]):
        asked = {"view": view, "size": size, "lang": lang, **days}
        page = lay_out(default_atlas, parse_request(default_atlas, asked))
        assert page.defs == (), asked


def test_key_lists_no_site_that_is_not_drawn(default_atlas: Atlas) -> None:
    asked = {"view": "albu-kamal", "date": "2020-12-17"}
    keys = []
    for layers in ("zones", "zones,sites", "labels"):
        svg = draw_map(default_atlas, parse_request(default_atlas, asked | {"layers": layers}))
        keys.append(
            set(re.findall(r"<text[^>]*>([^<]+)", svg[svg.index('id="key"') : svg.index('id="stamp"')]))
        )
    zones, both, none = keys
    assert zones < both
    assert not none & {family.name.say("en") for family in default_atlas.families.values()}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Event of the last 30 days"), ("ar", "حدث في آخر 30 يوماً")]
)
def test_key_tells_of_events_where_one_is_drawn(default_atlas: Atlas, lang: str, words: str) -> None:
    for day, known, layers in product(
        ("earliest", "2020-12-07"), ("2020-12-07", "latest"), ("zones", "events")
    ):
        asked = {"view": "albu-kamal", "date": day, "known": known, "layers": layers, "lang": lang}
        svg = draw_map(default_atlas, parse_request(default_atlas, asked))
        key = svg[svg.index('id="key"') : svg.index('id="stamp"')]
        assert (words in key) == ('id="event-' in svg), asked
        assert (layers == "events" and day != "earliest" and known == "latest") <= (words in key)
