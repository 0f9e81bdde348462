"""CSV, TSV and other delimited text: encoding, delimiter and quotes as spreadsheets write them."""

import csv
import io
import re

from imports.formats.encodings import decode
from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError
from imports.formats.readers.grid import build_layer

_DELIMITERS = "\t;,|"
_LOOKED_AT = 20


def read(job: Job) -> list[Layer]:
    """Return the table of a file as one layer."""
    text = decode(job.path.read_bytes(), job.encoding)
    if "\x00" in text:
        raise UnreadableError("contains NUL characters", "Save it as CSV UTF-8")
    text, delimiter = _find_delimiter(text)
    csv.field_size_limit(10 * job.limits.cell_bytes)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    grid: list[list[str]] = []
    try:
        for row in reader:
            # A cell with line breaks spans lines: the number of a row is that of its last line.
            grid.extend([[]] * (reader.line_num - len(grid) - 1))
            grid.append([cell.strip() for cell in row])
            if len(grid) > job.limits.rows + 1:
                raise UnreadableError(f"has more than {job.limits.rows:,} lines", "Split it")
    except csv.Error as error:
        raise UnreadableError(f"cannot be read near line {reader.line_num} ({error})") from None
    layer = build_layer(job, "", grid)
    return [layer] if layer else []


def _find_delimiter(text: str) -> tuple[str, str]:
    """Return the text and its delimiter: named by `sep=`, or the one that divides most lines alike."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return "\n" + text.partition("\n")[2], text[4]
    lines = [line for line in re.split(r"\r\n|\r|\n", text[:100_000]) if line.strip()][:_LOOKED_AT]

    def regularity(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(counts), key=counts.count)
        return (counts.count(common) if common > 1 else 0), common

    return text, max(_DELIMITERS, key=regularity)
