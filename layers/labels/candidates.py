"""Label candidates: all names on a viewport, in the order of their placement.

Countries, towns of the basemap, settlements and sites of the atlas, and waters; a place is named once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import atan2, degrees

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import Feature
from atlas.model.vocabulary import SETTLEMENTS
from layers.labels.country_names import keep_inland, middle_for
from layers.labels.placement import ALL_DAYS, ZOOMS, Candidate, Spot, point_spots
from layers.style.context import DrawingContext
from layers.style.markers import radius_of
from layers.svg.text_width import Weight, width_of

LANDS = ("country", "focus")
"""The styles of names of lands."""
SAME_PLACE_PX = 9.0
NAMESAKE_PX = 120.0
"""Two towns with one name that are nearer than this are one town."""
_SIZES: dict[str, tuple[float, Weight]] = {
    "capital": (14, 600), "city": (13, 600), "town": (12, 400), "village": (11.5, 400), "site": (11.5, 400),
    "country": (12.5, 600), "focus": (15, 600), "water": (12, 400),
    "ground": (11, 400),
}  # fmt: skip
_CROWD = {"capital": 0, "city": 45, "town": 190, "village": 420}
"""Px per degree from which a settlement of the basemap is named."""
_ABROAD = 1.8
"""A town outside the countries that the atlas is about needs so many times the room to be named."""
_RANKS = (0, 0, 85, 170, 330, 560)
"""Px per degree from which a site of each rank is named."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name: how it is written, and the place of the atlas it stands for, if any."""

    candidate: Candidate
    text: str
    style: str
    marker: str = ""
    place: str = ""
    turn: float = 0.0

    @property
    def size(self) -> float:
        """The size of its type in px, at scale 1."""
        return _SIZES[self.style][0]

    @property
    def weight(self) -> Weight:
        """The weight of its type."""
        return _SIZES[self.style][1]


def collect_names(context: DrawingContext) -> list[Named]:
    """Return the candidates, most important first."""
    sites = [
        _site(context, context.atlas.places[name], x, y) for name, (x, y) in context.viewport.sites.items()
    ]
    settled = [site for site in sites if site.marker in SETTLEMENTS]
    towns = [town for town in _towns(context.land) if not _taken(town, settled)]
    points = sorted([*sites, *towns], key=lambda named: (named.candidate.needs, _importance(context, named)))
    return [*points, *_collect_lands(context.land)]


def add_code(context: DrawingContext, named: Named, code: str) -> Named:
    """Return a site with the code of its holder after its name."""
    text = f"{named.text} · {code}"
    wide = width_of(text, named.size * context.marks, named.weight)
    return replace(named, text=text, candidate=replace(named.candidate, width=wide))


def _importance(context: DrawingContext, named: Named) -> tuple[int, int, str]:
    if named.place:
        place = context.atlas.places[named.place]
        other = 1 if place.rank == 1 else 2
        order = SETTLEMENTS.index(place.kind) if place.kind in SETTLEMENTS else other
        return (order, place.rank, named.candidate.key)
    return (SETTLEMENTS.index(named.style), 3, named.candidate.key)


def _taken(town: Named, sites: list[Named]) -> bool:
    x, y = town.candidate.x, town.candidate.y
    return any(
        abs(x - site.candidate.x) + abs(y - site.candidate.y)
        < (NAMESAKE_PX if site.text == town.text else SAME_PLACE_PX)
        for site in sites
    )


def _site(context: DrawingContext, place: Place, x: float, y: float) -> Named:
    style = place.kind if place.kind in SETTLEMENTS else "site"
    needs = _RANKS[min(max(place.rank, 1), 5)] * context.marks / context.viewport.extent.per_degree
    text = place.name.translate(context.language)
    candidate = _point(context, f"site-{place.id}", text, style, (x, y), place.kind, needs)
    return Named(
        replace(candidate, days=_own_days(place)),
        text,
        style,
        place.kind,
        place.id,
    )


def _own_days(place: Place) -> tuple[float, float]:
    """Return the days between which a site can exist, by its own dates, whatever is known."""
    start = ALL_DAYS[0] if place.start is None else place.start.earliest
    return start, ALL_DAYS[1] if place.end is None else place.end.latest


