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
    rows = [row for holding in holdings for row in holding.rows]
    denied = frozenset[int]().union(*(_list_denials(atlas).get(row, frozenset()) for row in rows))
    return frozenset(holding.force for holding in others if denied.issuperset(holding.rows))


def find_rivals(atlas: Atlas, holdings: Collection[Holding]) -> tuple[str, ...]:
    """Return the forces that claim a place and deny each other, in the order of its holdings.

    Where two of its holders are rivals, all are listed: nobody is sure to share it. Else there are none.
    """
    holders = pick_holders(holdings)
    disputed = [holder for holder in holders if holder.standing is Standing.DISPUTED]
    for holder in disputed:
        rest = [other for other in holders if other.force != holder.force]
        if any(holder.force in find_denied(atlas, (other,), (holder,)) for other in rest):
            return tuple(dict.fromkeys(holder.force for holder in holders))
    return ()


@lru_cache(maxsize=8)
def _list_denials(atlas: Atlas) -> Mapping[int, frozenset[int]]:
    """Return for each row the rows of the records that contradict it or that it contradicts."""
    numbers = {name: row for row, name in enumerate(atlas.records["id"])}
    denials: dict[int, set[int]] = {}
    for row, denied in enumerate(atlas.records["contradicts"]):
        for other in (numbers[name] for name in denied if name in numbers):
            denials.setdefault(row, set()).add(other)
            denials.setdefault(other, set()).add(row)
    return {row: frozenset(others) for row, others in denials.items()}
