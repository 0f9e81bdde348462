"""The element builder: the only way for data text into SVG or HTML.

Handles markup and its escaping; contains nothing about maps.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from typing import Union

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Value = str | float | int | None
Node = Union["Element", "Markup", str]
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKED = re.compile("[&<>\"'\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that must be escaped; most texts have none."""
_TAG = re.compile("<[^>]+>")
_ID = re.compile(r' id="([^"]+)"')
_NAMED = re.compile(r'( id="|url\(#)([^")]+)')
_VOID = frozenset({"meta", "link", "input", "br", "img"})
_PAIRED = frozenset({"script", "div", "section", "main", "aside", "nav", "span"})
"""HTML elements that need an end tag even if they are empty."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Markup written by this module; it is not escaped again."""

    text: str


@dataclass(slots=True)
class Element:
    """One element: its attributes and children are escaped when it is serialised."""

    tag: str
    attributes: Mapping[str, Value]
    children: list[Node] = field(default_factory=list)


def el(tag: str, *children: Node, **attributes: Value) -> Element:
    """Build an element. `font_size` becomes font-size, `class_` class; an attribute with None is left out."""
    return Element(tag, {_spelt(name): value for name, value in attributes.items()}, list(children))


@cache
def _spelt(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def json_markup(value: object) -> Markup:
    """Return a value as JSON in which no "</script>" and no "<!--" can end the surrounding element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("</", "<\\/").replace("<!--", "\\u003c!--"))


def group(name: str | None, children: Iterable[Node], **attributes: Value) -> Element:
    """Build a <g> with a name for the layer panel of a drawing program."""
    return el("g", *children, id=name, **attributes)


def serialise(node: Node) -> str:
    """Return a node as markup."""
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def freeze(node: Node) -> Markup:
    """Serialise a node once, for use in many documents."""
    return Markup(serialise(node))


def distinguish(markup: Markup, other: Markup, suffix: str) -> Markup:
    """Return markup with unique ids: ids that occur elsewhere get a suffix, with all references to them."""
    taken = _ids_in(markup) & _ids_in(other)

    def renamed(match: re.Match[str]) -> str:
        return f"{match[0]}{suffix}" if match[2] in taken else match[0]

    # Escaped text contains no bare angle bracket, so everything between two of them is a tag.
    return Markup(_TAG.sub(lambda tag: _NAMED.sub(renamed, tag[0]), markup.text))


def _ids_in(markup: Markup) -> set[str]:
    return {name for tag in _TAG.findall(markup.text) for name in _ID.findall(tag)}


def number(value: float) -> str:
    """Return a number with at most two decimals, as short as possible."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def path_data(geometry: BaseGeometry, decimals: int = 2) -> str:
    """Return the `d` of polygons or lines in px: relative steps of so many decimals, rings closed."""
    parts = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            parts += [_run(ring, decimals, closed=True) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            parts.append(_run(part, decimals, closed=False))
    return "".join(parts)


def _run(line: BaseGeometry, decimals: int, closed: bool) -> str:
    points = grid_points(line, decimals)
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < (3 if closed else 1):
        return ""
    if closed:
        steps = steps[:-1]
    start, steps_ = _joined(points[:1], decimals), _joined(steps, decimals)
    return f"M{start}l{steps_}{'z' if closed else ''}"


def grid_points(line: BaseGeometry, decimals: int) -> np.ndarray:
    """Return the points (n, 2) of a line as whole numbers of its last decimal."""
    points: np.ndarray = np.rint(shapely.get_coordinates(line) * 10**decimals).astype(np.int64)
    return points


def _joined(steps: np.ndarray, decimals: int) -> str:
    text = " ".join(_short(value, decimals) for value in steps.ravel().tolist())
    return text.replace(" -", "-")


@lru_cache(maxsize=16384)
def _short(value: int, decimals: int) -> str:
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, rest = divmod(value, 10**decimals)
    if not rest:
        return f"{sign}{whole}"
    text = f"{rest:0{decimals}d}".rstrip("0")
    return f"{sign}{whole or ''}.{text}"


def _write(node: Node, parts: list[str]) -> None:
    if isinstance(node, Markup):
        parts.append(node.text)
    elif isinstance(node, Element):
        parts.append(f"<{node.tag}")
        for name, value in node.attributes.items():
            if value is not None:
                text = value if isinstance(value, str) else number(value)
                parts.append(f' {name}="{escape(_printable(text)) if _MARKED.search(text) else text}"')
        if node.children or node.tag in _PAIRED:
            parts.append(">")
            for child in node.children:
                _write(child, parts)
            parts.append(f"</{node.tag}>")
        else:
            parts.append(">" if node.tag in _VOID else "/>")
    else:
        parts.append(escape(_printable(node), quote=False) if _MARKED.search(node) else node)


def _printable(text: str) -> str:
    """Drop the characters that XML cannot contain."""
    return _UNFIT.sub("", text)
