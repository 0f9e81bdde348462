"""The twin of an information date: `known=K` shows what files cut at K show, byte for byte.

The atlas is read whole and requested with `known`; its twin is built of tables that were cut by hand.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from atlas.history.as_known import as_known
from atlas.history.corrections import days_of_knowledge, list_corrections
from atlas.history.sides import sides_in
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.request.narrow import narrow
from atlas.request.parsers import RequestError
from atlas.request.request import Request, default_request, format_request, parse_request
from layers.still.legend_entries import entries_between
from outputs.data.corrections import format_corrections
from outputs.embed.page import write_page
from outputs.films.film import plan_film
from outputs.films.frame_strips import draw_bands
from outputs.metadata.about import describe, describe_film
from outputs.player.payload import compile_map
from outputs.site.history import list_days
from outputs.writers import write
from tests.atlas.history.conftest import VERSION
from tests.atlases import feature, pieces, write_atlas
from tests.cut_atlas import Tables, Unchecked, cut_tables, read_unchecked
from tests.random_tables import FIRST, LAST, draw_tables
from text.translations import load_words
from web.http.urls import address_all, address_dashboard
from web.pages.corrections_feed import format_feed
from web.pages.dashboard import DashParts, build_page
from web.pages.source import render_source
from web.routes.payloads import find_stops
from web.timeline.figure import draw_timeline

KNOWN = 40
Way = Callable[[Atlas, Request], object]


def _feeds(atlas: Atlas, request: Request) -> list[object]:
    known_atlas = as_known(atlas, request.known)
    feed = format_feed(atlas, "https://example.org/", request.lang, request.known)
    return [feed, *map(str, list_days(known_atlas, request.known))]


def _page(atlas: Atlas, request: Request) -> str:
    base, known = "https://example.org/", as_known(atlas, request.known)
    addresses = address_all(base, known, request, address_dashboard(base, known, request))
    return build_page(known, request, b"{}", DashParts("", "", frozenset()), addresses)


def _corrections(atlas: Atlas, request: Request) -> str:
    corrections = list_corrections(atlas, request.known - 400, request.known, request.date)
    return format_corrections(as_known(atlas, request.known), corrections, "json")


def _frames(atlas: Atlas, request: Request) -> list[object]:
    """Return the shots of a film of a hundred days around the day shown, and three of its frames."""
    span = replace(request, start=request.date - 50, end=request.date + 50, step="change", size="400x300")
    span = replace(span, compare=None, versus="")
    narrowed = narrow(atlas, span)
    shots = plan_film(narrowed, span)
    entries = entries_between(narrowed, span, shots[0].day, shots[-1].day)
    days = {shots[0].day, shots[len(shots) // 2].day, shots[-1].day}
    frames = (draw_bands(narrowed, replace(span, date=day), entries) for day in sorted(days))
    return [shots, *frames]


def _payload(atlas: Atlas, request: Request) -> str:
    payload = compile_map(narrow(atlas, request), request) | {"knownDays": find_stops(atlas, request)}
    return json.dumps(payload)


def _sources(atlas: Atlas, request: Request) -> list[str]:
    known_atlas, words = as_known(atlas, request.known), load_words(request.lang)
    return [
        render_source(known_atlas, source, words, request)
        for source in list(known_atlas.sources.values())[-6:]
    ]


def _pair(atlas: Atlas, request: Request) -> str:
    """Draw two maps: two accounts where the request has them, else the day and a year before."""
    if request.versus:
        return write(atlas, request, "svg").decode()
    return write(atlas, replace(request, compare=max(request.date - 365, atlas.meta.first)), "svg").decode()


ALWAYS: dict[str, Way] = {
    "csv": lambda atlas, request: write(atlas, request, "csv"),
    "geojson": lambda atlas, request: write(atlas, request, "geojson"),
    "parquet": lambda atlas, request: write(atlas, request, "parquet"),
    "corrections": _corrections,
}
IN_TURN: dict[str, Way] = {
    "geopackage": lambda atlas, request: write(atlas, request, "gpkg"),
    "texts": lambda atlas, request: asdict(describe(narrow(atlas, request), request)),
    "film texts": lambda atlas, request: asdict(describe_film(narrow(atlas, request), request)),
    "pair": _pair,
    "svg": lambda atlas, request: write(atlas, request, "svg"),
    "png": lambda atlas, request: write(atlas, replace(request, size="300x200"), "png"),
    "film": _frames,
    "payload": _payload,
    "embed": lambda atlas, request: write_page(narrow(atlas, request), request),
    "page": _page,
    "timeline": lambda atlas, request: json.dumps(draw_timeline(atlas, request)),
    "feeds": _feeds,
    "sources": _sources,
}


def hold(whole: Atlas, cut: Atlas, options: dict[str, str], ways: dict[str, Way]) -> None:
    """Make the same request of both; each builds it for its own atlas."""
    requests = [parse_request(atlas, options) for atlas in (whole, cut)]
    for name, way in ways.items():
        of_whole, of_cut = (
            way(atlas, request) for atlas, request in zip((whole, cut), requests, strict=True)
        )
        assert of_whole == of_cut, f"{name} of {options}"


def _days_of(whole: Atlas) -> list[int]:
    days = days_of_knowledge(whole)
    return [days[at * (len(days) - 1) // (KNOWN - 1)] for at in range(KNOWN)]


@pytest.mark.parametrize("number", range(KNOWN))
def test_an_information_date_shows_nothing_later(
    geodata: tuple[Unchecked, Tables, Atlas], number: int
) -> None:
    """At forty information dates, from the first to the newest; slow outputs at six of them each."""
    base, rows, whole = geodata
    known = _days_of(whole)[number]
    cut = base.build(cut_tables(rows, known), VERSION)
    meta, views = whole.meta, list(whole.views)
    day = min(max(known + 90 * (number % 3 - 1), meta.first), meta.last)
    options = {"date": format_day(day), "known": format_day(known), "view": views[number % len(views)]}
    names = [*IN_TURN, *IN_TURN][number % len(IN_TURN) :][: 2 if number < 8 else 1]
    hold(
        whole, cut, options | _narrowing(cut, known, number), ALWAYS | {name: IN_TURN[name] for name in names}
    )


def _narrowing(cut: Atlas, known: int, number: int) -> dict[str, str]:
    """Return a `side`, a `versus`, a `without` or nothing, in turn, among those known on the day."""
    known_atlas = as_known(cut, known)
    sides, sources = sides_in(known_atlas), list(known_atlas.sources)
    ways = [{}]
    ways += [{"side": sides[number % len(sides)]}] if sides else []
    ways += [{"side": sides[0], "versus": sides[-1]}] if len(sides) > 1 else []
    ways += [{"without": sources[number % len(sources)]}] if sources else []
    return ways[number // 8 % len(ways)]


def test_the_case_of_albu_kamal(geodata: tuple[Unchecked, Tables, Atlas]) -> None:
    """On 10 December 2020 nobody could know the end, nor a report of January 2021."""
    _, _, whole = geodata
    options = {"date": "2020-12-10", "known": "2020-12-10", "view": "albu-kamal", "place": "albu-kamal"}
    request = parse_request(whole, options)
    payload = compile_map(narrow(whole, request), request)
    records = {record["id"]: record for record in payload["records"]}
    assert "2022" not in records["albu-kamal-russia-mp-presence"]["until"]
    assert "4 independent" in records["albu-kamal-iran-aligned-control"]["testimony"]
    assert not any("2021" in source["published"] for source in payload["sources"])
    table = write(whole, request, "csv").decode()
    assert "2022~" not in table
    assert "sohr-2021-01" not in table
    assert payload["newest"] == parse_day("2020-12-10"), "the controls end on the day"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Unchecked:
    """A small atlas, with a site and a circle around it that only records bring in."""
    files = pieces()
    files["sites.geojson"]["features"].append(feature("post", "Point", [39.5, 33], kind="base"))
    circle = feature("post-circle", "", None, derive={"circle_of": "post", "km": 20, "within": "country"})
    files["zones.geojson"]["features"].append(circle)
    return read_unchecked(write_atlas(tmp_path_factory.mktemp("small"), files))


@pytest.mark.parametrize("tens", range(50))
def test_the_twin_holds_for_random_atlases(small: Unchecked, tens: int) -> None:
    """Five hundred, ten at a time: the tables of all, and one more output of each, in turn."""
    for number in range(10 * tens, 10 * tens + 10):
        rows = draw_tables(number)
        whole = small.build(rows, VERSION)
        known = FIRST + (number * 37) % (LAST - FIRST)
        cut = small.build(cut_tables(rows, known), VERSION)
        day = FIRST + (number * 91) % (LAST - FIRST)
        options = {"date": format_day(day), "known": format_day(known)}
        name = list(IN_TURN)[number % len(IN_TURN)]
        hold(whole, cut, options | _narrowing(cut, known, number), ALWAYS | {name: IN_TURN[name]})


def test_a_link_keeps_the_requested_information_date(starter: Atlas) -> None:
    """Even if it is the newest: the link must show the same once there is a newer one."""
    newest = format_day(starter.latest_source)
    assert format_request(starter, parse_request(starter, {"known": newest})) == {"known": newest}
    assert format_request(starter, parse_request(starter, {"known": "latest"})) == {}
    assert format_request(starter, default_request(starter)) == {}


@pytest.mark.parametrize("option", ["without", "side", "versus", "hide", "place"])
def test_things_not_yet_known_are_refused_like_things_that_never_were(
    geodata: tuple[Unchecked, Tables, Atlas], option: str
) -> None:
    """On an early date, every option value gets the answer of the cut files."""
    base, rows, whole = geodata
    known = parse_day("2011-06-01")
    cut, options = base.build(cut_tables(rows, known), VERSION), {"known": "2011-06-01"}
    words = {
        "without": [*whole.sources],
        "side": [*whole.families],
        "versus": [*whole.families],
        "hide": [*whole.families, *(f"force.{force}" for force in whole.forces)],
        "place": [*whole.places],
    }[option]
    more = {"side": sides_in(cut)[0]} if option == "versus" and sides_in(cut) else {}
    answers = {word: _answer(cut, options | more | {option: word}) for word in words}
    assert {word: _answer(whole, options | more | {option: word}) for word in words} == answers
    assert any("is not allowed" in answer for answer in answers.values())


def _answer(atlas: Atlas, options: dict[str, str]) -> str:
    try:
        return str(parse_request(atlas, options))
    except RequestError as error:
        return str(error)
