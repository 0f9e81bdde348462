"""Random tables of a small atlas: records, sources and events that came out at different times."""

import random

from atlas.model.edtf_dates import format_day, parse_day
from tests.cut_atlas import Row, Tables

FIRST = parse_day("2017-01-01")
LAST = parse_day("2018-12-31")
_PLACES = ("west", "east", "gate", "post", "far", "post-circle", "alpha")
_FORCES = ("army", "fourth", "guards")
_STATUSES = ("control", "control", "presence", "contested", "besieged", "nominal", "absent")


def draw_tables(number: int) -> Tables:
    """Return the tables of one atlas; the number is the seed."""
    chance = random.Random(number)
    sources = [_draw_source(chance, at) for at in range(chance.randint(2, 9))]
    names = [row["id"] for row in sources]
    return {
        "sources": sources,
        "records": [_draw_record(chance, at, names) for at in range(chance.randint(1, 12))],
        "events": [_draw_event(chance, at, names) for at in range(chance.randint(1, 4))],
    }


def _day(chance: random.Random, first: int = FIRST, last: int = LAST) -> int:
    return chance.randint(first, max(first, last))


def _draw_source(chance: random.Random, at: int) -> Row:
    relays = f"s{chance.randrange(at)}" if at and chance.random() < 0.4 else ""
    return {
        "id": f"s{at}",
        "publisher": f"Paper {at}",
        "title": f"Report {at}",
        "url": f"https://example.org/{at}",
        "archive_url": "",
        "published": "" if chance.random() < 0.15 else format_day(_day(chance)),
        "language": "en",
        "origin": relays,
        "leaning": chance.choice(("none", "none", "pro-government", "pro-iran")),
    }


def _draw_record(chance: random.Random, at: int, sources: list[str]) -> Row:
    begin = _day(chance, FIRST, LAST - 200)
    end = _day(chance, begin + 40, LAST)
    starts = (format_day(begin), f"../{format_day(begin)}", f"{format_day(begin)}/{format_day(begin + 20)}")
    ends = ("", format_day(end), f"{format_day(end)}/..", f"{format_day(end)}/{format_day(end + 20)}")
    to, reported = chance.choice(ends), _day(chance, begin, LAST)
    return {
        "id": f"r{at}",
        "place": chance.choice(_PLACES),
        "force": chance.choice(_FORCES),
        "status": chance.choice(_STATUSES),
        "from": chance.choice(starts),
        "to": to,
        "standing": chance.choice(("", "", "", "reported", "claimed")),
        "by": chance.choice(("", "", "army", "A guard")),
        "reported": format_day(reported) if chance.random() < 0.2 else "",
        "to_reported": format_day(_day(chance, end, LAST)) if to and chance.random() < 0.2 else "",
        "confirmed": format_day(_day(chance, begin, end - 1)) if chance.random() < 0.2 else "",
        "retracted": format_day(_day(chance, reported, LAST)) if chance.random() < 0.2 else "",
        "contradicts": f"r{chance.randrange(at)}" if at and chance.random() < 0.25 else "",
        "sources": ";".join(chance.sample(sources, chance.randint(1, min(3, len(sources))))),
        "note": f"Note {at}",
    }


def _draw_event(chance: random.Random, at: int, sources: list[str]) -> Row:
    return {
        "id": f"e{at}",
        "date": format_day(_day(chance)),
        "place": chance.choice(_PLACES),
        "lon": "",
        "lat": "",
        "title": f"Event {at}",
        "text": f"Text {at}",
        "kind": "strike",
        "standing": "",
        "by": chance.choice(("", "army")),
        "sources": ";".join(chance.sample(sources, chance.randint(1, min(3, len(sources))))),
        "from_force": chance.choice(("", *_FORCES)),
        "to_force": chance.choice(("", *_FORCES)),
    }
