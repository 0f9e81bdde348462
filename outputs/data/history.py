"""The whole history as a data frame: each record between two days, once, with the shape of its place.

Contains no file format.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from atlas.history.frame import Row, join_places
from atlas.model.atlas import Atlas, Record
from atlas.model.edtf_dates import Window, format_day, parse_window
from atlas.request.request import Request
from atlas.shapes.on_day import shape_atlas
from outputs.data.request_frame import COLUMNS, LIST_SEPARATOR, describe
from text.provenance import sources_to

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def build_history_frame(atlas: Atlas, request: Request) -> "GeoDataFrame":
    """Return the records between the days `start` and `end` of a request, as known on its information date.

    The columns are those of `build_request_frame`; `certainty` is empty, since it differs from day to day.
    """
    index, meta = atlas.index, atlas.meta
    first = meta.first if request.start is None else request.start
    last = meta.last if request.end is None else request.end
    counted = (index.reported <= request.known) & (index.retracted > request.known)
    counted &= (index.from_earliest <= last) & (index.to_latest > first)
    rows = [int(row) for row in counted.nonzero()[0]]
    records = [
        replace(record, start=_narrow(record.start, *starts), end=_narrow(record.end, *ends))
        for record, starts, ends in zip(
            atlas.records_in(rows),
            zip(index.from_earliest[rows], index.from_latest[rows], strict=True),
            zip(index.to_earliest[rows], index.to_latest[rows], strict=True),
            strict=True,
        )
    ]
    day = min(max(request.date, first), last)
    frame = join_places(
        shape_atlas(atlas, day), COLUMNS, [_build_row(atlas, request, record) for record in records]
    )
    frame.attrs = describe(atlas, request)
    return frame


def _narrow(window: Window, earliest: int, latest: int) -> Window:
    """Return a window as its sources narrow it: what one reports had begun when it was published."""
    written = parse_window(window.text) if window.text else window
    if (written.earliest, written.latest) == (earliest, latest):
        return window
    days = dict.fromkeys((format_day(int(earliest)), format_day(int(latest))))
    return replace(window, text="/".join(days))


def _build_row(atlas: Atlas, request: Request, record: Record) -> Row:
    force = atlas.forces[record.force]
    return (
        format_day(request.date),
        format_day(request.known),
        record.place,
        atlas.places[record.place].name.translate(request.lang),
        record.force,
        force.name.translate(request.lang),
        force.family,
        record.status.value,
        record.standing.value,
        "",
        record.start.text,
        record.end.text,
        record.id,
        LIST_SEPARATOR.join(record.sources),
        format_day(record.attested),
        format_day(sources_to(atlas, request)),
        atlas.version,
        LIST_SEPARATOR.join(request.side),
    )
