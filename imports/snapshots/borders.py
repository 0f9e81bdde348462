"""Borders that snapshots share: each is one line of the same vertices, on every day and on both sides.

Snapshots are drawn by hand and written by different programs, so the same border differs from day to day by
centimetres, and a vertex of a neighbour may lie on it without being its own. Ground that is equal but for
that must come out equal.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

__all__ = ["TOLERANCE", "make_coverage", "share_vertices"]

# Degrees, about a metre: vertices nearer to each other, or to a border, are the same vertex.
TOLERANCE = 1e-5

Polygons = npt.NDArray[np.object_]
Positions = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def make_coverage(polygons: Polygons) -> Polygons:
    """Return the polygons of one day without overlaps, and without slivers narrower than TOLERANCE.

    Ground where polygons overlap goes to the later one, which is drawn on top. A polygon may come out empty.
    """
    polygons = _polygonal(shapely.make_valid(shapely.force_2d(polygons)))
    if len(polygons) == 0 or bool(shapely.coverage_is_valid(polygons, gap_width=TOLERANCE)):
        return polygons
    cleaned = shapely.coverage_clean(  # type: ignore[attr-defined]  # new in Shapely 2.2, not yet in its stubs
        polygons[::-1], gap_width=TOLERANCE, snapping_distance=TOLERANCE / 10, merge_strategy="min_index"
    )
    return _polygonal(cleaned)[::-1]


def _polygonal(shapes: Polygons) -> Polygons:
    """Return the parts of each shape that cover ground, as one Polygon or MultiPolygon."""
    kinds = shapely.get_type_id(shapes)
    mixed = np.flatnonzero(
        (kinds != shapely.GeometryType.POLYGON) & (kinds != shapely.GeometryType.MULTIPOLYGON)
    )
    result = np.array(shapes, dtype=object)
    for number in mixed:
        parts = shapely.get_parts(shapes[number])
        areas = parts[shapely.get_dimensions(parts) == 2]
        result[number] = shapely.union_all(areas) if len(areas) else shapely.Polygon()
    return result


def share_vertices(polygons: Sequence[shapely.Geometry] | Polygons) -> Polygons:
    """Return the polygons, of all days together, in shared vertices: equal ground is then an equal geometry.

    Vertices within TOLERANCE of each other become one. A border takes in each vertex, of any day, that lies
    within TOLERANCE of it. The result is in normal form, so that equal ground has equal WKB.
    """
    shapes = np.array(polygons, dtype=object)
    if len(shapes) == 0:
        return shapes
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    positions, ring_of_vertex = shapely.get_coordinates(rings, return_index=True)
    vertices, numbers = _cluster(positions)
    numbers, ring_of_vertex = _insert_vertices(vertices, numbers, ring_of_vertex.astype(np.int64))
    return _rebuild(vertices, numbers, ring_of_vertex, part_of_ring, shape_of_part, len(shapes))


def _cluster(positions: Positions) -> tuple[Positions, Numbers]:
    """Return the vertices that are apart, and for each position the number of its vertex."""
    distinct, number_of = np.unique(np.round(positions, 9), axis=0, return_inverse=True)
    points = np.asarray(shapely.points(distinct), dtype=object)
    near = shapely.STRtree(points).query(points, predicate="dwithin", distance=TOLERANCE)
    first = np.arange(len(distinct))
    lower = near[:, near[0] > near[1]]
    # The lowest neighbour stands for each; a chain of neighbours follows its lowest link.
    np.minimum.at(first, lower[0], lower[1])
    while not np.array_equal(first, first[first]):
        first = first[first]
    return distinct, first[number_of.reshape(-1)]


def _insert_vertices(
    vertices: Positions, numbers: Numbers, ring_of_vertex: Numbers
) -> tuple[Numbers, Numbers]:
    """Put every vertex that lies on a segment of a ring into the ring, in the order along the segment."""
    starts, ends = numbers[:-1], numbers[1:]
    within_ring = (ring_of_vertex[:-1] == ring_of_vertex[1:]) & (starts != ends)
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    pairs, segment_of = np.unique(
        np.stack([low[within_ring], high[within_ring]], axis=1), axis=0, return_inverse=True
    )
    used = np.unique(numbers)
    owner, inserted, share = _vertices_on_segments(vertices, pairs, used)
    segment_at = np.full(len(starts), -1, dtype=np.int64)
    segment_at[within_ring] = segment_of.reshape(-1)
    first = np.searchsorted(owner, np.arange(len(pairs) + 1))
    # Of every position in the rings: how many vertices follow it before the next one.
    counts = np.zeros(len(numbers), dtype=np.int64)
    on = segment_at >= 0
    counts[:-1][on] = (first[1:] - first[:-1])[segment_at[on]]
    places = np.flatnonzero(counts)
    total = int(counts.sum())
    offsets = np.arange(total) - np.repeat(np.cumsum(counts[places]) - counts[places], counts[places])
    rows = np.repeat(first[segment_at[places]], counts[places]) + offsets
    along = share[rows]
    backwards = np.repeat(starts[places] > ends[places], counts[places])
    keys = np.concatenate(
        [
            np.arange(len(numbers), dtype=np.float64),
            np.repeat(places, counts[places]) + np.where(backwards, 1 - along, along),
        ]
    )
    order = np.argsort(keys, kind="stable")
    all_numbers = np.concatenate([numbers, inserted[rows]])[order]
    all_rings = np.concatenate([ring_of_vertex, np.repeat(ring_of_vertex[places], counts[places])])[order]
    return all_numbers, all_rings


def _vertices_on_segments(
    vertices: Positions, pairs: Numbers, used: Numbers
) -> tuple[Numbers, Numbers, Positions]:
    """Find vertices between the ends of a segment: segment, vertex, share of the way, sorted by segment."""
    ends = np.stack([vertices[pairs[:, 0]], vertices[pairs[:, 1]]], axis=1)
    segments = np.asarray(shapely.linestrings(ends), dtype=object)
    tree = shapely.STRtree(segments)
    points = shapely.points(vertices[used])
    point, segment = tree.query(points, predicate="dwithin", distance=TOLERANCE)
    vertex = used[point]
    inner = (vertex != pairs[segment, 0]) & (vertex != pairs[segment, 1])
    vertex, segment = vertex[inner], segment[inner]
    on_segments = np.asarray(shapely.points(vertices[vertex]), dtype=object)
    share = np.asarray(shapely.line_locate_point(segments[segment], on_segments, normalized=True))
    between = (share > 0) & (share < 1)
    vertex, segment, share = vertex[between], segment[between], share[between]
    order = np.lexsort((share, segment))
    return segment[order], vertex[order], share[order]


def _rebuild(
    vertices: Positions,
    numbers: Numbers,
    ring_of_vertex: Numbers,
    part_of_ring: Numbers,
    shape_of_part: Numbers,
    count: int,
) -> Polygons:
    """Make polygons of the rings, each as valid as it can be, in normal form."""
    repeated = np.zeros(len(numbers), dtype=bool)
    repeated[1:] = (numbers[1:] == numbers[:-1]) & (ring_of_vertex[1:] == ring_of_vertex[:-1])
    numbers, ring_of_vertex = numbers[~repeated], ring_of_vertex[~repeated]
    sizes = np.bincount(ring_of_vertex, minlength=len(part_of_ring))
    whole = sizes >= 4
    rings_left = np.flatnonzero(whole)
    if len(rings_left) == 0:
        return np.full(count, shapely.Polygon(), dtype=object)
    stays = whole[ring_of_vertex]
    renumbered = np.cumsum(whole) - 1
    rings = shapely.linearrings(vertices[numbers[stays]], indices=renumbered[ring_of_vertex[stays]])
    shape_of_ring = shape_of_part[part_of_ring[rings_left]]
    return _assemble(np.asarray(rings, dtype=object), part_of_ring[rings_left], shape_of_ring, count)


def _assemble(rings: Polygons, part_of_ring: Numbers, shape_of_ring: Numbers, count: int) -> Polygons:
    parts: list[list[shapely.Polygon]] = [[] for _ in range(count)]
    bounds = np.flatnonzero(np.diff(part_of_ring)) + 1
    for start, end in zip(np.concatenate([[0], bounds]), np.concatenate([bounds, [len(rings)]]), strict=True):
        parts[shape_of_ring[start]].append(shapely.Polygon(rings[start], rings[start + 1 : end]))
    whole = [of[0] if len(of) == 1 else shapely.MultiPolygon(of) for of in parts]
    shapes: Polygons = np.array(whole, dtype=object)
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = _polygonal(shapely.make_valid(shapes[broken]))
    return shapely.normalize(shapes)
