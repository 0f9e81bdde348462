"""The mapping that import proposes: a known form, or else a guess, for each layer."""

import re
from collections.abc import Sequence

from imports.columns.guess import guess_columns
from imports.columns.mapping import Mapping, TableMapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.known_forms.forms import recognise
from imports.values.normalise import normalise

_POSITIONS = (Role.LATITUDE, Role.COORDINATES)


def suggest_mapping(layers: Sequence[Layer]) -> Mapping:
    """Return a mapping of all layers."""
    tables = [recognise(layer) or _suggest_table(layer) for layer in layers]
    wanted = _list_unlocated_places(layers, tables)
    for layer, table in zip(layers, tables, strict=True):
        if table.use == "records" and not table.form and _is_gazetteer(layer, table, wanted):
            table.use, table.actor = "places", ""
            table.columns.pop(Role.ACTOR, None)
    return Mapping(tables)


def _list_unlocated_places(layers: Sequence[Layer], tables: Sequence[TableMapping]) -> set[str]:
    """Return the places that dated tables name without saying where they lie."""
    return {
        normalise(name)
        for layer, table in zip(layers, tables, strict=True)
        if Role.FROM in table.columns and not _is_located(layer, table.columns)
        for name in _list_places(layer, table)
    }


def _is_gazetteer(layer: Layer, table: TableMapping, wanted: set[str]) -> bool:
    """Return whether a table without dates only says where the places of others lie."""
    if Role.FROM in table.columns or find_file_date(layer) or not _is_located(layer, table.columns):
        return False
    return any(normalise(name) in wanted for name in _list_places(layer, table))


def _list_places(layer: Layer, table: TableMapping) -> Sequence[str]:
    return (
        [name for name in layer.cells(table.columns[Role.PLACE]) if name]
        if Role.PLACE in table.columns
        else []
    )


def _is_located(layer: Layer, columns: dict[Role, str]) -> bool:
    return bool(layer.geometries) or any(role in columns for role in _POSITIONS)


def _suggest_table(layer: Layer) -> TableMapping:
    columns = guess_columns(layer)
    table = TableMapping(layer.file, layer.name, columns=columns)
    table.use = _choose_use(layer, columns)
    table.until = "open" if Role.TO in columns else "next"
    if table.use == "records" and Role.ACTOR not in columns and not table.actor:
        table.actor = layer.name
    return table


def _choose_use(layer: Layer, columns: dict[Role, str]) -> str:
    located = _is_located(layer, columns)
    if Role.ACTOR in columns and (located or Role.PLACE in columns):
        return "records"
    if Role.FROM in columns and not layer.geometries and (Role.PLACE in columns or located):
        text = Role.NOTE in columns or Role.KIND in columns
        return "events" if text else "skip"
    return "places" if located else "skip"


def find_file_date(layer: Layer) -> str:
    """Return the date in the name of a file as YYYY-MM-DD; empty if there is none."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)", layer.file)
    return "-".join(match.groups()) if match else ""
