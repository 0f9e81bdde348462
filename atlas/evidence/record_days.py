"""The days of records: when they can have begun, until when they are confirmed, when ends became public.

Works on arrays with one row per record. Reads no files.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pandas as pd

from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER, NEVER

_APART = np.int64(1) << 23
"""More days than lie between any two dates, so that the days of one place never overlap those of the next."""


def report_ends(
    places: Sequence[str | None],
    begins: np.ndarray,
    reported: np.ndarray,
    standing: np.ndarray,
    ends: np.ndarray,
    published: Sequence[Sequence[int]],
) -> np.ndarray:
    """Return the day (n,) on which each end became public; FOREVER where a record has none.

    This is the day on which the first of its own sources from that time or later was published (`published`,
    in order), or else the day on which the next record of the place was reported, or else the end itself. It
    is never earlier than the report of the record. `begins` and `ends` are the first days of the windows,
    `standing` marks the records that were never retracted.
    """
    known = np.full(len(ends), FOREVER, dtype=np.int32)
    ended = np.flatnonzero(ends < FOREVER)
    followed = _report_next(pd.factorize(np.array(places, dtype=object))[0], begins, reported, standing, ends)
    for row, end, after in zip(ended.tolist(), ends[ended].tolist(), followed[ended].tolist(), strict=True):
        days = published[row]
        at = bisect_left(days, end)
        known[row] = days[at] if at < len(days) else end if after == FOREVER else after
    known[ended] = np.maximum(known[ended], reported[ended])
    return known


def _report_next(
    place: np.ndarray, begins: np.ndarray, reported: np.ndarray, standing: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Return the first report among the records of the same place that begin when a record ends, or later."""
    rows = np.flatnonzero(standing)
    rows = rows[np.lexsort((begins[rows], place[rows]))]
    if not len(rows):
        return np.full(len(ends), FOREVER, dtype=np.int64)
    base = place.astype(np.int64) * _APART
    # The minimum from each row to the last of its place. From the back, each place begins again, being less.
    least = np.minimum.accumulate((base[rows] + reported[rows])[::-1])[::-1]
    at = np.searchsorted(base[rows] + begins[rows], base + ends)
    exists = (at < len(rows)) & (place[rows[np.minimum(at, len(rows) - 1)]] == place)
    next_report = np.where(exists, least[np.minimum(at, len(rows) - 1)] - base, FOREVER)
    for row in np.flatnonzero(begins >= ends):
        # A record may begin and end in one window; it must not count as its own successor.
        others = rows[(place[rows] == place[row]) & (begins[rows] >= ends[row]) & (rows != row)]
        next_report[row] = reported[others].min() if len(others) else FOREVER
    return next_report


def clip_starts(
    earliest: np.ndarray, latest: np.ndarray, last_source: np.ndarray, unit: Granularity
) -> np.ndarray:
    """Return the latest possible starts, clipped to each record's last source; a window is never emptied."""
    clipped = np.minimum(latest, last_source)
    if unit is not Granularity.DAY:
        cut = np.flatnonzero(clipped < latest)
        clipped[cut] = [unit.floor(day) for day in clipped[cut].tolist()]
    starts: np.ndarray = np.where(clipped < earliest, latest, clipped).astype(np.int32)
    return starts


def confirm_through(
    vouched: np.ndarray, reported: np.ndarray, from_earliest: np.ndarray, to_earliest: np.ndarray
) -> np.ndarray:
    """Return the last day each record is confirmed, within the record; `vouched` is NEVER if nobody does."""
    known = np.where(vouched == NEVER, reported, vouched)
    through: np.ndarray = np.minimum(known, np.maximum(to_earliest - 1, from_earliest)).astype(np.int32)
    return through
