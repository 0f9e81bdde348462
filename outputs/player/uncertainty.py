"""Doubts: on which days how much of a view is merely possible, or unknown between two reports.

What the slider draws as soft ends beside the days of change. Knows holdings; knows no drawing.
"""

from collections import Counter
from collections.abc import Iterable

from atlas.history.in_effect import pick_holders, surely_held
from atlas.history.scene import Holding
from atlas.history.value_tracks import Changes, Track


def doubt_track(changes: Changes, places: Iterable[str]) -> Track:
    """Return from which day on how many places somebody may hold, and nobody certainly holds."""
    steps: Counter[int] = Counter()
    for place in places:
        before = False
        for change in changes.get(place, ()):
            now = is_doubtful(change.holdings)
            steps[change.day] += now - before
            before = now
    track: Track = []
    count = 0
    for day in sorted(steps):
        count += steps[day]
        if count != (track[-1][1] if track else 0):
            track.append([day, count])
    return track


def is_doubtful(holdings: Iterable[Holding]) -> bool:
    """Say whether some force may be in effect by these holdings, and none certainly is."""
    return not surely_held(pick_holders(holdings))
