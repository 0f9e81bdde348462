"""Rivals: forces whose claims to one place contradict each other. Claims that do are not joint control.

The one rule for map, legend, texts, tables and the player.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from atlas.history.in_effect import pick_holders
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Standing


def find_denied(atlas: Atlas, holdings: Iterable[Holding], others: Iterable[Holding]) -> frozenset[str]:
    """Return the forces of `others` whose records all contradict those of `holdings`, or vice versa."""
    rows = [row for one in holdings for row in one.rows]
    denied = frozenset[int]().union(*(_list_denials(atlas).get(row, frozenset()) for row in rows))
    return frozenset(one.force for one in others if denied.issuperset(one.rows))


def find_rivals(atlas: Atlas, holdings: Collection[Holding]) -> tuple[str, ...]:
    """Return the forces that claim a place and deny each other, in the order of its holdings.

    Where two of its holders are rivals, all are listed: nobody is sure to share it. Else there are none.
    """
    holders = pick_holders(holdings)
    disputed = [one for one in holders if one.standing is Standing.DISPUTED]
    for one in disputed:
        rest = [other for other in holders if other.force != one.force]
        if any(one.force in find_denied(atlas, (other,), (one,)) for other in rest):
            return tuple(dict.fromkeys(holder.force for holder in holders))
    return ()


@lru_cache(maxsize=8)
def _list_denials(atlas: Atlas) -> Mapping[int, frozenset[int]]:
    """Return for each row the rows of the records that contradict it or that it contradicts."""
    numbers = {name: row for row, name in enumerate(atlas.records["id"])}
    found: dict[int, set[int]] = {}
    for row, denied in enumerate(atlas.records["contradicts"]):
        for other in (numbers[name] for name in denied if name in numbers):
            found.setdefault(row, set()).add(other)
            found.setdefault(other, set()).add(row)
    return {row: frozenset(others) for row, others in found.items()}
