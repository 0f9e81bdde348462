"""The rule of standings: what a claim is worth by what counts for it, and what its author states instead."""

from collections.abc import Mapping, Sequence

from atlas.model.vocabulary import STANDINGS, Standing


def compute_standing(origins: int, party_alone: bool, contradicted: bool) -> Standing:
    """Return what a claim is worth by what counts for it: the one rule of standings.

    What another account denies is disputed, by however many it is told. What a party alone says of itself, by
    its own mouth or by sources that lean to it, is claimed. Else two origins confirm, and one reports.
    """
    if contradicted:
        return Standing.DISPUTED
    if party_alone:
        return Standing.CLAIMED
    return Standing.CONFIRMED if origins >= 2 else Standing.REPORTED


COMPUTED = -1
"""What is stated where nothing is."""


def stated_number(standing: Standing | None) -> int:
    """Return the number of what an author states."""
    return COMPUTED if standing is None else STANDINGS.index(standing)


def lower_standing(computed: Standing, stated: int) -> Standing:
    """Return the weaker of what is computed and what an author states."""
    return STANDINGS[max(STANDINGS.index(computed), stated)]


def find_contradicted(links: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the records that deny another or are denied by one."""
    known = {
        (one, other) for one, others in links.items() for other in others if other in links and other != one
    }
    return frozenset(record for pair in known for record in pair)
