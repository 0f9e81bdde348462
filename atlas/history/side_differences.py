"""Differences between two versions of an atlas, on a day or from day to day.

Forces and statuses are compared, certainty is not. It does not matter whose versions they are.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from atlas.history.changes import compile_changes, holdings_on
from atlas.history.in_effect import sum_km2
from atlas.history.scene import Holding, Scene
from atlas.history.value_tracks import Interner, Tracks, thin_track
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.vocabulary import Status
from atlas.shapes.bounds import as_area

Claimed = frozenset[tuple[str, Status]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that two versions show differently: force and status in each."""

    place: str
    first: Claimed
    second: Claimed

    @property
    def unshared(self) -> tuple[Claimed, Claimed]:
        """Return what each of two versions has that the other lacks."""
        return self.first - self.second, self.second - self.first


@dataclass(frozen=True, slots=True)
class Differences:
    """Where two versions of a day differ, in the atlas' order, and the area (km²) of the zones among them."""

    day: int
    known: int
    places: tuple[Difference, ...]
    km2: float

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the places that differ."""
        return frozenset(difference.place for difference in self.places)


@dataclass(frozen=True, slots=True)
class DatedDifference:
    """From this day on, until the next entry of the place, two versions differ in this way, or agree."""

    day: int
    difference: Difference | None


def compare_versions(first: Scene, second: Scene, hidden: Collection[str] = ()) -> Differences:
    """Return where two versions of one day differ: scenes of an atlas as two sides describe it.

    Forces that are `hidden` are left out.
    """
    compared = (
        Difference(place, _claimed(first.holdings(place), hidden), _claimed(second.holdings(place), hidden))
        for place in first.atlas.places
    )
    places = tuple(difference for difference in compared if difference.first != difference.second)
    return Differences(first.day, first.known, places, sum_km2(first.atlas, (each.place for each in places)))


def clip_differences(atlas: Atlas, differences: Differences, area: BBox) -> Differences:
    """Return the differences in an area, with the square kilometres of their parts in it."""
    frame = as_area(area)
    inside = tuple(each for each in differences.places if atlas.places[each.place].geometry.intersects(frame))
    km2 = sum_km2(atlas, (each.place for each in inside), area)
    return Differences(differences.day, differences.known, inside, km2)


def compile_differences(
    first: Atlas, second: Atlas, known: int, hidden: Collection[str] = ()
) -> dict[str, tuple[DatedDifference, ...]]:
    """Return the places that two versions ever show differently, and the days when the difference changes."""
    changes, others = compile_changes(first, known), compile_changes(second, known)
    dated: dict[str, tuple[DatedDifference, ...]] = {}
    for place in first.places:
        steps, beside = changes.get(place, ()), others.get(place, ())
        days = sorted({change.day for change in (*steps, *beside)})
        claims = (
            (
                day,
                _claimed(holdings_on(steps, day), hidden),
                _claimed(holdings_on(beside, day), hidden),
            )
            for day in days
        )
        if differences := tuple(_date_differences(place, claims)):
            dated[place] = differences
    return dated


def _date_differences(
    place: str, claims: Iterable[tuple[int, Claimed, Claimed]]
) -> Iterator[DatedDifference]:
    before: Difference | None = None
    for day, first, second in claims:
        now = Difference(place, first, second) if first != second else None
        if now != before:
            yield DatedDifference(day, now)
            before = now


def _claimed(holdings: Iterable[Holding], hidden: Collection[str]) -> Claimed:
    counted = (holding for holding in holdings if holding.known and holding.force not in hidden)
    return frozenset((holding.force, holding.status) for holding in counted)


@dataclass(frozen=True, slots=True)
class DifferenceTracks:
    """Where two versions differ from each day on: a track per place, with numbers of `claims`, 0 for none."""

    tracks: Tracks
    claims: tuple[tuple[Claimed, Claimed], ...]

    def present(self) -> Tracks:
        """Return tracks with 1 where the versions differ and 0 where they agree."""
        return {
            place: thin_track((day, int(value > 0)) for day, value in track)
            for place, track in self.tracks.items()
        }


def track_differences(atlas: Atlas, known: int, hidden: Collection[str]) -> DifferenceTracks:
    """Compile where an atlas and its `other` version differ from each day on; empty without `other`."""
    interner: Interner[tuple[Claimed, Claimed]] = Interner((frozenset(), frozenset()))
    if atlas.other is None:
        return DifferenceTracks({}, ())
    dated = compile_differences(atlas, atlas.other, known, hidden)
    tracks = {
        place: thin_track(
            (each.day, interner.number(each.difference.unshared) if each.difference else 0)
            for each in differences
        )
        for place, differences in dated.items()
    }
    return DifferenceTracks(tracks, tuple(interner.values))
