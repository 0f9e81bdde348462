"""Uncertainty by day: how much of a view is merely possible, or unknown between two reports.

The slider draws it as soft ends beside the days of change. Uses holdings; contains no drawing.
"""

from collections import Counter
from collections.abc import Iterable

from atlas.history.in_effect import is_certain, pick_holders
from atlas.history.scene import Holding
from atlas.history.value_tracks import Changes, Track


def uncertainty_track(changes: Changes, places: Iterable[str]) -> Track:
    """Return from each day on how many places have a possible holder but no certain one."""
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
    """Return whether some force may be in control by these holdings, and none certainly is."""
    return not is_certain(pick_holders(holdings))
