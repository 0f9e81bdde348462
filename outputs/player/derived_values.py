"""Derived values: an embed computes symbols from records, and edges from the symbols on both sides.

A symbol follows from the records of a place with their shares and ages, so it is sent once, where they first
come together. `assets/embedded/derived_values.js` takes the same steps in the same order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from atlas.history.value_tracks import Track, Tracks, thin_track, value_on
from atlas.shapes.unfold import is_unfolded
from layers.geometry.outline_edges import find_outline_edges
from layers.geometry.viewport import Viewport

Payload = dict[str, Any]
Row = Mapping[str, Any]
Sides = Mapping[str, tuple[str, str]]
"""The two zones that each edge is between, by its id."""
Key = tuple[object, ...]
RecordTracks = list[tuple[Row, Track]]

_WITH_SYMBOL = ("zone", "site")
"""The shapes whose places have a symbol."""


def find_sides(viewport: Viewport) -> Sides:
    """Return the zones on both sides of each edge, by the id that the player gives it."""
    if is_unfolded(viewport.atlas):
        pairs = [(edge["left"], edge["right"]) for edge in list_dated_edges(viewport)]
    else:
        pairs = find_outline_edges({name: data for name, data in viewport.paths.items() if data})
    return {f"edge-{number}": pair for number, pair in enumerate(pairs)}


def list_dated_edges(viewport: Viewport) -> list[dict[str, str]]:
    """Return the edges of dated shapes with their paths, as an embed sends them.

    The outlines in a page do not say which shapes exist on a common day.
    """
    drawn = zip(viewport.shared_edges, viewport.edge_paths, strict=True)
    return [
        {"left": edge.left, "right": edge.right, "d": data} for edge, data in drawn if data and edge.right
    ]


def pack_dated(viewport: Viewport, payload: Payload) -> Payload:
    """Return what an embed with dated shapes needs besides; nothing for others."""
    if not is_unfolded(viewport.atlas):
        return {}
    return {"datedEdges": list_dated_edges(viewport), "datedDays": payload["days"]}


def rename_edges(tracks: Tracks, viewport: Viewport, sides: Sides) -> Tracks:
    """Return the tracks of shared edges under the ids that the player gives them."""
    numbers = {(edge.left, edge.right): number for number, edge in enumerate(viewport.shared_edges)}
    named = {name: tracks.get(f"edge-{numbers.get(pair)}") for name, pair in sides.items()}
    return {name: track for name, track in named.items() if track}


def derive_tracks(
    payload: Payload, records: RecordTracks, sides: Sides, stale: Sequence[int]
) -> tuple[dict[str, Tracks], list[int], list[int]]:
    """Return the tracks that must be sent, and the symbols and edges from which all the others follow.

    `told` are the records with their shares, place by place; `stale` is after how many days each ages.
    """
    tracks = payload["tracks"]
    symbols, edges = _Coder(), _Coder()
    worked: dict[str, Tracks] = {"zone": {}, "site": {}, "edge": {}}
    for place, rows in by_place(records).items():
        kind = payload["places"][place]["shape"]
        if kind in _WITH_SYMBOL:
            name = f"{kind}-{place}"
            steps = list(_steps(rows, stale))
            worked[kind][name] = symbols.track(steps, tracks[kind].get(name, []))
    for name, pair in sides.items():
        both = [tracks["zone"].get(f"zone-{side}", []) for side in pair]
        worked["edge"][name] = edges.track(_pairs(both), tracks["edge"].get(name, []))
    differing = {kind: _differing(tracks[kind], derived) for kind, derived in worked.items()}
    return {kind: odd for kind, odd in differing.items() if odd}, symbols.codes, edges.codes


def by_place(records: RecordTracks) -> dict[str, RecordTracks]:
    """Return the records of each place, with their shares."""
    places: dict[str, RecordTracks] = {}
    for row, track in records:
        places.setdefault(row["place"], []).append((row, track))
    return places


class _Coder:
    """Values sent once for each key, when it first appears: 0 is a new one, n the nth before it."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self._next = 1
        self._known: dict[Key, int] = {}

    def track(self, steps: Iterable[tuple[int, Key]], expected: Track) -> Track:
        """Return the track that follows from the keys; it differs from the wanted one if they don't fit."""
        return thin_track((day, self._value(key, value_on(expected, day))) for day, key in steps)

    def _value(self, key: Key, value: int) -> int:
        if not key:
            return 0
        if key not in self._known:
            self._known[key] = value
            self.codes.append(self._next - value)
            self._next += value == self._next
        return self._known[key]


def _steps(rows: RecordTracks, stale: Sequence[int]) -> Iterator[tuple[int, Key]]:
    """Yield the days on which the records of a place change or age, with their state from then on."""
    for day in sorted({day for row, track in rows for day in _days(row, track, stale)}):
        values = [(row, value_on(track, day)) for row, track in rows]
        yield (
            day,
            tuple(
                (
                    row["force"],
                    row["status"],
                    row["standing"],
                    value >> 2,
                    sum(row["attested"] + days <= day for days in stale),
                )
                for row, value in values
                if value
            ),
        )


def _days(row: Row, track: Track, stale: Sequence[int]) -> Iterator[int]:
    last, value = track[-1]
    yield from (day for day, _ in track)
    for days in stale:
        day = row["attested"] + days
        if track[0][0] < day and (value or day < last):
            yield day


def _pairs(both: Sequence[Track]) -> Iterator[tuple[int, Key]]:
    """Yield days on which a side of a shared edge changes, with the symbols of both if they differ."""
    for day in sorted({day for track in both for day, _ in track}):
        first, second = sorted(value_on(track, day) for track in both)
        yield day, () if first == second else (first, second)


def _differing(tracks: Tracks, worked: Tracks) -> Tracks:
    """Return the tracks that do not follow, empty if there is none."""
    return {
        name: tracks.get(name, [])
        for name in {**tracks, **worked}
        if tracks.get(name, []) != worked.get(name, [])
    }


def turning(rows: RecordTracks, certain: int) -> Iterator[tuple[int, bool]]:
    """Yield the days on which the shares of a place change, and whether its forces or statuses do.

    That is who is there in which way, and whether it is certain, possible or unknown (see `turn_days`).
    """
    before: set[Key] = set()
    for day in sorted({day for _, track in rows for day, _ in track}):
        values = [(row, value_on(track, day)) for row, track in rows]
        now: set[Key] = {
            (row["force"], row["status"], row["standing"], _surely((value >> 2) - 1, certain))
            for row, value in values
            if value
        }
        yield day, now != before
        before = now


def _surely(share: int, certain: int) -> int:
    return int(share > 0) + int(share == certain)
