"""Each kind of fault: one thing of a sound atlas is broken, and the fault says where, what, what to try."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from atlas.faults import AtlasRefused, Fault, Faults, format_faults, suggest
from atlas.read import check_atlas, read_atlas
from tests.atlases import TOML, collection, edit, feature, pieces, square, write_atlas

Files = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One thing that is broken, and the fault it must make."""

    name: str
    breaks: Callable[[Files], None]
    file: str
    line: int | None
    column: str | None
    value: str | None
    says: str
    feature: int | None = None


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
    """Add a record that is sound but for the cells given."""
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


def zone_case(name: str, coordinates: Any, says: str, shape: str = "Polygon") -> Case:
    """A zone, feature 4 in line 5, whose geometry is not sound."""
    breaks = add_feature("zones.geojson", "new", shape, coordinates)
    return Case(name, breaks, "zones.geojson", 5, "geometry", None, says, feature=4)


def toml_case(name: str, old: str, new: str, line: int | None, column: str | None, says: str) -> Case:
    """A broken line of atlas.toml."""
    return Case(name, swap("atlas.toml", old, new), "atlas.toml", line, column, None, says)


FILES = [
    Case(
        "no records", put("records.csv", None), "records.csv", None, None, None, "is missing. An atlas needs"
    ),
    Case("no toml", put("atlas.toml", None), "atlas.toml", None, None, None, "is missing. An atlas needs"),
    Case("empty table", put("forces.csv", ""), "forces.csv", None, None, None, "is empty. Write the names"),
    Case(
        "no column",
        swap("families.csv", "id,name,name_ar,code,colour", "id,name,name_ar,code,"),
        "families.csv",
        1,
        "colour",
        None,
        "is missing. Add the column",
    ),
    Case(
        "column with a typo",
        swap("records.csv", "status,from,", "status,form,"),
        "records.csv",
        1,
        "form",
        None,
        'is not a known column. Did you mean "from"?',
    ),
    Case(
        "column twice",
        swap("sources.csv", "publisher,title", "publisher,publisher"),
        "sources.csv",
        1,
        "publisher",
        None,
        "stands twice in the header",
    ),
    Case(
        "not UTF-8",
        put("forces.csv", b"id,name,family\narmy,Arm\xe9e,government\nfourth,4,iran\nguards,G,iran\n"),
        "forces.csv",
        2,
        None,
        None,
        "is not UTF-8: the byte e9",
    ),
    Case(
        "NUL",
        swap("sources.csv", "A repost", "A re\0post"),
        "sources.csv",
        3,
        None,
        None,
        "holds the control character U+0000",
    ),
    Case(
        "too many cells",
        add_row("forces.csv", "new,New, or not,New,iran,,,,,,"),
        "forces.csv",
        5,
        None,
        None,
        "has 11 cells where the header has 10. Put quotes around text that holds a comma",
    ),
    Case(
        "open quote",
        add_row("records.csv", 'new,"gate,army\nand,so,on'),
        "records.csv",
        7,
        None,
        None,
        "is no row of CSV (unexpected end of data)",
    ),
]

