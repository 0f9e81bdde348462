"""Prerendered sheets: the player's drawing with the values of one day, shown before any script runs.

Sets the elements as `assets/player/map/svg_sheets.js` does when it moves to a day; a browser test compares
them.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from atlas.history.value_tracks import value_on
from atlas.shapes.unfold import place_of
from layers.style.theme import Theme
from layers.svg.elements import Markup
from outputs.embed.lean_markup import drop_place_of_zones, lean_names, lean_sheets, merge_edges

Payload = dict[str, Any]
Attributes = dict[str, str | None]
_SVG = "http://www.w3.org/2000/svg"
_NAMESPACE = f' xmlns="{_SVG}"'
"""HTML needs none."""
ET.register_namespace("", _SVG)


def prerender_sheets(
    payload: Payload, theme: Theme, farthest: float, named: float, decimals: int
) -> dict[str, Markup]:
    """Return the sheets of a payload as they are on its day, by name; marks with so many decimals of a px.

    Marks that show only from nearer than the zoom `farthest` are left out, and names of the basemap than
    `named`.
    """
    sheets = {name: ET.fromstring(text) for name, text in payload["sheets"]}  # noqa: S314 - our own markup
    every_element = (element for sheet in sheets.values() for element in sheet.iter())
    elements = {name: element for element in every_element if (name := element.get("id"))}
    for name, attributes in _values(payload):
        if name in elements:
            _set_attributes(elements[name], attributes)
    _lay_patterns(payload, elements)
    merge_edges(elements["layer-edges"])
    events = elements["layer-events"]
    for event in list(events):
        if event.get("display") == "none":
            events.remove(event)
    _highlight(payload, elements, sheets.get("claims"))
    _hide_layers(payload, elements)
    _drop_far(elements["layer-labels"], named, None)
    for sheet in sheets.values():
        _drop_far(sheet, farthest, elements.get(f"site-{payload['place']}"))
    drop_place_of_zones(elements["grounds"])
    lean_names(elements["layer-names"])
    lean_sheets(sheets, theme.base, decimals)
    return {name: _write(name, sheet) for name, sheet in sheets.items()}


def _values(payload: Payload) -> Iterator[tuple[str, Attributes]]:
    """Yield the attributes that each element has on the day."""
    symbols, day, shares = payload["symbols"], payload["day"], payload["eventOpacities"]
    for kind, tracks in payload["tracks"].items():
        for name, track in tracks.items():
            value = value_on(track, day)
            if kind in ("zone", "site"):
                yield name, {"fill": symbols[value][0] or "none"}
            elif kind == "edge":
                yield name, _stroke(payload["edgeStyles"][value])
            elif kind == "event" and value:
                yield name, {"display": None, "opacity": f"{shares[value - 1]:g}"}
            elif kind in ("name", "existence") and value:
                yield name, {"display": None}


def _stroke(edge: list[Any]) -> Attributes:
    colour, width, dash, opacity = edge
    if not colour:
        return {"stroke": "none"}
    return {
        "stroke": colour,
        "stroke-width": f"{width:g}",
        "stroke-dasharray": dash or None,
        "stroke-opacity": f"{opacity:g}" if opacity != 1 else None,
    }


def _set_attributes(element: ET.Element, attributes: Attributes) -> None:
    for name, value in attributes.items():
        if value is not None:
            element.set(name, value)
        elif name in element.attrib:
            del element.attrib[name]


def _lay_patterns(payload: Payload, elements: dict[str, ET.Element]) -> None:
    """Lay each zone's pattern on it, under the id by which the player finds it again.

    It is right behind its zone, because gzip compresses two equal paths near each other to the size of one.
    """
    grounds = elements["grounds"]
    for name, track in payload["tracks"]["zone"].items():
        pattern = payload["symbols"][value_on(track, payload["day"])][1]
        if pattern and name in elements:
            over = {"id": f"over-{name}", "d": elements[name].get("d", ""), "fill": f"url(#{pattern})"}
            laid = ET.Element(f"{{{_SVG}}}path", over | {"pointer-events": "none"})
            grounds.insert(list(grounds).index(elements[name]) + 1, laid)


def _highlight(payload: Payload, elements: dict[str, ET.Element], claims: ET.Element | None) -> None:
    """Outline the selected place; a ring is behind the mark of a site."""
    place = payload["place"]
    bands = [] if claims is None else claims.iter(f"{{{_SVG}}}path")
    shapes = [_drawn(elements, f"zone-{place}"), _drawn(elements, f"line-{place}")]
    shapes += [band for band in bands if place and band.get("data-place") == place]
    shape = next((shape for shape in shapes if shape is not None), None)
    held = _drawn(elements, f"site-{place}")
    if shape is not None:
        elements["layer-borders"].append(
            _highlight_shape("path", {"d": shape.get("d", ""), "vector-effect": "non-scaling-stroke"})
        )
    if held is not None:
        mark = next(mark for mark in elements["layer-sites"].iter() if held in list(mark))
        mark.insert(0, _highlight_shape("circle", {"r": f"{float(held.get('r', 0)) + payload['ringPx']:g}"}))


def _drawn(elements: dict[str, ET.Element], name: str) -> ET.Element | None:
    """Return the element of a place, or of its shape of the day."""
    shapes = (element for own, element in elements.items() if place_of(own) == name)
    return next((shape for shape in shapes if shape.get("display") != "none"), elements.get(name))


def _highlight_shape(tag: str, attributes: dict[str, str]) -> ET.Element:
    return ET.Element(f"{{{_SVG}}}{tag}", {"class": "highlight", "fill": "none"} | attributes)


def _drop_far(element: ET.Element, farthest: float, exception: ET.Element | None) -> None:
    """Leave out what shows only from nearer than `farthest`, but not the selected site."""
    for part in list(element):
        if float(part.get("data-zoom", 0)) > farthest and (exception is None or exception not in part):
            element.remove(part)
        else:
            _drop_far(part, farthest, exception)


def _hide_layers(payload: Payload, elements: dict[str, ET.Element]) -> None:
    for layer, groups in payload["layerGroups"].items():
        for name in groups:
            if layer not in payload["layers"] and name in elements:
                elements[name].set("display", "none")


def _write(name: str, sheet: ET.Element) -> Markup:
    sheet.set("class", f"sheet-{name}")
    sheet.set("preserveAspectRatio", "xMidYMid slice")
    return Markup(ET.tostring(sheet, encoding="unicode").replace(_NAMESPACE, "", 1).replace(" />", "/>"))
