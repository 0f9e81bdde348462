"""The rows of a CSV file with their lines. Needs no contract."""

import csv
import io
from collections.abc import Iterator, Sequence

from atlas.model.faults import Fault, Faults

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_rows(file: str, text: str, faults: Faults) -> tuple[Sequence[int], Sequence[Sequence[str]]]:
    """Return the line of each row that is not empty, and the rows."""
    separator = _find_separator(file, text, faults)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        rows = []
    if rows and reader.line_num == len(rows):
        # Every row is one line, so no fault has to be reported and no line counted.
        numbered = [(line, row) for line, row in enumerate(rows, 1) if any(row)]
    else:
        numbered = list(_read_row_by_row(file, text, faults, separator))
    return [line for line, _ in numbered], _leave_blank_columns(file, faults, numbered)


def _leave_blank_columns(
    file: str, faults: Faults, numbered: Sequence[tuple[int, Sequence[str]]]
) -> list[Sequence[str]]:
    """Return the rows without columns at their end that have neither name nor content; report these once."""
    rows = [row for _, row in numbered]
    header = rows[0] if rows else []
    width = max((at for at, name in enumerate(header, 1) if name.strip()), default=0)
    if width in {0, len(header)} or any(cell.strip() for row in rows for cell in row[width:]):
        return rows
    count = len(header) - width
    rule = f"has {count} empty columns at its end" if count > 1 else "has an empty column at its end"
    faults.add(Fault(file, rule, "Delete the commas at the end of each line", line=numbered[0][0]))
    return [row[:width] for row in rows]


def _read_row_by_row(file: str, text: str, faults: Faults, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # The csv reader starts afresh on the next line, and so do the checks.
            cure = "Double every quotation mark inside quoted text and close every quotation"
            faults.add(Fault(file, f"is not a valid CSV row ({error})", cure, line=line))
            continue
        if any(row):
            yield line, row


def _find_separator(file: str, text: str, faults: Faults) -> str:
    """Return what separates the cells; anything but a comma is reported."""
    header = text.lstrip().partition("\n")[0]
    separator = "," if "," in header else next((mark for mark in _SEPARATORS if mark in header), ",")
    if separator != ",":
        # The rest is read as it was probably meant, so that one slip causes one fault.
        rule = f"uses {_SEPARATORS[separator]} instead of commas"
        faults.add(Fault(file, rule, "Save it as comma-separated CSV", line=1))
    return separator
