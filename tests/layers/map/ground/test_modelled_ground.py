"""Ground modelled from towns: coloured as its town, under a screen of lines, and said to be an estimate."""

import re
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from layers.news.pictures import draw_picture
from layers.still.facts import find_facts
from outputs.data.geojson import write_geojson
from outputs.data.request_frame import build_request_frame
from outputs.player.payload import compile_map
from outputs.stills.svg import write_svg
from tests.atlases import RECORDS, collection, feature, pieces, write_atlas
from text.alt_text import write_alt, write_caption
from text.translations import load_words

TOWNS = collection(
    feature("upper", "Point", [37.0, 33.6], kind="town"),
    feature("lower", "Point", [37.0, 32.8], kind="town"),
    feature("third", "Point", [37.6, 32.8], kind="town"),
    feature("mute", "Point", [36.4, 33.2], kind="town"),
)
HELD = (
    "u1,upper,army,control,2017-01-01,2018-01-01,,,,,,observer,\n"
    "u2,upper,guards,control,2018-01-01,,,,,,,observer,\n"
    "l1,lower,army,control,2017-01-01,,,,,,,observer,\n"
    "t1,third,army,control,2017-01-01,,,,,,,observer,\n"
)
DAY = {"date": "2018-02-01"}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Four towns, three of them with records, and no zone that anybody drew."""
    zone = feature("countryside", "", None, derive={"towns": True, "km": 60, "within": "country"})
    files = {
        "zones.geojson": collection(zone),
        "sites.geojson": TOWNS,
        "lines.geojson": None,
        "events.csv": None,
        "records.csv": RECORDS.splitlines()[0] + "\n" + HELD,
    }
    return read_atlas(write_atlas(tmp_path_factory.mktemp("towns"), pieces(**files)))


def fill_of(drawn: str, place: str) -> str:
    """Return the colour in which a picture draws a zone."""
    match = re.search(rf'<path id="zone-{place}"[^>]*fill="(#\w+)"', drawn)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("style", ["reference", "news"])
def test_ground_has_the_colour_of_its_town(atlas: Atlas, style: str) -> None:
    before = draw_picture(atlas, parse_request(atlas, {"date": "2017-06-01", "style": style}))
    after = draw_picture(atlas, parse_request(atlas, DAY | {"style": style}))
    assert fill_of(before, "upper") == fill_of(before, "lower")
    assert fill_of(after, "upper") != fill_of(after, "lower") == fill_of(after, "third")
    assert 'id="zone-mute"' not in after, "nothing is known there"
    order = [after.index(f'id="layer-{name}"') for name in ("zones", "edges", "modelled", "borders", "sites")]
    assert order == sorted(order)


def test_edges_lie_only_between_holders(atlas: Atlas) -> None:
    drawn = draw_picture(atlas, parse_request(atlas, {"date": "2017-06-01"}))
    after = draw_picture(atlas, parse_request(atlas, DAY))

    def edges(markup: str) -> int:
        return markup.partition('id="layer-edges"')[2].partition("</g>")[0].count("<path")

    assert edges(after) > 0
    assert edges(drawn) <= edges(after)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("style", ["reference", "news"])
def test_the_legend_counts_the_places(atlas: Atlas, style: str, lang: str) -> None:
    drawn = draw_picture(atlas, parse_request(atlas, DAY | {"style": style, "lang": lang}))
    assert load_words(lang).count("modelled", 3) in drawn
    bare = parse_request(atlas, DAY | {"layers": "sites,labels", "lang": lang, "style": style})
    assert load_words(lang).count("modelled", 3) not in draw_picture(atlas, bare)


def test_alt_text_and_caption_say_so(atlas: Atlas) -> None:
    facts = find_facts(atlas, parse_request(atlas, DAY))
    sentence = "The ground around towns is modelled from 3 places."
    assert sentence in write_alt(facts)
    assert sentence in write_caption(facts)


def test_the_player_gets_one_history_for_site_and_ground(atlas: Atlas) -> None:
    payload = compile_map(atlas, parse_request(atlas, DAY))
    tracks = payload["tracks"]
    assert tracks["zone"]["zone-upper"] == tracks["site"]["site-upper"]
    assert payload["modelled"] == "Modelled from 3 places"
    assert "modelled-ground" in dict(payload["sheets"])["over"]


def test_the_screen_is_a_layer_of_its_own_in_svg_files(atlas: Atlas) -> None:
    drawn = write_svg(atlas, parse_request(atlas, DAY)).decode()
    assert 'inkscape:label="Screen over modelled ground"' in drawn
    two = draw_picture(atlas, parse_request(atlas, DAY | {"compare": "2017-06-01"}))
    assert two.count("Modelled from 3 places") == 1
    assert two.count("url(#modelled-ground") == 2


def test_geojson_gives_the_outline(atlas: Atlas) -> None:
    frame = build_request_frame(atlas, parse_request(atlas, DAY))
    text = write_geojson(frame).decode()
    assert text.count('"modelled":{"places":3,"geometry":{"type":"Polygon"') == 4
    assert text.count('"geometry":{"type":"Point"') == 4


def test_an_atlas_without_modelled_ground_does_not_mention_it(starter: Atlas, tmp_path: Path) -> None:
    request = parse_request(starter, {})
    assert "modelled" not in draw_picture(starter, request)
    assert "modelled" not in compile_map(starter, request)
    assert "modelled" not in write_geojson(build_request_frame(starter, request)).decode()
