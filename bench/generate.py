"""Makes a valid atlas of any size: zones that share their edges, and records that divide time among forces.

The same arguments give the same bytes. `python -m bench.generate DIR --places 1000` writes one.
"""

import argparse
import csv
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

WEST, SOUTH, EAST, NORTH = 35.5, 31.5, 42.5, 37.0
FIRST, LAST = date(2011, 1, 1), date(2021, 12, 31)
DAYS = (LAST - FIRST).days

FAMILIES = (
    ("government", "Government", "GOV", "#e5dcbb"),
    ("russian", "Russian-backed", "RUS", "#417594"),
    ("iran", "Iran-aligned", "IRN", "#edaf53"),
    ("opposition", "Opposition", "OPP", "#7fa98a"),
    ("isis", "Islamic State", "IS", "#4b4a52"),
)
FORCES = (
    ("army", "Army", "government"),
    ("guard", "Republican Guard", "government"),
    ("fifth-corps", "Fifth Corps", "russian"),
    ("eighth-brigade", "8th Brigade", "russian"),
    ("militias", "Militias", "iran"),
    ("rebels", "Rebels", "opposition"),
    ("council", "Military council", "opposition"),
    ("isis", "Islamic State", "isis"),
)
TOML = f"""\
title = "A generated atlas"
description = "For benchmarks: no such place, no such front."
languages = ["en"]
first = {FIRST}
last = {LAST}
default_date = 2020-12-17
default_view = "whole"

[[views]]
id = "whole"
name = "Whole"
bbox = [{WEST}, {SOUTH}, {EAST}, {NORTH}]
"""
RECORD_COLUMNS = (
    *("id", "place", "force", "status", "from", "to"),
    *("standing", "standing_note", "by", "sources", "note"),
)


def write_atlas(
    folder: Path,
    places: int,
    records: int | None = None,
    seed: int = 1,
    vertices: int = 30,
    dates: int = 60,
    changing: float = 0.02,
) -> Path:
    """Write an atlas of `places` zones of about `vertices` each, and return its folder.

    With `records`, each zone changes hands on days of its own until that many records are written. Without
    it, zones change on `dates` common days: each time a share of them (`changing` < 1), or that many.
    """
    chance = random.Random(seed)
    turns = (
        _common_turns(chance, places, dates, changing)
        if records is None
        else _own_turns(chance, places, records)
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "atlas.toml").write_text(TOML)
    _write_csv(folder / "families.csv", ("id", "name", "code", "colour"), FAMILIES)
    _write_csv(folder / "forces.csv", ("id", "name", "family"), FORCES)
    _write_csv(
        folder / "sources.csv", ("id", "publisher", "title", "published", "origin", "leaning"), _sources()
    )
    _write_csv(folder / "records.csv", RECORD_COLUMNS, _records(chance, turns))
    (folder / "zones.geojson").write_text(_format_zones(places, vertices, seed))
    return folder


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _months() -> Iterator[date]:
    return (date(year, month, 1) for year in range(FIRST.year, LAST.year + 1) for month in range(1, 13))


def _sources() -> Iterator[tuple[str, ...]]:
    """Two independent reports a month, published after its last day, and a third that relays the first."""
    for month in _months():
        name = f"{month:%Y-%m}"
        after = f"{(month + timedelta(days=40)).replace(day=2)}"
        yield f"wire-{name}", "Wire", f"The month {name}", after, "", "none"
        yield f"desk-{name}", "Desk", f"The month {name} again", after, "", "none"
        yield f"relay-{name}", "Relay", f"The wire of {name}", after, f"wire-{name}", "none"


def _own_turns(chance: random.Random, places: int, records: int) -> list[list[int]]:
    """Return for each place the days on which it changes hands, for the requested number of records."""
    share, rest = divmod(records, places)
    counts = [share + (place < rest) for place in range(places)]
    return [sorted(chance.sample(range(1, DAYS), count - 1)) if count else [] for count in counts]


def _common_turns(chance: random.Random, places: int, dates: int, changing: float) -> list[list[int]]:
    turns: list[list[int]] = [[] for _ in range(places)]
    many = int(changing) if changing >= 1 else max(1, round(places * changing))
    for day in sorted(chance.sample(range(1, DAYS), dates)):
        for place in chance.sample(range(places), many):
            turns[place].append(day)
    return turns


