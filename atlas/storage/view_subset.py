"""A part of an atlas: what an extent shows and all that this depends on, with a version of its own.

Files made from a part depend on nothing else, so they stay the same until the part changes. No drawing here.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Event, Place, Source
from atlas.model.basemap import BBox
from atlas.model.index import Index
from atlas.model.translated_text import Text
from atlas.shapes.bounds import contains
from atlas.shapes.on_day import all_days
from atlas.shapes.within import places_within

_UNTOLD = Text("", {})
_ADDED = frozenset({"shapes"})
"""Fields that came later: hashed where any is set, so that other parts keep their version."""
_PLAIN = (str, int, float, Enum, np.generic, type(None))


def cut(atlas: Atlas, bbox: BBox) -> Atlas:
    """Return the part of an atlas that touches a bbox, in degrees.

    Places, records, events and sources are those of the part; the newest source stays too, because it sets
    the information date. Notes on records and texts of events, which only the dashboard shows, are left out.
    All other fields are those of the whole atlas. The version is a hash of the part.
    """
    atlas = all_days(atlas)
    inside = places_within(atlas, bbox)
    places = {own: place for own, place in atlas.places.items() if own in inside}
    rows = np.flatnonzero(np.isin(atlas.index.place, _numbers(atlas, places)))
    records = atlas.records.iloc[rows].reset_index(drop=True)
    records = records.assign(note=pd.Series([_UNTOLD] * len(records), dtype=object))
    events = tuple(replace(event, text=_UNTOLD) for event in atlas.events if _touches(event, places, bbox))
    cited = {source for sources in records["sources"] for source in sources}
    cited |= {source for event in events for source in event.sources}
    part = replace(
        atlas,
        version="",
        # The moment of the next release is not part of what is shown, and nobody must be able to guess it.
        next_release=None,
        newest=atlas.latest_source,
        places=places,
        records=records,
        index=_cut_index(atlas, rows, places),
        events=events,
        sources=_cut_sources(atlas, cited),
        shapes={own: shapes for own, shapes in atlas.shapes.items() if own in places},
    )
    version = digest(part)
    # An atlas without a brand has the version that its data give it.
    return replace(part, version=digest((version, atlas.brand.digest)) if atlas.brand else version)


def digest(value: object) -> str:
    """Return a short hash of dataclasses, collections, arrays, geometries and plain values.

    TypeError for anything else, since its text may differ from one run to the next. Fields of a dataclass
    without `compare` are left out.
    """
    hash_ = hashlib.sha256()
    _feed(hash_, value)
    return hash_.hexdigest()[:12]


def _numbers(atlas: Atlas, places: Mapping[str, Place]) -> np.ndarray:
    return np.flatnonzero([name in places for name in atlas.places])


def _touches(event: Event, places: Mapping[str, Place], bbox: BBox) -> bool:
    return event.place in places or contains(bbox, event.lon, event.lat)


def _cut_index(atlas: Atlas, rows: np.ndarray, places: Mapping[str, Place]) -> Index:
    columns = {field.name: getattr(atlas.index, field.name)[rows] for field in fields(Index)}
    # Places are numbered in their order, which the part keeps.
    columns["place"] = np.searchsorted(_numbers(atlas, places), columns["place"]).astype(np.int32)
    return Index(**columns)


def _cut_sources(atlas: Atlas, cited: Iterable[str]) -> dict[str, Source]:
    days = {name: source.published for name, source in atlas.sources.items() if source.published is not None}
    newest = [max(days, key=lambda name: (days[name], name))] if days else []
    waiting = [*cited, *newest]
    names: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in atlas.sources and name not in names:
            names.add(name)
            waiting += [atlas.sources[name].relays, atlas.sources[name].origin]
    return {name: source for name, source in atlas.sources.items() if name in names}


def _feed(hash_: "hashlib._Hash", value: object) -> None:
    """Feed a thing to a hash; kinds and ends are marked, so that no two things give the same bytes."""
    if isinstance(value, BaseGeometry):
        hash_.update(b"g" + shapely.to_wkb(value, byte_order=1))
    elif isinstance(value, np.ndarray):
        hash_.update(f"a{value.dtype.str}{value.shape}".encode() + value.tobytes())
    elif isinstance(value, pd.DataFrame):
        _feed(hash_, {column: value[column].tolist() for column in value.columns})
    elif is_dataclass(value) and not isinstance(value, type):
        cells = {field.name: getattr(value, field.name) for field in fields(value) if field.compare}
        _feed(hash_, {name: cell for name, cell in cells.items() if name not in _ADDED or cell})
    elif isinstance(value, Mapping):
        hash_.update(b"{")
        for key, item in value.items():
            _feed(hash_, key)
            _feed(hash_, item)
        hash_.update(b"}")
    elif isinstance(value, list | tuple):
        hash_.update(b"[")
        for item in value:
            _feed(hash_, item)
        hash_.update(b"]")
    elif not isinstance(value, _PLAIN):
        raise TypeError(f"{type(value).__name__} has no hash that stays the same.")
    else:
        hash_.update(f"{type(value).__name__}:{value!r};".encode())
