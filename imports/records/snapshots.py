"""A series of snapshots as the content of an atlas: places whose shapes and records have dates."""

from collections import defaultdict
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from atlas.model.edtf_dates import format_day, parse_day
from imports.columns.mapping import Mapping
from imports.formats.layer import Layer
from imports.records.claims import Claim, Defaults, RowRef, read_claims
from imports.records.content import Content, Feature, Result
from imports.records.tables import Forces, Sources
from imports.snapshots.dates import find_day
from imports.snapshots.rows import SeriesRows, write_rows
from imports.snapshots.series import DatedArea, Series, build_series

_TWO_NAMES = "///"
"""Separates the names of one thing in two languages, as DeepState writes them."""


def find_days(layers: Sequence[Layer]) -> dict[str, str]:
    """Return the day of each file, by its name; ValueError if one has none, or two files have the same."""
    days: dict[str, str] = {}
    files: dict[str, str] = {}
    for layer in layers:
        if layer.file not in days:
            day = format_day(find_day(layer.file))
            if day in files:
                raise ValueError(f"{files[day]} and {layer.file} are both of {day}. Keep one of them")
            days[layer.file], files[day] = day, layer.file
    return days


def assemble_series(
    layers: Sequence[Layer], mapping: Mapping, defaults: Sequence[Defaults], refused: Table[RowRef, str]
) -> Result:
    """Return the content of a series of snapshots, without the rows refused before."""
    content, rejected = Content(), dict(refused)
    claims: list[Claim] = []
    for at, layer in enumerate(layers):
        read = read_claims(at, layer, mapping.find(layer), mapping, defaults[at])
        rejected |= {ref: reason for ref, reason in read.rejected.items() if ref not in rejected}
        for claim in read.claims:
            if reason := _find_obstacle(claim):
                rejected.setdefault(claim.ref, reason)
            elif claim.ref not in rejected:
                claims.append(replace(claim, actor=_name_once(claim.actor), place=_name_once(claim.place)))
    forces, sources = Forces(claims), Sources()
    content.families, content.forces = forces.list_families(), forces.list_forces()
    if claims:
        [source] = sources.cite([defaults[0].citation])
        series = _build(claims, forces)
        rejected |= {claims[area.row].ref: _COVERED for area in series.lost}
        content.days = format_day(series.days[0]), format_day(series.days[-1])
        _add(content, write_rows(series, {row["id"]: row["name"] for row in content.forces}, source), claims)
    content.sources = sources.list_sources()
    return Result(content, rejected)


_COVERED = "has no ground of its own: areas after it in the same snapshot cover it"


def _find_obstacle(claim: Claim) -> str:
    """Return why a row cannot be ground on the day of a snapshot; empty if it can."""
    if claim.shape is None or claim.shape.geom_type not in ("Polygon", "MultiPolygon"):
        return "is not an area, and a series of snapshots consists of areas"
    if not claim.actor:
        return 'has no holder: name its column in mapping.toml (columns.actor), or the holder (actor = "…")'
    return ""


def _name_once(name: str) -> str:
    """Return the last of the names in two languages, in Latin letters as a rule."""
    return name.rpartition(_TWO_NAMES)[2].strip() or name


def _build(claims: Sequence[Claim], forces: Forces) -> Series:
    areas: list[DatedArea] = []
    for row, claim in enumerate(claims):
        day, name = parse_day(claim.start.removeprefix("../")), claim.place
        if claim.shape is not None:
            name = "" if name == claim.actor else name
            areas.append(DatedArea(day, forces.find(claim.actor), claim.status, name, claim.shape, row))
    return build_series(areas)


def _add(content: Content, rows: SeriesRows, claims: Sequence[Claim]) -> None:
    for shape in rows.shapes:
        refs = [claims[row].ref for row in shape.rows]
        content.features["zones"].append(Feature(shape.properties, shape.shape, refs))
    for stay in rows.stays:
        content.records.append(stay.cells)
        content.refs["records"].append([claims[row].ref for row in stay.rows])


def name_series(layers: Sequence[Layer]) -> str:
    """Return what the names of the files have in common: the name of their series."""
    stems: defaultdict[str, int] = defaultdict(int)
    for layer in layers:
        stem = "".join(sign if sign.isalpha() else " " for sign in Path(layer.file).stem)
        stems[" ".join(stem.split())] += 1
    return max(stems, key=stems.__getitem__) or "Snapshots"
