"""An atlas as bytes and back: exactly what was published, so that an old version can still be drawn.

Deterministic. Unpacking runs no code and creates only the nouns of an atlas. Nothing is read from disk here.
"""

import base64
import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.fonts.font_file import FontFamily, FontFile
from atlas.fonts.font_stack import FontStack
from atlas.history.frame import build_frame
from atlas.model.atlas import Atlas, Event, Family, Force, Meta, Place, Source, View
from atlas.model.basemap import Basemap, Boundary, Feature, Policy
from atlas.model.brand import Brand, Logo, LogoPart, NamedSize, Palette
from atlas.model.colours import Bloc, ColourPlan, plan_of_families
from atlas.model.dated_shape import DatedShape
from atlas.model.dates.calendar import day_number
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import NEVER, Window
from atlas.model.index import Index
from atlas.model.translated_text import Text
from atlas.model.vocabulary import STANDINGS, LineStyle, Shape, Standing, Status
from atlas.storage.cut_fonts import cut_fonts

GZIP_LEVEL = 6
_FORMER_NEVER = day_number(1, 1, 1)
UNPUBLISHED = frozenset({"next_release", "whole", "every_day"})
"""Fields that depend on embargoed rows; they are never written."""
_LEFT_OUT = UNPUBLISHED | {"frame_builder"}
"""Fields that no archive contains."""
_NOUNS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Atlas, Basemap, Bloc, Boundary, Brand, ColourPlan, DatedShape, Event, Family, Feature, FontFamily,
        FontFile, FontStack, Force, Index, Logo, LogoPart, Meta, NamedSize, Palette, Place, Policy, Source,
        Text, View, Window,
        LineStyle, Shape, Standing, Status, Granularity,
    )
}  # fmt: skip
_Form = dict[str, Any]
_NO_TEXT: _Form = {"noun": ["Text", {"default": "", "others": {"map": []}}]}


class ArchiveError(ValueError):
    """Raised when an archive cannot be opened: it is damaged, or another program wrote it in another form."""


def pack_atlas(atlas: Atlas) -> bytes:
    """Return an atlas as gzipped JSON, always the same bytes; TypeError for values it cannot contain."""
    text = json.dumps(_pack(cut_fonts(atlas)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), GZIP_LEVEL, mtime=0)


def unpack_atlas(data: bytes) -> Atlas:
    """Return the atlas in an archive; ArchiveError if it contains none."""
    try:
        atlas = _unpack(json.loads(gzip.decompress(data)))
    except (OSError, EOFError, ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise ArchiveError(f"The archive cannot be read: {error}") from error
    if not isinstance(atlas, Atlas):
        raise ArchiveError("The archive contains no atlas.")
    # Older programs wrote no plan of the colours: it follows from the families.
    plan = atlas.colours if atlas.colours.blocs else plan_of_families(atlas.families.values())
    return replace(atlas, frame_builder=build_frame, colours=plan)


def _pack(value: object) -> object:
    """Return a thing as JSON: tuples are lists, and other values that are not plain name their kind."""
    if isinstance(value, StrEnum):
        return {"word": [type(value).__name__, value.value]}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_pack(value) for value in value]
    for kind, (name, form) in _FORMS.items():
        if isinstance(value, kind):
            return {name: form(value)}
    if is_dataclass(value) and type(value).__name__ in _NOUNS:
        named = [field.name for field in fields(value) if field.name not in _LEFT_OUT]
        return {"noun": [type(value).__name__, {name: _pack(getattr(value, name)) for name in named}]}
    raise TypeError(f"An archive has no form for {type(value).__name__}.")


def _pack_table(table: pd.DataFrame) -> object:
    return [[name, str(table[name].dtype), [_pack(cell) for cell in table[name].tolist()]] for name in table]


