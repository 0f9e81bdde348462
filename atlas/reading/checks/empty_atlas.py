"""Atlases without content: no place to draw, or no day to show."""

from collections.abc import Mapping

from atlas.model.faults import Fault, Faults
from atlas.reading.folder import PLACES
from atlas.reading.tables.atlas_toml import Keys
from atlas.reading.tables.csv_tables import Table


def check_any_place(tables: Mapping[str, Table], faults: Faults) -> None:
    """Report an atlas whose files of places contain no place."""
    files = [tables[name] for name in PLACES if name in tables]
    if files and not any(map(len, files)):
        rule = "contains no places, and neither does any other file"
        faults.add(Fault(files[0].file, rule, "Add the zones or sites that somebody holds"))


def check_any_day(settings: Keys, *tables: Table | None) -> None:
    """Report an atlas without first and last whose records and events have no day to take them from."""
    if any(table is not None and len(table) for table in tables):
        return
    for key in ("first", "last"):
        if settings.values[key][0] is None and not settings.is_malformed(0, key):
            rule = "is needed, because no record or event has a date"
            settings.add_fault(0, key, rule, f"Add {key} = 2020-01-31, with the {key} day of the atlas")
