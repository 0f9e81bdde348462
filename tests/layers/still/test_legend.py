"""The legend explains the map above it: it lists what is drawn there, and defines every pattern it uses."""

import re
from itertools import product

import pytest

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.request.request import parse_request
from layers.still.draw import draw_map, lay_out
from layers.still.layout import layout_of
from layers.style.evidence_age import symbolizer_for
from layers.style.theme import BESIEGED_EDGE, CLAIM_EDGE
from layers.svg.elements import serialise
from tests.scenes import ISLAND, SCENES, scene_request
from text.translations import load_words

DAYS = ("2014-02-01", "2018-07-10")


def undefined(svg: str) -> set[str]:
    return set(re.findall(r"url\(#([^)]+)\)", svg)) - set(re.findall(r' id="([^"]+)"', svg))


@pytest.mark.parametrize("name", [*SCENES, *ISLAND])
def test_every_pattern_of_a_scene_is_defined(name: str, default_atlas: Atlas, starter: Atlas) -> None:
    atlas = starter if name in ISLAND else default_atlas
    assert not undefined(draw_map(atlas, scene_request(atlas, name)))


@pytest.mark.parametrize(("size", "lang"), [("social", "en"), ("story", "ar")])
def test_legend_has_no_pattern_that_its_maps_lack(default_atlas: Atlas, size: str, lang: str) -> None:
    alone = [{"date": day} for day in DAYS]
    for view, days in product(default_atlas.views, [*alone, {"date": DAYS[0], "compare": "2017-11-12"}]):
        options = {"view": view, "size": size, "lang": lang, **days}
        page = lay_out(default_atlas, parse_request(default_atlas, options))
        assert page.defs == (), options


def test_legend_lists_no_site_that_is_not_drawn(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "date": "2020-12-17"}
    keys = []
    for layers in ("zones", "zones,sites", "labels"):
        svg = draw_map(default_atlas, parse_request(default_atlas, options | {"layers": layers}))
        keys.append(
            set(
                re.findall(
                    r"<text[^>]*>([^<]+)", svg[svg.index('id="legend"') : svg.index('id="provenance"')]
                )
            )
        )
    zones, both, none = keys
    assert zones < both
    assert not none & {family.name.translate("en") for family in default_atlas.families.values()}


@pytest.mark.parametrize(("lang", "words"), [("en", "Event, last 30 days"), ("ar", "حدث في آخر 30 يوماً")])
def test_legend_lists_events_if_one_is_drawn(default_atlas: Atlas, lang: str, words: str) -> None:
    for day, known, layers in product(
        ("earliest", "2020-12-07"), ("2020-12-07", "latest"), ("zones", "events")
    ):
        options = {"view": "albu-kamal", "date": day, "known": known, "layers": layers, "lang": lang}
        svg = draw_map(default_atlas, parse_request(default_atlas, options))
        key = svg[svg.index('id="legend"') : svg.index('id="provenance"')]
        assert (words in key) == ('id="event-' in svg), options
        assert (layers == "events" and day != "earliest" and known == "latest") <= (words in key)


def edges(svg: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return (width, dash) of the edges of zones and of the swatches."""
    stroke = re.compile(r'stroke-width="([\d.]+)"[^>]*stroke-dasharray="([\d. ]+)"')
    zones = svg[svg.index('id="layer-edges"') : svg.index('id="layer-admin"')]
    return set(stroke.findall(zones)), set(stroke.findall(svg[svg.index('id="legend"') :]))


@pytest.mark.parametrize("size", ["social", "story"])
@pytest.mark.parametrize(
    ("options", "edge"),
    [
        ({"date": "2016-03-01", "view": "deir-ez-zor"}, BESIEGED_EDGE),
        ({"date": "2018-10-01", "view": "golan-hauran"}, CLAIM_EDGE),
    ],
)
def test_a_swatch_is_edged_as_the_map(
    default_atlas: Atlas, options: dict[str, str], edge: tuple[float, str], size: str
) -> None:
    request = parse_request(default_atlas, options | {"size": size})
    marks = round(layout_of(request, default_atlas).marks, 3)
    drawn = f"{edge[0] * marks:.4g}", " ".join(f"{float(part) * marks:g}" for part in edge[1].split())
    zones, swatches = edges(draw_map(default_atlas, request))
    assert drawn in zones
    assert drawn in swatches


def test_joint_control_is_shown_in_the_clearest_stripes_of_the_picture(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"date": "2018-10-01", "size": "article"})
    page = lay_out(default_atlas, request)
    key = "".join(serialise(element) for _, part in page.parts for element in part)
    assert re.findall(r"url\(#(stripes-[^)]+)", key) == ["stripes-61a488-92cab6"]


def test_a_force_with_two_holdings_at_a_place_shares_it_with_nobody(default_atlas: Atlas) -> None:
    """The airport of Deir ez-Zor was reported as held and as besieged, both by the government."""
    request = parse_request(default_atlas, {"date": "2016-03-01", "view": "deir-ez-zor"})
    held = scene_on(default_atlas, request.date, request.known).holdings("dez-airport")
    symbol = symbolizer_for(default_atlas, request).symbolize(held)
    assert [holding.force for holding in held] == ["gov", "gov"]
    assert (symbol.leader, symbol.partners, symbol.pattern, symbol.besieged) == ("gov", (), None, True)
    assert "Joint control" not in draw_map(default_atlas, request)


def key_of(atlas: Atlas, **options: str) -> str:
    svg = draw_map(atlas, parse_request(atlas, options))
    return svg[svg.index('id="legend"') : svg.index('id="provenance"')]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_legend_explains_pale_ground_in_the_language(default_atlas: Atlas, lang: str) -> None:
    assert load_words(lang).format("not_confirmed", n=90) in key_of(default_atlas, lang=lang)


def test_the_legend_explains_paling_if_some_ground_pales(starter: Atlas) -> None:
    phrase = load_words("en").format("not_confirmed", n=90)
    assert starter.meta.stale_after[0] == 90
    days = range(starter.meta.first, starter.meta.last + 1, 20)
    has_entry = {day: phrase in key_of(starter, date=format_day(day)) for day in days}
    assert set(has_entry.values()) == {True, False}
    for day in days:
        held = scene_on(starter, day, starter.latest_source)
        holdings = [holding for place in starter.places for holding in held.holdings(place)]
        assert has_entry[day] <= any(holding.age for holding in holdings if holding.in_effect)
    late = {"date": format_day(next(day for day in days if has_entry[day]))}
    assert phrase not in key_of(starter, **late, theme="print"), "greys do not pale"
    assert phrase not in key_of(starter, **late, age="1")


@pytest.mark.parametrize(
    ("view", "dash", "cross"), [("golan-hauran", "8 4", True), ("deir-ez-zor", None, False)]
)
def test_the_legend_lists_claims_of_absence_if_one_is_drawn(
    default_atlas: Atlas, view: str, dash: str | None, cross: bool
) -> None:
    options = {"date": "2018-09-01", "view": view}
    key = key_of(default_atlas, **options, layers="zones,lines,sites,events,labels,claims")
    assert ("Said to be absent" in key) == (dash is not None)
    assert dash is None or f'stroke-dasharray="{dash}"' in key
    assert (">×<" in key) == cross
    assert "Said to be absent" not in key_of(default_atlas, **options)
