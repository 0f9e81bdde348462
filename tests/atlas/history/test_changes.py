"""Compiled changes equal the scene on every day, with an entry only where something changes."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.history.changes import Change, compile_changes, holdings_on, turn_days
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, parse_day
from atlas.reading.read import read_atlas
from tests.atlases import pieces, write_atlas
from tests.random_histories import LAST_DAY, Claim, change_days, claims, with_histories

FORCES, PLACES = 4, 8
HISTORIES = st.lists(st.lists(claims(FORCES), max_size=5), min_size=PLACES, max_size=PLACES)
Changes = dict[str, tuple[Change, ...]]


def _differences(
    atlas: Atlas, changes: Changes, places: Iterable[str], days: Iterable[int], known: int
) -> int:
    """Count the places and days on which the compiled changes differ from the scene."""
    listed, wrong = list(places), 0
    for day in days:
        scene = scene_on(atlas, day, known)
        wrong += sum(holdings_on(changes.get(place, ()), day) != scene.holdings(place) for place in listed)
    return wrong


def _days_around(changes: Changes) -> list[int]:
    return sorted({day + step for day in change_days(changes) for step in (-1, 0, 1)})


def test_random_histories_are_compiled_like_the_scene(default_atlas: Atlas) -> None:
    places = list(default_atlas.places)[:PLACES]

    @settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(histories=HISTORIES, known=st.integers(-2, 95))
    def check(histories: list[list[Claim]], known: int) -> None:
        atlas = with_histories(default_atlas, histories, FORCES)
        changes = compile_changes(atlas, known)
        days = [-1, LAST_DAY, *_days_around(changes)]
        assert _differences(atlas, changes, places, days, known) == 0

    check()


def test_no_change_is_missed_and_none_is_superfluous(default_atlas: Atlas) -> None:
    """A place changes on a day exactly when its scene differs from the day before."""
    places = list(default_atlas.places)[:PLACES]

    @settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(histories=HISTORIES)
    def check(histories: list[list[Claim]]) -> None:
        atlas = with_histories(default_atlas, histories, FORCES)
        changes = compile_changes(atlas, 60)
        scenes = [scene_on(atlas, day, 60) for day in range(-1, LAST_DAY)]
        for place in places:
            holdings = [scene.holdings(place) for scene in scenes]
            seen = [day for day, (before, now) in enumerate(pairwise(holdings)) if before != now]
            assert [change.day for change in changes.get(place, ())] == seen

    check()


def test_default_atlas_is_compiled_like_the_scene(default_atlas: Atlas) -> None:
    """On every day of change and the days beside it, as known last and at the time of the handover."""
    for known in (default_atlas.latest_source, default_atlas.meta.default_date):
        changes = compile_changes(default_atlas, known)
        days = _days_around(changes)
        assert len(days) > 500
        assert _differences(default_atlas, changes, default_atlas.places, days, known) == 0


def test_before_the_first_change_nothing_holds(starter: Atlas) -> None:
    changes = compile_changes(starter, starter.latest_source)
    for list_ in changes.values():
        assert holdings_on(list_, list_[0].day - 1) == ()
        assert holdings_on(list_, list_[0].day) == list_[0].holdings
        assert holdings_on(list_, list_[-1].day + 10_000) == list_[-1].holdings
    assert holdings_on((), 0) == ()


def test_records_not_yet_reported_are_not_compiled(starter: Atlas) -> None:
    first = int(starter.index.reported.min())
    assert compile_changes(starter, first - 1) == {}
    assert set(compile_changes(starter, first)) < set(compile_changes(starter, starter.latest_source))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2018-01-10", "2018-01-20"),
        ("2018-01-10", "2018-01-20/2018-01-26"),
        ("2018-01-10/2018-01-14", "2018-01-20"),
        ("2018-01-10/2018-01-18", "2018-01-16/2018-01-26"),
        ("../2018-01-10", "2018-01-20/.."),
        ("2018-01-10", ""),
    ],
)
def test_exact_and_inexact_dates_are_compiled_like_the_scene(start: str, end: str, tmp_path: Path) -> None:
    head = "id,place,force,status,from,to,sources"
    table = f"{head}\nr,west,army,control,{start},{end},undated\n"
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": table, "events.csv": None})))
    changes, first = compile_changes(atlas, FOREVER - 1), parse_day("2018-01-01")
    days = {*range(first, first + 40), *_days_around(changes)}
    assert _differences(atlas, changes, ["west"], days, FOREVER - 1) == 0


def test_every_force_counts_for_a_change_unless_it_is_hidden(starter: Atlas) -> None:
    for changes in compile_changes(starter, starter.latest_source).values():
        forces = {holding.force for change in changes for holding in change.holdings}
        assert list(turn_days(changes)) == list(turn_days(changes, frozenset().__contains__)) != []
        assert list(turn_days(changes, forces.__contains__)) == []
