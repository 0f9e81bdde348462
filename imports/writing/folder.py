"""The files of an atlas folder, from its content."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from atlas.model.edtf_dates import format_day, parse_window
from imports.records.content import Content, Feature
from imports.writing.cells import format_table
from imports.writing.colour import colour_families, other_colour

_COLUMNS = {
    "families": ("id", "name", "colour"),
    "forces": ("id", "name", "family"),
    "sources": ("id", "publisher", "url", "published"),
    "records": ("id", "place", "force", "status", "from", "to", "by", "confirmed", "reported",
                "to_reported", "sources", "note"),
    "events": (
        "id", "date", "place", "lon", "lat", "title", "kind", "text", "from_force", "to_force", "sources",
    ),
}  # fmt: skip
_MARGIN, _LEAST = 0.06, 0.05
"""The margin of the view around the data, as a part of its extent and in degrees."""
_HIGHEST = 85.0
_YEAR, _MONTH = re.compile(r"-?\d{4}"), re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_LONGEST_TITLE = 70
_DECIMALS = 7


@dataclass(frozen=True)
class About:
    """What the settings of the atlas say about it."""

    title: str
    credit: str = ""
    language: str = "en"
    day: str = ""
    """The only day of an atlas whose records and events have none."""


def write_files(folder: Path, content: Content, about: About) -> None:
    """Write all files of an atlas into a folder."""
    colours = colour_families([family["name"] for family in content.families])
    for family, colour in zip(content.families, colours, strict=True):
        family["colour"] = colour
    if content.families and content.families[-1]["name"] == "Others":
        content.families[-1]["colour"] = other_colour()
    for name, columns in _COLUMNS.items():
        _write(folder / f"{name}.csv", format_table(columns, getattr(content, name)))
    for name, features in content.features.items():
        (folder / f"{name}.geojson").unlink(missing_ok=True)
        if features or name == "zones":
            _write(folder / f"{name}.geojson", format_features(features))
    _write(folder / "atlas.toml", format_settings(content, about))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def format_features(features: Iterable[Feature]) -> str:
    """Return features as GeoJSON (RFC 7946), one a line."""
    lines = []
    for feature in features:
        shape = shapely.orient_polygons(feature.shape, exterior_cw=False)
        rounded = shapely.transform(shape, lambda degrees: np.round(degrees, _DECIMALS))
        parts = {
            "type": "Feature",
            "properties": feature.properties,
            "geometry": json.loads(shapely.to_geojson(rounded)),
        }
        lines.append(json.dumps(parts, ensure_ascii=False))
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"


def format_settings(content: Content, about: About) -> str:
    """Return atlas.toml: a view of all data, and the last day on which something is new."""
    lines = [
        "# Made by import; change it as you like. Then run:  python app.py check --atlas THIS_FOLDER",
        f"title = {_quote(about.title[:_LONGEST_TITLE])}",
        *([f"credit = {_quote(about.credit)}"] if about.credit else []),
        f"languages = [{_quote(about.language)}]",
    ]
    if granularity := find_granularity(content):
        lines.append(f"granularity = {_quote(granularity)}")
    if content.days:
        first, last = content.days
        lines += [f"first = {first}", f"last = {last}", f"default_date = {last}"]
    elif day := find_default_day(content.records, content.events):
        lines.append(f"default_date = {_quote(day)}")
    if about.day:
        window = parse_window(about.day)
        lines += [
            f"first = {_quote(format_day(window.earliest))}",
            f"last = {_quote(format_day(window.latest))}",
        ]
    west, south, east, north = find_extent(content)
    lines += ["", "[[views]]", 'id = "all"', f"name = {_quote(about.title[:_LONGEST_TITLE])}"]
    lines.append(f"bbox = [{west:.4f}, {south:.4f}, {east:.4f}, {north:.4f}]")
    return "\n".join(lines) + "\n"


def find_granularity(content: Content) -> str:
    """Return year or month if no date of the content is finer; empty if there are days, or no dates."""
    dates = [row[key] for row in content.records for key in ("from", "to") if row.get(key)]
    dates += [row["date"] for row in content.events]
    if not dates or not all(_MONTH.fullmatch(date) for date in dates):
        return ""
    return "year" if all(_YEAR.fullmatch(date) for date in dates) else "month"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def find_default_day(records: Sequence[Mapping[str, str]], events: Sequence[Mapping[str, str]]) -> str:
    """Return the day by which the last record has begun, or else the last event has happened."""
    dates = [row["from"] for row in records] or [row["date"] for row in events]
    return format_day(max(parse_window(date).latest for date in dates)) if dates else ""


def find_extent(content: Content) -> tuple[float, float, float, float]:
    """Return the box around all places and events with a margin, within the world that can be drawn."""
    boxes = [feature.shape.bounds for features in content.features.values() for feature in features]
    points = [(float(row["lon"]), float(row["lat"])) for row in content.events if row.get("lon")]
    boxes += [(x, y, x, y) for x, y in points]
    wests, souths, easts, norths = zip(*boxes, strict=True)
    west, south, east, north = min(wests), min(souths), max(easts), max(norths)
    margin = max(_MARGIN * max(east - west, north - south), _LEAST)
    west, east = max(west - margin, -180.0), min(east + margin, 180.0)
    south, north = max(south - margin, -_HIGHEST), min(north + margin, _HIGHEST)
    return west, south, east, north
