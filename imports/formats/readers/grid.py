"""A grid of cells as a layer: where its header is, and which rows belong to the table below it."""

from collections.abc import Sequence

from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError, name_columns

_LOOKED_AT = 30
"""The header is among so many rows from the top."""


def build_layer(job: Job, name: str, grid: Sequence[Sequence[str]], first: int = 1) -> Layer | None:
    """Return the table in a grid whose first row has the number `first`; None if it has no rows.

    Titles and notes above the header are passed over: the header is the first row in which at least half
    of the columns have a text.
    """
    filled = [at for at, row in enumerate(grid) if any(row)]
    if len(filled) < 2:
        return None
    header = _find_header(grid, filled)
    width = max(at + 1 for at, cell in enumerate(grid[header]) if cell)
    width = max(
        [width, *(_width(grid[at]) for at in filled if at > header and _width(grid[at]) <= width + 3)]
    )
    if width > job.limits.columns:
        raise UnreadableError(f"has {width:,} columns; the limit is {job.limits.columns}")
    columns = name_columns([*grid[header], *[""] * width][:width])
    layer = Layer(job.file, name, columns)
    for at in filled:
        if at > header:
            row = grid[at]
            index = len(layer.rows)
            layer.rows.append(tuple([*row, *[""] * width][:width]))
            layer.numbers.append(first + at)
            if _width(row) > width:
                layer.faults[index] = f"has {_width(row)} cells under {width} columns"
            elif any(len(cell) > job.limits.cell_bytes for cell in row):
                layer.faults[index] = f"has a cell of more than {job.limits.cell_bytes:,} characters"
    if above := [cell for at in filled if at < header for cell in grid[at] if cell]:
        layer.notes.append(f"above the header: {' '.join(above)[:120]}")
    return layer


def _width(row: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell), default=0)


def _find_header(grid: Sequence[Sequence[str]], filled: Sequence[int]) -> int:
    widest = max(sum(map(bool, grid[at])) for at in filled[:_LOOKED_AT])
    return next(at for at in filled if sum(map(bool, grid[at])) * 2 >= widest)
