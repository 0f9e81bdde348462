"""CSV: the holdings of a request, one per row, safe to open in a spreadsheet."""

import csv
import io
from typing import TYPE_CHECKING

from atlas.model.formulas import is_formula
from outputs.data.request_frame import COLUMNS, LIST_SEPARATOR, pick_held

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Cell = str | float | list[str]
"""A text, a number in degrees, or a list of texts."""


def write_csv(frame: "GeoDataFrame") -> bytes:
    """Return the holdings of a request's frame as CSV: RFC 4180, UTF-8 without a byte order mark."""
    held = pick_held(frame[list(COLUMNS)])
    columns = (map(format_cell, held[name].tolist()) for name in COLUMNS)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def format_cell(value: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe marks such a text."""
    if isinstance(value, float):
        return f"{value:.5f}"
    text = value if isinstance(value, str) else LIST_SEPARATOR.join(value)
    return f"'{text}" if is_formula(text) else text
