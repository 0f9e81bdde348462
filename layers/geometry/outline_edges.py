"""Outline edges: which zones touch, as the outlines in a page show it, so that no edge is sent with its path.

`assets/player/map/outline_edges.js` finds the same edges in the same order, and draws them. Pure geometry.
"""

import re
from collections.abc import Iterator, Mapping

Point = tuple[int, int]
Step = tuple[Point, Point]
_NUMBER = re.compile(r"-?\d*\.?\d+")
_GRID = 100
"""The finest grid of a path, per px."""


def find_outline_edges(outlines: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each pair of zones that share steps of their outlines: the earlier zone and the later one.

    `outlines` are the `d` of zones. Pairs are in the order in which one meets them on the way along the
    outlines.
    """
    names = list(outlines)
    rings = [list(_steps(data)) for data in outlines.values()]
    last_owner = {step: zone for zone, steps in enumerate(rings) for step in steps}
    pairs = (
        (names[zone], names[last_owner[step]])
        for zone, steps in enumerate(rings)
        for step in steps
        if last_owner[step] > zone
    )
    return list(dict.fromkeys(pairs))


def _steps(data: str) -> Iterator[Step]:
    """Yield the steps of the rings of a path as layers/svg/elements.py writes it: M, one relative run, z.

    Either way along them, since rings run in both directions.
    """
    for ring in data.split("M")[1:]:
        numbers = [round(float(text) * _GRID) for text in _NUMBER.findall(ring)]
        points: list[Point] = []
        x = y = 0
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            points.append((x, y))
        for start, end in zip(points, [*points[1:], points[0]], strict=True):
            yield (start, end) if start < end else (end, start)
