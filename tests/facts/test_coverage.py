"""The geography of the default atlas: zones cover the country once, lines run on their edges, towns lie
in the zones that claim them, bands and the circle are where they say.

Coordinates of a place which the atlas has not (settlements beside a line) are from GeoNames.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from shapely import Point
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape

GLOBE = Geod(ellps="WGS84")
PLANE = Transformer.from_crs("EPSG:4326", "+proj=aeqd +lat_0=34.8 +lon_0=39 +units=km", always_xy=True)

TOWNS = {
    "albu-kamal": ["albu-kamal"], "al-mayadin": ["mayadin"], "hajin": ["hajin"], "al-susah": ["susah"],
    "deir-ez-zor": ["dez-city-east"], "khasham": ["east-pocket"], "muhasan": ["muhasan"],
    "subaykhan": ["ashara"], "al-asharah": ["ashara"], "al-jalaa": ["jalaa"], "dhiban": ["east-middle"],
    "al-busayrah": ["khabur"], "al-kasrah": ["east-upper"], "al-tibni": ["west-bank-north"],
    "palmyra": ["palmyra"], "al-sukhnah": ["sukhna"], "raqqa": ["raqqa"], "tabqa": ["tabqa"],
    "daraa": ["daraa-mahatta", "daraa-balad"], "nawa": ["nawa"], "tafas": ["tafas"], "tasil": ["tasil"],
    "muzayrib": ["muzayrib"], "izraa": ["izraa"], "inkhil": ["inkhil"], "jasim": ["inkhil"],
    "busra-al-sham": ["busra"], "al-shajara": ["yarmouk-basin"], "al-hirak": ["hirak"], "dail": ["dail"],
    "al-sanamayn": ["sanamayn"], "shaykh-miskin": ["shaykh-miskin"], "kafr-shams": ["tal-harra"],
    "suwayda": ["suwayda"], "al-qurayya": ["qurayya"], "al-mushannaf": ["suwayda-east"],
    "quneitra": ["un-quneitra"], "khan-arnabah": ["quneitra-north"], "majdal-shams": ["golan"],
    "katzrin": ["golan"], "fiq": ["golan"], "damascus": ["damascus"], "darayya": ["darayya"],
    "douma": ["east-ghouta"], "al-hajar-al-aswad": ["south-damascus"], "al-zabadani": ["zabadani"],
    "homs": ["homs"], "al-qusayr": ["qusayr"], "al-rastan": ["rastan"], "al-qaryatayn": ["qaryatayn"],
}  # fmt: skip
"""Towns of the basemap, and the zones of which one must contain them."""

SITES = {
    "albu-kamal-city": "albu-kamal", "albu-kamal-crossing": "harri", "al-harri": "harri",
    "albu-kamal-second-crossing": "ak-border", "imam-ali-base": "ak-border", "baghouz-village": "baghouz",
    "hajin-town": "hajin", "al-mayadin": "mayadin", "ain-ali": "mayadin", "deir-ez-zor": "dez-city-east",
    "deir-ez-zor-airport": "dez-airport", "khasham": "east-pocket", "t2-station": "t2", "al-tanf": "tanf",
    "al-walid-crossing": "tanf", "palmyra-city": "palmyra", "quneitra-city": "un-quneitra",
    "quneitra-crossing": "un-quneitra", "khan-arnabah": "quneitra-north", "khader-village": "khader",
    "jubata-al-khashab": "un-jubata", "umm-batnah": "quneitra-centre", "beit-jinn-village": "beit-jinn",
    "tal-al-harra": "tal-harra", "nassib-crossing": "nassib", "daraa-city": "daraa-mahatta",
    "busra-al-sham": "busra", "busr-al-harir": "busr-harir", "tafas-town": "tafas",
    "muzayrib-town": "muzayrib", "sayda-town": "sayda", "karak-al-sharqi": "hirak", "nawa-town": "nawa",
    "izraa-town": "izraa", "jallin-village": "jallin", "suwayda-city": "suwayda", "al-qurayya": "qurayya",
}  # fmt: skip
"""Sites, and their zones: a site on an edge may lie outside by as much as its uncertainty."""

WEST_OF_THE_GOLAN = {
    "Shamir": (35.6602, 33.166), "Kfar Szold": (35.6576, 33.1952), "Snir": (35.678, 33.2419),
    "Lehavot HaBashan": (35.6472, 33.1408), "Hulata": (35.6094, 33.0513), "Ein Gev": (35.6389, 32.7832),
    "Tel Katzir": (35.6179, 32.7055), "Sha'ar HaGolan": (35.6039, 32.6867),
}  # fmt: skip
ON_THE_GOLAN = {
    "Ghajar": (35.6233, 33.2709), "Ein Qiniya": (35.7311, 33.2378), "Had Nes": (35.6366, 32.9312),
    "al-Butayhah": (35.632, 32.9087), "Ramot": (35.6668, 32.8513), "Merom Golan": (35.7772, 33.132),
}  # fmt: skip

Segment = tuple[tuple[float, ...], ...]


@pytest.fixture(scope="module")
def zones(default_atlas: Atlas) -> dict[str, BaseGeometry]:
    places = default_atlas.places.values()
    return {place.id: place.geometry for place in places if place.shape is Shape.ZONE and not place.derived}


@pytest.fixture(scope="module")
def syria(default_atlas: Atlas) -> BaseGeometry:
    return next(land.geometry for land in default_atlas.basemap.land if land.in_focus)


def basemap(atlas: Atlas, file: str) -> dict[str, BaseGeometry]:
    return {feature.id: feature.geometry for feature in getattr(atlas.basemap, file)}


def in_km(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.column_stack(PLANE.transform(xy[:, 0], xy[:, 1])))


def segments(shapes: Iterable[BaseGeometry]) -> set[Segment]:
    """Return the straight pieces of lines and outlines, each with its two ends in order."""
    rings = (ring for shape in shapes for ring in _rings(shape))
    return {tuple(sorted(pair)) for ring in rings for pair in pairwise(ring)}


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, ...]]]:
    for part in shapely.get_parts(shape):
        outlines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        yield from (list(line.coords) for line in outlines)


def shared(zones: Mapping[str, BaseGeometry], some: set[str], others: set[str]) -> set[Segment]:
    """Return the edges between two groups of zones."""
    return segments(zones[zone] for zone in some) & segments(zones[zone] for zone in others)


def test_neighbours_share_their_edges_vertex_by_vertex(
    zones: dict[str, BaseGeometry], syria: BaseGeometry
) -> None:
    shapes = np.array(list(zones.values()))
    faults = shapely.coverage_invalid_edges(shapes)
    assert not [name for name, edges in zip(zones, faults, strict=True) if not edges.is_empty]
    assert shapely.coverage_is_valid(shapes)
    owners = Counter(piece for shape in shapes for piece in segments([shape]))
    outline = segments([syria])
    assert {piece: 1 if piece in outline else 2 for piece in owners} == owners


def test_no_zone_is_a_sliver_or_has_a_splinter(zones: dict[str, BaseGeometry]) -> None:
    for name, shape in zones.items():
        flat = in_km(shape)
        width_km = 2 * shapely.maximum_inscribed_circle(flat, tolerance=0.05).length
        without_splinters = flat.buffer(-0.1).buffer(0.102).intersection(flat)
        assert shape.geom_type == "Polygon", name
        assert flat.area > 10 and width_km > 1, name
        assert without_splinters.area > 0.99 * flat.area, name


def test_zones_fill_syria_with_the_golan_and_nothing_else(
    zones: dict[str, BaseGeometry], syria: BaseGeometry
) -> None:
    whole = shapely.coverage_union_all(np.array(list(zones.values())))
    assert segments([whole]) == segments([syria])
    assert syria.contains(zones["golan"].representative_point())


def test_lands_share_their_edges_and_borders_run_on_them(default_atlas: Atlas) -> None:
    lands = basemap(default_atlas, "land").values()
    assert shapely.coverage_is_valid(np.array(list(lands)))
    borders = dict(basemap(default_atlas, "borders"))
    del borders["shebaa-farms"]  # a claim within a land, not an edge of one
    assert segments(borders.values()) <= segments(lands)


@pytest.mark.parametrize("town", TOWNS)
def test_town_lies_in_its_zone(default_atlas: Atlas, zones: dict[str, BaseGeometry], town: str) -> None:
    point = basemap(default_atlas, "towns")[town]
    assert next(name for name, shape in zones.items() if shape.covers(point)) in TOWNS[town]


def test_towns_of_syria_lie_in_a_zone_and_others_in_none(default_atlas: Atlas, syria: BaseGeometry) -> None:
    towns = default_atlas.basemap.towns
    astray = [
        town.id for town in towns if syria.covers(town.geometry) != (town.properties["country"] == "SY")
    ]
    assert not astray


@pytest.mark.parametrize(("site", "zone"), SITES.items())
def test_site_lies_in_the_zone_that_claims_it(default_atlas: Atlas, site: str, zone: str) -> None:
    place = default_atlas.places[site]
    away_km = in_km(place.geometry).distance(in_km(default_atlas.places[zone].geometry))
    assert away_km <= (place.accuracy_km or 0)


def test_daraa_lies_where_its_two_halves_meet(zones: dict[str, BaseGeometry], default_atlas: Atlas) -> None:
    centre = in_km(default_atlas.places["daraa-city"].geometry)
    assert all(centre.distance(in_km(zones[half])) < 1 for half in ("daraa-mahatta", "daraa-balad"))


@pytest.mark.parametrize(("line", "beyond"), [("alpha-line", {"golan"}), ("bravo-line", None)])
def test_ceasefire_line_runs_on_the_edge_of_the_un_zone(
    default_atlas: Atlas, zones: dict[str, BaseGeometry], line: str, beyond: set[str] | None
) -> None:
    un = {name for name in zones if name.startswith("un-")}
    side = beyond or set(zones) - un - {"golan"}
    assert segments([default_atlas.places[line].geometry]) == shared(zones, un, side)


def test_euphrates_is_the_edge_of_the_zones_on_its_banks(
    default_atlas: Atlas, zones: dict[str, BaseGeometry]
) -> None:
    west = {"dez-city-west", "dez-city-east", "dez-airport", "muhasan", "mayadin", "ashara", "jalaa",
            "albu-kamal", "harri", "west-bank-north", "raqqa-south"}  # fmt: skip
    east = {"raqqa", "east-upper", "east-pocket", "khabur", "east-middle", "shaitat", "hajin", "susah",
            "baghouz"}  # fmt: skip
    banks = shared(zones, west, east)
    assert shared(zones, {"jalaa", "albu-kamal", "harri"}, {"hajin", "susah", "baghouz"})
    assert banks <= segments([basemap(default_atlas, "rivers")["euphrates"]])
    assert banks <= segments([default_atlas.places["euphrates-line"].geometry])


def test_golan_ends_at_the_jordan_and_the_eastern_shore(
    default_atlas: Atlas, zones: dict[str, BaseGeometry]
) -> None:
    golan = zones["golan"]
    assert all(golan.covers(Point(at)) for at in ON_THE_GOLAN.values())
    assert not any(golan.covers(Point(at)) for at in WEST_OF_THE_GOLAN.values())
    jordan, lake = basemap(default_atlas, "rivers")["jordan"], basemap(default_atlas, "lakes")["tiberias"]
    edge = segments([golan])
    assert golan.intersection(lake).area < 1e-9
    assert len(edge & segments([lake])) > 10 and len(edge & segments([jordan])) > 10


@pytest.mark.parametrize("km", [85, 100, 140])
def test_band_is_computed_and_has_its_distance(
    default_atlas: Atlas, syria: BaseGeometry, zones: dict[str, BaseGeometry], km: int
) -> None:
    band = default_atlas.places[f"band-{km}"].geometry
    line = default_atlas.places["alpha-line"].geometry
    assert band.difference(syria).area < 1e-9
    assert band.intersection(zones["golan"]).area < 1e-9
    free = [at for at in shapely.get_coordinates(band) if syria.boundary.distance(Point(at)) > 0.01]
    rim = [at for at in free if line.distance(Point(at)) > 0.1]
    near = shapely.get_coordinates(line.segmentize(0.005))
    far = [GLOBE.inv(*np.broadcast_arrays(*at, near[:, 0], near[:, 1]))[2].min() / 1000 for at in rim]
    assert len(far) > 10 and far == pytest.approx([km] * len(far), rel=0.005)


def test_bands_reach_the_expected_towns(default_atlas: Atlas) -> None:
    towns = basemap(default_atlas, "towns")
    within = {
        km: {name for name in ("daraa", "damascus", "suwayda", "busra-al-sham", "homs", "palmyra")
             if default_atlas.places[f"band-{km}"].geometry.contains(towns[name])}
        for km in (85, 100, 140)
    }  # fmt: skip
    assert within[85] == {"daraa", "damascus", "suwayda", "busra-al-sham"}
    assert within[85] <= within[100] <= within[140] and not within[140] & {"homs", "palmyra"}


def test_zone_of_al_tanf_is_a_whole_circle_of_55_km(
    default_atlas: Atlas, zones: dict[str, BaseGeometry], syria: BaseGeometry
) -> None:
    base = default_atlas.places["al-tanf"].geometry
    ring = [GLOBE.fwd(base.x, base.y, bearing, 55_000)[:2] for bearing in range(0, 360, 2)]
    circle = shapely.Polygon(ring).intersection(syria)
    zone = zones["tanf"].union(zones["tanf-zone"])
    assert zone.symmetric_difference(circle).area < 0.003 * circle.area
