"""Places: which rows are about the same one, its id, and where it lies if a row does not say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from atlas.model.vocabulary import ARROW
from imports.records.claims import Claim, RowRef
from imports.records.content import Content, Feature
from imports.values.geonames import Match, match_towns
from imports.values.ids import Ids
from imports.values.normalise import normalise

_NEAR = 0.02
"""Points of one name that lie this close in degrees, about 2 km, are one place."""
_FAR = 3.0
"""Towns of the gazetteer may lie so many degrees away from the places of the files without a doubt."""
_FILES = {"Polygon": "zones", "MultiPolygon": "zones", "Point": "sites"}
_KINDS = ("capital", "city", "town", "village", "camp", "crossing", "base", "airport", "hill")


@dataclass
class Places:
    """All places so far, by name and shape."""

    content: Content
    countries: Sequence[str] = ()
    rejected: dict[RowRef, str] = field(default_factory=dict)
    _ids: Ids = field(default_factory=lambda: Ids("place"))
    _by_name: dict[str, list[Feature]] = field(default_factory=dict)
    _unnamed: dict[str, int] = field(default_factory=dict)

    def add_located(self, claims: Iterable[Claim]) -> dict[Claim, Feature]:
        """Return the place of each claim that has a shape; a shape that cannot be one is rejected."""
        places = {}
        for claim in claims:
            shape = claim.shape
            if shape is not None and shape.geom_type == "MultiPoint":
                parts = shapely.get_parts(shape)
                shape = parts[0] if len(parts) == 1 else shape
            if shape is None or shape.is_empty:
                continue
            if shape.geom_type in ("MultiPoint", "GeometryCollection"):
                self.rejected[claim.ref] = "has several points or kinds of shape in one: split it"
                continue
            feature = self._find_same(claim.place, shape) or self._add(claim, shape)
            feature.refs.append(claim.ref)
            places[claim] = feature
        return places

    def add_named(self, claims: Sequence[Claim]) -> dict[Claim, Feature]:
        """Return the place of each claim without a shape: one of the import, or a town of the gazetteer."""
        names = {
            claim.place for claim in claims if claim.place and not self._by_name.get(normalise(claim.place))
        }
        matches = match_towns(names, self.countries) if names else {}
        around = self._find_surroundings()
        places = {}
        for claim in claims:
            key = normalise(claim.place)
            if key and (known := self._by_name.get(key)):
                places[claim] = known[0]
                known[0].refs.append(claim.ref)
            elif match := matches.get(claim.place):
                places[claim] = self._add_town(claim, match, around)
            else:
                self.rejected[claim.ref] = (
                    f'"{claim.place[:60]}" is neither a place of these files nor a town in the gazetteer: '
                    "add its coordinates"
                    if claim.place
                    else "has neither a place nor coordinates"
                )
        return places

    def _find_surroundings(self) -> BaseGeometry | None:
        """Return the box of the places that the files locate, widened by its extent; None without any."""
        shapes = [feature.shape for features in self.content.features.values() for feature in features]
        if not shapes:
            return None
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        margin = max(east - west, north - south, _FAR)
        return box(west - margin, south - margin, east + margin, north + margin)

    def _find_same(self, name: str, shape: BaseGeometry) -> Feature | None:
        for feature in self._by_name.get(normalise(name), ()) if name else ():
            same_kind = feature.shape.geom_type == shape.geom_type == "Point"
            if feature.shape.equals_exact(shape, 1e-7) or (
                same_kind and feature.shape.distance(shape) < _NEAR
            ):
                return feature
        return None

    def _add(self, claim: Claim, shape: BaseGeometry) -> Feature:
        name = claim.place or self._make_name(claim, shape)
        kind = normalise(claim.kind) if normalise(claim.kind) in (*_KINDS, ARROW) else claim.kind
        properties = {"id": self._ids.make(name), "name": name}
        if claim.is_event:  # its kind is that of the event
            kind = "town" if shape.geom_type == "Point" else ""
        properties |= {"kind": kind} if kind else {}
        feature = Feature(properties, shape)
        self.content.features[_FILES.get(shape.geom_type, "lines")].append(feature)
        self._by_name.setdefault(normalise(name), []).append(feature)
        return feature

    def _make_name(self, claim: Claim, shape: BaseGeometry) -> str:
        """Return a name for a place that has none: its holder and a number, or its position."""
        if isinstance(shape, Point):
            return f"{shape.y:.4f}, {shape.x:.4f}"
        base = claim.actor or claim.kind or "Area"
        self._unnamed[base] = self._unnamed.get(base, 0) + 1
        return base if self._unnamed[base] == 1 else f"{base} {self._unnamed[base]}"

    def _add_town(self, claim: Claim, match: Match, around: BaseGeometry | None) -> Feature:
        town = match.town
        position = Point(town.longitude, town.latitude)
        is_far = around is not None and not around.intersects(position)
        doubt = "lies far from the places of these files" if is_far else match.doubt
        properties = {
            "id": self._ids.make(claim.place),
            "name": claim.place,
            "kind": town.kind,
            "source": "GeoNames",
        }
        feature = Feature(properties, position, [claim.ref])
        self.content.features["sites"].append(feature)
        self._by_name.setdefault(normalise(claim.place), []).append(feature)
        if doubt:
            self.content.doubtful.append(
                {
                    "name": claim.place,
                    "town": str(town),
                    "reason": doubt,
                    "others": "; ".join(map(str, match.others)),
                }
            )
        return feature
