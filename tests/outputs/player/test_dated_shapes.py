"""Dated shapes in the player: one element for each, present in its days; edges move with the front."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import shapely

from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from layers.geometry.dated_coverage import simplify_over_time
from outputs.player.payload import compile_known, compile_map
from tests.atlases import write_atlas
from tests.dated_atlas import FRONTS, MOVES, dated_pieces, front_zones

Payload = dict[str, Any]
DAYS = [parse_day(day) for day in ("2018-01-09", *MOVES)]
"""A day of each shape."""


def read(folder: Path, **changes: object) -> Atlas:
    """Read the atlas whose front moves, changed."""
    return read_atlas(write_atlas(folder, dated_pieces(**changes)))


def compile_at(atlas: Atlas, **options: str) -> Payload:
    """Compile the payload of a request."""
    request = parse_request(atlas, options)
    return compile_map(narrow(atlas, request), request)


def list_drawn(payload: Payload, day: int) -> set[str]:
    """Return the dated zones that are drawn on a day."""
    existence = payload["tracks"]["existence"]
    return {name for name, track in existence.items() if value_on(track, day)}


def paths_in(payload: Payload, sheet: str) -> dict[str, str]:
    """Return the `d` of the paths of a sheet, by id."""
    root = ET.fromstring(dict(payload["sheets"])[sheet])
    return {path.get("id", ""): path.get("d", "") for path in root.iter("{http://www.w3.org/2000/svg}path")}


def list_edges(payload: Payload, day: int) -> list[float]:
    """Return the longitudes of the edges with a colour on a day."""
    west, per_degree = payload["extent"]["west"], payload["extent"]["perDegree"]
    styles, paths = payload["edgeStyles"], paths_in(payload, "edges")
    drawn = [name for name, track in payload["tracks"]["edge"].items() if styles[value_on(track, day)][0]]
    return [round(west + float(paths[name][1:].split()[0]) / per_degree, 2) for name in drawn]


def test_each_shape_is_drawn_in_its_days_only(tmp_path: Path) -> None:
    payload = compile_at(read(tmp_path))
    for number, day in enumerate(DAYS, 1):
        mark = "" if number == 1 else f"@{number}"
        assert list_drawn(payload, day) == {f"zone-west{mark}", f"zone-east{mark}"}
        zones = payload["tracks"]["zone"]
        held = {name for name, track in zones.items() if value_on(track, day)}
        assert held == {f"zone-west{mark}", f"zone-east{mark}"}


def test_the_line_between_two_forces_moves_with_the_front(tmp_path: Path) -> None:
    payload = compile_at(read(tmp_path))
    assert [list_edges(payload, day) for day in DAYS] == [[front] for front in FRONTS]


def test_the_place_is_one_in_panel_and_lists(tmp_path: Path) -> None:
    payload = compile_at(read(tmp_path))
    assert sorted(payload["places"]) == ["alpha", "east", "north", "west"]
    assert sorted(payload["holdings"]) == ["east", "west"]
    assert {record["place"] for record in payload["records"]} == {"west", "east"}
    assert not any("@" in place for _, places, _ in payload["days"] for place in places)


def test_a_move_of_held_ground_is_a_change_on_the_slider(tmp_path: Path) -> None:
    days = {day: places for day, places, _ in compile_at(read(tmp_path))["days"]}
    assert [days.get(parse_day(day)) for day in MOVES] == [["east", "west"]] * 3


def test_names_of_forces_stand_on_the_ground_of_the_day(tmp_path: Path) -> None:
    payload = compile_at(read(tmp_path))
    root = ET.fromstring(dict(payload["sheets"])["names"])
    west, per_degree = payload["extent"]["west"], payload["extent"]["perDegree"]
    at = {
        group.get("id", ""): west + float(group.get("transform", "")[10:].split()[0]) / per_degree
        for group in root.iter("{http://www.w3.org/2000/svg}g")
        if group.get("data-forces") == "guards" and not group.get("data-until")
    }
    for day, front in zip(DAYS, FRONTS, strict=True):
        (longitude,) = [lon for name, lon in at.items() if value_on(payload["tracks"]["name"][name], day)]
        assert front < longitude < 41, f"the name of the guards is east of the front at {front}"


def test_before_a_shape_is_reported_the_player_shows_the_one_before(tmp_path: Path) -> None:
    zones = front_zones()
    for number in (2, 6):
        zones["features"][number]["properties"]["reported"] = "2018-03-05"
    atlas = read(tmp_path, **{"zones.geojson": zones})
    earlier, latest = compile_at(atlas, known="2018-03-04"), compile_at(atlas)
    assert list_drawn(latest, DAYS[2]) == {"zone-west@3", "zone-east@3"}
    for day in DAYS[2:]:
        assert list_drawn(earlier, day) == {"zone-west@2", "zone-east@2"}
        assert list_edges(earlier, day) == [FRONTS[1]]
    for sheet in ("zones", "edges"):
        assert dict(earlier["sheets"])[sheet] == dict(latest["sheets"])[sheet], "only differences are sent"
    request = parse_request(atlas, {"known": "2018-03-04"})
    assert (
        compile_known(narrow(atlas, request), request)["tracks"]["existence"]
        == earlier["tracks"]["existence"]
    )


def test_an_atlas_without_dated_shapes_sends_nothing_for_them(tmp_path: Path) -> None:
    features = list({each["properties"]["id"]: each for each in front_zones()["features"]}.values())
    for each in features:
        each["properties"].pop("from", None)
    zones = {"type": "FeatureCollection", "features": features}
    payload = compile_at(read(tmp_path, **{"zones.geojson": zones}))
    assert payload["tracks"]["existence"] == {}
    assert "@" not in dict(payload["sheets"])["zones"]


def test_a_border_that_stays_is_one_line_on_all_days() -> None:
    """The wavy border of two areas keeps its points, whatever the shape of the areas elsewhere."""
    wave = [(at / 10, 0.3 * (at % 3)) for at in range(101)]
    south = [shapely.Polygon([*wave, (10, -low), (0, -low)]) for low in (5, 6, 7)]
    north = [shapely.Polygon([*wave, (10, 5), (5, 5 + high), (0, 5)]) for high in (1, 2)]
    shapes = simplify_over_time(shapely.from_wkb(shapely.to_wkb([*south, *north])), 0.35)
    borders = {
        tuple(
            point
            for point in shapely.get_coordinates(shape).tolist()
            if 0 <= point[1] < 1
            for point in [tuple(point)]
        )
        for shape in shapes
    }
    sets = [frozenset(border) for border in borders]
    assert len(set(sets)) == 1
    assert 2 <= len(sets[0]) < len(wave)
    assert all(shape.is_valid for shape in shapes)
