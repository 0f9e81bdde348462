"""Twins: an atlas with embargoed rows, and the same one with these rows deleted by hand."""

import csv
import io
from collections.abc import Mapping
from typing import Any

Row = dict[str, str]


def delete_held(files: Mapping[str, Any]) -> dict[str, Any]:
    """Return pieces of an atlas without the rows that have a `hold_until`, and without references to them.

    A standing that only a contradiction by such a row gave is taken back, as an author would.
    """
    tables = {name: read_rows(files[name]) for name in ("records.csv", "events.csv")}
    gone = {row["id"] for rows in tables.values() for row in rows if row["hold_until"]}
    left = {name: [row for row in rows if not row["hold_until"]] for name, rows in tables.items()}
    _delete_denials(left["records.csv"], gone)
    return dict(files) | {name: write_rows(rows, read_header(files[name])) for name, rows in left.items()}


def read_rows(text: str) -> list[Row]:
    """Return the rows of a table by column."""
    return list(csv.DictReader(io.StringIO(text)))


def read_header(text: str) -> list[str]:
    """Return the columns of a table."""
    return next(csv.reader(io.StringIO(text)))


def write_rows(rows: list[Row], header: list[str]) -> str:
    """Return a table as text."""
    written = io.StringIO()
    writer = csv.DictWriter(written, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def _delete_denials(records: list[Row], gone: set[str]) -> None:
    for row in records:
        row["contradicts"] = ";".join(part for part in row["contradicts"].split(";") if part not in gone)
    denied = {part for row in records for part in row["contradicts"].split(";")}
    for row in records:
        if row["standing"] == "disputed" and not row["contradicts"] and row["id"] not in denied:
            row["standing"] = ""
