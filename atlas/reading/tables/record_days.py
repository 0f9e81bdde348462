"""The days of all records as arrays: begin, end, when they became known, and until when they are confirmed.

Computes without checking; the checks of records do that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from atlas.evidence.evidence_base import EvidenceBase
from atlas.evidence.record_days import clip_starts, confirm_through, report_ends
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER, NEVER, UNENDED, Window
from atlas.reading.tables.csv_tables import Table


@dataclass(frozen=True)
class Days:
    """The days of all records as arrays of one length, in file order."""

    from_earliest: np.ndarray
    from_latest: np.ndarray
    """Clipped to the publication of the latest dated source, unless that would empty the window."""
    to_earliest: np.ndarray
    to_latest: np.ndarray
    reported: np.ndarray
    to_reported: np.ndarray
    retracted: np.ndarray
    confirmed: np.ndarray
    attested: np.ndarray
    last_source: np.ndarray
    """The publication of the latest dated source; FOREVER if none is dated."""


def measure_days(table: Table, evidence: EvidenceBase, unit: Granularity) -> Days:
    """Compute the days of every record; cells at fault give meaningless days.

    A record is known from its column `reported`, or else from its first dated source, or else from its start;
    its end from the day that `report_ends` returns. It is confirmed until its last dated source or its column
    `confirmed`, whichever is later, or else until the day it was reported; never past its end.
    """
    values = table.values
    published = {sources: evidence.days(sources) for sources in set(values["sources"])}
    dated = [published[sources] for sources in values["sources"]]
    first, last = (_days(days[at] if days else FOREVER for days in dated) for at in (0, -1))
    starts = [window or Window(0, 0) for window in values["from"]]
    ends = [window or UNENDED for window in values["to"]]
    from_earliest = _days(map(attrgetter("earliest"), starts))
    from_latest = clip_starts(from_earliest, _days(map(attrgetter("latest"), starts)), last, unit)
    reported = _given(values["reported"], np.where(first == FOREVER, from_latest, first))
    to_earliest = _days(map(attrgetter("earliest"), ends))
    confirmed = _given(values["confirmed"], np.full(len(table), NEVER, np.int32))
    newest = np.where(last == FOREVER, NEVER, last)
    ended = report_ends(
        values["place"],
        from_earliest,
        reported,
        np.array([day is None for day in values["retracted"]], dtype=bool),
        to_earliest,
        dated,
    )
    return Days(
        from_earliest=from_earliest,
        from_latest=from_latest,
        to_earliest=to_earliest,
        to_latest=_days(map(attrgetter("latest"), ends)),
        reported=reported,
        to_reported=_given(values["to_reported"], ended),
        retracted=_given(values["retracted"], np.full(len(table), FOREVER, np.int32)),
        confirmed=confirmed,
        attested=confirm_through(np.maximum(newest, confirmed), reported, from_earliest, to_earliest),
        last_source=last,
    )


def _days(days: Iterable[int]) -> np.ndarray:
    return np.fromiter(days, dtype=np.int32)


def _given(cells: list[int | None], otherwise: np.ndarray) -> np.ndarray:
    days = otherwise.astype(np.int32)
    for row, day in enumerate(cells):
        if day is not None:
            days[row] = day
    return days
