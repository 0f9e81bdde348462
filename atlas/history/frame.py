"""Data frames: the places of an atlas, joined with the holdings of a day.

GeoPandas is imported with the first frame, so that programs that only draw start without it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from atlas.history.as_known import as_known
from atlas.history.in_effect import measure_km2
from atlas.history.scene import Holding, last_attested, scene_on
from atlas.model.atlas import Atlas, Day, Place
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import day_of
from atlas.shapes.on_day import shape_atlas

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

CRS = "EPSG:4326"
COLUMNS = (
    "place", "force", "family", "status", "standing", "certainty", "from", "to", "km2", "sources", "geometry",
)  # fmt: skip
HOLDING_COLUMNS = (
    "place", "force", "family", "status", "standing", "certainty", "from", "to", "records", "sources",
    "last_attested",
)  # fmt: skip
"""The columns that describe a holding, all as text; several values are separated by semicolons."""
_TEXT = pd.StringDtype(na_value=np.nan)
Row = tuple[str | None, ...]
_DAY_FORMS = 'Write "YYYY-MM-DD", a datetime.date or the number of a day in the atlas.'


def build_frame(atlas: Atlas, day: Day, known: Day | None = None) -> "GeoDataFrame":
    """Return the holdings of a day as known on a day: see `Atlas.at`."""
    shown_day = _read_day("day", day, atlas.meta.granularity)
    first, last = atlas.meta.first, atlas.meta.last
    if not first <= shown_day <= last:
        span = " to ".join(map(atlas.meta.granularity.write, (first, last)))
        raise ValueError(f"day: {day!r} is not allowed. This atlas covers {span}.")
    known_day = atlas.latest_source if known is None else _read_day("known", known, Granularity.DAY)
    narrowed = as_known(atlas, known_day)
    scene = scene_on(narrowed, shown_day, known_day)
    holdings = list_holdings(scene.atlas, shown_day, scene.places())
    return join_places(scene.atlas, HOLDING_COLUMNS, holdings)[list(COLUMNS)]


def list_holdings(atlas: Atlas, day: int, places: Iterable[tuple[Place, Sequence[Holding]]]) -> list[Row]:
    """Return the holdings of places on a day, one per row, in their order, with HOLDING_COLUMNS.

    A place without holdings has one row in which only `place` is filled in.
    """
    listed = [(place, holding) for place, held in places for holding in held or (None,)]
    numbers = sorted({row for _, holding in listed if holding is not None for row in holding.rows})
    # All records are looked up at once: one by one is slow.
    columns = (atlas.records[column].array[numbers] for column in ("id", "from", "to", "sources"))
    records = dict(zip(numbers, zip(*columns, strict=True), strict=True))
    rows: list[Row] = []
    unit = atlas.meta.granularity
    for place, holding in listed:
        if holding is None:
            rows.append((place.id, *[None] * (len(HOLDING_COLUMNS) - 1)))
            continue
        ids, starts, ends, sources = zip(*(records[row] for row in holding.rows), strict=True)
        rows.append((
            place.id, holding.force, atlas.forces[holding.force].family, holding.status.value,
            holding.standing.value, holding.certainty.value, ";".join(starts), ";".join(ends), ";".join(ids),
            ";".join(dict.fromkeys(source for cited in sources for source in cited)),
            unit.write(last_attested(atlas, holding, day)),
        ))  # fmt: skip
    return rows


def join_places(
    atlas: Atlas, columns: Sequence[str], rows: Sequence[Row], days: Sequence[int] = ()
) -> "GeoDataFrame":
    """Return rows of texts, one column of which is `place`, as a frame; columns of `frame_places` follow.

    `days` are those of the rows, if places may have other shapes than those of the atlas.
    """
    from geopandas import GeoDataFrame  # noqa: PLC0415 - see frame_places

    texts = dict(zip(columns, zip(*rows, strict=True) if rows else [()] * len(columns), strict=True))
    shaped = [shape_atlas(atlas, day) for day in days] or [atlas]
    frames = [frame_places(each.whole or each) for each in dict.fromkeys(shaped)]
    numbers = frames[0].index.get_indexer(list(texts["place"]))
    if len(frames) > 1:
        order = {each: number for number, each in enumerate(dict.fromkeys(shaped))}
        numbers = numbers + len(frames[0]) * np.array([order[each] for each in shaped])
    places = frames[0] if len(frames) == 1 else pd.concat(frames)
    # Taken by number: the merge of two frames takes ten times as long.
    joined = {name: places[name].array.take(numbers) for name in places.columns}
    return GeoDataFrame({name: pd.array(column, dtype=_TEXT) for name, column in texts.items()} | joined)


@lru_cache(maxsize=4)
def frame_places(atlas: Atlas) -> "GeoDataFrame":
    """Return the places of an atlas by their ids, in its order: kind, accuracy_km, km2, geometry.

    `km2` is the geodesic area of a zone on the ellipsoid of WGS 84; for sites and lines it is 0.
    """
    from geopandas import GeoDataFrame  # noqa: PLC0415 - slow to import, and not needed for drawing maps

    places = tuple(atlas.places.values())
    columns = {
        "kind": [place.kind for place in places],
        "accuracy_km": [place.accuracy_km for place in places],
        "km2": [measure_km2(place.geometry) for place in places],
    }
    geometry = np.array([place.geometry for place in places], dtype=object)
    return GeoDataFrame(columns, geometry=geometry, crs=CRS, index=[place.id for place in places])


def _read_day(name: str, day: Day, unit: Granularity) -> int:
    """Return a day as its number. ValueError names the argument, the value and the allowed forms."""
    try:
        if isinstance(day, str):
            return unit.parse(day)
        if isinstance(day, date):
            return unit.floor(day_of(day))
        if isinstance(day, int | np.integer) and not isinstance(day, bool):
            return unit.floor(int(day))
    except ValueError:
        pass
    raise ValueError(f"{name}: {day!r} is not allowed as a day. {_DAY_FORMS}")
