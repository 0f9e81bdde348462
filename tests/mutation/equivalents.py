"""Faults that change no result, each with the reason: `equivalents.toml`. They are tried, but not counted."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.operators import Site

FILE = Path(__file__).with_name("equivalents.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A fault that no test can find: its place as statement and kind, and why it changes nothing."""

    file: str
    function: str
    statement: str
    fault: str
    why: str

    def is_at(self, site: Site) -> bool:
        """Return whether a site is meant."""
        return site.statement == f"{self.file}|{self.function}|{self.statement}" and site.kind == self.fault


def read_equivalents(file: Path = FILE) -> list[Equivalent]:
    """Read the list."""
    return [Equivalent(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["equivalent"]]


def find_equivalents(sites: Iterable[Site], equivalents: Iterable[Equivalent]) -> Mapping[Site, Equivalent]:
    """Return which sites are listed. An entry that is not at exactly one site is an error."""
    by_place: dict[tuple[str, str], list[Site]] = {}
    for site in sites:
        by_place.setdefault((site.statement, site.kind), []).append(site)
    listed: dict[Site, Equivalent] = {}
    for entry in equivalents:
        place = f"{entry.file}|{entry.function}|{entry.statement}"
        places = by_place.get((place, entry.fault), [])
        if len(places) != 1:
            raise ValueError(
                f"{FILE.name}: {place}, {entry.fault!r} is at {len(places)} places, not at one. "
                "Correct the entry, or remove it if the code has changed."
            )
        listed[places[0]] = entry
    return listed
