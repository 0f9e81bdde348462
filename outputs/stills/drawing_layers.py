"""Layers of a drawing: its groups under plain names, for the layer panel of Inkscape and other programs.

Works on the markup of a finished drawing, so that maps on screens and in embeds stay as small as they are.
"""

import re

from layers.svg.elements import el, serialise
from text.translations import Words

INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_LABELS = {
    "map": "map", "layer-land": "land", "layer-zones": "zones", "layer-edges": "edges", "changed": "changed",
    "layer-admin": "admin", "layer-water": "water", "layer-borders": "borders", "layer-lines": "lines",
    "layer-claims": "claims", "frames": "frames", "layer-events": "events", "layer-sites": "sites",
    "layer-labels": "labels", "signs": "signs", "callouts": "callouts", "locator": "locator",
    "scale": "scale", "caption": "caption", "paper": "paper", "heading": "heading", "words": "heading",
    "listing": "listing", "legend": "legend", "provenance": "provenance", "brand": "brand",
    "border": "frame", "advances": "advances", "highlight": "highlight", "layer-extras": "extras",
    "roads": "roads", "oilfields": "oilfields", "inset": "inset", "layer-modelled": "modelled",
}  # fmt: skip
"""The phrase that names the group of each id; other groups are no layers."""
_LATER = re.compile(r"-(later|\d)$")
"""How ids end in the maps after the first."""
ONE_MAP = re.compile(r"(?:map|day)-(\d)")
"""The id of one of several maps."""
_GROUP = re.compile(r'<g id="([\w-]+)"')
_HALO = re.compile(r'<text ([^>]*?)stroke="([^"]*)"([^>]*?) paint-order="stroke"([^>]*)>(.*?)</text>', re.S)
_FILL = re.compile(r' ?\bfill="[^"]*"')
_STROKE = re.compile(r' stroke(?:-[a-z]+)?="[^"]*"')


def first_id(id_: str) -> str:
    """Return the id that a group has in the first of several maps."""
    return _LATER.sub("", id_)


def name_layer(id_: str, words: Words) -> str:
    """Return the name of a group in the language of the picture; empty if it is no layer."""
    if match := ONE_MAP.fullmatch(id_):
        return words.format("drawing_map_n", n=match[1])
    key = _LABELS.get(first_id(id_))
    return words[f"drawing_{key}"] if key else ""


def name_layers(svg: str, words: Words) -> str:
    """Return a drawing in which its groups are layers with names."""

    def named(match: re.Match[str]) -> str:
        label = name_layer(match[1], words)
        if not label:
            return match[0]
        layer = el("g", id=match[1], **{"inkscape:groupmode": "layer", "inkscape:label": label})
        return serialise(layer).removesuffix("/>")

    root, _, rest = svg.partition(">")
    return f'{root} xmlns:inkscape="{INKSCAPE}">{_GROUP.sub(named, rest)}'


def part_halos(svg: str) -> str:
    """Return a drawing whose halos are copies of the text beneath it.

    A program that ignores `paint-order` would draw the halo over the letters.
    """
    return _HALO.sub(_part, svg)


def _part(match: re.Match[str]) -> str:
    before, colour, between, after, text = match.groups()
    attributes = f'{before}stroke="{colour}"{between}{after}'
    halo = _FILL.sub("", attributes).strip()
    letters = _STROKE.sub("", f" {attributes}").strip()
    return f'<text {halo} fill="none" aria-hidden="true">{text}</text><text {letters}>{text}</text>'
