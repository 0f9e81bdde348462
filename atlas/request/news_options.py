"""The options of news pictures: the words of the desk, its notes, and what the picture is about."""

from collections.abc import Callable, Mapping

from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.faults import suggest
from atlas.request.own_notes import list_callouts, parse_notes
from atlas.request.parsers import (
    LONGEST_TYPO,
    RequestError,
    bbox_parser,
    choice_parser,
    day_parser,
    place_parser,
    text_parser,
)

MIN_NEWS_SIDE, MIN_NEWS_SIDE_ON_PAPER = 200, 150
"""In px: a smaller picture has no room for both a headline with its sources and a map."""
STYLES = ("reference", "news")
KEYS = ("auto", "none", "full")
LONGEST_TITLE = 120
FEWEST_DATES, MOST_DATES = 2, 6
"""How many maps of different days a picture has, if it has several."""


def _callouts(atlas: Atlas, value: str) -> str:
    if value in ("auto", "none"):
        return value
    ids = {*atlas.places, *(event.id for event in atlas.events)}
    for name, _ in list_callouts(value):
        if name not in ids:
            cure = suggest(name, ids) if len(name) < LONGEST_TYPO else ""
            allowed = "Use auto, none, or ids of places and events with commas."
            raise RequestError("callouts", name, cure or allowed)
    return value


def _dates(atlas: Atlas, value: str) -> tuple[int, ...]:
    parse = day_parser("dates")
    days = sorted(parse(atlas, word) for word in value.split(","))
    if not FEWEST_DATES <= len(set(days)) == len(days) <= MOST_DATES:
        allowed = (
            f"Use {FEWEST_DATES} to {MOST_DATES} different dates with commas, such as 2017-11-01,2018-12-31."
        )
        raise RequestError("dates", value, allowed)
    return tuple(days)


def _inset(atlas: Atlas, value: str) -> str | BBox:
    return bbox_parser("inset")(atlas, value) if "," in value else place_parser("inset")(atlas, value)


NEWS_PARSERS: Mapping[str, Callable[[Atlas, str], object]] = {
    "title": text_parser("title", LONGEST_TITLE),
    "style": choice_parser("style", lambda _: STYLES),
    "deck": text_parser("deck"),
    "note": text_parser("note"),
    "source": text_parser("source"),
    "byline": text_parser("byline"),
    "callouts": _callouts,
    "notes": parse_notes,
    "focus": place_parser("focus"),
    "since": day_parser("since"),
    "dates": _dates,
    "inset": _inset,
    "key": choice_parser("key", lambda _: KEYS),
}