CELLS = [
    Case("no slug", record("New One"), "records.csv", 7, "id", "New One", "is not an id. Use small letters"),
    table_case("no place", {"place": ""}, "place", "", "is empty. It is required"),
    table_case("unknown place", {"place": "gats"}, "place", "gats", 'id of a place. Did you mean "gate"?'),
    table_case("unknown force", {"force": "armi"}, "force", "armi", 'id of a force. Did you mean "army"?'),
    table_case("unknown source", {"sources": "wire;wirre"}, "sources", "wirre", 'Did you mean "wire"?'),
    table_case("no source", {"sources": ""}, "sources", "", "is empty. It is required"),
    table_case("unknown status", {"status": "controll"}, "status", "controll", 'Did you mean "control"? Use'),
    table_case("unknown standing", {"standing": "rumour"}, "standing", "rumour", "Use confirmed, reported"),
    table_case(
        "no EDTF", {"from": "early 2018"}, "from", "early 2018", "is not an EDTF date. Write YYYY-MM-DD"
    ),
    table_case("no such day", {"from": "2017-02-30"}, "from", "2017-02-30", "is no day of the calendar"),
    table_case("no such month", {"from": "2017-13"}, "from", "2017-13", "date"),
    table_case("reversed window", {"to": "2018-03/2018-01"}, "to", "2018-03/2018-01", "is reversed"),
    table_case(
        "end before start",
        {"from": "2017-11-19", "to": "2017-11-09"},
        "to",
        "2017-11-09",
        'is before from "2017-11-19". Swap them, or leave to empty if it has not ended.',
    ),
    table_case(
        "no day long",
        {"from": "2017-11-19", "to": "2017-11-19"},
        "to",
        "2017-11-19",
        "the end day is not part of a record. Write the day after",
    ),
    table_case("open start", {"from": "2017-11-19/.."}, "from", "2017-11-19/..", "on the wrong side"),
    table_case("open end", {"to": "../2017-11-19"}, "to", "../2017-11-19", "on the wrong side"),
    table_case(
        "after its sources",
        {"from": "2018-06"},
        "from",
        "2018-06",
        "begins after 2018-03-01, when the latest of its sources was published. Cite a later source",
    ),
    table_case("denies nobody", {"contradicts": "west-armi"}, "contradicts", "west-armi", '"west-army"?'),
    table_case("denies itself", {"contradicts": "new"}, "contradicts", "new", "is the record itself"),
    table_case("bad day", {"reported": "2018-02"}, "reported", "2018-02", "is not a day. Write YYYY-MM-DD"),
    table_case(
        "withdrawn too soon",
        {"reported": "2018-03-01", "retracted": "2018-02-28"},
        "retracted",
        "2018-02-28",
        "is before 2018-03-01, when the record was reported",
    ),
    table_case(
        "confirmed by a relay",
        {"standing": "confirmed", "sources": "observer;relay"},
        "standing",
        "confirmed",
        "needs two sources with different origins, but one origin tells it. Add an independent source",
    ),
    table_case(
        "claimed by nobody", {"standing": "claimed"}, "standing", "claimed", "needs a party that claims"
    ),
    table_case(
        "undisputed", {"standing": "disputed"}, "standing", "disputed", "needs a record that denies it"
    ),
]
LINKS = [
    Case(
        "record twice",
        record("east-army"),
        "records.csv",
        7,
        "id",
        "east-army",
        "is the id of line 4 too. Give each an id of its own",
    ),
    Case(
        "place twice",
        add_feature("sites.geojson", "west", "Point", [36, 33]),
        "sites.geojson",
        3,
        "id",
        "west",
        "is the id of zones.geojson, feature 1, line 2 too",
        feature=2,
    ),
    Case(
        "unknown family",
        swap("forces.csv", "Guards,,iran", "Guards,,irann"),
        "forces.csv",
        4,
        "family",
        "irann",
        'is not the id of a family. Did you mean "iran"?',
    ),
    Case(
        "ring of parents",
        swap("forces.csv", "Army,Army,government,,", "Army,Army,government,fourth,"),
        "forces.csv",
        2,
        "parent",
        "fourth",
        "closes a ring: army -> fourth -> army",
    ),
    Case(
        "ring of sponsors",
        swap("forces.csv", "Guards,,iran,,,", "Guards,,iran,,fourth,"),
        "forces.csv",
        3,
        "sponsor",
        "guards",
        "closes a ring: fourth -> guards -> fourth",
    ),
    Case(
        "ring of relays",
        swap("sources.csv", "2018-03-01,en,,", "2018-03-01,en,relay,"),
        "sources.csv",
        2,
        "origin",
        "relay",
        "closes a ring: observer -> relay -> observer",
    ),
    Case(
        "bad colour",
        swap("families.csv", "#edaf53", "orange"),
        "families.csv",
        3,
        "colour",
        "orange",
        "is not a colour. Write # and six",
    ),
    Case(
        "bad address",
        swap("sources.csv", "https://example.org/3", "javascript:alert(1)"),
        "sources.csv",
        4,
        "url",
        "javascript:alert(1)",
        "is not a web address. Write it whole, with https://",
    ),
    Case(
        "event nowhere",
        add_row("events.csv", "new,2018,,40.5,,New,,,reported,,observer,,"),
        "events.csv",
        4,
        "place",
        "",
        "says not where it lies",
    ),
    Case(
        "event outside the world",
        add_row("events.csv", "new,2018,,40.5,134.5,New,,,reported,,observer,,"),
        "events.csv",
        4,
        "lon",
        "40.5",
        "lies outside the world",
    ),
    Case(
        "event of an unknown force",
        add_row("events.csv", "new,2018,gate,,,New,,,reported,,observer,,guard"),
        "events.csv",
        4,
        "to_force",
        "guard",
        'Did you mean "guards"?',
    ),
]