def _records(chance: random.Random, turns: list[list[int]]) -> Iterator[tuple[str, ...]]:
    for place, days in enumerate(turns):
        force = chance.randrange(len(FORCES))
        bounds = [0, *days, DAYS + 62]
        for number, (start, end) in enumerate(pairwise(bounds)):
            force = (force + chance.randrange(1, len(FORCES))) % len(FORCES)
            until = _format_turn(bounds, number + 1) if number < len(days) else ""
            since = _format_turn(bounds, number) if number else str(FIRST)
            yield (
                f"p{place}-{number}",
                f"p{place}",
                FORCES[force][0],
                *_claim(chance, since, until, start, end),
            )


def _format_turn(bounds: list[int], number: int) -> str:
    """Return a day; for every eighth only its month, if no neighbour is close to it."""
    day = FIRST + timedelta(days=bounds[number])
    alone = min(bounds[number] - bounds[number - 1], bounds[number + 1] - bounds[number]) > 62
    return f"{day:%Y-%m}" if alone and bounds[number] % 8 == 0 else str(day)


def _claim(chance: random.Random, since: str, until: str, start: int, end: int) -> tuple[str, ...]:
    dice, month = chance.random(), since[:7]
    status = "control" if dice < 0.9 else "contested"
    note = f"Held for {end - start} days, as reported." if dice > 0.7 else ""
    if dice < 0.1:
        return status, since, until, "", "", "", f"wire-{month};desk-{month}", note
    if dice < 0.15:
        doubt = "It is one commander’s word."
        return status, since, until, "claimed", doubt, "A commander", f"wire-{month}", note
    return status, since, until, "", "", "", f"wire-{month};relay-{month}", note


def _format_zones(places: int, vertices: int, seed: int) -> str:
    """Return a FeatureCollection with a zone per line: cells of a bent grid with shared edges."""
    columns = int(np.ceil(np.sqrt(places)))
    rows = -(-places // columns)
    across = max(1, (vertices + 2) // 4)
    along, up = _bent_edges(
        columns, rows, across, max(1, vertices // 2 - across), np.random.default_rng(seed)
    )
    features = [_format_zone(place, *divmod(place, columns), along, up) for place in range(places)]
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def _bent_edges(
    columns: int, rows: int, across: int, upward: int, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the edges of the grid, corner to corner: those from west to east, then from south to north."""
    cell = np.array([(EAST - WEST) / columns, (NORTH - SOUTH) / rows])
    grid = np.stack(np.meshgrid(np.arange(columns + 1), np.arange(rows + 1)), axis=-1)
    corners = grid + chance.uniform(-0.1, 0.1, grid.shape)
    origin = np.array([WEST, SOUTH])
    along = _bend(corners[:, :-1], corners[:, 1:], across, chance)
    up = _bend(corners[:-1], corners[1:], upward, chance)
    return np.round(along * cell + origin, 6), np.round(up * cell + origin, 6)


def _bend(starts: np.ndarray, ends: np.ndarray, steps: int, chance: np.random.Generator) -> np.ndarray:
    share = (np.arange(steps + 1) / steps)[:, None]
    line = starts[..., None, :] * (1 - share) + ends[..., None, :] * share
    # The bends shrink towards the corners, so that edges that meet there never cross.
    wander = chance.uniform(-0.05, 0.05, line.shape) * np.sin(np.pi * share)
    return line + wander


def _format_zone(place: int, row: int, column: int, along: np.ndarray, up: np.ndarray) -> str:
    south, north = along[row, column], along[row + 1, column]
    west, east = up[row, column], up[row, column + 1]
    ring = np.concatenate([south, east[1:], north[-2::-1], west[-2::-1]]).tolist()
    properties = {"id": f"p{place}", "name": f"Zone {place}", "kind": "area", "accuracy_km": 2}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return json.dumps({"type": "Feature", "properties": properties, "geometry": geometry})


def main() -> None:
    """Read the command line and write one atlas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=1000)
    for name, kind, default in (
        ("records", int, None),
        ("seed", int, 1),
        ("vertices", int, 30),
        ("dates", int, 60),
    ):
        parser.add_argument(f"--{name}", type=kind, default=default)
    parser.add_argument("--changing", type=float, default=0.02)
    write_atlas(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
