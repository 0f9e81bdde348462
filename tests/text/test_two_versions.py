"""Two accounts compared: requested, compared from day to day, drawn side by side, described."""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from app import main
from atlas.history.in_effect import sum_km2
from atlas.history.scene import scene_on
from atlas.history.side_differences import DatedDifference, Difference, Differences, compile_differences
from atlas.history.sides import sides_in
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.vocabulary import Status
from atlas.request.narrow import narrow, take_sides
from atlas.request.parsers import RequestError
from atlas.request.request import Request, format_query, parse_request
from layers.still.draw import draw_map
from layers.still.resolve import find_content, resolve_still
from outputs.metadata.about import describe
from outputs.player.payload import compile_known, compile_map
from outputs.writers import write
from tests.random_histories import find_differences
from text.translations import load_words
from text.two_versions import head_differences, list_claims
from web.app.build import build_app

OCTOBER = parse_day("2018-10-01")
OPTIONS = {"date": "2018-10-01", "view": "golan-hauran", "side": "russian", "versus": "israel"}


@pytest.fixture(scope="module")
def request_(default_atlas: Atlas) -> Request:
    return parse_request(default_atlas, OPTIONS)


@pytest.fixture(scope="module")
def narrowed(default_atlas: Atlas, request_: Request) -> Atlas:
    return narrow(default_atlas, request_)


def test_versus_is_an_option_like_any_other(default_atlas: Atlas, request_: Request) -> None:
    query = format_query(default_atlas, request_)
    assert "side=russian&versus=israel" in query
    assert parse_request(default_atlas, dict(part.split("=") for part in query.split("&"))) == request_


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"versus": "israel"}, "Set side to one side"),
        ({"versus": "israel", "side": "russian,iran"}, "Set side to one side"),
        ({"versus": "israel", "side": "israel"}, "This is the same as side"),
        ({"versus": "isis", "side": "israel"}, "Use one of: government"),
        ({**OPTIONS, "compare": "2018-01-01"}, "versus and compare cannot be combined"),
    ],
)
def test_a_wrong_versus_gets_the_allowed_values(
    default_atlas: Atlas, options: dict[str, str], message: str
) -> None:
    with pytest.raises(RequestError, match=message) as raised:
        parse_request(default_atlas, options)
    assert raised.value.option == "versus"


def test_the_command_line_accepts_it(tmp_path: Path, default_atlas: Atlas, request_: Request) -> None:
    out = tmp_path / "map.svg"
    arguments = [part for option, value in OPTIONS.items() for part in (f"--{option}", value)]
    result = CliRunner().invoke(main, ["draw", str(out), *arguments])
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == write(default_atlas, request_, "svg")


def test_a_film_shows_one_version(tmp_path: Path) -> None:
    arguments = ["--side", "russian", "--versus", "israel"]
    refused = CliRunner().invoke(main, ["draw", str(tmp_path / "map.gif"), *arguments])
    assert refused.exit_code != 0
    assert "Leave versus out" in refused.output


def test_each_account_is_that_of_its_side(default_atlas: Atlas, narrowed: Atlas) -> None:
    assert narrowed.other is take_sides(default_atlas, ("israel",))
    assert list(narrowed.records["id"]) == list(take_sides(default_atlas, ("russian",)).records["id"])
    assert narrow(default_atlas, parse_request(default_atlas, OPTIONS | {"lang": "ar"})) is narrowed
    assert take_sides(default_atlas, ("russian",)).other is None


@cache
def compile_once(atlas: Atlas, first: str, second: str, known: int) -> dict[str, tuple[DatedDifference, ...]]:
    """Compile the differences of two sides; many examples share them."""
    return compile_differences(take_sides(atlas, (first,)), take_sides(atlas, (second,)), known)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_compiled_differences_of_any_day_are_those_found_on_it(
    default_atlas: Atlas, data: st.DataObject
) -> None:
    meta = default_atlas.meta
    first, second = data.draw(st.sampled_from(list(combinations(sides_in(default_atlas), 2))))
    known = data.draw(st.sampled_from([default_atlas.latest_source, OCTOBER, parse_day("2019-02-01")]))
    compiled = compile_once(default_atlas, first, second, known)
    turns = sorted({parting.day for partings in compiled.values() for parting in partings})
    days = st.integers(meta.first, meta.last)
    near = st.sampled_from(turns).flatmap(lambda day: st.integers(day - 1, day + 1)) if turns else days
    day = data.draw(st.one_of(near, days))
    states = {
        place: [parting.difference for parting in partings if parting.day <= day]
        for place, partings in compiled.items()
    }
    differences = find_differences(default_atlas, first, second, day, known).places
    assert [last[-1] for last in states.values() if last and last[-1]] == list(differences)


