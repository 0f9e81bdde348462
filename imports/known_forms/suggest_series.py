"""The mapping that import proposes for a series of snapshots: one table for all of its files."""

from collections.abc import Sequence

from imports.columns.guess import guess_columns
from imports.columns.mapping import EVERY_FILE, Mapping, TableMapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.known_forms.forms import recognise

_LOOKED_AT = 12
"""So many files, from the whole time, are looked at."""
_MOST_ACTORS = 30


def suggest_series(layers: Sequence[Layer], name: str) -> Mapping:
    """Return the mapping of all files; `name` is the holder of all areas if no column names holders."""
    sample = join_layers(layers[:: max(1, len(layers) // _LOOKED_AT)])
    known = recognise(sample)
    table = known or TableMapping(EVERY_FILE, columns=guess_columns(sample))
    table.file, table.sheet, table.use, table.until = EVERY_FILE, "", "records", "next"
    place = table.columns.get(Role.PLACE, "")
    if Role.ACTOR not in table.columns and not table.actor:
        if 0 < len(set(sample.cells(place)) - {""}) <= _MOST_ACTORS:
            table.columns[Role.ACTOR] = table.columns.pop(Role.PLACE)
        else:
            table.actor = name
    return Mapping([table])


def join_layers(layers: Sequence[Layer]) -> Layer:
    """Return the rows of several layers as those of one, with the columns of all."""
    columns = tuple(dict.fromkeys(column for layer in layers for column in layer.columns))
    joined = Layer(layers[0].file, "", columns)
    for layer in layers:
        padded = pad(layer, columns)
        joined.rows += padded.rows
        joined.geometries += padded.geometries or [None] * len(padded.rows)
        joined.numbers += padded.numbers
    return joined


def pad(layer: Layer, columns: Sequence[str]) -> Layer:
    """Return a layer with all the columns of a series; a cell that it does not have is empty."""
    if layer.columns == tuple(columns):
        return layer
    at = [layer.columns.index(column) if column in layer.columns else -1 for column in columns]
    rows = [tuple(row[number] if number >= 0 else "" for number in at) for row in layer.rows]
    return Layer(
        layer.file, layer.name, tuple(columns), rows, layer.geometries, layer.numbers, layer.crs, layer.form,
        layer.faults, layer.notes,
    )  # fmt: skip