BOWTIE = [[[36, 32], [37, 33], [37, 32], [36, 33], [36, 32]]]
SHAPES = [
    zone_case("type", [36, 33], "is Point, which this file can't hold. Use Polygon or MultiPolygon", "Point"),
    zone_case("collection", [], "is GeometryCollection, which this file can't hold", "GeometryCollection"),
    zone_case("no geometry", None, "is no geometry, which this file can't hold", ""),
    zone_case("self-crossing", BOWTIE, "is not a sound area: Self-intersection[36.5 32.5]. Redraw it there"),
    zone_case(
        "unclosed", [square(36, 32)[0][:-1]], "has a ring that is not closed. Repeat its first position"
    ),
    zone_case("too few", [[[36, 32], [37, 33], [36, 32]]], "has a ring of fewer than 4 positions"),
    zone_case("empty", [], "is empty or no list of positions"),
    zone_case("text", [[["36", "32"]] * 4], "has a position that is not [longitude, latitude]"),
    zone_case("ragged", [[[36, 32], [37], [37, 33], [36, 32]]], "not [longitude, latitude]"),
    zone_case("not finite", [[[36, 32], [float("nan"), 33], [37, 33], [36, 32]]], "that is not finite"),
    zone_case("swapped past the pole", [[[33, 136], [34, 136], [34, 137], [33, 136]]], "outside the world"),
    zone_case("swapped", square(31.5, 38, 0.5), "axes swapped: [31.5, 38]. Longitude comes first"),
    zone_case(
        "outside", square(400, 32), "has a position outside the world: [400, 32]. Check that it is in deg"
    ),
    zone_case("twin", square(41, 34), "is the same shape as feature 2. Delete one"),
    Case(
        "short line",
        add_feature("lines.geojson", "new", "LineString", [[36, 32], [36, 32]]),
        "lines.geojson",
        3,
        "geometry",
        None,
        "has a line of fewer than 2 different positions",
        feature=2,
    ),
    Case(
        "property with a typo",
        add_feature("sites.geojson", "new", "Point", [36, 33], acuracy_km=3),
        "sites.geojson",
        None,
        "acuracy_km",
        None,
        'is not a known property. Did you mean "accuracy_km"?',
    ),
    Case(
        "translation that is no text",
        add_feature("sites.geojson", "new", "Point", [36, 33], name_ar=["x"]),
        "sites.geojson",
        3,
        "name_ar",
        "['x']",
        "is not text",
        feature=2,
    ),
    Case(
        "negative accuracy",
        add_feature("sites.geojson", "new", "Point", [36, 33], accuracy_km=-3),
        "sites.geojson",
        3,
        "accuracy_km",
        "-3",
        "is less than nothing",
        feature=2,
    ),
    Case(
        "rank",
        add_feature("sites.geojson", "new", "Point", [36, 33], rank=9),
        "sites.geojson",
        3,
        "rank",
        "9",
        "is not a rank",
        feature=2,
    ),
    Case("not JSON", put("lines.geojson", '{"type":\n oops}'), "lines.geojson", 2, None, None, "is not JSON"),
    Case(
        "no collection",
        put("lines.geojson", '{"type": "Feature"}'),
        "lines.geojson",
        None,
        None,
        None,
        "is not a FeatureCollection",
    ),
    Case(
        "no feature",
        put("lines.geojson", collection({"type": "Point"})),
        "lines.geojson",
        2,
        "type",
        None,
        "is not a Feature",
        feature=1,
    ),
    Case(
        "control character",
        add_feature("sites.geojson", "new", "Point", [36, 33], note="a\x01b"),
        "sites.geojson",
        3,
        "note",
        "a b",
        "holds a control character",
        feature=2,
    ),
]


