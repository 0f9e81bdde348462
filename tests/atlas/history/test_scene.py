"""The scene of a day: the vectorised answer equals a plain reading of the rules, claim by claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.history.scene import last_attested, scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, format_day, parse_day
from atlas.model.vocabulary import Status
from atlas.reading.read import read_atlas
from tests.atlases import collection, feature, pieces, square, write_atlas
from tests.random_histories import LAST_DAY, Claim, claims, list_plainly, read_plainly, with_histories

FORCES, PLACES = 4, 8
HISTORIES = st.lists(st.lists(claims(FORCES), max_size=5), min_size=PLACES, max_size=PLACES)


def test_scene_follows_the_rules(default_atlas: Atlas) -> None:
    """10,000 random histories: eight places in each of 1,250 atlases."""

    @settings(max_examples=1250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(histories=HISTORIES, day=st.integers(-2, LAST_DAY), known=st.integers(-2, 95))
    def check(histories: list[list[Claim]], day: int, known: int) -> None:
        atlas = with_histories(default_atlas, histories, FORCES)
        scene, names, first = scene_on(atlas, day, known), list(atlas.forces), 0
        for place, history in zip(atlas.places, histories, strict=False):
            assert list_plainly(scene.holdings(place)) == read_plainly(history, names, day, known, first)
            first += len(history)
        holdings_by_place = {place.id: holdings for place, holdings in scene.places()}
        assert holdings_by_place == {place: held for place in atlas.places if (held := scene.holdings(place))}

    check()


@dataclass(frozen=True)
class Written:
    """A claim as a row of records.csv, and its meaning by the table of the design."""

    row: str
    claim: Claim


SOURCES = {"early": "2018-03-01", "late": "2018-09-01", "undated": ""}
FIRST = parse_day("2018-01-01")


def _starts() -> st.SearchStrategy[tuple[str, int, int]]:
    """Draw a start as text, and the window it opens before its sources clip it."""
    days = st.integers(0, 55).map(lambda day: FIRST + day)
    return st.one_of(
        days.map(lambda day: (format_day(day), day, day)),
        days.map(lambda day: (f"{format_day(day)}~", day, day)),
        days.map(lambda day: (f"../{format_day(day)}", day, day)),
        st.tuples(days, st.integers(0, 20)).map(
            lambda pair: (f"{format_day(pair[0])}/{format_day(sum(pair))}", pair[0], sum(pair))
        ),
        st.sampled_from(
            [
                ("2018-01", FIRST, parse_day("2018-01-31")),
                ("2018-02?", parse_day("2018-02-01"), parse_day("2018-02-28")),
                ("2018", FIRST, parse_day("2018-12-31")),
                ("2017-24", parse_day("2017-12-01"), parse_day("2018-02-28")),
                ("2018-0X", FIRST, parse_day("2018-09-30")),
            ]
        ),
    )


def _ends() -> st.SearchStrategy[tuple[str, int, int]]:
    days = st.integers(60, 140).map(lambda day: FIRST + day)
    return st.one_of(
        st.just(("", FOREVER, FOREVER)),
        days.map(lambda day: (format_day(day), day, day)),
        days.map(lambda day: (f"{format_day(day)}/..", day, day)),
        days.map(lambda day: (f"{format_day(day)}/{format_day(day + 9)}", day, day + 9)),
        st.just(("2018-04", parse_day("2018-04-01"), parse_day("2018-04-30"))),
        st.just(("2018-21", parse_day("2018-03-01"), parse_day("2018-05-31"))),
    )


@st.composite
def _written(draw: st.DrawFn, number: int) -> Written:
    sources = draw(st.sampled_from([("early",), ("late",), ("undated",), ("undated", "early")]))
    dated = [parse_day(SOURCES[source]) for source in sources if SOURCES[source]]
    (start, first, last), (end, soonest, latest) = draw(_starts()), draw(_ends())
    last = min([last, *dated])
    published = min(dated, default=last)
    # What holds on the ground is not reported before it can have begun.
    reported = draw(st.none() | st.integers(max(0, first - FIRST), 120))
    heard = published if reported is None else FIRST + reported
    retracted = draw(st.none() | st.integers(0, 60))
    gone = FOREVER if retracted is None else heard + retracted
    force, status = draw(st.integers(0, 2)), draw(st.sampled_from(list(Status)))
    # Each row has a claimant of its own: the same claim twice would be a fault.
    standing, by = draw(st.sampled_from(["reported", "claimed"])), f"Witness {number}"
    attested = min(max(dated, default=heard), max(soonest - 1, first))
    cells = (
        f"row-{number}", f"zone-{number % 3}", ("army", "fourth", "guards")[force], str(status), start, end,
        standing, "It is one witness’s word.", by, "" if reported is None else format_day(heard),
        "" if gone == FOREVER else format_day(gone),
        "", ";".join(sources), "",
    )  # fmt: skip
    claim = Claim(force, str(status), standing, (first, last), (soonest, latest), heard, gone, attested)
    return Written(",".join(cells), claim)


@contextmanager
def _atlas_of(rows: list[Written]) -> Iterator[Atlas]:
    head = (
        "id,place,force,status,from,to,standing,standing_note,by,reported,retracted,contradicts,sources,note"
    )
    sources = "id,publisher,title,url,archive_url,published,language,origin,leaning\n" + "".join(
        f"{name},Paper,A report,,,{day},en,,none\n" for name, day in SOURCES.items()
    )
    zones = [feature(f"zone-{n}", "Polygon", square(36 + n, 33)) for n in range(3)]
    toml = f"stale_after = [10, 20, 30]\n{pieces()['atlas.toml']}"
    files = pieces(
        **{
            "atlas.toml": toml,
            "records.csv": "\n".join([head, *(row.row for row in rows), ""]),
            "sources.csv": sources,
            "events.csv": None,
            "zones.geojson": collection(*zones),
        }
    )
    with TemporaryDirectory() as folder:
        yield read_atlas(write_atlas(Path(folder), files))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    rows=st.integers(1, 9).flatmap(lambda count: st.tuples(*(_written(number) for number in range(count)))),
    days=st.lists(st.tuples(st.integers(-40, 300), st.integers(-10, 280)), min_size=5, max_size=5),
)
def test_scene_follows_the_files(rows: tuple[Written, ...], days: list[tuple[int, int]]) -> None:
    """From the text of the files on: EDTF, clipping by sources, known and retracted, ageing, units."""
    with _atlas_of(list(rows)) as atlas:
        for day, known in days:
            scene = scene_on(atlas, FIRST + day, FIRST + known)
            for zone in range(3):
                history = [row.claim for number, row in enumerate(rows) if number % 3 == zone]
                holdings = [holding[:-1] for holding in list_plainly(scene.holdings(f"zone-{zone}"))]
                plain = read_plainly(history, ("army", "fourth", "guards"), FIRST + day, FIRST + known)
                assert holdings == [holding[:-1] for holding in plain]


@pytest.mark.parametrize(
    ("day", "certain"),
    [
        ("2020-12-07", None), ("2020-12-08", False), ("2020-12-13", False), ("2020-12-14", True),
        ("2020-12-20", True), ("2020-12-21", False), ("2020-12-27", False), ("2020-12-28", None),
    ],
)  # fmt: skip
def test_windows_are_half_open(default_atlas: Atlas, day: str, certain: bool | None) -> None:
    """From 8/14 December to 21/28 December: the days of the design's table, one by one."""
    first = parse_day("2020-12-08")
    claim = Claim(0, "control", "reported", (first, first + 6), (first + 13, first + 20), 0, FOREVER, FOREVER)
    atlas = with_histories(default_atlas, [[claim]], 1)
    holdings = scene_on(atlas, parse_day(day), atlas.latest_source).holdings(next(iter(atlas.places)))
    assert [holding.certain for holding in holdings] == ([] if certain is None else [certain])


