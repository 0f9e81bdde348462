"""Dates of tables, rounded down to the unit of time of the atlas. What was written stays with each date."""

from collections.abc import Iterable

from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import Window, parse_window
from atlas.reading.tables.csv_tables import Table

_COLUMNS = ("from", "to", "date")


def round_dates(tables: Iterable[Table], unit: Granularity) -> None:
    """Round the dates of what is shown on maps; days on which something became known stay days."""
    if unit is Granularity.DAY:
        return
    for table in tables:
        for column in (name for name in _COLUMNS if name in table.values):
            table.values[column] = [_round(value, unit) for value in table.values[column]]


def _round(value: object, unit: Granularity) -> object:
    if isinstance(value, Window):
        return unit.floor_window(value)
    return unit.floor(value) if isinstance(value, int) else value


def are_one_unit(start: Window, end: Window) -> bool:
    """Return whether something ends in the month or year in which it begins, and so is never shown."""
    if start.earliest != end.latest:
        return False
    return bool(start.text and end.text) and parse_window(start.text).earliest < parse_window(end.text).latest
