"""Random histories of places, and a plain reading of the rules of evidence to compare them with.

The reading goes claim by claim and day by day; it shares no code with what it tests.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from atlas.history.certainty import SHARES
from atlas.history.changes import Change
from atlas.history.scene import Holding, scene_on
from atlas.history.side_differences import Differences, compare_versions
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER
from atlas.model.index import Index
from atlas.request.narrow import take_sides

STATUSES = ("control", "nominal", "presence", "contested", "besieged", "absent")
STANDINGS = ("confirmed", "reported", "claimed", "disputed")
STATUS_ORDER = ("control", "besieged", "nominal", "contested", "presence", "absent")
"""The order of the holdings of a place."""
LAST_DAY = 140
"""No window of a random claim, and no step of its ageing, lies later."""


@dataclass(frozen=True)
class Claim:
    """One record of a history. Days are small numbers; `start` and `end` are windows, both days included."""

    force: int
    status: str
    standing: str
    start: tuple[int, int]
    end: tuple[int, int]
    reported: int
    retracted: int
    attested: int
    start_open: bool = False
    """Attested by its first day; its beginning is unknown."""
    end_open: bool = False
    """Still true on its last day; its end is unknown."""


def claims(forces: int) -> st.SearchStrategy[Claim]:
    """Draw a claim from thirteen bytes, which is far faster than drawing each of its values."""
    return st.binary(min_size=13, max_size=13).map(lambda drawn: make_claim(drawn, forces))


def make_claim(drawn: bytes, forces: int) -> Claim:
    """Make a claim whose windows are single days, longer, overlap each other, or never end."""
    force, status, standing, begin, wide, ends, long, late, reported, gone, after, vouched, opens = drawn
    ended, late = ends % 4 > 0, 0 if opens & 2 else late
    begin, end = begin % 51, begin % 51 + long % 51
    reported %= 61
    return Claim(
        force=force % forces,
        status=STATUSES[status % len(STATUSES)],
        standing=STANDINGS[standing % len(STANDINGS)],
        start=(begin, begin if opens & 1 else begin + wide % 13),
        end=(max(end, begin + 1), max(end + late % 13, begin + 1)) if ended else (FOREVER, FOREVER),
        reported=reported,
        retracted=reported + after % 31 if gone % 2 else FOREVER,
        attested=FOREVER if ended else begin + vouched % 41,
        start_open=bool(opens & 1),
        end_open=bool(opens & 2) and ended,
    )


def with_histories(atlas: Atlas, histories: Sequence[Sequence[Claim]], forces: int) -> Atlas:
    """Return an atlas whose first places have only these histories, of its first forces."""
    rows = [(place, claim) for place, history in enumerate(histories) for claim in history]

    def column(values: Iterable[int]) -> np.ndarray:
        return np.fromiter(values, dtype=np.int32, count=len(rows))

    index = Index(
        place=column(place for place, _ in rows),
        force=column(claim.force for _, claim in rows),
        status=column(STATUSES.index(claim.status) for _, claim in rows),
        standing=column(STANDINGS.index(claim.standing) for _, claim in rows),
        stated=column(STANDINGS.index(claim.standing) for _, claim in rows),
        from_earliest=column(claim.start[0] for _, claim in rows),
        from_latest=column(claim.start[1] for _, claim in rows),
        to_earliest=column(claim.end[0] for _, claim in rows),
        to_latest=column(claim.end[1] for _, claim in rows),
        reported=column(claim.reported for _, claim in rows),
        retracted=column(claim.retracted for _, claim in rows),
        attested=column(claim.attested for _, claim in rows),
        from_open=np.array([claim.start_open for _, claim in rows], dtype=bool),
        to_open=np.array([claim.end_open for _, claim in rows], dtype=bool),
    )
    few = dict(list(atlas.forces.items())[:forces])
    meta = replace(atlas.meta, stale_after=(10, 20, 30))
    records = atlas.records.iloc[[0] * len(rows)].reset_index(drop=True)
    records = records.assign(
        id=[f"claim-{number}" for number in range(len(rows))],
        place=[list(atlas.places)[place] for place, _ in rows],
        force=[list(few)[claim.force] for _, claim in rows],
        status=[claim.status for _, claim in rows],
        standing=[claim.standing for _, claim in rows],
        sources=[()] * len(rows),
        contradicts=[()] * len(rows),
    )
    return replace(atlas, index=index, records=records, forces=few, meta=meta)


PlainHolding = tuple[str, str, str, str, Fraction, int, tuple[int, ...]]
"""A holding in plain values: force, status, standing, certainty, its share of 1, steps of age, its claims."""


def list_plainly(holdings: Iterable[Holding]) -> list[PlainHolding]:
    """Return what the program says about a place, as plain values."""
    return [
        (
            holding.force,
            str(holding.status),
            str(holding.standing),
            str(holding.certainty),
            Fraction(min(holding.share, SHARES), SHARES),
            holding.age,
            holding.rows,
        )
        for holding in holdings
    ]


def read_plainly(
    history: Sequence[Claim], names: Sequence[str], day: int, known: int, first: int = 0
) -> list[PlainHolding]:
    """Return who is at a place by the rules as written in the design; `first` numbers its first claim."""
    holdings: list[PlainHolding] = []
    for status in STATUS_ORDER:
        for number, name in enumerate(names):
            same = [
                (row, claim)
                for row, claim in enumerate(history, first)
                if claim.status == status
                and claim.force == number
                and claim.reported <= known
                and not claim.retracted <= known
            ]
            now = [pair for pair in same if pair[1].start[0] <= day < pair[1].end[1]]
            if now:
                holdings.append((name, status, *_weigh(now, day)))
            elif beside := _beside_gap(same, day):
                standing = _strongest(claim for _, claim in beside)
                holdings.append((name, status, standing, "unknown", Fraction(0), 0, _numbers(beside)))
    return holdings


Numbered = Sequence[tuple[int, Claim]]


def _weigh(now: Numbered, day: int) -> tuple[str, str, Fraction, int, tuple[int, ...]]:
    sure = [pair for pair in now if pair[1].start[1] <= day < pair[1].end[0]]
    counted = [claim for _, claim in sure or now]
    age = min(_steps_of_age(claim, day) for claim in counted)
    share = Fraction(1) if sure else max(_share(claim, day) for claim in counted)
    return _strongest(counted), "certain" if sure else "possible", share, age, _numbers(now)


def _strongest(counted: Iterable[Claim]) -> str:
    standings = {claim.standing for claim in counted}
    return next(word for word in STANDINGS if word in standings)


def _numbers(pairs: Numbered) -> tuple[int, ...]:
    return tuple(sorted(row for row, _ in pairs))


def _share(claim: Claim, day: int) -> Fraction:
    """Count the days of each window one by one: on which of them has the claim begun, or not yet ended?"""
    starts = range(claim.start[0], claim.start[1] + 1)
    ends = range(claim.end[0], claim.end[1] + 1) if day >= claim.end[0] else (day + 1,)
    shares = (
        Fraction(sum(start <= day for start in starts), len(starts)),
        Fraction(sum(end > day for end in ends), len(ends)),
    )
    steps = [Fraction(step, 4) for step in range(1, 5)]
    return min(next((step for step in steps if share < step), Fraction(1)) for share in shares)


def _beside_gap(same: Numbered, day: int) -> Numbered:
    """Return the claims on both sides of a day between two attestations, or none if one side is dated."""
    over = [pair for pair in same if pair[1].end[1] <= day]
    ahead = [pair for pair in same if pair[1].start[0] > day]
    before = [pair for pair in over if pair[1].end[1] == max(other.end[1] for _, other in over)]
    after = [pair for pair in ahead if pair[1].start[0] == min(other.start[0] for _, other in ahead)]
    is_open = all(claim.end_open for _, claim in before) and all(claim.start_open for _, claim in after)
    return [*before, *after] if before and after and is_open else []


def _steps_of_age(claim: Claim, day: int) -> int:
    waited = day - claim.attested
    return 0 if waited < 10 else 1 if waited < 20 else 2 if waited < 30 else 3


def change_days(changes: Mapping[str, Sequence[Change]]) -> list[int]:
    """Return the days on which anything changes at any place."""
    return sorted({change.day for list_ in changes.values() for change in list_})


def find_differences(atlas: Atlas, side: str, other_side: str, day: int, known: int) -> Differences:
    """Return where the accounts of two sides differ on a day, as known on a day."""
    first, second = (scene_on(take_sides(atlas, (side,)), day, known) for side in (side, other_side))
    return compare_versions(first, second)
