"""Certainty, value by value: shares within windows, the days on which they change, and gaps."""

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest

from atlas.history.certainty import CERTAIN, SHARES, find_gaps, gaps_on, share_days, share_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER
from atlas.model.index import Index
from tests.random_histories import Claim, with_histories

LENGTHS = (0, 1, 2, 3, 4, 5, 6, 7, 13, 30)
"""Of windows, in days after their first."""


@pytest.fixture(scope="module")
def windows(starter: Atlas) -> Index:
    """Records with every pair of lengths of their two windows, which begin on days 10 and 50."""
    claims = [
        Claim(0, "control", "reported", (10, 10 + begin), (50, 50 + end), 0, FOREVER, 0)
        for begin, end in product(LENGTHS, LENGTHS)
    ]
    return with_histories(starter, [claims], 1).index


def share_plainly(index: Index, row: int, day: int) -> int:
    """Return the share by the rule: the part of the window on the record's side of the day, in quarters."""
    first, begun = int(index.from_earliest[row]), int(index.from_latest[row])
    ends, gone = int(index.to_earliest[row]), int(index.to_latest[row])
    shares = [CERTAIN]
    if day < begun:
        shares.append(1 + SHARES * len(range(first, day + 1)) // len(range(first, begun + 1)))
    if day >= ends:
        shares.append(1 + SHARES * len(range(day + 1, gone + 1)) // len(range(ends, gone + 1)))
    return min(shares)


def test_the_share_is_the_part_of_a_window_on_the_side_of_the_day(windows: Index) -> None:
    rows = np.arange(len(windows))
    for day in range(10, 81):
        held = rows[(windows.from_earliest <= day) & (day < windows.to_latest)]
        plain = [share_plainly(windows, row, day) for row in held.tolist()]
        assert share_on(windows, held, day).tolist() == plain, day


def test_shares_change_on_the_days_listed_and_on_no_others(windows: Index) -> None:
    rows = np.arange(len(windows))
    listed = np.stack(share_days(windows, rows), axis=1)
    for row in rows.tolist():
        first, begun = int(windows.from_earliest[row]), int(windows.from_latest[row])
        ends, gone = int(windows.to_earliest[row]), int(windows.to_latest[row])
        shares = [share_plainly(windows, row, day) for day in range(first, gone)]
        steps = {first + at for at in range(1, len(shares)) if shares[at] != shares[at - 1]}
        days = set(listed[row].tolist())
        assert steps <= days
        if begun - first >= SHARES <= gone - ends:
            assert days == {first, gone, *steps}, "each is a step, unless a window is short"


def make_claims(random: Random) -> list[Claim]:
    """Return claims of two forces in two statuses, many with an open start or end.

    The numbers of the two statuses are neighbours, as are those of the forces: a sum of both is no key.
    """
    claims = []
    for _ in range(random.randrange(2, 7)):
        start = random.randrange(0, 20)
        end = start + random.randrange(1, 9)
        marks = random.choice(((True, True), (False, True), (True, False), (False, False)))
        claim = Claim(
            random.randrange(2),
            random.choice(("control", "nominal")),
            "reported",
            (start, start),
            (end, end),
            0,
            FOREVER,
            0,
        )
        claims.append(replace(claim, start_open=marks[0], end_open=marks[1]))
    return claims


Gaps = set[tuple[int, int, tuple[int, ...], tuple[int, ...]]]


def gaps_plainly(histories: list[list[Claim]]) -> Gaps:
    """Return the gaps by the rule: for each force and status, from the last end so far to the next start."""
    gaps: Gaps = set()
    base = 0
    for claims in histories:
        for kind in {(claim.force, claim.status) for claim in claims}:
            rows = [at for at, claim in enumerate(claims) if (claim.force, claim.status) == kind]
            for start in {claims[row].start[0] for row in rows}:
                earlier = [row for row in rows if claims[row].start[0] < start]
                reach = max((claims[row].end[1] for row in earlier), default=start)
                before = [row for row in rows if claims[row].end[1] == reach]
                after = [row for row in rows if claims[row].start[0] == start]
                open_ended = all(claims[row].end_open for row in before)
                if reach < start and open_ended and all(claims[row].start_open for row in after):
                    gaps.add((reach, start, tuple(base + r for r in before), tuple(base + r for r in after)))
        base += len(claims)
    return gaps


@pytest.mark.parametrize("seed", range(60))
def test_gaps_are_between_an_open_end_and_the_next_open_start(starter: Atlas, seed: int) -> None:
    random = Random(seed)
    histories = [make_claims(random) for _ in range(4)]
    index = with_histories(starter, histories, 2).index
    wanted = gaps_plainly(histories)
    rows = np.arange(len(index))
    assert {(gap.start, gap.end, gap.before, gap.after) for gap in find_gaps(index, rows)} == wanted
    counted = np.ones(len(index), dtype=bool)
    for day in range(-1, 30):
        on_day = {(gap.start, gap.end, gap.before, gap.after) for gap in gaps_on(index, counted, day)}
        assert on_day == {gap for gap in wanted if gap[0] <= day < gap[1]}


def test_the_random_histories_have_gaps() -> None:
    gaps = [gaps_plainly([make_claims(Random(seed)) for _ in range(4)]) for seed in range(60)]
    assert sum(map(len, gaps)) > 20


def test_records_that_do_not_count_are_beside_no_gap(starter: Atlas) -> None:
    before = Claim(0, "control", "reported", (0, 0), (5, 5), 0, FOREVER, 0, end_open=True)
    after = Claim(0, "control", "reported", (9, 9), (12, 12), 0, FOREVER, 0, start_open=True)
    index = with_histories(starter, [[before, after]], 1).index
    assert len(gaps_on(index, np.array([True, True]), 7)) == 1
    assert gaps_on(index, np.array([True, False]), 7) == []
    assert gaps_on(index, np.array([False, True]), 7) == []
