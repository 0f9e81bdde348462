"""The payload of an embed: what it needs of a map, packed so that one page stays light.

`assets/embedded/unpack_payload.js` unpacks it into the payload of the player; a test compares the two.
Handles the shape of the payload; contains no atlas and no markup.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count, takewhile
from typing import Any

from atlas.model.edtf_dates import FOREVER
from outputs.player.cited_sources import order_sources, renumber
from outputs.player.derived_values import Sides, by_place, derive_tracks, turning
from outputs.player.packed_columns import pack_column, pack_table, pack_track
from text.translations import Words, load_words

Payload = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
Track = list[list[int]]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "records": (
        "force", "status", "standing", "author", "standingNote", "since", "attested", "to", "sources",
    ),
    "events": (
        "id", "day", "latest", "date", "place", "title", "standing", "author", "sources", "standingNote", "x",
        "y",
    ),
    "sources": ("publisher", "published", "url"),
    "places": ("id", "name", "shape", "covered", "inView", "within", "about", "after", "records"),
    "forces": ("id", "name", "family", "fill"),
}  # fmt: skip
"""The fields that an embed keeps; the rest is one click away, in the map it came from."""
_UNSAID = (
    "share", "site_", "theme_", "film_", "alt", "reopen_", "pinned_", "age", "define_", "definitions",
    "layer", "border", "changed_", "changes_since", "nothing_changed", "nothing_since", "handed_", "gained",
    "lost", "method", "to_map", "download", "offline", "site", "correction", "source_", "account_",
    "sources_excluded",
    "carried_", "speaker_on", "all_sources", "side_all", "origins_", "relays_", "with_relays",
    "since_", "until",
    "between", "began", "about", "attested", "possibly_held", "left_out", "not_yet", "language", "locale",
    "brand", "joint", "claimed_or", "who_held", "timeline", "says", "possible_short", "unknown_short",
    "event_recent", "open_marchland", "sources_of", "versus", "km2", "view", "key", "more", "data", "go",
    "forces", "news_", "caption_", "listed", "others", "other_speakers", "takes_the", "written_small",
    "on_day", "on_or", "in_time", "in_or", "as_of",
    "beside_", "now_disputed", "was_disputed", "rivals", "via", "turn", "size_",
    "more_n", "known_long", "known_short", "known_slider", "known_type", "newest", "only_",
)  # fmt: skip
"""Prefixes of phrases that only the page around the player or a still needs."""
_DROPPED = (
    "versus", "sheets", "holdings", "views", "languages", "policies", "uncertainty", "licence", "ages",
    "legendSide", "side", "borders", "age", "title",
)  # fmt: skip
_DERIVED = ("zone", "site", "edge", "event")
_ALIKE = ("cited", "sources", "families", "news", "events", "forces", "symbols", "places", "tracks",
          "records", "shares")  # fmt: skip
"""The large parts in the order that compresses best."""


def pack_embed(
    payload: Payload, links: bool, sides: Sides, stale: Sequence[int], lines: Sequence[str] = ()
) -> Payload:
    """Return the packed payload of an embed; without `links`, sources have names but no links.

    Derived values need the zones on both `sides` of edges, and after how many days records age; `lines` are
    those of the sources that its page lists.
    """
    named = order_sources(payload["sources"], lines)
    payload = payload | {name: renumber(payload[name], named) for name in ("records", "events")}
    packed = {name: value for name, value in payload.items() if name not in _DROPPED}
    order = _holdings_order(payload)
    rows, tracks = [payload["records"][number] for number in order], find_share_tracks(payload, order)
    packed["records"] = pack_table(_brief_records(payload, rows, tracks), COLUMNS["records"])
    packed["recordTestimonies"] = pack_testimonies(rows)
    packed["shares"] = pack_shares(tracks)
    packed["days"] = pack_track([[day, events] for day, _, events in payload["days"] if events])
    packed["unchangedDays"] = pack_idle(payload, rows, tracks)
    packed["contradictions"] = pack_denials(payload, order)
    packed["events"] = pack_table(_brief_events(payload), _event_columns(payload))
    packed["eventTestimonies"] = pack_testimonies(payload["events"])
    packed |= _pack_sources([payload["sources"][at] if at is not None else {} for at in named], lines, links)
    packed["places"] = _pack_places(payload, rows)
    packed["forces"] = pack_table(_listed(payload["forces"]), COLUMNS["forces"])
    derived = derive_tracks(payload, list(zip(rows, tracks, strict=True)), sides, stale)
    odd, packed["symbolCodes"], packed["edgeCodes"] = derived
    packed["tracks"] = {
        kind: {name: pack_track(track) for name, track in tracks.items()}
        for kind, tracks in (payload["tracks"] | {kind: {} for kind in _DERIVED} | odd).items()
    }
    packed["nameTracks"] = _take_numbered(packed["tracks"]["name"])
    packed["ageDays"] = list(stale)
    packed["eventFading"] = pack_fading(payload)
    packed["forever"] = FOREVER
    packed["symbols"] = pack_symbols(payload["symbols"])
    packed["words"] = {name: text for name, text in payload["words"].items() if not name.startswith(_UNSAID)}
    return packed


def _pack_sources(cited: Rows, lines: Sequence[str], links: bool) -> Payload:
    """Return the links of the sources that the page lists, and the other sources whole."""
    return {
        "cited": [source.get("url", "") for source in cited[: len(lines)]] if links else [],
        "sources": pack_table(cited[len(lines) :], COLUMNS["sources"] if links else COLUMNS["sources"][:-1]),
    }


def _pack_places(payload: Payload, rows: Rows) -> Payload:
    """Return the places, each with the number of its records."""
    counts = Counter(row["place"] for row in rows)
    places = [{**row, "records": counts[row["id"]]} for row in _listed(payload["places"])]
    return pack_table(places, COLUMNS["places"])


def _take_numbered(tracks: dict[str, list[int]]) -> list[list[int]]:
    """Remove the tracks of name-0, name-1 and so on, and return them in this order."""
    numbered = takewhile(tracks.__contains__, (f"name-{number}" for number in count()))
    return [tracks.pop(name) for name in numbered]


def _brief_records(payload: Payload, rows: Rows, tracks: Sequence[Track]) -> list[Mapping[str, Any]]:
    """Return the records without what follows from the days on which they hold.

    `attested` is counted from the first of those days. Left out are since when, if it is the first of them;
    and the end, if its last possible day is the last of them: `to` is then how many days its window is long.
    """
    words = load_words(payload["lang"])
    return [{**row, **_shorten_dates(row, track, words)} for row, track in zip(rows, tracks, strict=True)]


def _shorten_dates(row: Mapping[str, Any], track: Track, words: Words) -> dict[str, Any]:
    last, value = track[-1]
    end = FOREVER if value else last
    since, (earliest, latest) = row["since"], row["to"]
    return {
        "attested": row["attested"] - track[0][0],
        "since": "" if since == words.format("since", date=words.day(track[0][0])) else since,
        "to": latest - earliest if latest == end else [earliest, latest],
    }


def _event_columns(payload: Payload) -> tuple[str, ...]:
    """Return the kept fields of events; ids that equal their numbers are left out."""
    numbered = all(event["id"] == str(number) for number, event in enumerate(payload["events"]))
    return COLUMNS["events"][1:] if numbered else COLUMNS["events"]


def _brief_events(payload: Payload) -> list[Mapping[str, Any]]:
    """Return the events: each day from the one before, and no date that is a certain day.

    The player formats such a date itself.
    """
    words, events = load_words(payload["lang"]), payload["events"]
    return [
        {
            **event,
            "day": event["day"] - before,
            "latest": event["latest"] - event["day"],
            "date": "" if event["date"] == words.day(event["day"]) else event["date"],
        }
        for event, before in zip(events, [0, *(event["day"] for event in events)], strict=False)
    ]


def group_alike(packed: Payload) -> Payload:
    """Return a payload with similar parts side by side: gzip only finds repeats within 32 KB."""
    return {name: packed[name] for name in (*_ALIKE, *packed) if name in packed}


def _listed(by_id: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [{"id": key, **row} for key, row in by_id.items()]


def _holdings_order(payload: Payload) -> list[int]:
    """Return the numbers of the records place by place, each in the order of its holdings."""
    order: dict[int, None] = {}
    for name in payload["places"]:
        place: list[int] = []
        for _, holdings in payload["holdings"].get(name, ()):
            _merge(place, [number for number, *_ in holdings])
        order |= dict.fromkeys(place)
    return list(order)


def _merge(numbers: list[int], holdings: list[int]) -> None:
    """Insert the new numbers into a list, each after its predecessor."""
    at = 0
    for number in holdings:
        if number in numbers:
            at = numbers.index(number) + 1
        else:
            numbers.insert(at, number)
            at += 1


def pack_shares(tracks: Sequence[Track]) -> Payload:
    """Return for each record when it holds, and how certainly: the days and the values of its track.

    A value is four times share + 1, plus `holds` (see `panel`). The holdings of a place follow from
    it, except for their age, which an embed does not show.
    """
    packed = [pack_track(track) for track in tracks]
    return {
        "days": [track[::2] for track in packed],
        "values": pack_column([track[1::2] for track in packed]),
    }


def find_share_tracks(payload: Payload, order: Sequence[int]) -> list[Track]:
    """Return when each record holds, and how certainly, in an order of the records."""
    tracks: dict[int, Track] = {number: [] for number in order}
    for steps in payload["holdings"].values():
        before: dict[int, int] = {}
        for day, holdings in steps:
            now = {number: 4 * (share + 1) + holds for number, share, _, holds in holdings}
            for number in before.keys() | now.keys():
                if now.get(number, 0) != before.get(number, 0):
                    tracks[number].append([day, now.get(number, 0)])
            before = now
    return [tracks[number] for number in order]


def pack_idle(payload: Payload, rows: Rows, tracks: Sequence[Track]) -> dict[str, list[int]]:
    """Return for each place in view the days on which only shares change, or only the rest.

    Days are numbers among the days on which its shares change: an embed needs no other list of days.
    """
    turned = {(place, day) for day, places, _ in payload["days"] for place in places}
    records_by_place = by_place(list(zip(rows, tracks, strict=True)))
    idle = {
        place: [
            number
            for number, (day, turns) in enumerate(turning(records, payload["certain"]))
            if turns != ((place, day) in turned)
        ]
        for place, records in records_by_place.items()
        if payload["places"][place]["inView"]
    }
    return {place: numbers for place, numbers in idle.items() if numbers}


def pack_denials(payload: Payload, order: Sequence[int]) -> list[list[Any]]:
    """Return the records in contradictions: [number, speaker, carriedBy, numbers it contradicts …]."""
    place = {number: at for at, number in enumerate(order)}
    rows = ((place[number], payload["records"][number]) for number in order)
    return [
        [at, row["speaker"], row["carriedBy"], *(place[other] for other in row["contradicts"])]
        for at, row in rows
        if row["contradicts"] or row["denied"]
    ]


def pack_symbols(symbols: Sequence[Sequence[str]]) -> list[Any]:
    """Return the distinct grounds, and from symbol to symbol which of them it has; the same for patterns.

    Patterns that are numbered already are given by how many they are.
    """
    columns: list[Any] = []
    for column in zip(*symbols, strict=True):
        names = list(dict.fromkeys(column))
        numbers = [names.index(name) for name in column]
        steps = [number - before for before, number in zip([0, *numbers], numbers, strict=False)]
        numbered = names[1:] == [f"p{number}" for number in range(len(names) - 1)]
        columns += [len(names) if numbered else names, steps]
    return columns


def pack_fading(payload: Payload) -> list[list[int]]:
    """Return how every event fades: [days after its last possible day, value], …; it appears on its first.

    ValueError if an event has a track that does not follow from its days.
    """
    tracks = payload["tracks"]["event"]
    fading: list[list[int]] = []
    for event in payload["events"]:
        track = tracks[f"event-{event['id']}"]
        (day, first), *later = track
        after = [[day_of_step - event["latest"], value] for day_of_step, value in later]
        if (day, first) != (event["day"], 1) or after != (fading or after):
            raise ValueError(f"The track of the event {event['id']} does not follow from its days: {track}.")
        fading = after
    return fading


def pack_testimonies(records: Rows) -> list[dict[int, str]]:
    """Return the most frequent sentence for each number of `_voices`, and those of records with another."""
    counts: dict[int, Counter[str]] = {}
    for row in records:
        counts.setdefault(_voices(row), Counter())[row["testimony"]] += 1
    plain = {voices: sentences.most_common(1)[0][0] for voices, sentences in counts.items()}
    others = {
        at: row["testimony"] for at, row in enumerate(records) if row["testimony"] != plain.get(_voices(row))
    }
    return [plain, others]


def _voices(row: Mapping[str, Any]) -> int:
    """Return how many sources a record has; negative if they quote a speaker."""
    return -len(row["sources"]) if row["author"] else len(row["sources"])
