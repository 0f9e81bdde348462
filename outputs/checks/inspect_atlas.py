"""The checks of an atlas that has been built: what can only be seen once it is read, such as its colours.

Contains the list of these checks; each stands in the room whose rule it checks.
"""

from collections.abc import Callable, Iterable

from atlas.model.atlas import Atlas
from atlas.model.faults import Fault, Faults
from layers.style.look_alikes import check_colours
from outputs.checks.overlapping_zones import find_overlaps

CHECKS: tuple[Callable[[Atlas], Iterable[Fault]], ...] = (find_overlaps, check_colours)
"""Each returns faults or warnings; add a check here, and `check` and the server report what it finds."""


def inspect_atlas(atlas: Atlas) -> tuple[Fault, ...]:
    """Return everything that the checks find in an atlas, sorted and grouped."""
    faults = Faults()
    for check in CHECKS:
        for fault in check(atlas):
            faults.add(fault)
    return faults.sorted()
