"""A fault of an atlas as a case: the change to a valid atlas, and the expected message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.atlases import edit, feature

Files = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One thing that is broken, and the fault it must cause."""

    name: str
    breaks: Callable[[Files], None]
    file: str
    line: int | None
    column: str | None
    value: str | None
    says: str
    feature: int | None = None
    more: int = 0
    """How many other faults it causes."""


def swap(file: str, old: str, new: str) -> Callable[[Files], None]:
    """Change one place of a text file."""

    def change(files: Files) -> None:
        files[file] = edit(files[file], old, new)

    return change


def add_row(file: str, row: str) -> Callable[[Files], None]:
    """Add a row to a table."""

    def change(files: Files) -> None:
        files[file] += row + "\n"

    return change


def put(file: str, content: Any) -> Callable[[Files], None]:
    """Replace a file, or take it away with None."""

    def change(files: Files) -> None:
        files[file] = content

    return change


def add_feature(file: str, *args: Any, **properties: Any) -> Callable[[Files], None]:
    """Add a feature to a GeoJSON file."""

    def change(files: Files) -> None:
        files[file]["features"].append(feature(*args, **properties))

    return change


def derive(**derivation: Any) -> Callable[[Files], None]:
    """Add a derived zone."""
    return add_feature("zones.geojson", "band", "", None, derive=derivation)


def record(name: str = "new", **cells: str) -> Callable[[Files], None]:
    """Add a record that is valid except for the given cells."""
    sound = {
        "place": "gate",
        "force": "army",
        "status": "presence",
        "from": "2017-02-01",
        "to": "",
        "standing": "reported",
        "by": "",
        "reported": "",
        "retracted": "",
        "contradicts": "",
        "sources": "observer",
        "note": "",
    }
    return add_row("records.csv", ",".join([name, *(sound | cells).values()]))


def table_case(name: str, cells: dict[str, str], column: str, value: str | None, says: str) -> Case:
    """A record in line 7 with a fault in one column."""
    return Case(name, record(**cells), "records.csv", 7, column, value, says)


def known_case(name: str, cells: dict[str, str], column: str, says: str) -> Case:
    """A record in line 7 with a fault in one of the columns on when it was known."""

    def change(files: Files) -> None:
        head, *rows = files["records.csv"].splitlines()
        days = {"to": "", "to_reported": "", "confirmed": ""} | cells
        own = "new,gate,army,presence,2017-02-01,{to},reported,,,,,observer,,{to_reported},{confirmed}"
        lines = [f"{head},to_reported,confirmed", *(f"{row},," for row in rows), own.format(**days), ""]
        files["records.csv"] = "\n".join(lines)

    return Case(name, change, "records.csv", 7, column, cells[column], says)


def zone_case(name: str, coordinates: Any, says: str, shape: str = "Polygon") -> Case:
    """A zone, feature 4 in line 5, with an invalid geometry."""
    breaks = add_feature("zones.geojson", "new", shape, coordinates)
    return Case(name, breaks, "zones.geojson", 5, "geometry", None, says, feature=4)


def toml_case(
    name: str, old: str, new: str, line: int | None, column: str | None, says: str, more: int = 0
) -> Case:
    """A broken line of atlas.toml."""
    return Case(name, swap("atlas.toml", old, new), "atlas.toml", line, column, None, says, more=more)
