"""Ragged rows: those with more or fewer cells than the header, and what to try. Needs no contract."""

from collections import Counter
from collections.abc import Sequence

from atlas.model.faults import Fault, Faults

_NEARLY_ALL = 0.9


def note_ragged(file: str, faults: Faults, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> list[str]:
    """Report the rows that do not match the header, which comes first; return their ids as written.

    If nearly all of them differ by the same number, the header is wrong and is reported once.
    """
    width = len(rows[0])
    usual = _find_usual(rows)
    if usual != width:
        faults.add(_blame_header(file, lines[0], width, usual, rows))
    strays = [(line, row) for line, row in zip(lines, rows, strict=True) if len(row) != width]
    for line, row in strays:
        if len(row) != usual:
            rule = f"has {len(row)} cells, but the header has {width}"
            faults.add(Fault(file, rule, _cure(len(row), width), line=line))
    header = list(map(str.strip, rows[0]))
    at = header.index("id") if "id" in header else 0
    return [cell.strip() for _, row in strays for cell in row[at : at + 1]]


def _find_usual(rows: Sequence[Sequence[str]]) -> int:
    """Return how many cells nearly all rows below the header have, or else how many the header has."""
    below = Counter(map(len, rows[1:]))
    ((width, times),) = below.most_common(1)
    return width if times > 1 and times >= _NEARLY_ALL * below.total() else len(rows[0])


def _blame_header(file: str, line: int, width: int, usual: int, rows: Sequence[Sequence[str]]) -> Fault:
    times = sum(len(row) == usual for row in rows[1:])
    rule = f"has {width} cells, but {times} of the {len(rows) - 1} rows below it have {usual}"
    gained = "Give every row one cell per column (leave empty cells between commas)"
    return Fault(file, rule, gained if usual < width else "Name every column in the header", line=line)


def _cure(cells: int, width: int) -> str:
    if cells > width:
        return "Put quotation marks around text that contains a comma"
    return "Add the missing comma" if width - cells == 1 else f"Add the {width - cells} missing commas"