@lru_cache(maxsize=64)
def _collect_lands(context: DrawingContext) -> tuple[Named, ...]:
    """Return the lands, disputed areas and waters of the basemap, which do not depend on what is known."""
    return (*_countries(context), *_disputed(context), *_waters(context))


@lru_cache(maxsize=64)
def _towns(context: DrawingContext) -> tuple[Named, ...]:
    """Return the towns of the basemap, the largest first."""
    return tuple(_find_towns(context))


def _find_towns(context: DrawingContext) -> Iterator[Named]:
    left, top, right, bottom = context.viewport.frame.bounds
    towns = sorted(context.atlas.basemap.towns, key=lambda town: -_population(town))
    abroad = _find_towns_abroad(context.atlas)
    for town in towns:
        x, y = context.viewport.extent.at(town.geometry)
        if left < x < right and top < y < bottom:
            style = town.kind if town.kind in SETTLEMENTS else "town"
            crowd = _CROWD[style] * (_ABROAD if town.id in abroad else 1.0)
            needs = crowd * context.marks / context.viewport.extent.per_degree
            text = town.name.translate(context.language)
            yield Named(
                _point(context, f"town-{town.id}", text, style, (x, y), style, needs), text, style, style
            )


@lru_cache(maxsize=8)
def _find_towns_abroad(atlas: Atlas) -> frozenset[str]:
    """Return the towns outside the countries that the atlas is about; none if it is about no country."""
    focus = shapely.union_all([land.geometry for land in atlas.basemap.land if land.in_focus])
    if focus.is_empty:
        return frozenset()
    shapely.prepare(focus)
    return frozenset(town.id for town in atlas.basemap.towns if not focus.contains(town.geometry))


def _population(town: Feature) -> float:
    value = town.properties.get("population")
    return float(value) if isinstance(value, int | float) else 0.0


def _point(
    context: DrawingContext,
    key: str,
    text: str,
    style: str,
    at: tuple[float, float],
    marker: str,
    needs: float,
) -> Candidate:
    size, weight = _SIZES[style]
    high, radius = size * context.marks, radius_of(marker) * context.marks
    wide = width_of(text, high, weight)
    return Candidate(key, *at, wide, high, radius + 1, point_spots(radius, high), needs)


def _area(
    context: DrawingContext, key: str, text: str, style: str, at: tuple[float, float], needs: float = 0.0
) -> Candidate:
    size, weight = _SIZES[style]
    high = size * context.marks
    wide = width_of(text, high, weight, tracking=3 * context.marks if style in LANDS else 0)
    step = 2.2 * high
    around = _NEAR if style == "water" else _AROUND
    spots = tuple(Spot(dx * step, dy * step + 0.3 * high, "middle") for dx, dy in around)
    return Candidate(key, *at, wide, high, 0.0, spots, needs)


_NEAR = ((0, 0), (0, 0.8), (-0.6, 0), (0.6, 0))
_AROUND = ((0, 0), (0, -1), (0, 1), (-2, 0), (2, 0), (-2, -1), (2, -1), (-2, 1), (2, 1), (0, -2), (0, 2))


def _countries(context: DrawingContext) -> Iterator[Named]:
    """Yield the lands that are large in the picture and have room for their name."""
    frame = shapely.box(0, 0, context.viewport.extent.width, context.viewport.extent.height)
    lands = project_lands(context)
    for land in context.atlas.basemap.land:
        shape = shapely.clip_by_rect(lands[land.id], *frame.bounds)
        if shape.area < 0.012 * frame.area:
            continue
        style = "focus" if land.in_focus else "country"
        text = land.name.translate(context.language).upper()
        others = shapely.union_all([ground for name, ground in lands.items() if name != land.id])
        at_origin = _area(context, f"land-{land.id}", text, style, (0, 0))
        tried = [replace(at_origin, x=x, y=y) for x, y in _label_points(context, land, shape, at_origin)]
        candidate = keep_inland(tried, lands[land.id], others, ZOOMS if context.live else (1.0,))
        if candidate:
            yield Named(candidate, text, style)


