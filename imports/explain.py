"""What import understood, for the terminal: the role of each column, and three rows as an example."""

from collections.abc import Iterator, Sequence

from atlas.model.faults import shorten
from imports.columns.mapping import Mapping, TableMapping
from imports.formats.layer import Layer

_ROWS = 3
_WIDTH = 24


def explain(layers: Sequence[Layer], mapping: Mapping) -> Iterator[str]:
    """Yield the lines of an explanation."""
    for layer in layers:
        table = mapping.find(layer)
        noun = "row" if len(layer.rows) == 1 else "rows"
        known = f" ({table.form})" if table.form else ""
        yield f"{shorten(layer.title)}: {len(layer.rows):,} {noun}, read as {table.use}{known}"
        yield from _list_columns(layer, table)
        yield from (f"  note: {shorten(note, 160)}" for note in layer.notes)


def _list_columns(layer: Layer, table: TableMapping) -> Iterator[str]:
    for role, column in table.columns.items():
        cells = [shorten(cell, _WIDTH) for cell in layer.cells(column)[:_ROWS]]
        yield f"  {role:<13}{shorten(column, _WIDTH):<26}{' | '.join(cells)}"
    if table.actor and "actor" not in table.columns:
        yield f"  actor        {shorten(table.actor)} (all rows)"
    unused = [column for column in layer.columns if column not in table.columns.values()]
    if unused:
        yield f"  not used     {shorten(', '.join(unused), 120)}"
