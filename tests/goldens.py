"""Goldens as text: a drawing with one element per line, outlines by their size, its maker at the top."""

import re
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request, format_query
from layers.news.pictures import draw_picture

FOLDER = Path(__file__).with_name("goldens")
_OUTLINE = re.compile(r' d="(M[^"]{60,})"')
_RUN = re.compile(r"M(-?[\d.]+) (-?[\d.]+)l([^Mz]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def golden_text(atlas: Atlas, request: Request) -> str:
    """Return a drawing without the version of the atlas, which changes with every correction."""
    drawing = draw_picture(narrow(atlas, request), request).replace(f"v{atlas.version[:7]}", "v*")
    lines = _OUTLINE.sub(lambda match: f' d="{measure_outline(match[1])}"', drawing).replace("><", ">\n<")
    return f"{lines}\n"


def golden_head(atlas: Atlas, request: Request) -> str:
    """Return the line that describes how a golden was made."""
    query = format_query(atlas, request)
    return f"<!-- /map.svg?{query} of atlas {atlas.version}; accepted by make goldens -->\n"


def measure_outline(data: str) -> str:
    """Return how many runs and points an outline has and the box it fills, in whole px."""
    xs, ys = [], []
    runs = _RUN.findall(data)
    for x, y, steps in runs:
        at = [float(x), float(y)]
        numbers = [float(number) for number in _NUMBER.findall(steps)]
        for right, down in [(0.0, 0.0), *zip(numbers[::2], numbers[1::2], strict=True)]:
            at = [at[0] + right, at[1] + down]
            xs.append(at[0])
            ys.append(at[1])
    if not xs:
        return data
    box = " ".join(f"{value:.0f}" for value in (min(xs), min(ys), max(xs), max(ys)))
    return f"{len(runs)} runs, {len(xs)} points, {box}"