def test_no_entry_repeats_the_one_before(narrowed: Atlas) -> None:
    assert narrowed.other
    for partings in compile_differences(narrowed, narrowed.other, narrowed.latest_source).values():
        differences = [None, *(parting.difference for parting in partings)]
        assert all(before != after for before, after in pairwise(differences))


def test_the_player_gets_the_same_places_claims_and_area(
    default_atlas: Atlas, narrowed: Atlas, request_: Request
) -> None:
    payload = compile_map(narrowed, request_)
    versus = payload["versus"]
    assert (versus["side"], versus["names"]) == ("israel", ["Russia", "Israel"])
    for day in map(parse_day, ("2018-06-01", "2018-06-20", "2018-10-01", "2019-03-01", "2021-11-01")):
        differences = find_differences(default_atlas, "russian", "israel", day, request_.known)
        here = {place: value_on(row["track"], day) for place, row in versus["places"].items()}
        seen = [place for place in differences.places if payload["places"].get(place.place, {}).get("inView")]
        assert {place for place, number in here.items() if number} == {
            difference.place for difference in seen
        }
        for difference in seen:
            claims = [list_claims(default_atlas, claimed) for claimed in difference.unshared]
            assert versus["claims"][here[difference.place]] == claims
        beyond = len(differences.places) - len(seen)
        assert value_on(versus["elsewhere"], day) == beyond
        if not beyond:
            km2 = sum(versus["places"][difference.place]["km2"] for difference in seen)
            assert km2 == pytest.approx(differences.km2, abs=0.1)


def test_a_frame_shows_on_the_days_on_which_its_places_differ(narrowed: Atlas, request_: Request) -> None:
    payload = compile_map(narrowed, request_)
    sheet = dict(payload["sheets"])["frames"]
    frames = {name: track for name, track in payload["tracks"]["name"].items() if name.startswith("frame-")}
    assert frames
    for name in frames:
        assert f'<g id="{name}" display="none">' in sheet
    drawn = [row["track"] for place, row in payload["versus"]["places"].items() if "band" not in place]
    days = sorted({day for track in drawn for day, _ in track})
    for day in (days[0] - 1, *days):
        framed = any(value_on(track, day) for track in frames.values())
        assert framed == any(value_on(track, day) for track in drawn)


def test_another_information_date_has_its_own_differences(narrowed: Atlas, request_: Request) -> None:
    """The denial of January 2019 was not known in October 2018: the accounts of Quneitra agreed."""
    then = replace(request_, known=OCTOBER)
    whole, known = compile_map(narrowed, then), compile_known(narrowed, then)
    assert known["versus"] == whole["versus"]
    assert dict(known["sheets"])["frames"] == dict(whole["sheets"])["frames"]
    assert "quneitra-centre" not in whole["versus"]["places"]
    assert "quneitra-centre" in compile_map(narrowed, request_)["versus"]["places"]


def test_without_versus_no_differences_are_compiled(default_atlas: Atlas) -> None:
    payload = compile_map(default_atlas, parse_request(default_atlas, {}))
    assert "versus" not in payload
    assert "frames" not in dict(payload["sheets"])


@pytest.mark.parametrize(
    ("lang", "phrases"),
    [
        (
            "en",
            (
                "According to Russia",
                "According to Israel",
                "Where the two accounts differ · 419 km² on this map",
            ),
        ),
        ("ar", ("وفق رواية روسيا", "وفق رواية إسرائيل", "مواضع اختلاف الروايتين · 419 كم² على هذه الخريطة")),
    ],
)
def test_two_maps_name_their_accounts_and_differences(
    default_atlas: Atlas, lang: str, phrases: tuple[str, ...]
) -> None:
    request = parse_request(default_atlas, OPTIONS | {"lang": lang})
    drawn = draw_map(narrow(default_atlas, request), request)
    assert all(text in drawn for text in phrases)
    assert drawn.count('<g id="frames') == 2
    first = 'id="map-2"' if lang == "ar" else 'id="map-1"'
    assert f'<g transform="translate(0.00 0)"><g {first}' in drawn


def test_agreement_is_stated(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, OPTIONS | {"date": "2015-01-01"})
    drawn = draw_map(narrow(default_atlas, request), request)
    assert "The two accounts agree here" in drawn
    assert '<g id="frames' not in drawn


