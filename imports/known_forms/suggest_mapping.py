"""The mapping that import proposes: a known form, or else a guess, for each layer."""

import re
from collections.abc import Sequence

from imports.columns.guess import guess_columns
from imports.columns.mapping import Mapping, TableMapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.known_forms.forms import recognise

_POSITIONS = (Role.LATITUDE, Role.COORDINATES)


def suggest_mapping(layers: Sequence[Layer]) -> Mapping:
    """Return a mapping of all layers."""
    return Mapping([recognise(layer) or _suggest_table(layer) for layer in layers])


def _suggest_table(layer: Layer) -> TableMapping:
    columns = guess_columns(layer)
    table = TableMapping(layer.file, layer.name, columns=columns)
    table.use = _choose_use(layer, columns)
    table.until = "open" if Role.TO in columns else "next"
    if table.use == "records" and Role.ACTOR not in columns and not table.actor:
        table.actor = layer.name
    return table


def _choose_use(layer: Layer, columns: dict[Role, str]) -> str:
    located = bool(layer.geometries) or any(role in columns for role in _POSITIONS)
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
