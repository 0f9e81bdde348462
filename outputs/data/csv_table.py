"""CSV: the holdings of a request, one per row, safe to open in a spreadsheet."""

from typing import TYPE_CHECKING

from outputs.data.request_frame import COLUMNS, LIST_SEPARATOR, pick_held

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | list[str]


def write_csv(frame: "GeoDataFrame") -> bytes:
    """Return the holdings of a request's frame as CSV: RFC 4180, UTF-8 without a byte order mark."""
    cells = pick_held(frame)[list(COLUMNS)].map(format_cell)
    text: str = cells.to_csv(index=False, lineterminator="\r\n")
    return text.encode()


def format_cell(value: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe marks it as text."""
    text = value if isinstance(value, str) else LIST_SEPARATOR.join(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
