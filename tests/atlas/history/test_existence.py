"""Nothing before its time: sites, lines and zones are drawn, named and listed only while they exist."""

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import shapely

from atlas.history.changes import compile_changes, holdings_on
from atlas.history.existence import absent_on, own_spans, spans_of
from atlas.history.scene import scene_on
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, NEVER, format_day, parse_day
from atlas.model.vocabulary import Shape
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.request import Request, parse_request
from layers.still.draw import draw_map
from layers.style.theme import load_theme
from outputs.embed.prerender import prerender_sheets
from outputs.player.payload import compile_map
from outputs.writers import write
from tests.atlases import LINES, RECORDS, SITES, ZONES, collection, feature, pieces, square, write_atlas

NEVER_ALONE = ("base", "post", "crossing", "airport", "station", "oilfield", "hill", "camp")
"""Kinds of site that do not exist before a record names them."""
EVERY_LAYER = "zones,lines,sites,events,labels,claims"


def read_with(folder: Path, **changes: Any) -> Atlas:
    return read_atlas(write_atlas(folder, pieces(**changes)))


def list_places_in(atlas: Atlas, request: Request) -> set[str]:
    """Return the places listed in a GeoJSON file."""
    return {feature["id"] for feature in json.loads(write(atlas, request, "geojson"))["features"]}


def first_days(atlas: Atlas) -> dict[str, int]:
    """Return the first day of the records of each place, by a plain reading."""
    rows = list(zip(atlas.records["place"], atlas.index.from_earliest.tolist(), strict=True))
    return {place: min(day for own, day in rows if own == place) for place, _ in rows}


def test_no_base_exists_before_its_first_record_on_any_day(default_atlas: Atlas) -> None:
    firsts = first_days(default_atlas)
    sites = [
        place
        for place in default_atlas.places.values()
        if place.kind in NEVER_ALONE and place.shape is Shape.SITE
    ]
    assert len(sites) > 12
    begun = {site.id: site.start.earliest if site.start else firsts[site.id] for site in sites}
    known = default_atlas.latest_source
    for day in range(default_atlas.meta.first, default_atlas.meta.last + 1):
        absent = absent_on(default_atlas, day, known)
        assert {name for name, start in begun.items() if day < start} == absent & begun.keys(), format_day(
            day
        )


@pytest.mark.parametrize(
    ("place", "name", "day", "there"),
    [
        ("al-tanf", "al-Tanf garrison", "2011-06-01", False),
        ("al-tanf", "al-Tanf garrison", "2016-03-03", False),
        ("al-tanf", "al-Tanf garrison", "2018-01-01", True),
        ("imam-ali-base", "Imam Ali base", "2014-07-01", False),
        ("imam-ali-base", "Imam Ali base", "2020-12-17", True),
        ("euphrates-line", "", "2016-01-01", False),
        ("euphrates-line", "", "2018-01-01", True),
        ("palmyra-city", "Palmyra", "2011-06-01", True),
        ("alpha-line", "", "2011-06-01", True),
    ],
)
def test_the_named_places_are_drawn_and_listed_in_their_time(
    default_atlas: Atlas, place: str, name: str, day: str, there: bool
) -> None:
    x, y = shapely.get_coordinates(default_atlas.places[place].geometry)[0].tolist()
    near = f"{x - 0.4:.3f},{y - 0.3:.3f},{x + 0.4:.3f},{y + 0.3:.3f}"
    request = parse_request(default_atlas, {"date": day, "bbox": near, "layers": EVERY_LAYER})
    drawing = draw_map(default_atlas, request)
    assert (place in list_places_in(default_atlas, request)) is there
    if name:
        assert (f">{name}</text>" in drawing) is there
    else:
        assert (f'id="line-{place}"' in drawing) is there


def test_a_base_appears_with_its_first_report(default_atlas: Atlas) -> None:
    """The Imam Ali base was first reported in September 2019: before that, nobody could draw it for 2018."""
    day = parse_day("2018-06-01")
    assert "imam-ali-base" in absent_on(default_atlas, day, parse_day("2019-06-01"))
    assert "imam-ali-base" not in absent_on(default_atlas, day, parse_day("2020-06-01"))


def test_the_player_shows_the_existing_places_on_fifty_days(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"date": "2018-01-01", "layers": EVERY_LAYER})
    payload = compile_map(default_atlas, request)
    tracks = payload["tracks"]["existence"]
    assert len(tracks) > 12
    meta, random = default_atlas.meta, Random(4)
    for day in random.sample(range(meta.first, meta.last + 1), 50):
        existing = {name.removeprefix("exists-") for name, track in tracks.items() if value_on(track, day)}
        absent = absent_on(default_atlas, day, request.known)
        assert existing == {name.removeprefix("exists-") for name in tracks} - absent, format_day(day)


@pytest.mark.parametrize("day", ["2012-01-01", "2018-01-01"])
def test_the_first_picture_of_a_page_shows_the_same(default_atlas: Atlas, day: str) -> None:
    request = parse_request(default_atlas, {"date": day})
    sheets = prerender_sheets(compile_map(default_atlas, request), load_theme("light"), 8.0, 8.0, 2)
    text = "".join(sheet.text for sheet in sheets.values())
    hidden = set(re.findall(r'<g[^>]*id="exists-([^"]+)"[^>]*display="none"', text))
    drawn = set(re.findall(r'id="exists-([^"]+)"', text))
    assert hidden == drawn & absent_on(default_atlas, request.date, request.known)
    assert drawn - hidden


