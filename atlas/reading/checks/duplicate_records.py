"""Duplicates: records that repeat another one under a different id."""

from collections.abc import Hashable, Iterator

import numpy as np
import pandas as pd

from atlas.reading.tables.csv_tables import Table

_CLAIM = ("place", "force", "status", "from", "to", "by")


def check_repeats(records: Table) -> None:
    """Report records that repeat an earlier one. A retracted record may be entered again."""
    first: dict[Hashable, int] = {}
    for row, claim in _claims(records):
        at = first.setdefault(claim, row)
        # An id that appears twice is reported as such.
        if at != row and records.text["id"][at] != records.text["id"][row]:
            rule = f'repeats the record "{records.text["id"][at]}" in line {records.lines[at]}'
            records.add_fault(row, "id", rule, "Keep one")


def _claims(records: Table) -> Iterator[tuple[int, Hashable]]:
    """Yield the row and the claim of each valid record that is not retracted and may be repeated."""
    if "id" not in records.text:
        return
    columns = [records.values[column] for column in (*_CLAIM, "sources", "retracted")]
    for row in _list_alike(records):
        *claim, sources, retracted = (column[row] for column in columns)
        if retracted is None and sources and None not in claim:
            yield row, (*claim, frozenset(sources))


def _list_alike(records: Table) -> list[int]:
    """Return the rows whose place, force and first day another one shares: all others repeat nothing."""
    days = [None if start is None else start.earliest for start in records.values["from"]]
    keys = pd.DataFrame({"place": records.values["place"], "force": records.values["force"], "day": days})
    rows: list[int] = np.flatnonzero(keys.duplicated(keep=False)).tolist()
    return rows
