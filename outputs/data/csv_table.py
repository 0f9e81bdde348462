"""CSV: the holdings of a request, one per row, safe to open in a spreadsheet."""

import csv
import io
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from outputs.data.request_frame import COLUMNS, LIST_SEPARATOR, pick_held

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_SIGNS = frozenset("=+-@")
_BLANKS = ("Z", "Cc", "Cf")
"""Unicode categories of what spreadsheets may skip at the start of a cell: blanks, tabs, newlines, marks."""

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


@lru_cache(maxsize=8192)
def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may run a text: its first sign, in any width, begins a formula.

    A tab or carriage return at the start counts too, because it may move what follows to a cell of its own.
    """
    first = next((sign for sign in text if not unicodedata.category(sign).startswith(_BLANKS)), "")
    return text.startswith(("\t", "\r")) or unicodedata.normalize("NFKC", first) in _SIGNS
