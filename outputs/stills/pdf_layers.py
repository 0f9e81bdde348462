"""The layers of a drawing as documents of their own, to be stacked on one page of a PDF."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from outputs.stills.drawing_layers import ONE_MAP, first_id, name_layer
from outputs.stills.text_outlines import SVG
from text.translations import Words

_GROUP = f"{{{SVG}}}g"
_SHARED = frozenset({f"{{{SVG}}}defs", f"{{{SVG}}}clipPath"})
_EMPTY = _SHARED | {_GROUP}
_GROUNDS = frozenset({
    "layer-land", "layer-zones", "layer-edges", "changed", "layer-admin", "layer-water", "layer-borders",
    "layer-lines", "paper",
})  # fmt: skip
"""The layers that run to the edge of the page; names and signs do not, and must not be mirrored."""


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """One layer: its name, the map that it belongs to if there are two, and its drawing.

    `ground` is True for what runs to the edge of the page.
    """

    name: str
    part: str
    svg: str
    ground: bool


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A group that is a layer, below the groups that place it."""

    element: Tree.Element
    above: tuple[Tree.Element, ...]
    name: str
    part: str
    id: str


def split_layers(svg: str, words: Words) -> list[DrawnLayer]:
    """Return the layers of a drawing, bottom to top; groups in a row with one name are one layer."""
    Tree.register_namespace("", SVG)
    root = Tree.fromstring(svg)  # noqa: S314 - a document of our own, without entities
    leaves = list(_find_leaves(root, (), "", words))
    shared = [part for part in root.iter() if part.tag in _SHARED]
    runs: list[list[_Leaf]] = []
    for leaf in leaves:
        if runs and (leaf.name in ("", runs[-1][-1].name)) and leaf.part == runs[-1][-1].part:
            runs[-1].append(leaf)
        else:
            runs.append([leaf])
    return [_draw(root, run, shared, words) for run in runs]


def _find_leaves(
    parent: Tree.Element, above: tuple[Tree.Element, ...], part: str, words: Words
) -> Iterator[_Leaf]:
    for child in parent:
        if child.tag in _SHARED or all(each.tag in _EMPTY for each in child.iter()):
            continue
        id_ = child.get("id", "")
        name = name_layer(id_, words)
        if _holds_layers(child, name, id_, words):
            inner = name if ONE_MAP.fullmatch(id_) else part
            yield from _find_leaves(child, (*above, child), inner, words)
        else:
            yield _Leaf(child, above, name, part, first_id(id_))


def _holds_layers(group: Tree.Element, name: str, id_: str, words: Words) -> bool:
    """Return whether a group is a map, or only places or clips one, and so is no layer itself."""
    if name and first_id(id_) not in ("map", "day"):
        return False
    return any(name_layer(each.get("id", ""), words) for each in group.iter(_GROUP) if each is not group)


def _draw(
    root: Tree.Element, run: Sequence[_Leaf], shared: Sequence[Tree.Element], words: Words
) -> DrawnLayer:
    page = Tree.Element(root.tag, root.attrib)
    parts = []
    for leaf in run:
        element = leaf.element
        for group in reversed(leaf.above):
            element = _wrap(group, element)
        parts.append(element)
    if any(
        "url(#" in value for leaf in run for each in leaf.element.iter() for value in each.attrib.values()
    ):
        page.extend(copy(part) for part in shared)
    page.extend(parts)
    ground = all(leaf.id in _GROUNDS for leaf in run)
    name = next((leaf.name for leaf in run if leaf.name), words["drawing_map"])
    return DrawnLayer(name, run[0].part, Tree.tostring(page, encoding="unicode"), ground)


def _wrap(group: Tree.Element, element: Tree.Element) -> Tree.Element:
    around = Tree.Element(group.tag, group.attrib)
    around.append(element)
    return around
