"""Borders between countries: international ones apart from disputed ones.

Ceasefire lines are places of the atlas and stand in `layers.lines`.
"""

from functools import lru_cache

from layers.canvas import Element, Markup, el, freeze, group, path_data
from layers.pen import Pen


@lru_cache(maxsize=64)
def draw_borders(pen: Pen) -> Markup:
    """Draw the borders: a light casing below, the line above, dashes where it is disputed."""
    kinds: dict[str, list[str]] = {"international": [], "disputed": []}
    for feature in pen.atlas.basemap.borders:
        kinds.setdefault(feature.kind, []).append(path_data(pen.stage.clip(feature.geometry)))
    theme = pen.theme
    casing = pen.stroke(theme["border_casing"], 3.4, opacity=0.7)
    return freeze(
        group(
            "layer-borders",
            [
                _lines("casings", kinds["international"], casing),
                _lines("international", kinds["international"], pen.stroke(theme["border"], 1.1)),
                _lines("disputed", kinds["disputed"], pen.stroke(theme["disputed"], 1.0, "4 3")),
            ],
        )
    )


def _lines(name: str, paths: list[str], line: dict[str, str | None]) -> Element:
    return group(name, [el("path", d=data) for data in paths if data], **line)
