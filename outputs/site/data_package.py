"""The data of a site: tables of the whole atlas and their description after the Data Package standard.

Contains only records that count on the information date, and their sources. Contains no page.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from atlas.history.changes import Change, compile_changes
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas, Event, Source
from atlas.model.edtf_dates import format_day
from atlas.request.options import LAYERS
from atlas.request.request import Request
from outputs.data.csv_table import Cell, format_cell, write_csv
from outputs.data.geojson import write_geojson
from outputs.data.request_frame import COLUMNS, build_request_frame

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
CHANGES = (
    "date", "place", "place_name", "force", "force_name", "family", "status", "standing", "certainty",
    "records", "sources",
)  # fmt: skip
EVENTS = ("date", "id", "place", "lon", "lat", "title", "text", "kind", "standing", "sources")
SOURCES = ("id", "publisher", "title", "url", "archive_url", "published", "language", "origin", "leaning")
_DATES = {"known": "date", "last_attested": "date", "published": "date", "lon": "number", "lat": "number"}
_LICENCES = {
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def write_package(atlas: Atlas, request: Request, base: str) -> dict[str, bytes]:
    """Return the files of the folder `data/` by name, `datapackage.json` among them."""
    frame = build_request_frame(atlas, replace(request, bbox=None, layers=LAYERS))
    changes = compile_changes(atlas, request.known)
    every_change = (change for of_place in changes.values() for change in of_place)
    rows = sorted({row for change in every_change for holding in change.holdings for row in holding.rows})
    events = [event for event in atlas.events if event.reported <= request.known]
    cited = {source for sources in atlas.records["sources"].iloc[rows] for source in sources}
    cited |= {source for event in events for source in event.sources}
    language = request.lang
    files = {
        "holdings.csv": write_csv(frame),
        "changes.csv": _table(CHANGES, _changes(atlas, changes, language)),
        "events.csv": _table(EVENTS, (_event(event, language) for event in events)),
        "sources.csv": _table(SOURCES, (_source(source, language) for source in _with_origins(atlas, cited))),
        "places.geojson": write_geojson(frame),
    }
    return files | {"datapackage.json": _describe(atlas, request, files, base)}


def _changes(atlas: Atlas, changes: Mapping[str, tuple[Change, ...]], language: str) -> Iterator[list[Cell]]:
    """Yield one row per holding from each day on which a place changes; if it becomes empty, a bare row."""
    for place in atlas.places.values():
        before: list[list[Cell]] = []
        for change in changes.get(place.id, ()):
            now = [_holding(atlas, holding, language) for holding in change.holdings]
            if now != before:
                date = atlas.meta.granularity.write(change.day)
                head: list[Cell] = [date, place.id, place.name.translate(language)]
                yield from (head + row for row in now or [[""] * (len(CHANGES) - len(head))])
            before = now


def _holding(atlas: Atlas, holding: Holding, language: str) -> list[Cell]:
    force, rows = atlas.forces[holding.force], list(holding.rows)
    cited = (source for sources in atlas.records["sources"].iloc[rows] for source in sources)
    return [
        force.id, force.name.translate(language), force.family, holding.status.value, holding.standing.value,
        holding.certainty.value, atlas.records["id"].iloc[rows].tolist(), list(dict.fromkeys(cited)),
    ]  # fmt: skip


def _event(event: Event, language: str) -> list[Cell]:
    return [
        format_day(event.date.earliest), event.id, event.place, event.lon, event.lat,
        event.title.translate(language), event.text.translate(language), event.kind, event.standing.value,
        list(event.sources),
    ]  # fmt: skip


def _with_origins(atlas: Atlas, cited: Iterable[str]) -> list[Source]:
    """Return sources with those they relay, in the atlas' order."""
    names: set[str] = set()
    waiting = list(cited)
    while waiting:
        name = waiting.pop()
        if name in atlas.sources and name not in names:
            names.add(name)
            waiting += [atlas.sources[name].relays, atlas.sources[name].origin]
    return [source for source in atlas.sources.values() if source.id in names]


def _source(source: Source, language: str) -> list[Cell]:
    published = "" if source.published is None else format_day(source.published)
    return [
        source.id, source.publisher.translate(language), source.title, source.url, source.archive_url,
        published, source.language, source.origin, source.leaning,
    ]  # fmt: skip


def _table(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows([format_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _describe(atlas: Atlas, request: Request, files: Mapping[str, bytes], base: str) -> bytes:
    meta, language = atlas.meta, request.lang
    licence = {"name": meta.licence}
    if meta.licence in _LICENCES:
        licence["path"] = _LICENCES[meta.licence]
    credited = filter(None, map(str.strip, meta.credit.translate(language).split("·")))
    columns = {"holdings.csv": COLUMNS, "changes.csv": CHANGES, "events.csv": EVENTS, "sources.csv": SOURCES}
    package = {
        "$schema": PROFILE,
        "name": "marchland",
        "id": f"marchland:{atlas.version}",
        "title": meta.title.translate(language),
        "description": meta.description.translate(language),
        "version": atlas.version,
        **({"homepage": base} if base else {}),
        **({"licenses": [licence]} if meta.licence else {}),
        "sources": [{"title": credit} for credit in credited],
        "resources": [_resource(name, data, columns.get(name)) for name, data in files.items()],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _resource(name: str, data: bytes, columns: Iterable[str] | None) -> dict[str, object]:
    stem, _, suffix = name.partition(".")
    facts: dict[str, object] = {
        "$schema": _RESOURCE_PROFILE,
        "name": stem,
        "path": name,
        "format": suffix,
        "mediatype": "text/csv" if columns else "application/geo+json",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if columns:
        fields = [
            {"name": column, "type": "date" if column == "date" else _DATES.get(column, "string")}
            for column in columns
        ]
        keys = {"primaryKey": ["id"]} if "id" in columns else {}
        facts |= {"type": "table", "schema": {"fields": fields, "missingValues": [""], **keys}}
    return facts
