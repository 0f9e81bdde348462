"""The player's legend: from which day on each family is in the picture."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from atlas.history.existence import spans_of
from atlas.history.value_tracks import Changes, Track
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER
from atlas.model.vocabulary import Status
from layers.map.arrows import colour_of, list_arrows
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


def list_advances(context: DrawingContext, hidden: frozenset[str], known: int) -> list[Entry]:
    """Return the forces with an arrow on the map, and from which day on one shows (1) or not (0)."""
    spans, atlas = spans_of(context.atlas, known), context.atlas
    by_force: dict[str, list[tuple[int, int]]] = {}
    for place in list_arrows(context, hidden):
        by_force.setdefault(place.force, []).append(spans[place.id])
    return [
        {
            "id": f"advance-{force}",
            "name": context.words.format("advance_of", force=context.words.call(atlas.forces[force])),
            "fill": colour_of(context, force),
            "present": _join_spans(of_force),
        }
        for force, of_force in by_force.items()
    ]


def _join_spans(spans: Iterable[tuple[int, int]]) -> Track:
    """Return from which day on any of some spans includes the day."""
    track: Track = []
    for start, end in sorted(spans):
        if track and start <= track[-1][0]:
            track[-1][0] = max(track[-1][0], end)
        else:
            track += [[start, 1], [end, 0]]
    return [step for step in track if step[0] < FOREVER]


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
