"""Maps across the 180th meridian: boxes that cross it, and shapes that are whole again on them."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from atlas.history.in_effect import measure_km2
from atlas.reading.read import read_atlas
from atlas.request.narrow import narrow, select
from atlas.request.parsers import RequestError
from atlas.request.recentre import recentre
from atlas.request.request import default_request, format_request, parse_request
from atlas.shapes.bounds import as_area, contains, read_box, settle_box, start_of, turn_box, wrap_longitude
from tests.atlases import pieces, write_atlas

FIJI = read_atlas(Path("tests/cases/atlases/fiji"))
ACROSS = (176.0, -19.5, 183.0, -15.5)


@pytest.mark.parametrize(
    ("written", "box"),
    [
        ((176, -19, -176, -15), (176, -19, 184, -15)),
        ((176, -19, 184, -15), (176, -19, 184, -15)),
        ((-184, -19, -176, -15), (-184, -19, -176, -15)),
        ((100, -19, -80, -15), (100, -19, 280, -15)),
        # More than half the world: west and east are swapped.
        ((100, -19, -79, -15), None),
        ((37, 32, 35, 33), None),
        ((5, 32, -5, 33), None),
        ((-180, -90, 180, 90), (-180, -90, 180, 90)),
        ((-180, -90, 180.5, 90), None),
        ((-361, 0, 0, 1), None),
        ((0, 1, 1, 1), None),
    ],
)
def test_a_box_across_the_meridian_has_west_over_east_or_an_end_beyond_180(
    written: tuple[float, ...], box: tuple[float, ...] | None
) -> None:
    assert read_box(*written) == box


def test_boxes_settle_in_one_world_and_on_the_map() -> None:
    assert settle_box((-184, -90, -176, 90)) == (176, -85.05, 184, 85.05)
    assert settle_box((176, -19, 184, -15)) == (176, -19, 184, -15)
    assert settle_box((-180, -80, 180, 80)) == (-180, -80, 180, 80)
    assert turn_box((-179, 0, -178, 1), 180) == (181, 0, 182, 1)
    assert turn_box((-179, 0, -178, 1), -170) == (-179, 0, -178, 1)


@pytest.mark.parametrize(
    ("box", "start"),
    [
        ((35.0, 31.0, 42.0, 37.0), -180),
        ((-180.0, -85.0, 180.0, 85.0), -180),
        (ACROSS, 0),
        ((166.0, -48.0, 179.0, -34.0), 0),
        ((-179.0, -19.0, -178.0, -18.0), -360),
        ((20.0, 41.0, 190.0, 80.0), 0),
        ((-30.0, -60.0, 329.0, 60.0), -30),
    ],
)
def test_the_world_is_cut_open_far_from_the_map(box: tuple[float, float, float, float], start: float) -> None:
    assert start_of(box) == start


def test_points_and_shapes_lie_in_a_box_from_either_side() -> None:
    assert contains(ACROSS, 177, -17) and contains(ACROSS, -178, -17) and contains(ACROSS, 182, -17)
    assert not contains(ACROSS, -176, -17) and not contains(ACROSS, 177, -20)
    assert as_area(ACROSS).intersects(shapely.box(-179, -18, -178, -17))
    assert as_area(ACROSS).intersects(shapely.box(181, -18, 182, -17))
    assert not as_area(ACROSS).intersects(shapely.box(-170, -18, -160, -17))
    assert as_area((-200, 0, 200, 1)).intersects(shapely.box(-180, 0, -179, 1))
    assert [wrap_longitude(lon) for lon in (184, -184, 180, -180, 37)] == [-176, 176, 180, -180, 37]


def test_a_place_in_two_halves_is_one_shape_on_the_map_and_two_in_the_data() -> None:
    request = default_request(FIJI)
    drawn, data = narrow(FIJI, request).places, select(FIJI, request).places
    assert drawn["taveuni"].geometry.geom_type == "Polygon"
    assert drawn["taveuni"].geometry.bounds == (179.8, -17.0, 180.2, -16.6)
    assert drawn["lau"].geometry.bounds == pytest.approx((180.8, -18.6, 181.7, -17.1))
    assert drawn["lakeba"].geometry.x == pytest.approx(181.2)
    assert drawn["viti"].geometry is FIJI.places["viti"].geometry
    line = shapely.get_coordinates(drawn["truce"].geometry)
    assert drawn["truce"].geometry.geom_type == "LineString" and line[0, 0] < line[-1, 0]
    assert data["taveuni"].geometry.bounds == (-180, -17, 180, -16.6)
    assert measure_km2(drawn["taveuni"].geometry) == pytest.approx(measure_km2(data["taveuni"].geometry))


def test_an_atlas_far_from_the_meridian_is_drawn_as_it_is(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, pieces()))
    assert narrow(atlas, default_request(atlas)) is atlas


def test_an_earlier_day_of_knowledge_shares_the_ground_that_was_moved() -> None:
    request = default_request(FIJI)
    earlier = narrow(FIJI, replace(request, known=request.known - 1))
    assert earlier.whole is not None
    assert earlier.places["lau"].geometry is earlier.whole.places["lau"].geometry
    assert earlier.whole is recentre(FIJI, ACROSS)


def test_the_option_bbox_crosses_the_meridian() -> None:
    request = parse_request(FIJI, {"bbox": "176,-19,-176,-15"})
    assert request.bbox == (176, -19, 184, -15)
    assert parse_request(FIJI, format_request(FIJI, request)) == request
    assert parse_request(FIJI, {"bbox": "181.5,-19,183,-15"}).bbox == (181.5, -19, 183, -15)
    with pytest.raises(RequestError, match="West must be less than east"):
        parse_request(FIJI, {"bbox": "37,32,35,33"})
    with pytest.raises(RequestError, match="bbox"):
        parse_request(FIJI, {"bbox": "176,-86,184,-15"})


def test_views_across_the_meridian_are_read_in_both_forms() -> None:
    assert FIJI.views["all"].bbox == ACROSS
    assert FIJI.views["east"].bbox == (-179, -19, -177, -16.5)