@lru_cache(maxsize=64)
def project_lands(context: DrawingContext) -> dict[str, BaseGeometry]:
    """Return the lands of a viewport in px, as accurate as placing a name needs."""
    return {land.id: _ground(context, land) for land in context.atlas.basemap.land}


def name_key(text: str) -> str:
    """Return a key that is equal for names that differ only in capitals."""
    return text.casefold()


def _ground(context: DrawingContext, land: Feature) -> BaseGeometry:
    """Return a land in whole px, as far as the drawing reaches: as accurate as placing a name needs."""
    shape = shapely.simplify(context.viewport.extent.project(land.geometry), 0.5)
    return shapely.make_valid(shapely.clip_by_rect(shape, *context.viewport.frame.bounds))


def _disputed(context: DrawingContext) -> Iterator[Named]:
    """Yield the areas bounded by borders that have a `label` of their own."""
    for border in context.atlas.basemap.borders:
        label, text = border.properties.get("label"), border.name.translate(context.language)
        if text and isinstance(label, list | tuple) and len(label) == 2:
            at = context.viewport.extent.point(float(label[0]), float(label[1]))
            needs = _RANKS[4] * context.marks / context.viewport.extent.per_degree
            yield Named(_area(context, f"border-{border.id}", text, "ground", at, needs), text, "ground")


def _label_points(
    context: DrawingContext, land: Feature, shape: BaseGeometry, name: Candidate
) -> Iterator[tuple[float, float]]:
    """Yield where a country may be named: where the basemap places its label, if visible, then elsewhere."""
    label = land.properties.get("label")
    if isinstance(label, list | tuple) and len(label) == 2:
        x, y = context.viewport.extent.point(float(label[0]), float(label[1]))
        if shape.contains(shapely.Point(x, y)):
            yield x, y
    yield middle_for(shape, name.width, name.height)


def _waters(context: DrawingContext) -> Iterator[Named]:
    for water in (*context.atlas.basemap.lakes, *context.atlas.basemap.rivers):
        text = water.name.translate(context.language)
        geometry = context.viewport.clip(water.geometry)
        if text and not geometry.is_empty and _reach(geometry) > 40 * context.marks:
            yield _water(context, water.id, text, geometry)


def _reach(geometry: BaseGeometry) -> float:
    left, top, right, bottom = map(float, geometry.bounds)
    return max(right - left, bottom - top)


def _water(context: DrawingContext, key: str, text: str, geometry: BaseGeometry) -> Named:
    if geometry.geom_type.endswith("Polygon"):
        at = geometry.representative_point()
        return Named(_area(context, f"water-{key}", text, "water", (at.x, at.y), 2.0), text, "water")
    parts = shapely.get_parts(geometry)
    longest = parts[int(shapely.length(parts).argmax())]
    return max(
        (_stream(context, key, text, longest, share) for share in _ALONG),
        key=lambda named: _fits(context, named),
    )


_ALONG = (0.42, 0.6, 0.25, 0.75, 0.12, 0.88)
"""Positions along a stream where its name may be written, best first."""


def _stream(context: DrawingContext, key: str, text: str, line: BaseGeometry, share: float) -> Named:
    at, ahead = (line.interpolate(share + step, normalized=True) for step in (0, 0.05))
    turn = _upright(ahead.x - at.x, ahead.y - at.y)
    candidate = _area(context, f"water-{key}", text, "water", (at.x, at.y - 9 * context.marks), 0.7)
    return Named(candidate, text, "water", turn=turn if abs(turn) < 35 else 0.0)


def _fits(context: DrawingContext, named: Named) -> bool:
    """Return whether a name lies well inside the picture."""
    extent, half = context.viewport.extent, named.candidate.width / 2 + 8
    x, y = named.candidate.x, named.candidate.y
    return half < x < extent.width - half and 20 < y < extent.height - 20


def _upright(dx: float, dy: float) -> float:
    """Return the slope of a stream in degrees, turned so that its name is not upside down."""
    angle = degrees(atan2(dy, dx))
    return angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
