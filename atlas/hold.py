"""Holding back: records and events that may not be shown yet are taken out before an atlas is built.

With them goes all that only they brought in, so that nothing later can let it out: sources, forces, families,
places, what denies them and a standing that their denial gave. Knows a moment; has no clock.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from atlas.check import Findings, gather_testimony
from atlas.evidence import find_contradicted
from atlas.features import Features
from atlas.spans import measure_days
from atlas.tables import Table
from atlas.vocabulary import Standing


@dataclass(frozen=True)
class Held:
    """What is left to build from, when the next is released, and digests that stand in for files' own.

    A digest of a whole file would let a guess at the held text be proved.
    """

    findings: Findings
    next_release: datetime | None
    digests: dict[str, bytes]


def hold_back(findings: Findings, moment: datetime | None) -> Held:
    """Return the findings as they may be shown at a moment; without one, all that is ever held is held."""
    tables = findings.tables
    shown = {name: _shown(tables[name], moment) for name in ("records", "events") if name in tables}
    if all(len(rows) == len(tables[name]) for name, rows in shown.items()):
        return Held(findings, None, {})
    visible = {name: tables[name].keep(rows) for name, rows in shown.items()}
    held = {name: tables[name].keep(_others(tables[name], rows)) for name, rows in shown.items()}
    _forget_denials(visible["records"])
    kept = dict(tables) | visible | _keep_named(tables, visible, held)
    features = _keep_places(findings.features, visible, held)
    testimony = gather_testimony(kept)
    days = measure_days(kept["records"], testimony)
    left = replace(findings, tables=kept, features=features, testimony=testimony, days=days)
    return Held(left, _next_release(held, moment), _digests(findings, left))


def _shown(table: Table, moment: datetime | None) -> list[int]:
    until = table.values["hold_until"]
    return [row for row, hold in enumerate(until) if hold is None or (moment is not None and hold <= moment)]


def _others(table: Table, rows: list[int]) -> list[int]:
    return sorted(set(range(len(table))) - set(rows))


def _next_release(held: Mapping[str, Table], moment: datetime | None) -> datetime | None:
    moments = [hold for table in held.values() for hold in table.values["hold_until"]]
    return min(moments) if moment is not None else None


def _forget_denials(records: Table) -> None:
    """Let no record deny one that is not there, nor be disputed by none that is."""
    ids = set(records.values["id"])
    denied = [tuple(name for name in names if name in ids) for names in records.values["contradicts"]]
    records.values["contradicts"] = denied
    contradicted = find_contradicted(dict(zip(records.values["id"], denied, strict=True)))
    rows = zip(records.values["id"], records.values["standing"], strict=True)
    records.values["standing"] = [
        None if standing is Standing.DISPUTED and name not in contradicted else standing
        for name, standing in rows
    ]


def _named(tables: Mapping[str, Table], columns: Mapping[str, Iterable[str]]) -> set[str]:
    """Return all ids that stand in some columns of tables, in lists too."""
    cells = (
        cell
        for name, wanted in columns.items()
        if name in tables
        for column in wanted
        for cell in tables[name].values[column]
    )
    return {name for cell in cells for name in (cell if isinstance(cell, tuple) else (cell,)) if name}


_SOURCES = {"records": ("sources",), "events": ("sources",)}
_FORCES = {"records": ("force",), "events": ("from_force", "to_force")}
_PLACES = {"records": ("place",), "events": ("place",)}


def _keep_named(
    tables: Mapping[str, Table], visible: Mapping[str, Table], held: Mapping[str, Table]
) -> dict[str, Table]:
    """Return sources, forces and families without those that only what is held brought in."""
    sources = _without(tables["sources"], _SOURCES, ("origin",), visible, held)
    forces = _without(tables["forces"], _FORCES, ("parent", "sponsor"), visible, held)
    before, after = (set(table.values["family"]) for table in (tables["forces"], forces))
    families = tables["families"]
    rows = [row for row, name in enumerate(families.values["id"]) if name in after or name not in before]
    return {"sources": sources, "forces": forces, "families": families.keep(rows)}


def _without(
    table: Table,
    columns: Mapping[str, Iterable[str]],
    links: Iterable[str],
    visible: Mapping[str, Table],
    held: Mapping[str, Table],
) -> Table:
    """Drop what only held rows name, and what only that links to, such as the source that it relays."""
    ids, named = table.values["id"], _named(visible, columns)
    chains = [dict(zip(ids, table.values[link], strict=True)) for link in links]
    touched = _follow(_named(held, columns) - named, chains)
    stays = _follow({name for name in ids if name not in touched} | named, chains)
    return table.keep([row for row, name in enumerate(ids) if name in stays])


def _follow(names: set[str], chains: Iterable[Mapping[str, str]]) -> set[str]:
    """Return names and all that they link to."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [to for chain in chains if (to := chain.get(name))]
    return found


def _keep_places(
    features: Mapping[str, Features], visible: Mapping[str, Table], held: Mapping[str, Table]
) -> dict[str, Features]:
    """Return the places without those that only what is held speaks of, and what is derived from them."""
    gone = _named(held, _PLACES) - _named(visible, _PLACES)
    kept: dict[str, Features] = dict(features)
    for name in ("zones", "sites", "lines"):
        if name in features:
            table = features[name]
            rows = [
                row
                for row, own in enumerate(table.values["id"])
                if own not in gone and _derived_of(table.values["derive"][row]) not in gone
            ]
            kept[name] = table.keep(rows)
    return kept


def _derived_of(value: object) -> object:
    return (value.get("circle_of") or value.get("band_of")) if isinstance(value, dict) else None


def _digests(before: Findings, after: Findings) -> dict[str, bytes]:
    """Return a digest by file of what is left of each file that was cut."""
    whole, left = _files(before), _files(after)
    return digest_files(after, {name for name, table in left.items() if table is not whole[name]})


def _files(findings: Findings) -> dict[str, Table]:
    tables: dict[str, Table] = {f"{name}.csv": table for name, table in findings.tables.items()}
    return tables | {f"{name}.geojson": table for name, table in findings.features.items()}


def digest_files(findings: Findings, names: Collection[str]) -> dict[str, bytes]:
    """Return digests of what is left of some files: of what they say, not of their bytes."""
    return {name: _digest(table) for name, table in _files(findings).items() if name in names}


def _digest(table: Table) -> bytes:
    shapes = [str(shape) for shape in table.geometries] if isinstance(table, Features) else []
    said = {column: list(map(str, cells)) for column, cells in sorted(table.values.items())}
    return hashlib.sha256(json.dumps([said, shapes], ensure_ascii=False).encode()).digest()
