"""Changes of control between two days: what counts as one, who left and who came, and which comes first."""

from pathlib import Path

import pytest

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from tests.atlases import collection, feature, pieces, square, write_atlas

BEFORE, AFTER = parse_day("2018-02-15"), parse_day("2018-08-15")
EVERYWHERE = (30.0, 30.0, 50.0, 40.0)
ZONES = collection(
    feature("small", "Polygon", square(36, 32, 0.2)),
    feature("west", "Polygon", square(40, 34)),
    feature("large", "Polygon", square(38, 35, 1.5)),
)
BOTH = "2018-01-01 -"
UNTIL = "2018-01-01 2018-05-01"
SINCE = "2018-05-01 -"
PERHAPS_UNTIL = "2018-01-01 2018-02-01/2018-03-01"
PERHAPS_BEFORE = "2018-02-01/2018-03-01 2018-05-01"
PERHAPS_SINCE = "2018-08-01/2018-09-01 -"


def read_history(folder: Path, rows: list[str]) -> Atlas:
    """Return an atlas with records of control: place, force, from, to."""
    lines = ["id,place,force,status,from,to,sources"]
    for number, row in enumerate(rows):
        place, force, start, end = row.replace(" -", " ").split(" ")
        lines.append(f"r{number},{place},{force},control,{start},{end},undated")
    files = {"records.csv": "\n".join([*lines, ""]), "events.csv": None, "zones.geojson": ZONES}
    return read_atlas(write_atlas(folder, pieces(**files)))


def find_changes(atlas: Atlas, hidden: tuple[str, ...] = ()) -> tuple[ChangeOfControl, ...]:
    first, last = (scene_on(atlas, day, atlas.latest_source) for day in (BEFORE, AFTER))
    return find_changes_of_control(first, last, hidden, EVERYWHERE)


@pytest.mark.parametrize(
    ("rows", "changes"),
    [
        pytest.param([f"west army {BOTH}"], [], id="nothing"),
        pytest.param(
            [f"west army {UNTIL}", f"west guards {SINCE}"], [("army", "guards", "")], id="a handover"
        ),
        pytest.param([f"west army {SINCE}"], [("", "army", "")], id="a gain"),
        pytest.param([f"west army {UNTIL}"], [("army", "", "")], id="a loss"),
        pytest.param([f"west army {BOTH}", f"west guards {SINCE}"], [("", "guards", "army")], id="one joins"),
        pytest.param(
            [f"west army {PERHAPS_BEFORE}", f"west guards {SINCE}"],
            [("army", "guards", "")],
            id="perhaps left",
        ),
        pytest.param(
            [f"west army {PERHAPS_BEFORE}", f"west guards {PERHAPS_BEFORE}", f"west army {SINCE}"],
            [],
            id="one of two possible holders is certain later",
        ),
        pytest.param(
            [f"west army {UNTIL}", f"west army {PERHAPS_SINCE}", f"west guards {PERHAPS_SINCE}"],
            [],
            id="the certain holder is one of two possible ones later",
        ),
    ],
)
def test_a_change_of_control(rows: list[str], changes: list[tuple[str, str, str]], tmp_path: Path) -> None:
    actual = find_changes(read_history(tmp_path, rows))
    named = [tuple("+".join(side) for side in (item.before, item.after, item.beside)) for item in actual]
    assert named == changes


def test_a_change_is_sure_if_both_sides_are(tmp_path: Path) -> None:
    rows = [f"west army {PERHAPS_BEFORE}", f"west guards {SINCE}", f"small army {UNTIL}"]
    rows += [f"small guards {PERHAPS_SINCE}", f"large army {UNTIL}", f"large guards {SINCE}"]
    changes = {item.places[0].id: item for item in find_changes(read_history(tmp_path, rows))}
    sides = {place: (item.sure_before, item.sure_after, item.sure) for place, item in changes.items()}
    assert sides == {
        "west": (False, True, False),
        "small": (True, False, False),
        "large": (True, True, True),
    }


def test_handovers_come_first_then_certain_ones_then_the_largest(tmp_path: Path) -> None:
    rows = [
        *(f"{place} army {UNTIL}" for place in ("gate", "small")),
        *(f"{place} guards {SINCE}" for place in ("gate", "small")),
        f"west fourth {PERHAPS_BEFORE}",
        f"west guards {SINCE}",
        f"large army {SINCE}",
    ]
    changes = find_changes(read_history(tmp_path, rows))
    assert [[place.id for place in item.places] for item in changes] == [
        ["small", "gate"],
        ["west"],
        ["large"],
    ]
    larger = [row.replace("west", "gate").replace("large", "west") for row in rows[4:]]
    changes = find_changes(
        read_history(tmp_path, [*larger, f"large guards {SINCE}", f"small fourth {UNTIL}"])
    )
    assert [item.places[0].id for item in changes] == ["gate", "large", "west", "small"]


def test_hidden_forces_hold_nothing(tmp_path: Path) -> None:
    atlas = read_history(tmp_path, [f"west army {UNTIL}", f"west guards {SINCE}"])
    (change,) = find_changes(atlas, hidden=("guards",))
    assert (change.before, change.after) == (("army",), ())
    assert find_changes(atlas, hidden=("army", "guards")) == ()


def test_derived_zones_lines_and_places_without_coverage_change_no_hands(tmp_path: Path) -> None:
    files = pieces(**{"events.csv": None})
    files["sites.geojson"]["features"][0]["properties"]["covered"] = False
    rows = [
        f"r-{place},{place},army,control,2018-05-01,,undated" for place in ("far", "gate", "alpha", "east")
    ]
    files["records.csv"] = "\n".join(["id,place,force,status,from,to,sources", *rows, ""])
    atlas = read_atlas(write_atlas(tmp_path, files))
    assert [[place.id for place in item.places] for item in find_changes(atlas)] == [["east"]]
