"""Named scenes of the default atlas: tests, goldens and benchmarks use the same requests by name."""

from collections.abc import Mapping

from atlas.model.atlas import Atlas
from atlas.request.request import Request, parse_request

_EAST = {"view": "albu-kamal"}
_SOUTH = {"view": "golan-hauran"}

SCENES: Mapping[str, Mapping[str, str]] = {
    "first-day-2011": {"date": "earliest"},
    "rebels-2014": {"date": "2014-02-01"},
    "deir-ez-zor-siege": {"date": "2016-03-01", "view": "deir-ez-zor"},
    "albu-kamal-before-2017-11-08": {"date": "2017-11-07", **_EAST},
    "albu-kamal-lost-again-2017-11-12": {"date": "2017-11-12", **_EAST},
    "albu-kamal-taken-2017-11-19": {"date": "2017-11-19", **_EAST},
    "hauran-2018-07": {"date": "2018-07-10", **_SOUTH},
    "claims-2018-09": {
        "date": "2018-09-01", "layers": "zones,lines,sites,events,labels,claims", **_SOUTH,
    },
    "handover-2020-12-17": {},
    "handover-close": _EAST,
    "handover-as-known-then": {"known": "2020-12-18", **_EAST},
    "before-and-after-the-handover": {"date": "2020-12-07", "compare": "2020-12-17", **_EAST},
    "before-and-after-arabic": {"date": "2020-12-07", "compare": "2020-12-17", "lang": "ar", **_EAST},
    "before-and-after-story": {"date": "2018-10-01", "compare": "2020-12-17", "size": "story"},
    "two-versions": {"date": "2018-10-01", "side": "russian", "versus": "israel", **_SOUTH},
    "two-versions-arabic-dark": {
        "date": "2018-10-01", "side": "russian", "versus": "israel", "lang": "ar", "theme": "dark",
        **_SOUTH,
    },
    "without-what-is-disputed": {"date": "2018-10-01", "hide": "standing.disputed", **_SOUTH},
    "arabic": {"lang": "ar"},
    "arabic-close": {"lang": "ar", **_EAST},
    "dark": {"theme": "dark"},
    "print": {"theme": "print", "size": "print"},
    "square": {"size": "square", **_SOUTH},
    "story": {"size": "story", **_EAST},
    "article-arabic-dark": {"size": "article", "lang": "ar", "theme": "dark", "view": "deir-ez-zor"},
    "borders-de-facto": {"date": "2018-07-10", "bbox": "35.5,33.1,35.95,33.4"},
    "borders-un": {"date": "2018-07-10", "bbox": "35.5,33.1,35.95,33.4", "borders": "un"},
    "borders-un-arabic": {"date": "2018-07-10", "borders": "un", "lang": "ar", "theme": "dark", **_SOUTH},
    "age": {"age": "1"},
    "age-arabic-dark": {"age": "1", "lang": "ar", "theme": "dark", "date": "2018-07-10", **_SOUTH},
    "age-print": {"age": "1", "theme": "print"},
    "plain-detail": {"plain": "1", "bbox": "40.8,34.3,41.2,34.6"},
}  # fmt: skip

ISLAND: Mapping[str, Mapping[str, str]] = {
    "island-possible-early": {"date": "2020-06-04"},
    "island-possible-late": {"date": "2020-06-26"},
    "island-unknown": {"date": "2020-05-01"},
    "island-unknown-dark": {"date": "2020-05-01", "theme": "dark"},
    "island-arrow": {"date": "2020-09-20"},
    "island-arrow-news-story": {"date": "2020-09-20", "style": "news", "size": "story"},
}
"""Rules of drawing without a clear case in the default atlas, on the starter atlas."""

NEWS: Mapping[str, Mapping[str, str]] = {
    "news-card": _EAST,
    "news-south-and-east": {},
    "news-square-dark": {"date": "2018-07-09", "size": "square", "theme": "dark", **_SOUTH},
    "news-story-arabic": {"date": "2017-11-19", "size": "story", "lang": "ar", **_EAST},
    "news-tile": {"size": "300x250", **_EAST},
    "news-print": {"date": "2018-07-09", "size": "85x110", "unit": "mm", "theme": "print", **_SOUTH},
    "news-focus": {"focus": "albu-kamal", "callouts": "none", "key": "full"},
    "news-since": {"date": "2017-11-25", "since": "2017-11-01", "view": "deir-ez-zor"},
    "news-inset": {"date": "2018-07-09", "inset": "35.5,32.2,37.1,33.5"},
    "news-inset-square-dark": {"inset": "albu-kamal", "size": "square", "theme": "dark"},
    "news-dates": {"dates": "2017-11-01,2017-11-25,2018-12-31,2020-12-17", **_EAST},
    "news-dates-square-dark": {
        "dates": "2014-02-01,2018-06-15,2018-08-01", "size": "square", "theme": "dark", **_SOUTH,
    },
    "news-dates-story-arabic": {
        "dates": "2017-11-01,2017-11-25,2018-12-31,2020-12-17", "size": "story", "lang": "ar", **_EAST,
    },
    "news-words-of-the-desk": {
        "title": "A headline", "deck": "A deck.", "note": "A note.", "source": "A source", "byline": "A desk",
        **_EAST,
    },
}  # fmt: skip
"""News pictures."""

VYHADIA: Mapping[str, Mapping[str, str]] = {
    "vyhadia": {"lang": "uk"},
    "vyhadia-siege-georgian-dark": {"lang": "ka", "date": "2031-06-20", "theme": "dark"},
    "vyhadia-east-print": {"lang": "uk", "view": "east-coast", "theme": "print", "size": "print"},
    "vyhadia-story-georgian": {"lang": "ka", "view": "middle", "size": "story", "date": "2031-07-21"},
    "vyhadia-news-square": {"lang": "uk", "date": "2031-08-12", "size": "square", "style": "news"},
    "vyhadia-news-georgian": {"lang": "ka", "view": "middle", "style": "news"},
    "vyhadia-news-georgian-dark": {"lang": "ka", "date": "2031-03-15", "theme": "dark", "style": "news"},
    "vyhadia-news-print": {
        "lang": "uk", "view": "east-coast", "size": "85x110", "unit": "mm", "theme": "print", "style": "news",
    },
}  # fmt: skip
"""The second complete atlas: other languages, scripts, colours and ids than the default one."""

ERAS: Mapping[str, Mapping[str, str]] = {
    "ancient-year": {},
    "ancient-age-arabic-dark": {"date": "0014", "age": "1", "lang": "ar", "theme": "dark"},
    "ancient-news-since": {"date": "0009", "since": "-0043", "style": "news"},
    "medieval-month": {},
    "medieval-compare-arabic": {"date": "1414-11", "compare": "1416-05", "lang": "ar"},
    "medieval-news-story-arabic": {"lang": "ar", "size": "story", "style": "news"},
}
"""Atlases of years, from before the common era into it, and of months: the first word is their folder."""


def scene_request(atlas: Atlas, name: str) -> Request:
    """Return the request of a named scene."""
    if name in NEWS:
        return parse_request(atlas, {"style": "news", **NEWS[name]})
    return parse_request(atlas, {**SCENES, **ISLAND, **VYHADIA, **ERAS}[name])
