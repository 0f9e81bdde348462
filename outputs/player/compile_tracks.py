"""Tracks: what changes on the map, compiled into days and values that the player only looks up.

A track is a list of [day, value], sorted; before its first day the value is 0. Values are numbers of symbols,
edges and steps that are listed once. Applies the rules of drawing; contains no markup.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.history.existence import passing_places, spans_of
from atlas.history.in_effect import find_rivals
from atlas.history.value_tracks import Changes, Interner, Track, Tracks, thin_track, value_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.shapes.unfold import list_shape_days, place_of
from layers.labels.candidates import name_key
from layers.labels.force_names import DayNamer
from layers.labels.label_grid import NameMap
from layers.labels.written_name import Name
from layers.map.borders import name_dated
from layers.map.events import event_changes
from layers.map.lines_and_claims import Claim, claim_of
from layers.style.context import DrawingContext
from layers.style.markers import locate_events
from layers.style.patterns import pattern_id
from layers.style.symbology import EMPTY, Pattern, Symbol, Symbolizer
from layers.style.zone_edges import HIDDEN, Edge, edge_between


@dataclass(frozen=True, slots=True, eq=False)
class SymbolTracks:
    """The symbol of each place from each day on; the tracks' values are numbers of `interner.values`."""

    interner: Interner[Symbol]
    tracks: Tracks

    def on(self, day: int) -> dict[str, Symbol]:
        """Return the symbols of a day, without the empty ones."""
        values = {place: value_on(track, day) for place, track in self.tracks.items()}
        return {place: self.interner.values[value] for place, value in values.items() if value}

    def patterns(self) -> list[Pattern]:
        """Return the patterns of all symbols."""
        return [symbol.pattern for symbol in self.interner.values if symbol.pattern]

    def listed(self) -> list[list[str]]:
        """Return the player's data of each symbol: [ground, id of its pattern]."""
        return [
            [symbol.ground, pattern_id(symbol.pattern) if symbol.pattern else ""]
            for symbol in self.interner.values
        ]


def symbol_tracks(symbolizer: Symbolizer, changes: Changes, places: Iterable[str]) -> SymbolTracks:
    """Compile the symbols of places from each day on."""
    interner = Interner(EMPTY)
    numbers: dict[tuple[object, ...], int] = {}
    tracks: Tracks = {}
    for place in places:
        steps = []
        for change in changes.get(place, ()):
            drawn = (
                tuple(
                    [
                        (holding.force, holding.status, holding.standing, holding.share, holding.age)
                        for holding in change.holdings
                    ]
                ),
                find_rivals(symbolizer.atlas, change.holdings),
                symbolizer.is_open(place),
            )
            if drawn not in numbers:
                numbers[drawn] = interner.number(symbolizer.symbolize(change.holdings, place))
            steps.append((change.day, numbers[drawn]))
        if track := thin_track(steps):
            tracks[place] = track
    return SymbolTracks(interner, tracks)


def edge_tracks(context: DrawingContext, symbols: SymbolTracks) -> tuple[list[Edge], Tracks]:
    """Compile how the edges between zones are drawn: the distinct edges, and a track for each."""
    interner = Interner(HIDDEN)
    numbers: dict[tuple[int, int], int] = {}
    values, theme = symbols.interner.values, context.theme
    tracks: Tracks = {}
    shape_days = list_shape_days(context.atlas)
    for number, shared_edge in enumerate(context.viewport.shared_edges):
        sides = [symbols.tracks.get(side, []) for side in (shared_edge.left, shared_edge.right)]
        # An edge of a dated shape is there while both shapes are.
        spans = [shape_days[side] for side in (shared_edge.left, shared_edge.right) if side in shape_days]
        first, end = max([NEVER, *(span[0] for span in spans)]), min([FOREVER, *(span[1] for span in spans)])
        days = {max(change[0], first) for side in sides for change in side} if shared_edge.right else set()
        steps = []
        for day in sorted(days | ({end} if days and end < FOREVER else set())):
            pair = (value_on(sides[0], day), value_on(sides[1], day)) if day < end else (0, 0)
            if pair not in numbers:
                numbers[pair] = interner.number(edge_between(values[pair[0]], values[pair[1]], theme))
            steps.append((day, numbers[pair]))
        if track := thin_track(steps):
            tracks[f"edge-{number}"] = track
    return interner.values, tracks


def name_tracks(
    grounds: Iterable[tuple[int, int, NameMap]], symbols: SymbolTracks
) -> tuple[list[Name], Tracks]:
    """Compile the positions of the names of forces: the distinct names, and a track each.

    `grounds` are those for names, each with its first day and that of the next.
    """
    interner: Interner[Name] = Interner()
    tracks: dict[int, Track] = {}
    last: tuple[Name, ...] = ()
    before: set[int] = set()
    for day, names in _names_by_day(grounds, symbols):
        if names is last:
            continue
        last, now = names, {interner.number(name) for name in names}
        for number in now - before:
            tracks.setdefault(number, []).append([day, 1])
        for number in before - now:
            tracks[number].append([day, 0])
        before = now
    return interner.values, {f"name-{number}": track for number, track in tracks.items()}