def derive_case(name: str, says: str, **derivation: Any) -> Case:
    """A derived zone, feature 4, whose derivation is not fit."""
    return Case(name, derive(**derivation), "zones.geojson", 5, "derive", str(derivation), says, feature=4)


def far_line(files: Files) -> None:
    """Add a band along a line that is nowhere near its land."""
    files["lines.geojson"]["features"].append(feature("far-line", "LineString", [[50, 32], [50, 33]]))
    derive(band_of="far-line", side="east", km=9, within="country")(files)


DERIVED = [
    Case("no area", far_line, "zones.geojson", 5, "derive", None, "leaves no area", feature=4),
    derive_case(
        "unknown line", 'no id in lines.geojson. Did you mean "alpha"?', band_of="alfa", side="east", km=9
    ),
    derive_case("unknown site", 'names "gap", which is no id in sites.geojson', circle_of="gap", km=9),
    derive_case("unknown land", "no id in basemap/land.geojson", circle_of="gate", km=9, within="sea"),
    derive_case(
        "unknown side", "is not a side. Use east, west, north, south", band_of="alpha", side="left", km=9
    ),
    derive_case("no km", "has no fit km", circle_of="gate"),
    derive_case(
        "unknown key", 'has an unknown key "withn". Did you mean "within"?', circle_of="gate", km=9, withn=""
    ),
    derive_case("neither", "is not a derivation", km=9),
]


SETTINGS = [
    toml_case("not TOML", 'title = "A test"', "title = A test", 1, None, "is not TOML"),
    toml_case("no title", 'title = "A test"', "", None, "title", "is empty"),
    toml_case("no language", '["en", "ar"]', "[]", 3, "languages", "is empty"),
    toml_case("view of no extent", "[35, 31, 42, 37]", "[42, 31, 35, 37]", 12, "bbox", "is not an extent"),
    toml_case(
        "unknown view", 'default_view = "whole"', 'default_view = "hole"', 7, "default_view", '"whole"?'
    ),
    toml_case("default out of range", '"2018-01-01"', '"2021-01-01"', 6, "default_date", "lies outside"),
    toml_case("reversed range", "last = 2019-01-01", "last = 2016-01-01", 5, "last", "is before first"),
    toml_case("typo", "last = 2019-01-01", "lasst = 2019-01-01", 5, "lasst", 'Did you mean "last"?'),
    toml_case("stale", "[[views]]", "stale_after = [9, 5, 1]\n[[views]]", 9, "stale_after", "three rising"),
    toml_case("bad day", "first = 2017-01-01", 'first = "2017-1"', 4, "first", "is not a day"),
]

CASES = [*FILES, *CELLS, *LINKS, *SHAPES, *DERIVED, *SETTINGS]


def faults_of(folder: Path, files: Files) -> tuple[Fault, ...]:
    """Check an atlas made of files, and return its faults."""
    checked = check_atlas(write_atlas(folder, files))
    assert (checked.atlas is None) == bool(checked.faults)
    return checked.faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_says_where_and_what_to_try(case: Case, tmp_path: Path) -> None:
    files = pieces()
    case.breaks(files)
    faults = faults_of(tmp_path, files)
    told = [fault for fault in faults if case.says in fault.format_text()]
    assert told, format_faults(faults)
    fault = told[0]
    assert (fault.file, fault.line, fault.column, fault.feature) == (
        case.file,
        case.line,
        case.column,
        case.feature,
    )
    assert case.value is None or fault.value == case.value


def test_sound_atlas_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(tmp_path, pieces()) == ()


