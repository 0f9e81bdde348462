"""Edges: how the line between two zones is drawn, by the symbols on its two sides.

Contains no geometry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from atlas.model.colours import channels
from layers.style.colour import halves
from layers.style.symbology import Hatch, Symbol
from layers.style.theme import BESIEGED_EDGE, CLAIM_EDGE, Theme


@dataclass(frozen=True, slots=True)
class Edge:
    """How a shared edge is drawn; without a colour it is hidden."""

    colour: str = ""
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0


HIDDEN = Edge()


def edge_between(left: Symbol, right: Symbol, theme: Theme) -> Edge:
    """Return how the edge between two symbols is drawn: hidden if both sides are the same."""
    if left == right or not (left.ground or right.ground):
        return HIDDEN
    sides = [symbol for symbol in (left, right) if symbol.ground]
    if besieged := [symbol for symbol in sides if symbol.besieged]:
        return Edge(besieged[0].edge, *BESIEGED_EDGE)
    if len(sides) == 2 and _control_of(left) == _control_of(right):
        return _edge_within(sides)
    ink = max(sides, key=lambda symbol: (not symbol.loose, _distance(symbol, theme)))
    if any(symbol.doubted for symbol in sides):
        return Edge(ink.edge, *CLAIM_EDGE)
    if all(symbol.loose for symbol in sides) or (len(sides) == 1 and sides[0].loose):
        return Edge(ink.edge, 0.8, "1 3", 0.8)
    return Edge(ink.edge, 1.0, "", 0.6 if all(symbol.faded for symbol in sides) else 1.0)


def _control_of(symbol: Symbol) -> tuple[object, ...]:
    """Return what two zones must share to be one holding, however old their records are."""
    return symbol.leader, symbol.partners, symbol.held, symbol.faded, symbol.rivals


def _edge_within(sides: Sequence[Symbol]) -> Edge:
    """Return the edge between two parts of one holding: another force's mere presence makes none."""
    if all(symbol.pattern is None or _is_faint_dots(symbol) for symbol in sides):
        return HIDDEN
    ink = next(symbol.pattern.colours[-1] for symbol in sides if symbol.pattern)
    return Edge(ink, 0.8, "1 3", 0.8)


def _is_faint_dots(symbol: Symbol) -> bool:
    return symbol.pattern is not None and symbol.pattern.faint and symbol.pattern.hatch is Hatch.DOTS


def _distance(symbol: Symbol, theme: Theme) -> int:
    """Return how far an edge's colour stands out from the land, in the light theme of a pair."""
    return _contrast(symbol.edge, theme["land"])


@lru_cache(maxsize=1024)
def _contrast(ink: str, land: str) -> int:
    pairs = zip(channels(halves(ink)[0]), channels(halves(land)[0]), strict=True)
    return sum(abs(first - second) for first, second in pairs)
