"""The version of an atlas: it changes with every visible value, and not with the way values are written."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from atlas.reading.read import read_atlas
from atlas.reading.version_hash import fingerprint
from tests.atlases import (
    EVENTS,
    FAMILIES,
    FORCES,
    RECORDS,
    SITES,
    SOURCES,
    TOML,
    ZONES,
    collection,
    edit,
    feature,
    format_features,
    pieces,
    write_atlas,
)
from tests.embargo_twin import read_header, read_rows, write_rows


def version_of(folder: Path, **changes: Any) -> str:
    """Return the version of the minimal atlas with some of its files changed."""
    return read_atlas(write_atlas(folder, pieces(**changes))).version


def test_the_version_changes_with_any_value_that_can_be_seen(tmp_path: Path) -> None:
    versions = {version_of(tmp_path / "plain")}
    wire = edit(SOURCES, "wire,Wire,Another", "wire,Wire,Another one")
    gate = feature("gate", "Point", [38.5, 33.6], kind="crossing", rank=1)
    changes = {
        "atlas.toml": edit(TOML, '"As held."', '"As drawn."'),
        "families.csv": edit(FAMILIES, "#edaf53", "#edaf54"),
        "forces.csv": edit(FORCES, "4th Div.", "4th"),
        "sources.csv": wire,
        "records.csv": edit(RECORDS, "Held", "Taken"),
        "events.csv": edit(EVENTS, "Handover", "Handing over"),
        "sites.geojson": collection(gate),
    }
    for name, content in changes.items():
        versions.add(version_of(tmp_path / name, **{name: content}))
    assert len(versions) == 1 + len(changes)


def test_the_version_depends_on_values_and_not_on_spelling(tmp_path: Path) -> None:
    """Comments, spaces, quotes, the order of columns, and of rows that are sorted anyway, do not matter."""
    lines = RECORDS.splitlines()
    rows = read_rows(RECORDS)
    header = [*reversed(read_header(RECORDS)), "hold_until", "fuzz_km"]
    ways = {
        "atlas.toml": "# An editor's remark\n" + TOML.replace(" = ", "  =  "),
        "records.csv": "\n".join([lines[0], *reversed(lines[1:]), "", ""]),
        "forces.csv": FORCES.replace("army,Army,", '" army ","Army",'),
        "sites.geojson": json.dumps(SITES, indent=4),
        "zones.geojson": format_features(ZONES).replace("[40, 34]", "[40.0, 34.00]"),
    }
    plain = version_of(tmp_path / "plain")
    for name, content in ways.items():
        assert version_of(tmp_path / name, **{name: content}) == plain, name
    assert version_of(tmp_path / "columns", **{"records.csv": write_rows(rows, header)}) == plain


@dataclass(frozen=True)
class Earlier:
    id: str


@dataclass(frozen=True)
class Later:
    id: str
    force: str = ""


@dataclass(frozen=True)
class Noted:
    id: str
    note: str = ""


@dataclass(frozen=True)
class Things:
    things: dict[str, object]
    brand: object = None
    shapes: object = None
    fonts: FontStack = PINNED_ONLY


def test_a_field_that_came_later_is_hashed_only_if_it_is_set() -> None:
    """So the versions of atlases without arrows, and the pages pinned to them, stay."""

    def version(*things: object) -> str:
        return fingerprint(Things({str(at): thing for at, thing in enumerate(things)}))  # type: ignore[arg-type]

    assert version(Later("a"), Later("b")) == version(Earlier("a"), Earlier("b"))
    assert version(Later("a"), Later("b", "army")) != version(Earlier("a"), Earlier("b"))
    assert version(Later("a", "army"), Later("b")) != version(Later("a"), Later("b", "army"))
    assert version(Noted("a")) != version(Earlier("a"))