def _names_by_day(
    grounds: Iterable[tuple[int, int, NameMap]], symbols: SymbolTracks
) -> Iterator[tuple[int, tuple[Name, ...]]]:
    """Yield the names of forces on each day on which a zone changes its symbol or its shape."""
    tracks = _join_shapes(symbols.tracks)
    for first, end, cells in grounds:
        namer = DayNamer(cells, symbols.interner.values, dated=end <= FOREVER or first > NEVER)
        for day, values in _day_by_day(cells, tracks, first, end):
            yield day, namer.names(values)


def _join_shapes(tracks: Tracks) -> Tracks:
    """Return the tracks of places: of one with several shapes, the symbol of the shape of each day."""
    if all(name == place_of(name) for name in tracks):
        return tracks
    values: dict[str, dict[int, int]] = {}
    for name, track in tracks.items():
        of_place = values.setdefault(place_of(name), {})
        for day, value in track:
            of_place[day] = max(of_place.get(day, 0), value)  # one shape ends on the day the next begins
    return {place: thin_track(sorted(of_place.items())) for place, of_place in values.items()}


def split_tracks(atlas: Atlas, tracks: Tracks) -> Tracks:
    """Return tracks of places with one for each dated shape, which ends with the shape."""
    split = dict(tracks)
    for shape, (first, end) in list_shape_days(atlas).items():
        if track := tracks.get(place_of(shape)):
            days = [day for day, _ in track if first < day < end]
            steps = [(day, value_on(track, day)) for day in ((first, *days) if first < end else ())]
            split[shape] = thin_track([*steps, *([(end, 0)] if end < FOREVER else [])])
    return {shape: track for shape, track in split.items() if track}


def land_tracks(atlas: Atlas, lands: Mapping[str, str], names: Sequence[Name], named: Tracks) -> Tracks:
    """Compile when lands with the name of a force are named, by id: while that force is not."""
    tracks: Tracks = {}
    for text, id_ in lands.items():
        spans = [
            named[f"name-{number}"]
            for number, name in enumerate(names)
            if name_key(name.text) == name_key(text)
        ]
        days = sorted({atlas.meta.first, *(day for span in spans for day, _ in span)})
        tracks[id_] = thin_track((day, int(not any(value_on(span, day) for span in spans))) for day in days)
    return tracks


def _day_by_day(cells: NameMap, tracks: Tracks, first: int, end: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each day before `end` on which a zone changes its symbol, with the symbols of all of them.

    The symbols on the first day are those from that day on, or none.
    """
    steps: dict[int, list[tuple[int, int]]] = {}
    values = [0] * len(cells.zone_names)
    for zone, name in enumerate(cells.zone_names):
        for day, value in tracks.get(place_of(name), ()):
            if first < day < end:
                steps.setdefault(day, []).append((zone, value))
            elif day <= first:
                values[zone] = value
    if first > NEVER:
        steps.setdefault(first, [])
    for day in sorted(steps):
        for zone, value in steps[day]:
            values[zone] = value
        yield day, values


def claim_tracks(context: DrawingContext, changes: Changes) -> tuple[list[Claim], Tracks]:
    """Compile the claims of absence: the distinct claims, and a track each."""
    interner: Interner[Claim] = Interner()
    tracks: Tracks = {}
    for place in (*context.viewport.bands, *context.viewport.zones):
        dated_claims = [
            (change.day, claim_of(context, place, change.holdings)) for change in changes.get(place, ())
        ]
        for claim in dict.fromkeys(claim for _, claim in dated_claims if claim):
            number = interner.number(claim)
            tracks[f"claim-{number}"] = thin_track((day, int(other == claim)) for day, other in dated_claims)
    return interner.values, tracks


def border_tracks(atlas: Atlas, policy: str) -> Tracks:
    """Compile from which day on borders are drawn that have dates in a policy."""
    first, dated = atlas.meta.first, name_dated(atlas, policy)
    return {name: [[max(border.start, first), 1], [border.end, 0]] for border, name in dated.items()}


def existence_tracks(context: DrawingContext, known: int) -> Tracks:
    """Compile when places exist that do not always, in either of two accounts."""
    viewport, versions = (
        context.viewport,
        [version for version in (context.atlas, context.atlas.other) if version is not None],
    )
    spans_by_version = [spans_of(version, known) for version in versions]
    tracks: Tracks = {}
    for name in sorted(passing_places(context.atlas)):
        start, end = min(spans[name][0] for spans in spans_by_version), spans_by_version[0][name][1]
        if start < end and any(name in drawn for drawn in (viewport.sites, viewport.lines, viewport.zones)):
            ends = [[end, 0]] if end < FOREVER else []
            # A site with modelled ground is both.
            kinds = ["zone"] if name in viewport.zones else []
            kinds += ["exists"] if name in viewport.sites or name in viewport.lines else []
            tracks |= {f"{kind}-{name}": [[start, 1], *ends] for kind in kinds}
    return tracks


def event_tracks(context: DrawingContext, known: int) -> Tracks:
    """Compile how events appear and fade."""
    points, unit = locate_events(context), context.atlas.meta.granularity
    return {
        f"event-{event.id}": [list(step) for step in event_changes(event, known, unit)]
        for event in context.atlas.events
        if event.id in points and event_changes(event, known, unit)
    }