@pytest.mark.parametrize(
    ("day", "share"),
    [("2020-12-08", 1), ("2020-12-09", 2), ("2020-12-11", 3), ("2020-12-13", 4), ("2020-12-14", 5),
     ("2020-12-22", 4), ("2020-12-24", 3), ("2020-12-26", 2), ("2020-12-27", 1)],
)  # fmt: skip
def test_a_possible_holding_rises_and_falls_through_its_windows(
    default_atlas: Atlas, day: str, share: int
) -> None:
    first = parse_day("2020-12-08")
    claim = Claim(0, "control", "reported", (first, first + 6), (first + 13, first + 20), 0, FOREVER, FOREVER)
    atlas = with_histories(default_atlas, [[claim]], 1)
    (held,) = scene_on(atlas, parse_day(day), atlas.latest_source).holdings(next(iter(atlas.places)))
    assert held.share == share


GAP = (
    Claim(0, "control", "reported", (0, 0), (20, 20), 0, FOREVER, FOREVER, end_open=True),
    Claim(0, "control", "claimed", (30, 30), (40, 40), 5, FOREVER, FOREVER, start_open=True),
)


@pytest.mark.parametrize(
    ("changes", "day", "certainty"),
    [
        ({}, 19, "certain"), ({}, 20, "unknown"), ({}, 29, "unknown"), ({}, 30, "certain"),
        ({"start_open": False}, 25, None), ({"end_open": False}, 25, None), ({"force": 1}, 25, None),
        ({"status": "presence"}, 25, None), ({"reported": 99}, 25, None), ({"retracted": 60}, 25, None),
    ],
)  # fmt: skip
def test_between_two_attestations_nothing_is_known(
    default_atlas: Atlas, changes: dict[str, Any], day: int, certainty: str | None
) -> None:
    at = 0 if "end_open" in changes else 1
    history = [replace(claim, **changes) if number == at else claim for number, claim in enumerate(GAP)]
    atlas = with_histories(default_atlas, [history], 2)
    holdings = scene_on(atlas, day, 60).holdings(next(iter(atlas.places)))
    assert [holding.certainty for holding in holdings] == ([] if certainty is None else [certainty])
    if certainty == "unknown":
        assert (holdings[0].standing, holdings[0].rows) == ("reported", (0, 1))
        assert last_attested(atlas, holdings[0], day) == 19


