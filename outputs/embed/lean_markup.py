"""Lean markup: a prerendered drawing without what the style of its page, or its script, puts there anyway.

`assets/css/embedded.css` gives texts and stars the attributes that are left out here.
"""

import re
from collections.abc import Mapping
from functools import partial
from xml.etree import ElementTree as ET

from layers.map.place_names import HALO_SHARE

_SVG = "{http://www.w3.org/2000/svg}"
_SHEET = ("overflow", "font-family", "direction", "aria-hidden")
"""Attributes of a sheet that the page around it has."""
_HALO = {"stroke-opacity": ".95", "stroke-linejoin": "round", "paint-order": "stroke"}
_NUMBER = re.compile(r"-?\d+\.\d+")
_EDGE_STYLE = ("stroke", "stroke-width", "stroke-dasharray", "stroke-opacity")


def lean_sheets(sheets: Mapping[str, ET.Element], theme: Mapping[str, str], decimals: int) -> None:
    """Leave out of sheets, by name, what their page gives to every element of a kind.

    Marks are placed on the grid of paths with so many decimals of a px, but no finer than tenths; events on
    tenths, as in the payload.
    """
    own = {"fill": theme["label"], "stroke": theme["halo"]}
    star = _HALO | own | {"stroke-width": "1.3"}
    star.pop("stroke-opacity")
    texts = {"marks": _HALO | own | {"stroke-width": "4"}, "names": _HALO | _MIDDLE, "claims": _HALO}
    for name, sheet in sheets.items():
        for attribute in _SHEET:
            sheet.attrib.pop(attribute, None)
        places = partial(_round, 1 if name == "events" else min(decimals, 1))
        for mark in sheet.iter(f"{_SVG}g"):
            if mark.get("class") == "mark":
                mark.set("transform", _NUMBER.sub(places, mark.get("transform", "")))
        for text in sheet.iter(f"{_SVG}text"):
            _drop(text, texts.get(name, {}))
        if name == "events":
            for path in sheet.iter(f"{_SVG}path"):
                _drop(path, star)


_MIDDLE = {"x": "0", "y": "0", "font-weight": "600", "text-anchor": "middle"}


def _drop(element: ET.Element, given: Mapping[str, str]) -> None:
    for name, value in given.items():
        if element.get(name) == value:
            del element.attrib[name]


def _round(decimals: int, match: re.Match[str]) -> str:
    return f"{round(float(match[0]), decimals):g}"


def lean_names(names: ET.Element) -> None:
    """Leave out the ids of names, which are numbers in their order, and halos that follow from their size."""
    for name in names:
        del name.attrib["id"]
        for text in name.iter(f"{_SVG}text"):
            if text.get("stroke-width") == f"{HALO_SHARE * float(text.get('font-size', 0)):g}":
                del text.attrib["stroke-width"]


def merge_edges(edges: ET.Element) -> None:
    """Draw the visible edges of one style as one path, without ids: the player draws each edge again."""
    styles: dict[tuple[str | None, ...], list[str]] = {}
    for edge in list(edges):
        if edge.get("stroke", "none") != "none":
            key = tuple(edge.get(name) for name in _EDGE_STYLE)
            styles.setdefault(key, []).append(edge.get("d", ""))
        edges.remove(edge)
    for style, paths in styles.items():
        given = zip(_EDGE_STYLE, style, strict=True)
        attributes = {name: value for name, value in given if value is not None}
        ET.SubElement(edges, f"{_SVG}path", {"d": "".join(paths)} | attributes)


def drop_place_of_zones(grounds: ET.Element) -> None:
    """Leave out the places of zones: `assets/embedded/start.js` reads them from their ids."""
    for zone in grounds:
        zone.attrib.pop("data-place", None)
