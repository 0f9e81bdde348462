"""Random histories of places, and a plain reading of the rules of truth to hold them against.

The reading goes claim by claim and day by day; it shares no code with what it tests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from atlas.dates import FOREVER
from atlas.model import Atlas, Index
from atlas.state import Holding

STATUSES = ("control", "nominal", "presence", "contested", "besieged", "absent")
STANDINGS = ("confirmed", "reported", "claimed", "disputed")
TELLING = ("control", "besieged", "nominal", "contested", "presence", "absent")
"""The order in which the holdings of a place are told."""
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


def claims(forces: int) -> st.SearchStrategy[Claim]:
    """Draw a claim from twelve bytes, which is far quicker than to draw each of its values."""
    return st.binary(min_size=12, max_size=12).map(lambda drawn: _claim(drawn, forces))


def _claim(drawn: bytes, forces: int) -> Claim:
    """Make a claim whose windows are single days, longer, overlap each other, or never end."""
    force, status, standing, begin, wide, ends, long, late, reported, gone, after, vouched = drawn
    begin, end = begin % 51, begin % 51 + long % 51
    reported %= 61
    return Claim(
        force=force % forces,
        status=STATUSES[status % len(STATUSES)],
        standing=STANDINGS[standing % len(STANDINGS)],
        start=(begin, begin + wide % 13),
        end=(end, max(end + late % 13, begin + 1)) if ends % 2 else (FOREVER, FOREVER),
        reported=reported,
        retracted=reported + after % 31 if gone % 2 else FOREVER,
        attested=FOREVER if ends % 2 else begin + vouched % 41,
    )


def with_histories(atlas: Atlas, histories: Sequence[Sequence[Claim]], forces: int) -> Atlas:
    """Return an atlas whose first places have these histories and nothing else, told of its first forces."""
    rows = [(place, claim) for place, history in enumerate(histories) for claim in history]

    def column(values: Iterable[int]) -> np.ndarray:
        return np.fromiter(values, dtype=np.int32, count=len(rows))

    index = Index(
        place=column(place for place, _ in rows),
        force=column(claim.force for _, claim in rows),
        status=column(STATUSES.index(claim.status) for _, claim in rows),
        standing=column(STANDINGS.index(claim.standing) for _, claim in rows),
        from_earliest=column(claim.start[0] for _, claim in rows),
        from_latest=column(claim.start[1] for _, claim in rows),
        to_earliest=column(claim.end[0] for _, claim in rows),
        to_latest=column(claim.end[1] for _, claim in rows),
        reported=column(claim.reported for _, claim in rows),
        retracted=column(claim.retracted for _, claim in rows),
        attested=column(claim.attested for _, claim in rows),
    )
    few = dict(list(atlas.forces.items())[:forces])
    meta = replace(atlas.meta, stale_after=(10, 20, 30))
    return replace(atlas, index=index, forces=few, meta=meta)


Told = tuple[str, str, str, bool, int, tuple[int, ...]]
"""A holding in plain values: force, status, standing, certain, steps of age, numbers of its claims."""


def tell(holdings: Iterable[Holding]) -> list[Told]:
    """Return what the program says of a place, as plain values."""
    return [
        (one.force, str(one.status), str(one.standing), one.certain, one.age, one.rows) for one in holdings
    ]


def read_plainly(
    history: Sequence[Claim], names: Sequence[str], day: int, known: int, first: int = 0
) -> list[Told]:
    """Return who is at a place by the rules as the design words them; `first` numbers its first claim."""
    told: list[Told] = []
    for status in TELLING:
        for number, name in enumerate(names):
            same = [
                (row, claim)
                for row, claim in enumerate(history, first)
                if claim.status == status
                and claim.force == number
                and claim.reported <= known
                and not claim.retracted <= known
                and claim.start[0] <= day < claim.end[1]
            ]
            if same:
                sure = [pair for pair in same if pair[1].start[1] <= day < pair[1].end[0]]
                counted = [claim for _, claim in sure or same]
                standing = next(word for word in STANDINGS if word in {one.standing for one in counted})
                age = min(_steps_of_age(claim, day) for claim in counted)
                told.append((name, status, standing, bool(sure), age, tuple(row for row, _ in same)))
    return told


def _steps_of_age(claim: Claim, day: int) -> int:
    waited = day - claim.attested
    return 0 if waited < 10 else 1 if waited < 20 else 2 if waited < 30 else 3