def dated_pieces() -> dict[str, Any]:
    """Return pieces with a post, a line, a zone and a town that exist for a limited time."""
    yard = feature("yard", "Polygon", square(39, 34), kind="area", **{"from": "2018-02", "to": "2018-06-01"})
    post = feature("post", "Point", [38, 33], kind="post", rank=1, **{"from": "2018-03"})
    town = feature("town", "Point", [37.5, 34.5], kind="town", rank=1, **{"to": "2018-04-01"})
    camp = feature("camp", "Point", [36.5, 32.5], kind="camp", rank=1)
    hut = feature("hut", "Point", [39, 32.5], kind="village", rank=1)
    fence = feature("fence", "LineString", [[36, 33], [37, 34]], kind="ceasefire", **{"from": "2018-05-01"})
    yard_row = "yard-army,yard,army,control,2018-02-10,,reported,,,,,observer,\n"
    return pieces(
        **{
            "zones.geojson": collection(*ZONES["features"], yard),
            "sites.geojson": collection(*SITES["features"], post, camp, hut, town),
            "lines.geojson": collection(*LINES["features"], fence),
            "records.csv": RECORDS + yard_row,
        }
    )


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2018-01-31", {"town"}),
        ("2018-02-20", {"town", "yard"}),
        ("2018-03-01", {"town", "yard", "post"}),
        ("2018-04-01", {"yard", "post"}),
        ("2018-05-01", {"yard", "post", "fence"}),
        ("2018-06-01", {"post", "fence"}),
    ],
)
def test_each_kind_of_place_is_there_within_its_days(tmp_path: Path, day: str, there: set[str]) -> None:
    atlas = read_atlas(write_atlas(tmp_path, dated_pieces()))
    request = parse_request(atlas, {"date": day, "layers": EVERY_LAYER})
    places = {"town", "yard", "post", "fence", "camp", "hut"}
    assert list_places_in(atlas, request) & places == there | {"hut"}
    drawing = draw_map(atlas, request)
    assert {name for name in ("town", "post", "camp", "hut") if f">{name.title()}</text>" in drawing} == (
        (there & {"town", "post"}) | {"hut"}
    )
    assert ('id="line-fence"' in drawing) is ("fence" in there)
    assert ('id="zone-yard"' in drawing) is ("yard" in there)


def test_nobody_holds_a_place_that_no_longer_exists(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, dated_pieces()))
    known, gone = atlas.latest_source, parse_day("2018-06-01")
    changes = compile_changes(atlas, known)["yard"]
    for day in range(parse_day("2018-01-25"), parse_day("2018-06-20")):
        held = scene_on(atlas, day, known).holdings("yard")
        assert held == holdings_on(changes, day)
        assert bool(held) is (parse_day("2018-02-10") <= day < gone)
    assert changes[-1].day == gone


def test_no_change_is_without_a_day(default_atlas: Atlas) -> None:
    """A place with a beginning and no end changes for the last time with its last record."""
    changes = compile_changes(default_atlas, default_atlas.latest_source)
    assert changes["al-tanf"][0].day == parse_day("2016-03-04")
    assert max(change.day for each_change in changes.values() for change in each_change) < FOREVER


@pytest.mark.parametrize(
    ("name", "properties", "message"),
    [
        ("sites.geojson", {"from": "soon"}, "is not a date in EDTF"),
        ("sites.geojson", {"to": 2018}, "is not text"),
        ("sites.geojson", {"from": "2018-05", "to": "2018-04"}, 'must be after from, "2018-05"'),
        ("sites.geojson", {"from": "2018-02-01"}, "is before 2018-02-01, when gate begins to exist"),
        ("sites.geojson", {"to": "2018-01-02"}, "is not before 2018-01-02, when gate ceases to exist"),
    ],
)
def test_a_time_that_cannot_be_is_a_fault(
    tmp_path: Path, name: str, properties: dict[str, Any], message: str
) -> None:
    gate = feature("gate", "Point", [38.5, 33.5], kind="crossing", rank=1, **properties)
    faults = check_atlas(write_atlas(tmp_path, pieces(**{name: collection(gate)}))).faults
    assert any(message in fault.format_text() for fault in faults), [fault.format_text() for fault in faults]


def test_places_with_days_of_their_own_exist_between_them_whatever_their_records(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, dated_pieces()))
    names = list(atlas.places)
    february, march, april, may, june = (parse_day(f"2018-0{month}-01") for month in range(2, 7))
    assert {names[number]: span for number, (span,) in own_spans(atlas).items()} == {
        "yard": (february, june),
        "post": (march, FOREVER),
        "town": (NEVER, april),
        "fence": (may, FOREVER),
    }
    assert spans_of(atlas, atlas.latest_source) == {
        "yard": (february, june),
        "post": (march, FOREVER),
        "town": (NEVER, april),
        "fence": (may, FOREVER),
        "gate": (parse_day("2018-01-05"), FOREVER),
    }


@pytest.mark.parametrize(
    ("known", "there"),
    [("2018-02-28", False), ("2018-03-01", True), ("2018-05-09", True), ("2018-05-10", False)],
)
def test_a_site_exists_from_the_report_of_its_first_record_to_its_retraction(
    tmp_path: Path, known: str, there: bool
) -> None:
    row = "gate-army,gate,army,presence,2018-01-05,,,,2018-03-01,2018-05-10,,observer,"
    head = RECORDS.partition("\n")[0]
    atlas = read_with(tmp_path, **{"records.csv": f"{head}\n{row}\n", "events.csv": None})
    for day, on_it in (("2018-01-04", False), ("2018-01-05", there), ("2018-12-31", there)):
        assert ("gate" not in absent_on(atlas, parse_day(day), parse_day(known))) is on_it, day