_FORMS: Mapping[type[Any], tuple[str, Callable[[Any], object]]] = {
    bytes: ("bytes", lambda data: base64.b64encode(data).decode()),
    list: ("list", lambda values: [_pack(value) for value in values]),
    Mapping: ("map", lambda pairs: [[_pack(key), _pack(value)] for key, value in pairs.items()]),
    np.ndarray: ("array", lambda array: [array.dtype.str, _text(np.ascontiguousarray(array).tobytes())]),
    np.generic: ("array0", lambda scalar: [scalar.dtype.str, _text(scalar.tobytes())]),
    BaseGeometry: ("shape", lambda shape: _text(shapely.to_wkb(shape, byte_order=1))),
    pd.DataFrame: ("table", _pack_table),
}


def _unpack(form: object) -> Any:  # noqa: ANN401 - any noun; the caller knows which
    if isinstance(form, list):
        return tuple([_unpack(value) for value in form])
    if not isinstance(form, dict):
        return form
    ((name, value),) = form.items()
    return _READERS[name](value)


def _unpack_noun(value: tuple[str, _Form]) -> object:
    """Build a noun from its fields; a field that the archive lacks takes its default."""
    name, form = value[0], _amend(*value)
    kind = _NOUNS[name]
    known = {field.name: field for field in fields(kind)}
    wanting = [
        own for own, field in known.items()
        if own not in form and field.default is MISSING and field.default_factory is MISSING
    ]  # fmt: skip
    if wanting:
        raise ValueError(f"{name} has no {wanting[0]}; it was written by a different version of the program.")
    return kind(**{own: _unpack(form) for own, form in form.items() if own in known})


def _amend(name: str, form: _Form) -> _Form:
    """Return the fields of a noun with those that older programs left out.

    They had every standing stated, and publishers in one language.
    """
    if name == "Source" and "leans_to" not in form:
        # Words of leanings were named by the program.
        written = {"noun": ["Text", {"default": form["leaning"], "others": {"map": []}}]}
        form |= {"leans_to": form["leaning"], "leaning_name": written}
    if name == "Source" and isinstance(form["publisher"], str):
        return form | {"publisher": {"noun": ["Text", {"default": form["publisher"], "others": {"map": []}}]}}
    if name == "Index":
        return {"stated": form["standing"]} | form | _amend_confirmed(form)
    if name == "Event":
        stated = STANDINGS.index(_unpack(form["standing"]))
        return {"stated": stated, "standing_note": _NO_TEXT, "speaker": "", "by_side": ""} | form
    if name == "Atlas":
        columns = form["records"]["table"]
        count, named = len(columns[0][2]), {column[0] for column in columns}
        added = {"speaker": "", "by_side": "", "standing_note": _NO_TEXT}
        more = [[own, "object", [cell] * count] for own, cell in added.items() if own not in named]
        return form | {"records": {"table": [*columns, *more]}}
    return form


def _unpack_table(columns: list[tuple[str, str, list[object]]]) -> pd.DataFrame:
    series = {name: pd.Series([_unpack(cell) for cell in cells], dtype=kind) for name, kind, cells in columns}
    return pd.DataFrame(series)


def _unpack_array(value: tuple[str, str]) -> np.ndarray:
    kind, text = value
    return np.frombuffer(base64.b64decode(text), dtype=np.dtype(kind)).copy()


def _amend_confirmed(form: _Form) -> _Form:
    """Return the column `confirmed` with today's NEVER; older programs took a day of the year 1 for it."""
    if "array" not in (form.get("confirmed") or {}):
        return {}
    days = np.array(_unpack(form["confirmed"]))
    return {"confirmed": _pack(np.where(days == _FORMER_NEVER, NEVER, days).astype(days.dtype))}


_READERS: Mapping[str, Callable[[Any], object]] = {
    "word": lambda value: _NOUNS[value[0]](value[1]),
    "bytes": base64.b64decode,
    "list": lambda values: [_unpack(value) for value in values],
    "map": lambda pairs: {_unpack(key): _unpack(value) for key, value in pairs},
    "array": _unpack_array,
    "array0": lambda value: _unpack_array(value)[0],
    "shape": lambda text: shapely.from_wkb(base64.b64decode(text)),
    "table": _unpack_table,
    "noun": _unpack_noun,
}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
