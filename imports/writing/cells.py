"""Cells of CSV files that spreadsheets open: a text is data there, too, and never a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from atlas.model.formulas import is_formula

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def format_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows([protect(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue()


def protect(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers stay as they are."""
    return f"'{text}" if is_formula(text) and not _NUMBER.fullmatch(text) else text
