"""Label candidates: all names on a viewport, in the order of their placement.

Countries, towns of the basemap, settlements and sites of the atlas, and waters; a place is named once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.fonts.capitals import set_in_capitals
from atlas.model.atlas import Atlas, Place
from atlas.model.basemap import Feature
from atlas.model.vocabulary import SETTLEMENTS
from layers.labels.country_names import keep_inland, middle_for
from layers.labels.dry_spots import SHORE_PX, keep_dry
from layers.labels.land_and_water import project_lands, project_waters
from layers.labels.named import Named, area_candidate, point_candidate
from layers.labels.placement import ALL_DAYS, ZOOMS, Candidate, point_spots
from layers.labels.water_names import name_waters
from layers.style.context import DrawingContext
from layers.style.markers import has_points, point_radius
from layers.svg.text_width import width_of

SAME_PLACE_PX = 9.0
NAMESAKE_PX = 120.0
"""Two towns with one name that are nearer than this are one town."""
_CROWD = {"capital": 0, "city": 45, "town": 190, "village": 420}
"""Px per degree from which a settlement of the basemap is named."""
_ABROAD = 1.8
"""A town outside the countries that the atlas is about needs so many times the room to be named."""
_RANKS = (0, 0, 85, 170, 330, 560)
"""Px per degree from which a site of each rank is named."""


def collect_names(context: DrawingContext) -> list[Named]:
    """Return the candidates, most important first."""
    sites = [*_ashore(context, _sites(context))]
    settled = [site for site in sites if site.marker in SETTLEMENTS]
    towns = [town for town in _towns(context.land) if not _taken(town, settled)]
    points = sorted([*sites, *towns], key=lambda named: (named.candidate.needs, _importance(context, named)))
    return [*points, *_collect_lands(context.land)]


def _ashore(context: DrawingContext, names: Iterable[Named]) -> Iterator[Named]:
    """Yield names with only the spots that are on no water but their own; those without any are left out."""
    for named in names:
        if dry := _find_dry(context.land, named.candidate):
            yield replace(named, candidate=dry)


@lru_cache(maxsize=4096)
def _find_dry(land: DrawingContext, candidate: Candidate) -> Candidate | None:
    """Return a candidate with its dry spots, which are the same whatever else is known."""
    zooms = ZOOMS if land.live else (1.0,)
    return keep_dry(candidate, project_waters(land), zooms, shore=SHORE_PX * land.marks)


def add_code(context: DrawingContext, named: Named, code: str) -> Named:
    """Return a site with the code of its holder after its name."""
    text = f"{named.text} · {code}"
    wide = width_of(text, named.size * context.marks, named.weight, fonts=context.fonts)
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


def _sites(context: DrawingContext) -> Iterator[Named]:
    for name, (x, y) in context.viewport.sites.items():
        yield _site(context, context.atlas.places[name], x, y)


def _site(context: DrawingContext, place: Place, x: float, y: float) -> Named:
    style = place.kind if place.kind in SETTLEMENTS else "site"
    needs = _RANKS[min(max(place.rank, 1), 5)] * context.marks / context.viewport.extent.per_degree
    text = place.name.translate(context.language)
    candidate = point_candidate(context, f"site-{place.id}", text, style, (x, y), place.kind, needs)
    if has_points(context.atlas):
        radius = point_radius(place.kind) * context.marks
        spots = point_spots(radius, candidate.height)
        candidate = replace(candidate, radius=radius + 1, spots=spots, needs=0.0, drawn=True)
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
    return (*_countries(context), *_ashore(context, _disputed(context)), *name_waters(context))


@lru_cache(maxsize=64)
def _towns(context: DrawingContext) -> tuple[Named, ...]:
    """Return the towns of the basemap, the largest first."""
    return tuple(_ashore(context, _find_towns(context)))


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
                point_candidate(context, f"town-{town.id}", text, style, (x, y), style, needs),
                text,
                style,
                style,
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


def _countries(context: DrawingContext) -> Iterator[Named]:
    """Yield the lands that are large in the picture and have room for their name."""
    frame = shapely.box(0, 0, context.viewport.extent.width, context.viewport.extent.height)
    lands = project_lands(context)
    for land in context.atlas.basemap.land:
        shape = shapely.clip_by_rect(lands[land.id], *frame.bounds)
        if shape.area < 0.012 * frame.area or not land.name.default:
            continue
        style = "focus" if land.in_focus else "country"
        text = set_in_capitals(land.name.translate(context.language), context.language, context.fonts)
        others = shapely.union_all([ground for name, ground in lands.items() if name != land.id])
        at_origin = area_candidate(context, f"land-{land.id}", text, style, (0, 0))
        tried = [replace(at_origin, x=x, y=y) for x, y in _label_points(context, land, shape, at_origin)]
        candidate = keep_inland(tried, lands[land.id], others, ZOOMS if context.live else (1.0,))
        if candidate:
            yield Named(candidate, text, style)


def name_key(text: str) -> str:
    """Return a key that is equal for names that differ only in capitals."""
    return text.casefold()


def _disputed(context: DrawingContext) -> Iterator[Named]:
    """Yield the areas bounded by borders that have a `label` of their own."""
    for border in context.atlas.basemap.borders:
        label, text = border.properties.get("label"), border.name.translate(context.language)
        if text and isinstance(label, list | tuple) and len(label) == 2:
            at = context.viewport.extent.point(float(label[0]), float(label[1]))
            needs = _RANKS[4] * context.marks / context.viewport.extent.per_degree
            yield Named(
                area_candidate(context, f"border-{border.id}", text, "ground", at, needs), text, "ground"
            )


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