@pytest.mark.parametrize(("known", "counts"), [(9, False), (10, True), (19, True), (20, False)])
def test_record_counts_from_report_to_retraction(default_atlas: Atlas, known: int, counts: bool) -> None:
    claim = Claim(0, "control", "reported", (0, 0), (FOREVER, FOREVER), 10, 20, 10)
    atlas = with_histories(default_atlas, [[claim]], 1)
    assert bool(scene_on(atlas, 5, known).holdings(next(iter(atlas.places)))) is counts


def test_holding_was_last_attested_by_its_newest_record(default_atlas: Atlas) -> None:
    old = Claim(0, "control", "reported", (0, 0), (FOREVER, FOREVER), 0, FOREVER, 10)
    new = Claim(0, "control", "claimed", (0, 0), (FOREVER, FOREVER), 0, FOREVER, 30)
    atlas = with_histories(default_atlas, [[old, new]], 1)
    place = next(iter(atlas.places))
    (held,) = scene_on(atlas, 50, 90).holdings(place)
    assert (held.age, held.standing, last_attested(atlas, held, 50)) == (2, "reported", 30)
    (held,) = scene_on(atlas, 20, 90).holdings(place)
    assert (held.age, last_attested(atlas, held, 20)) == (0, 20)


def test_place_without_records_has_no_holdings(default_atlas: Atlas) -> None:
    atlas = with_histories(default_atlas, [], 1)
    scene = scene_on(atlas, 0, 0)
    assert [*scene.places()] == []
    assert {scene.holdings(place) for place in atlas.places} == {()}


def test_a_place_without_records_has_no_holdings(starter: Atlas) -> None:
    scene = scene_on(starter, starter.meta.default_date, starter.latest_source)
    assert scene.holdings("nowhere") == ()
