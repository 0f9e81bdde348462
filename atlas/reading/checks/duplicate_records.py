"""Duplicates: records that repeat another one under a different id."""

from collections.abc import Hashable, Iterator

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
    """Yield the row and the claim of each valid record that is not retracted."""
    if "id" not in records.text:
        return
    columns = (records.values[column] for column in _CLAIM)
    rows = zip(*columns, records.values["sources"], records.values["retracted"], strict=True)
    for row, (*claim, sources, retracted) in enumerate(rows):
        if retracted is None and sources and None not in claim:
            yield row, (*claim, frozenset(sources))
