"""Ends: an entry without an end ends where the next one of its place begins, if the table lists changes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from atlas.model.edtf_dates import parse_window
from atlas.model.vocabulary import Status
from imports.records.claims import Claim
from imports.records.content import Feature

_HOLDING = frozenset({Status.CONTROL, Status.NOMINAL, Status.CONTESTED, Status.BESIEGED})


def end_at_next(claims: Sequence[tuple[Claim, Feature]]) -> list[tuple[Claim, Feature]]:
    """Return claims with their ends: of holders, where the next holder begins; of others, their own next."""
    rows: dict[tuple[str, bool, str], list[int]] = {}
    for at, (claim, feature) in enumerate(claims):
        holding = claim.status in _HOLDING
        key = feature.properties["id"], holding, "" if holding else claim.actor
        rows.setdefault(key, []).append(at)
    ended = list(claims)
    for numbers in rows.values():
        starts = sorted({claims[at][0].start for at in numbers}, key=_first_day)
        following = dict(pairwise(starts))
        for at in numbers:
            claim, feature = claims[at]
            after = following.get(claim.start, "")
            if not claim.end and after and _first_day(after) > _first_day(claim.start):
                ended[at] = replace(claim, end=after.removeprefix("../")), feature
    return ended


def _first_day(date: str) -> int:
    return parse_window(date).earliest
