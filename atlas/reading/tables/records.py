"""The records: their days, and the columns built from them.

`check_records` looks at every row; then `build_index` and `build_frame` compute without checks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from atlas.evidence.evidence_base import EvidenceBase
from atlas.evidence.speakers import find_speakers
from atlas.evidence.standing_rule import COMPUTED, stated_number
from atlas.model.edtf_dates import NEVER, UNENDED, Window, format_day
from atlas.model.faults import Severity
from atlas.model.index import Index
from atlas.model.limits import Limits
from atlas.model.vocabulary import STANDINGS, STATUSES, Standing, Status
from atlas.reading.tables.csv_tables import Table
from atlas.reading.tables.record_days import Days
from atlas.reading.tables.rounding import are_one_unit

_STATUS_NAMES = {status: str(status) for status in STATUSES}
_FAR_DAYS = 365_243
_ON_THE_GROUND = frozenset({Status.CONTROL, Status.PRESENCE, Status.CONTESTED, Status.BESIEGED})


def check_records(table: Table, days: Days, evidence: EvidenceBase, limits: Limits) -> None:
    """Report records whose days contradict each other."""
    _check_spans(table, days, evidence)
    _check_knowledge(table, days)
    _check_reports(table)
    _check_crowds(table, limits)
    for row, (name, denied) in enumerate(zip(table.written("id"), table.values["contradicts"], strict=True)):
        if denied and name in denied:
            table.add_fault(
                row, "contradicts", "is this record’s own id", "Name the record that it contradicts", name
            )


def _check_spans(table: Table, days: Days, evidence: EvidenceBase) -> None:
    dated = np.array([window is not None for window in table.values["from"]], dtype=bool)
    ended = np.array([window is not None for window in table.values["to"]], dtype=bool)
    for row in np.flatnonzero(dated & ended & (days.from_earliest >= days.to_latest)):
        _note_reversed(table, int(row))
    _warn_of_far_years(table, np.flatnonzero(dated), days.from_earliest)
    for row in np.flatnonzero(dated & (days.last_source < days.from_earliest)):
        day = format_day(evidence.span(table.values["sources"][row])[1])
        rule = f"begins after its latest source was published ({day})"
        table.add_fault(int(row), "from", rule, "Cite a later source, or correct one of the dates")


def _warn_of_far_years(table: Table, dated: np.ndarray, starts: np.ndarray) -> None:
    """Warn of a few records that begin a thousand years away from the others: 0021 for 2021."""
    if len(dated) == 0:
        return
    far = dated[np.abs(starts[dated] - np.median(starts[dated])) > _FAR_DAYS]
    for row in far if len(far) <= max(1, len(dated) // 100) else ():
        rule = "is more than 1,000 years away from most other records"
        table.add_fault(int(row), "from", rule, "Correct the year if it is wrong", severity=Severity.WARNING)


def _note_reversed(table: Table, row: int) -> None:
    start, end = table.values["from"][row], table.values["to"][row]
    written = table.written("from")[row]
    if are_one_unit(start, end):
        rule = f'is in the same month or year as from, "{written}", so this record is shown on no date'
        cure = "Write a later date if it held longer, or delete the record"
        table.add_fault(row, "to", rule, cure, severity=Severity.WARNING)
        return
    if start.earliest == end.latest:
        rule = f'is the same day as from, "{written}", but the end day is not included'
        cure = "Write the day after the last day it was true"
    else:
        rule = f'is before from, "{written}"'
        cure = "Swap them, or leave to empty if it has not ended"
    table.add_fault(row, "to", rule, cure)


def _check_knowledge(table: Table, days: Days) -> None:
    reported = np.where(table.malformed("reported"), NEVER, days.reported)
    for row in np.flatnonzero(days.retracted < reported):
        rule = f"is before the record was reported ({format_day(int(reported[row]))})"
        table.add_fault(int(row), "retracted", rule, "Correct it, or enter an earlier date in reported")
    columns = (table.values[column] for column in ("from", "to", "to_reported", "confirmed"))
    for at, (start, end, end_reported, confirmed) in enumerate(zip(*columns, strict=True)):
        if end_reported is not None and end is not None:
            _check_end_report(table, at, end_reported, end, int(reported[at]))
        if confirmed is not None and start is not None and end is not None:
            _check_confirmed(table, at, confirmed, start, end)


def _check_end_report(table: Table, row: int, end_reported: int, end: Window, reported: int) -> None:
    if end == UNENDED:
        table.add_fault(
            row, "to_reported", "is given, but to is empty", "Fill in to, or leave to_reported empty"
        )
    elif end_reported < reported:
        rule = f"is before the record was reported ({format_day(reported)})"
        table.add_fault(row, "to_reported", rule, "Correct it, or leave it empty")


def _check_confirmed(table: Table, row: int, confirmed: int, start: Window, end: Window) -> None:
    if confirmed < start.earliest:
        rule = f'is before from, "{table.written("from")[row]}"'
        table.add_fault(row, "confirmed", rule, "Write the last day on which a source confirmed it")
    elif confirmed >= end.latest:
        rule = f'must be before to, "{table.written("to")[row]}"'
        table.add_fault(row, "confirmed", rule, "Write the last day on which a source confirmed it")


def _check_reports(table: Table) -> None:
    # Some things are announced before their day: that a force leaves, or has nominal control.
    columns = (table.values[column] for column in ("reported", "from", "status"))
    for row, (day, start, status) in enumerate(zip(*columns, strict=True)):
        if day is not None and start and status in _ON_THE_GROUND and not start.open and day < start.earliest:
            rule = f'is before from, "{table.written("from")[row]}": nothing can be reported before it begins'
            table.add_fault(row, "reported", rule, "Correct it, or give from an earlier date")


def _check_crowds(table: Table, limits: Limits) -> None:
    places = pd.Series(table.values["place"], dtype=object)
    counts = places.value_counts()
    for place in counts.index[counts > limits.place_records]:
        row = int(np.argmax(places == place))
        rule = f"has {counts[place]:,} records; the limit is {limits.place_records:,} per place"
        table.add_fault(row, "place", rule, "Merge records, or raise the limit")


def build_index(
    table: Table, days: Days, places: Sequence[str], forces: Sequence[str]
) -> tuple[Index, np.ndarray]:
    """Return the records as columns, sorted by place and start, and the rows of the file in that order.

    Their standings are computed later.
    """
    place = _numbers(table.values["place"], places)
    order = np.lexsort((days.from_earliest, place))
    index = Index(
        place=place[order],
        force=_numbers(table.values["force"], forces)[order],
        status=_numbers(table.values["status"], STATUSES)[order],
        standing=np.zeros(len(order), dtype=np.int32),
        stated=_stated(table.values["standing"])[order],
        from_earliest=days.from_earliest[order],
        from_latest=days.from_latest[order],
        to_earliest=days.to_earliest[order],
        to_latest=days.to_latest[order],
        reported=days.reported[order],
        to_reported=days.to_reported[order],
        retracted=days.retracted[order],
        confirmed=days.confirmed[order],
        attested=days.attested[order],
        from_open=_opens(table.values["from"])[order],
        to_open=_opens(table.values["to"])[order],
    )
    return index, order


def _stated(standings: list[Standing | None]) -> np.ndarray:
    """Return the stated standings; disputed follows from links alone and is always computed."""
    numbers = np.fromiter(map(stated_number, standings), dtype=np.int32)
    return np.where(numbers == STANDINGS.index(Standing.DISPUTED), COMPUTED, numbers)


def _opens(windows: list[Window]) -> np.ndarray:
    return np.fromiter(map(attrgetter("open"), windows), dtype=bool, count=len(windows))


def _numbers(names: list[Any], known: Sequence[str]) -> np.ndarray:
    number = {name: at for at, name in enumerate(known)}
    return np.fromiter(map(number.__getitem__, names), dtype=np.int32, count=len(names))


def build_frame(table: Table, days: Days, order: np.ndarray, families: Mapping[str, str]) -> pd.DataFrame:
    """Return one row per record in the order of the index."""
    by = table.texts("by")
    speakers, sides = find_speakers(by, table.values["by_side"], families)
    columns: dict[str, list[Any]] = {
        "id": table.values["id"],
        "place": table.values["place"],
        "force": table.values["force"],
        "status": list(map(_STATUS_NAMES.__getitem__, table.values["status"])),
        "from": table.written("from"),
        "to": table.written("to"),
        "start": _clip_starts(table.values["from"], days.from_latest),
        "end": table.values["to"],
        "standing": [""] * len(table),
        "by": by,
        "speaker": speakers,
        "by_side": sides,
        "reported": table.written("reported"),
        "retracted": table.written("retracted"),
        "contradicts": table.values["contradicts"],
        "sources": table.values["sources"],
        "note": table.texts("note"),
        "standing_note": table.texts("standing_note"),
    }
    return pd.DataFrame(
        {name: np.fromiter(cells, dtype=object, count=len(cells))[order] for name, cells in columns.items()},
        dtype=object,
    )


def _clip_starts(starts: list[Window], latest: np.ndarray) -> list[Window]:
    return [
        window if window.latest == day else replace(window, latest=day)
        for window, day in zip(starts, latest.tolist(), strict=True)
    ]
