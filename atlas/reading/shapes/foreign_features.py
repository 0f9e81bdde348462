"""GeoJSON of other programs: features without ids or names, with the property that probably contains them."""

from pydantic import BaseModel

from atlas.model.faults import Fault, import_file, shorten
from atlas.reading.tables.csv_tables import Table, fields_of

_WORDS = ("name", "title", "label", "id")
"""What the name of a property for names contains, the likeliest first."""


def note_foreign(table: Table, contract: type[BaseModel]) -> list[str]:
    """Report once, with its cure, that no feature has an id, or a name, as the contract needs; return these.

    The column is left out then: it is not also empty in every feature, nor are references to it unknown.
    """
    needed = [
        name
        for name in ("id", "name")
        if name in fields_of(contract) and fields_of(contract)[name].is_required()
    ]
    absent = [name for name in needed if not any(table.written(name))]
    if not absent or not len(table):
        return []
    for name in absent:
        table.text.pop(name, None)
    rule = f"has no {' and no '.join(absent)}"
    for row in range(len(table)):
        table.faults.add(Fault(table.file, rule, _find_cure(table, absent), **table.locate(row)))
    return absent


def _find_cure(table: Table, absent: list[str]) -> str:
    others = [name for name in table.text if any(isinstance(cell, str) and cell for cell in table.text[name])]
    ranked = [name for word in _WORDS for name in others if word in name.lower()]
    renamed = f'Rename "{shorten(ranked[0])}" to name' if ranked and "name" in absent else ""
    added = "give each feature an id of its own, such as north-bank" if "id" in absent else ""
    own = ", and ".join(part for part in (renamed, added) if part) or "Give each feature a name"
    return f"{own[0].upper()}{own[1:]}; or {import_file(table.file)}"
