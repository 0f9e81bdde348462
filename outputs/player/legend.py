"""The player's legend: from which day on each family is in the picture."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from atlas.history.value_tracks import Changes, Track
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status
from layers.style.context import DrawingContext

Entry = dict[str, Any]
_DRAWN = frozenset(set(Status) - {Status.ABSENT})


def list_families(context: DrawingContext, changes: Changes, places: Iterable[str]) -> list[Entry]:
    """Return the families that ever hold something at the places, in the order of the legend."""
    present = _presence(context.atlas, changes, places)
    entries = []
    for family in context.atlas.families.values():
        if family.id in present:
            shades = context.theme.shades(family)
            entries.append(
                {
                    "id": family.id,
                    "name": family.name.translate(context.language),
                    "fill": shades.fill,
                    "line": shades.line,
                    "present": present[family.id],
                }
            )
    return entries


def _presence(atlas: Atlas, changes: Changes, places: Iterable[str]) -> dict[str, Track]:
    """Return from which day on each family is in the picture (1) or not (0)."""
    steps: dict[int, Counter[str]] = {}
    for place in places:
        before: set[str] = set()
        for change in changes.get(place, ()):
            drawn = (holding for holding in change.holdings if holding.status in _DRAWN and holding.known)
            now = {atlas.forces[holding.force].family for holding in drawn}
            counted = steps.setdefault(change.day, Counter())
            counted.update(now - before)
            counted.subtract(before - now)
            before = now
    counts: Counter[str] = Counter()
    tracks: dict[str, Track] = {}
    for day in sorted(steps):
        for family, step in steps[day].items():
            counts[family] += step
            track = tracks.setdefault(family, [])
            if int(counts[family] > 0) != (track[-1][1] if track else 0):
                track.append([day, int(counts[family] > 0)])
    return {family: track for family, track in tracks.items() if track}
