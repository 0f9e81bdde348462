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

_UNTOLD = Text("", {})
_PLAIN = (str, int, float, Enum, np.generic, type(None))


def cut(atlas: Atlas, bbox: BBox) -> Atlas:
    """Return the part of an atlas that touches a bbox, in degrees.

    Places, records, events and sources are those of the part; the newest source stays too, because it sets
    the information date. Notes on records and texts of events, which only the dashboard shows, are left out.
    All other fields are those of the whole atlas. The version is a hash of the part.
    """
    places = _places_in(atlas, bbox)
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
    )
    return replace(part, version=digest(part))


def digest(thing: object) -> str:
    """Return a short hash of dataclasses, collections, arrays, geometries and plain values.

    TypeError for anything else, since its text may differ from one run to the next. Fields of a dataclass
    without `compare` are left out.
    """
    whole = hashlib.sha256()
    _feed(whole, thing)
    return whole.hexdigest()[:12]


def _places_in(atlas: Atlas, bbox: BBox) -> dict[str, Place]:
    shapes = np.array([place.geometry for place in atlas.places.values()], dtype=object)
    inside = shapely.intersects(shapes, shapely.box(*bbox)).tolist()
    return {place.id: place for place, seen in zip(atlas.places.values(), inside, strict=True) if seen}


def _numbers(atlas: Atlas, places: Mapping[str, Place]) -> np.ndarray:
    return np.flatnonzero([name in places for name in atlas.places])


def _touches(event: Event, places: Mapping[str, Place], bbox: BBox) -> bool:
    west, south, east, north = bbox
    return event.place in places or (west <= event.lon <= east and south <= event.lat <= north)


def _cut_index(atlas: Atlas, rows: np.ndarray, places: Mapping[str, Place]) -> Index:
    columns = {field.name: getattr(atlas.index, field.name)[rows] for field in fields(Index)}
    # Places are numbered in their order, which the part keeps.
    columns["place"] = np.searchsorted(_numbers(atlas, places), columns["place"]).astype(np.int32)
    return Index(**columns)


def _cut_sources(atlas: Atlas, cited: Iterable[str]) -> dict[str, Source]:
    waiting = [*cited, *_newest(atlas)]
    kept: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in atlas.sources and name not in kept:
            kept.add(name)
            waiting += [atlas.sources[name].relays, atlas.sources[name].origin]
    return {name: source for name, source in atlas.sources.items() if name in kept}


def _newest(atlas: Atlas) -> list[str]:
    days = {name: source.published for name, source in atlas.sources.items() if source.published is not None}
    return [max(days, key=lambda name: (days[name], name))] if days else []


def _feed(whole: "hashlib._Hash", thing: object) -> None:
    """Feed a thing to a hash; kinds and ends are marked, so that no two things give the same bytes."""
    if isinstance(thing, BaseGeometry):
        whole.update(b"g" + shapely.to_wkb(thing, byte_order=1))
    elif isinstance(thing, np.ndarray):
        whole.update(f"a{thing.dtype.str}{thing.shape}".encode() + thing.tobytes())
    elif isinstance(thing, pd.DataFrame):
        _feed(whole, {column: thing[column].tolist() for column in thing.columns})
    elif is_dataclass(thing) and not isinstance(thing, type):
        _feed(whole, {field.name: getattr(thing, field.name) for field in fields(thing) if field.compare})
    elif isinstance(thing, Mapping):
        whole.update(b"{")
        for key, value in thing.items():
            _feed(whole, key)
            _feed(whole, value)
        whole.update(b"}")
    elif isinstance(thing, list | tuple):
        whole.update(b"[")
        for value in thing:
            _feed(whole, value)
        whole.update(b"]")
    elif not isinstance(thing, _PLAIN):
        raise TypeError(f"{type(thing).__name__} has no hash that stays the same.")
    else:
        whole.update(f"{type(thing).__name__}:{thing!r};".encode())
