"""The rule of standings: how the standing of a claim follows from its evidence and its author's rating."""

from collections.abc import Mapping, Sequence

from atlas.model.vocabulary import STANDINGS, Standing


def compute_standing(origins: int, party_alone: bool, contradicted: bool) -> Standing:
    """Return the standing of a claim from its evidence: the one rule of standings.

    A claim that another account contradicts is disputed, however many sources support it. A claim that a
    party makes about itself, directly or through sources that lean to it, is claimed. All others are
    confirmed by two origins and reported by one.
    """
    if contradicted:
        return Standing.DISPUTED
    if party_alone:
        return Standing.CLAIMED
    return Standing.CONFIRMED if origins >= 2 else Standing.REPORTED


COMPUTED = -1
"""The number for a row whose author states no standing."""


def stated_number(standing: Standing | None) -> int:
    """Return the number of the standing that an author states."""
    return COMPUTED if standing is None else STANDINGS.index(standing)


def lower_standing(computed: Standing, stated: int) -> Standing:
    """Return the weaker of the computed standing and the one the author states."""
    return STANDINGS[max(STANDINGS.index(computed), stated)]


def find_contradicted(links: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the records that contradict another record or are contradicted by one."""
    pairs = {
        (record, other)
        for record, others in links.items()
        for other in others
        if other in links and other != record
    }
    return frozenset(record for pair in pairs for record in pair)
