"""Embargo: records and events that may not be shown yet are removed before an atlas is built.

The result is the same as for a folder without these rows: no links to them remain, and sources, forces and
families that no visible row names are removed, with or without an embargo. Places stay, except sites that
only an embargoed row could bring in. The moment is an argument; there is no clock here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from atlas.evidence.standing_rule import find_contradicted
from atlas.history.existence import needs_record
from atlas.model.vocabulary import Shape, Standing
from atlas.reading.shapes.geojson import Features
from atlas.reading.tables.csv_tables import Table
from atlas.reading.tables.record_days import measure_days
from atlas.reading.unreferenced import keep_named
from atlas.reading.validate import Findings, gather_evidence


@dataclass(frozen=True)
class Embargoed:
    """The findings to build from, and the moment of the next release."""

    findings: Findings
    next_release: datetime | None


def apply_embargo(findings: Findings, moment: datetime | None) -> Embargoed:
    """Return the findings that may be shown at a moment; without one, no row with an embargo is included."""
    tables = dict(findings.tables)
    visible = {name: _list_visible(tables[name], moment) for name in ("records", "events") if name in tables}
    embargoed = [tables[name].keep(_others(tables[name], rows)) for name, rows in visible.items()]
    cut = any(len(table) for table in embargoed)
    if cut:
        tables |= {name: tables[name].keep(rows) for name, rows in visible.items()}
        _forget_denials(tables["records"])
    named = tables | keep_named(tables)
    remaining = replace(findings, tables=named, features=_keep_places(findings.features, named))
    if cut:
        evidence = gather_evidence(named)
        days = measure_days(named["records"], evidence, findings.toml.granularity)
        remaining = replace(remaining, evidence=evidence, days=days)
    moments = [until for table in embargoed for until in table.values["hold_until"]]
    return Embargoed(remaining, None if moment is None else min(moments, default=None))


def _list_visible(table: Table, moment: datetime | None) -> list[int]:
    until = table.values["hold_until"]
    if not any(until):
        return list(range(len(table)))
    return [
        row
        for row, until_moment in enumerate(until)
        if until_moment is None or (moment is not None and until_moment <= moment)
    ]


def _others(table: Table, rows: list[int]) -> list[int]:
    return [] if len(rows) == len(table) else sorted(set(range(len(table))) - set(rows))


def _forget_denials(records: Table) -> None:
    """Remove contradictions of records that are not visible, and disputes without a visible contradiction."""
    ids = set(records.values["id"])
    denied = [tuple(name for name in names if name in ids) for names in records.values["contradicts"]]
    records.values["contradicts"] = denied
    contradicted = find_contradicted(dict(zip(records.values["id"], denied, strict=True)))
    rows = zip(records.values["id"], records.values["standing"], strict=True)
    records.values["standing"] = [
        None if standing is Standing.DISPUTED and name not in contradicted else standing
        for name, standing in rows
    ]


def _keep_places(features: Mapping[str, Features], tables: Mapping[str, Table]) -> dict[str, Features]:
    """Return the places without sites that no row brings in, circles around those, and arrows of no force."""
    named = {
        place for name in ("records", "events") if name in tables for place in tables[name].values["place"]
    }
    unseen = set(_find_unseen(features["sites"], named)) if "sites" in features else set()
    reduced = dict(features)
    for name in ("zones", "sites") if unseen else ():
        if name in features:
            table = features[name]
            rows = [
                row
                for row, own in enumerate(table.values["id"])
                if own not in unseen and (own in named or _centre(table.values["derive"][row]) not in unseen)
            ]
            reduced[name] = table.keep(rows)
    if "lines" in features:
        reduced["lines"] = _keep_arrows(features["lines"], set(tables["forces"].values["id"]))
    return reduced


def _keep_arrows(lines: Features, forces: set[str]) -> Features:
    """Return the lines without arrows of forces that no visible row names."""
    rows = [row for row, force in enumerate(lines.values["force"]) if not force or force in forces]
    return lines if len(rows) == len(lines) else lines.keep(rows)


def _find_unseen(sites: Features, named: set[str]) -> Iterator[str]:
    """Yield the sites that never exist: not settlements, without `from`, and named by no row."""
    for own, kind, start in zip(*(sites.values[column] for column in ("id", "kind", "from")), strict=True):
        if own not in named and start is None and needs_record(Shape.SITE, kind):
            yield own


def _centre(derive: object) -> object:
    return derive.get("circle_of") if isinstance(derive, dict) else None
