"""Packed columns: rows as columns, and tracks as steps, so that they compress well.

`assets/embedded/unpack_payload.js` and `tracks.js` unpack them. Contains no map.
"""

import json
import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Payload = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
_LETTERS = "".join(sorted(set(string.ascii_letters + string.digits + string.punctuation) - set('<"\\\\')))
_OFTEN = 3
"""How often a value occurs on average in a column that is written with letters."""


def pack_table(rows: Rows, names: Iterable[str]) -> Payload:
    """Return rows as columns; a column with one value throughout has it once, under `same`."""
    every: dict[str, list[Any]] = {key: [row[key] for row in rows] for key in names}
    alike = (key for key, values in every.items() if values and all(value == values[0] for value in values))
    same = {key: every[key][0] for key in alike}
    columns = {key: pack_column(values) for key, values in every.items() if key not in same}
    return {"count": len(rows), "same": same, "columns": columns}


def pack_column(values: list[Any]) -> list[Any] | Payload:
    """Return a column that has each of a few values often as these values, and a letter for each row."""
    keys = [json.dumps(value) for value in values]
    few = dict(zip(keys, values, strict=True))
    if len(few) > len(_LETTERS) or len(few) * _OFTEN > len(values):
        return values
    letters = dict(zip(few, _LETTERS, strict=False))
    return {"values": list(few.values()), "letters": "".join(letters[key] for key in keys)}


def pack_track(track: Sequence[Sequence[int]]) -> list[int]:
    """Return [[day, value], …] as [day, value, days later, value, …]."""
    packed: list[int] = []
    before = 0
    for day, value in track:
        packed += [day - before, value]
        before = day
    return packed
