"""The days of records: when they can have begun, how long they are confirmed, when their ends became public.

Works on arrays with a row for each record. Reads no files.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pandas as pd

from atlas.model.edtf_dates import FOREVER, NEVER

_APART = np.int64(1) << 23
"""More days than any two dates lie apart, so that the days of one place never reach those of the next."""


def report_ends(
    places: Sequence[str | None],
    begins: np.ndarray,
    reported: np.ndarray,
    standing: np.ndarray,
    ends: np.ndarray,
    published: Sequence[Sequence[int]],
) -> np.ndarray:
    """Return the day (n,) on which each end became public; FOREVER where a record has none.

    That is when the first of its own sources of that time or later was published (`published`, in order),
    else when the next record of the place was reported, else the end itself; never before the record was.
    `begins` and `ends` are the first days of the windows, `standing` says which records were never retracted.
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
    """Return when, of the records of its place that begin on the end of a record or later, the first came."""
    rows = np.flatnonzero(standing)
    rows = rows[np.lexsort((begins[rows], place[rows]))]
    if not len(rows):
        return np.full(len(ends), FOREVER, dtype=np.int64)
    base = place.astype(np.int64) * _APART
    # The least from each row to the last of its place: from the back, each place begins anew, being less.
    least = np.minimum.accumulate((base[rows] + reported[rows])[::-1])[::-1]
    at = np.searchsorted(base[rows] + begins[rows], base + ends)
    there = (at < len(rows)) & (place[rows[np.minimum(at, len(rows) - 1)]] == place)
    found = np.where(there, least[np.minimum(at, len(rows) - 1)] - base, FOREVER)
    for row in np.flatnonzero(begins >= ends):
        # It may begin and end in one window, and doesn't follow itself.
        others = rows[(place[rows] == place[row]) & (begins[rows] >= ends[row]) & (rows != row)]
        found[row] = reported[others].min() if len(others) else FOREVER
    return found


def clip_starts(earliest: np.ndarray, latest: np.ndarray, last_source: np.ndarray) -> np.ndarray:
    """Return the latest days of starts, none after its record's last source; a window is never emptied."""
    clipped = np.minimum(latest, last_source)
    starts: np.ndarray = np.where(clipped < earliest, latest, clipped).astype(np.int32)
    return starts


def confirm_through(
    vouched: np.ndarray, reported: np.ndarray, from_earliest: np.ndarray, to_earliest: np.ndarray
) -> np.ndarray:
    """Return the last day that each record is confirmed: `vouched` (NEVER: by nobody), within the record."""
    known = np.where(vouched == NEVER, reported, vouched)
    through: np.ndarray = np.minimum(known, np.maximum(to_earliest - 1, from_earliest)).astype(np.int32)
    return through