def test_ten_faults_are_all_reported_at_once(tmp_path: Path) -> None:
    files = pieces()
    broken = {"place": "gats", "force": "armi", "status": "held", "from": "soon", "standing": "true"}
    record("new", **broken, reported="today", contradicts="nobody", sources="wirre")(files)
    for name in ("bad address", "bad colour", "unclosed", "unknown view", "ring of parents"):
        next(case for case in CASES if case.name == name).breaks(files)
    found = {(fault.file, fault.column) for fault in faults_of(tmp_path, files)}
    columns = [*broken, "reported", "contradicts", "sources"]
    assert found == {
        *(("records.csv", column) for column in columns),
        ("sources.csv", "url"),
        ("families.csv", "colour"),
        ("zones.geojson", "geometry"),
        ("atlas.toml", "default_view"),
        ("forces.csv", "parent"),
    }


def test_row_at_fault_is_still_known_to_others(tmp_path: Path) -> None:
    files = pieces()
    record("new", **{"from": "soon", "contradicts": "other"})(files)
    record("other", contradicts="new", place="gate, again")(files)
    texts = [fault.format_text() for fault in faults_of(tmp_path, files)]
    assert len(texts) == 2, texts
    assert texts[0].startswith('records.csv, line 7, column from: "soon" is not an EDTF date.')
    assert texts[1].startswith("records.csv, line 8: has 14 cells where the header has 13.")


def test_quoted_line_breaks_count_as_lines(tmp_path: Path) -> None:
    files = pieces()
    record("long", note='"one\ntwo\r\nthree"')(files)
    record("after", status="held")(files)
    (fault,) = faults_of(tmp_path, files)
    assert (fault.line, fault.column) == (10, "status")


def test_message_has_the_form_of_the_house(tmp_path: Path) -> None:
    files = pieces()
    record("new", **{"from": "2017-11-19", "to": "2017-11-09"})(files)
    (fault,) = faults_of(tmp_path, files)
    assert fault.format_text() == (
        'records.csv, line 7, column to: "2017-11-09" is before from "2017-11-19". '
        "Swap them, or leave to empty if it has not ended."
    )


def test_faults_as_json_hold_the_message(tmp_path: Path) -> None:
    files = pieces()
    record("new", status="held")(files)
    (row,) = json.loads(format_faults(faults_of(tmp_path, files), "json"))
    assert (row["file"], row["line"], row["column"], row["value"]) == ("records.csv", 7, "status", "held")
    assert row["message"].startswith('records.csv, line 7, column status: "held" is not a status.')


def test_refusal_carries_every_fault(tmp_path: Path) -> None:
    files = pieces()
    record("new", status="held", standing="true")(files)
    with pytest.raises(AtlasRefused, match="is not a status") as refusal:
        read_atlas(write_atlas(tmp_path, files))
    assert len(refusal.value.faults) == 2


def test_no_folder_is_a_fault(tmp_path: Path) -> None:
    (fault,) = check_atlas(tmp_path / "nowhere").faults
    assert fault.format_text() == "nowhere: is not a folder. Name the folder that holds atlas.toml."


def test_places_are_needed(tmp_path: Path) -> None:
    files = pieces(**{"zones.geojson": None, "sites.geojson": None})
    texts = [fault.format_text() for fault in faults_of(tmp_path, files)]
    assert "zones.geojson: is missing. An atlas needs zones.geojson or sites.geojson." in texts


def test_long_values_are_shortened_and_made_plain() -> None:
    fault = Fault("a.csv", "is odd", value="x\n\x1b" + "y" * 200)
    assert fault.format_text() == f'a.csv: "x {"y" * 77}…" is odd.'


def test_same_fault_is_kept_once() -> None:
    faults = Faults()
    faults.add(Fault("a.csv", "is odd"))
    faults.add(Fault("a.csv", "is odd"))
    assert len(faults) == 1


def test_nothing_near_gives_no_suggestion() -> None:
    assert suggest("zzz", ["army"]) == ""


def test_a_lone_typo_in_toml_hides_no_other_file(tmp_path: Path) -> None:
    files = pieces(**{"atlas.toml": TOML + "oops"})
    record("new", status="held")(files)
    assert {fault.file for fault in faults_of(tmp_path, files)} == {"atlas.toml", "records.csv"}
