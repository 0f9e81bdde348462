"""Random histories of places, and a plain reading of the rules of truth to hold them against."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from atlas.dates import FOREVER
from atlas.model import STANDINGS, STATUSES, Atlas, Index, Standing, Status

DAYS = st.integers(0, 60)
TELLING = (Status.CONTROL, Status.BESIEGED, Status.NOMINAL, Status.CONTESTED, Status.PRESENCE, Status.ABSENT)
"""The order in which the holdings of a place are told."""


@dataclass(frozen=True)
class Claim:
    """One record of a history: numbers of its force, status and standing, and its days."""

    force: int
    status: int
    standing: int
    start: tuple[int, int]
    end: tuple[int, int]
    reported: int
    retracted: int
    attested: int


@st.composite
def claims(draw: st.DrawFn, forces: int) -> Claim:
    """Draw a claim whose windows may be single days, overlap, or never end."""
    begin, wide, long, late = (draw(st.integers(0, high)) for high in (60, 12, 40, 12))
    ends = draw(st.booleans())
    start = (begin, begin + wide)
    end = (begin + wide + long, begin + wide + long + late) if ends else (FOREVER, FOREVER)
    return Claim(
        force=draw(st.integers(0, forces - 1)),
        status=draw(st.integers(0, len(STATUSES) - 1)),
        standing=draw(st.integers(0, len(STANDINGS) - 1)),
        start=start,
        end=end,
        reported=draw(DAYS),
        retracted=draw(st.sampled_from((FOREVER, 20, 45))),
        attested=FOREVER if ends else draw(st.integers(begin, begin + 40)),
    )


def with_histories(atlas: Atlas, histories: list[list[Claim]]) -> Atlas:
    """Return an atlas whose first places have these histories and nothing else."""
    rows = [(place, claim) for place, history in enumerate(histories) for claim in history]

    def column(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int32)

    index = Index(
        place=column([place for place, _ in rows]),
        force=column([claim.force for _, claim in rows]),
        status=column([claim.status for _, claim in rows]),
        standing=column([claim.standing for _, claim in rows]),
        from_earliest=column([claim.start[0] for _, claim in rows]),
        from_latest=column([claim.start[1] for _, claim in rows]),
        to_earliest=column([claim.end[0] for _, claim in rows]),
        to_latest=column([claim.end[1] for _, claim in rows]),
        reported=column([claim.reported for _, claim in rows]),
        retracted=column([claim.retracted for _, claim in rows]),
        attested=column([claim.attested for _, claim in rows]),
    )
    return replace(atlas, index=index)


Told = tuple[str, Status, Standing, bool, int]


def read_plainly(atlas: Atlas, history: list[Claim], day: int, known: int) -> list[Told]:
    """Return who is at a place, read claim by claim: (force, status, standing, certain, age)."""
    forces = list(atlas.forces)
    heard = [claim for claim in history if claim.reported <= known < claim.retracted]
    possible = [claim for claim in heard if claim.start[0] <= day < claim.end[1]]
    told: list[Told] = []
    for status in TELLING:
        for number, force in enumerate(forces):
            same = [one for one in possible if STATUSES[one.status] is status and one.force == number]
            if not same:
                continue
            sure = [one for one in same if one.start[1] <= day < one.end[0]]
            counted = sure or same
            standing = STANDINGS[min(one.standing for one in counted)]
            ages = [sum(day - one.attested >= step for step in atlas.meta.stale_after) for one in counted]
            told.append((force, status, standing, bool(sure), min(ages)))
    return told