def test_a_force_that_is_hidden_makes_no_difference(default_atlas: Atlas, narrowed: Atlas) -> None:
    assert find_content(narrowed, parse_request(default_atlas, OPTIONS)).differences.places
    assert (
        find_content(narrowed, parse_request(default_atlas, OPTIONS | {"hide": "iran"})).differences.places
        == ()
    )


def test_alt_text_and_caption_describe_both_accounts(narrowed: Atlas, request_: Request) -> None:
    about = describe(narrowed, request_)
    assert about.alt.startswith("Two maps of the Golan and Hauran on 1 October 2018: the accounts of Russia")
    assert "the accounts of Russia and of Israel." in about.alt
    assert "419 km² on this map" in about.alt
    assert "Khader — Russia: no mention; Israel: Hezbollah (presence)." in about.caption
    cited, alone = (
        "\n".join(text.sources) for text in (about, describe(replace(narrowed, other=None), request_))
    )
    assert "MEMRI" in cited
    assert "MEMRI" not in alone
    plain = describe(narrowed, replace(request_, plain=True))
    assert "According to Russia; outlines mark where the account of Israel differs." in plain.alt


def test_square_kilometres_say_what_they_measure(default_atlas: Atlas) -> None:
    """A picture counts the ground that it shows; the panel, whose map moves, counts whole zones."""
    cut = OPTIONS | {"bbox": "35.83,33.2,35.9,33.4"}
    request = parse_request(default_atlas, cut)
    narrowed = narrow(default_atlas, request)
    differences = resolve_still(narrowed, request).content.differences
    assert differences is not None
    whole = sum_km2(narrowed, differences.ids)
    assert 1 <= differences.km2 < 0.95 * whole
    assert f"· {differences.km2:,.0f} km² on this map" in describe(narrowed, request).alt
    panel = compile_map(narrowed, request)["versus"]["places"]
    zones = [each for each in differences.ids if each in panel]
    assert sum(panel[zone]["km2"] for zone in zones) == pytest.approx(whole, abs=0.1)
    page = write(default_atlas, request, "html").decode()
    heads = set(re.findall(r"accounts differ · [\d,]+ km²([^<\"]*)", page))
    assert heads and all(head.startswith(" on this map") for head in heads)


def test_an_embed_frames_them_too(default_atlas: Atlas, request_: Request) -> None:
    page = write(default_atlas, request_, "html").decode()
    assert 'class="sheet-frames"' in page
    assert "1 October 2018: Where the two accounts differ · 419 km² on this map" in page
    assert "According to Russia; outlines mark where the account of Israel differs" in page


def test_every_way_to_a_map_accepts_it() -> None:
    client = build_app(Path("geodata")).server.test_client()
    for path in ("/", "/embed", "/payload.json", "/known.json", "/map.svg", "/map.csv", "/about.json"):
        assert client.get(path, query_string=OPTIONS).status_code == 200, path
        assert client.get(path, query_string=OPTIONS | {"side": "israel"}).status_code == 400, path
    assert "versus=israel" in client.get("/", query_string=OPTIONS).get_data(as_text=True)
    alone, beside = (OPTIONS | {"versus": other} for other in ("israel", "iran"))
    tables = [client.get("/map.csv", query_string=answer).data for answer in (alone, beside)]
    rows = [[line for line in table.splitlines() if line.endswith(b",russian")] for table in tables]
    assert rows[0] == rows[1] != []
    assert tables[0] != tables[1], "a table tells both versions"


def test_both_scenes_are_of_one_day(narrowed: Atlas) -> None:
    assert narrowed.other
    first, second = (scene_on(atlas, OCTOBER, narrowed.latest_source) for atlas in (narrowed, narrowed.other))
    assert first.holdings("quneitra-centre") != second.holdings("quneitra-centre")


@pytest.mark.parametrize(
    ("km2", "heading"),
    [
        (0.0, "Where the two accounts differ"),
        (0.9, "Where the two accounts differ"),
        (1.0, "Where the two accounts differ · 1 km² on this map"),
        (1418.6, "Where the two accounts differ · 1,419 km² on this map"),
    ],
)
def test_the_area_of_the_differences_is_named_from_one_square_kilometre(km2: float, heading: str) -> None:
    place = Difference("gate", frozenset({("army", Status.CONTROL)}), frozenset())
    assert head_differences(Differences(0, 0, (place,), km2), load_words("en")) == heading
    assert head_differences(Differences(0, 0, (), 0.0), load_words("en")) == "The two accounts agree here"
