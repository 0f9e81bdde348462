"""The version of an atlas: a short hash of its visible values, not of the bytes of its files.

Folders with the same content have the same version, however they are written; embargoed rows do not affect
it. Values are hashed a column at a time, since an atlas may contain 100,000 records.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.model.dates.calendar import day_number
from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.model.translated_text import NO_TEXT, Text

_UNSAID = frozenset({
    "version", "next_release", "other", "frame_builder", "brand", "colours", "every_day", "fonts",
})  # fmt: skip
"""Fields that are not hashed: nobody must be able to guess the moment of the next release.

A brand has a hash of its own, which an atlas without one does not have; so have the fonts that it needs. The
plan of the colours follows from the families and records.
"""
_ADDED = frozenset({"force", "shapes", "cell", "shades", "leaning_name"})
"""Fields that came later: hashed where any is set, so that other atlases keep their version."""
_REPEATED = frozenset({"place", "force", "status", "standing", "start", "end"})
"""Columns of records that repeat columns of the index."""
_FORMER_NEVER = day_number(1, 1, 1)
"""What stood for NEVER before atlases had years before 1; hashed for it, so that they keep their version."""
_CELL = "\x1f"
"""Separates texts; no text of an atlas contains it."""


def fingerprint(atlas: Atlas) -> str:
    """Return a hash of the content of an atlas, in 12 characters."""
    whole = hashlib.sha256()
    for field in fields(atlas):
        if field.name not in _UNSAID | _ADDED:
            _feed(whole, field.name, getattr(atlas, field.name))
    if atlas.shapes:
        every = {(own, shape.number): shape for own, shapes in atlas.shapes.items() for shape in shapes}
        _feed(whole, "shapes", every)
    if atlas.brand:
        _feed(whole, "brand", atlas.brand.digest)
    if atlas.fonts.digest:
        _feed(whole, "fonts", atlas.fonts.digest)
    return whole.hexdigest()[:12]


def _feed(hash_: "hashlib._Hash", name: str, value: object) -> None:
    """Feed a named thing: a table, things by id, a noun, or a plain value."""
    hash_.update(f"\n{name}\n".encode())
    if isinstance(value, pd.DataFrame):
        for column in sorted(set(value.columns) - _REPEATED):
            _feed_column(hash_, column, value[column].tolist())
    elif isinstance(value, np.ndarray):
        if name == "confirmed":
            value = np.where(value == NEVER, value.dtype.type(_FORMER_NEVER), value)
        hash_.update(f"{value.dtype.str}{value.shape}".encode() + value.tobytes())
    elif isinstance(value, Mapping):
        _feed_column(hash_, "ids", list(value))
        _feed_column(hash_, "things", list(value.values()))
    elif is_dataclass(value) and not isinstance(value, Text):
        for field in fields(value):
            own = getattr(value, field.name)
            if field.name != "granularity" or own != field.default:
                _feed(hash_, field.name, own)
    else:
        _feed_column(hash_, "things", list(value) if isinstance(value, list | tuple) else [value])


def _feed_column(hash_: "hashlib._Hash", name: str, cells: Sequence[Any]) -> None:
    """Feed values of one meaning."""
    kinds = set(map(type, cells))
    kind = next(iter(kinds)) if len(kinds) == 1 else object
    hash_.update(f"\n{name} {len(cells)}\n".encode())
    if any(isinstance(cell, BaseGeometry) for cell in cells) and type(None) in kinds:
        _feed_column(hash_, "some", [cell is not None for cell in cells])
        _feed_column(hash_, "shapes", [cell for cell in cells if cell is not None])
    elif kinds and all(issubclass(kind, BaseGeometry) for kind in kinds):
        # A geometry in this form marks its own end.
        hash_.update(b"".join(shapely.to_wkb(np.array(cells, dtype=object), byte_order=1).tolist()))
    elif kind is Text:
        _feed_column(hash_, "default", [text.default for text in cells])
        others = [text.others for text in cells]
        _feed_column(hash_, "others", others if any(others) else [])
    elif is_dataclass(kind):
        for field in fields(kind):
            values = [getattr(cell, field.name) for cell in cells]
            if field.name not in _ADDED or any(value not in (None, NO_TEXT) and value for value in values):
                _feed_column(hash_, field.name, values)
    elif issubclass(kind, str):
        hash_.update(_CELL.join(cells).encode(errors="surrogatepass"))
    elif kind is tuple and len(cells) > 1:
        # Each distinct tuple is written once: many records have the same sources.
        numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
        hash_.update(_write(list(numbers)))
        hash_.update(np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells)).tobytes())
    else:
        hash_.update(_write(cells))


def _write(cells: Sequence[Any]) -> bytes:
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True, default=_spell_out)
    return text.encode(errors="surrogatepass")


def _spell_out(value: object) -> object:
    """Return a noun within a cell, such as a boundary of a policy, as JSON."""
    if is_dataclass(value):
        spelt = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: -FOREVER if part == NEVER else part for name, part in spelt.items()}
    raise TypeError(f"An atlas has no value of the kind {type(value).__name__}.")
