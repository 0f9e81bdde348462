"""Placing labels: none overlaps another or leaves the picture, at any zoom from its own.

Pure geometry: boxes in px, anchored at points of the drawing that move apart as the map zooms.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from layers.svg.text_width import Side

ZOOMS = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0, 16.0)
"""The zooms at which labels are tried: below 1 for small screens, above 1 for an enlarged map."""
GAP_PX = 3.0
ALL_DAYS = (-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Spot:
    """One way to put a text beside its anchor: offset of its anchor point and baseline, and its side.

    It is used from `zoom` on.
    """

    dx: float
    dy: float
    side: Side
    zoom: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label to place. (x, y) is its anchor at zoom 1; `width`, `height` are its text's box in px.

    `radius` is half the size of the symbol at the anchor, 0 without one; `needs` the zoom below which it is
    not tried.
    """

    key: str
    x: float
    y: float
    width: float
    height: float
    radius: float
    spots: tuple[Spot, ...]
    needs: float = 1.0
    drawn: bool = False
    """Whether its symbol is drawn without its name too, and so is one of the `discs`."""
    days: tuple[float, float] = ALL_DAYS
    """The first day on which it can exist, and the first on which it no longer does."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that was placed, and the zoom from which it shows."""

    candidate: Candidate
    spot: Spot
    zoom: float


Box = tuple[float, float, float, float]
Disc = tuple[float, float, float]
"""A symbol that is drawn with or without its name: middle (x, y) at zoom 1, radius in px."""


def overlap(box: Box, other: Box) -> bool:
    """Return whether two boxes overlap."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def overlapping(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return which boxes (n, 4) overlap any of the others (m, 4)."""
    box, other = boxes[:, None, :], others[None, :, :]
    separate = (
        (box[..., 0] >= other[..., 2]) | (other[..., 0] >= box[..., 2])
        | (box[..., 1] >= other[..., 3]) | (other[..., 1] >= box[..., 3])
    )  # fmt: skip
    hit: np.ndarray = np.any(~separate, axis=1)
    return hit


class Boxes:
    """Taken ground: boxes (left, top, right, bottom) around anchors, at each of some zooms."""

    def __init__(self, zooms: Sequence[float]) -> None:
        self._zooms = np.array(zooms)
        self._edges = np.empty((4, len(zooms), 64))
        self._days = np.empty((2, 64))
        self._count = 0

    def add(
        self, x: float, y: float, box: Box, zoom: float = 0.0, days: tuple[float, float] = ALL_DAYS
    ) -> None:
        """Add a box around an anchor, from a zoom, on some days."""
        if self._count == self._edges.shape[2]:
            self._edges = np.concatenate([self._edges, np.empty_like(self._edges)], axis=2)
            self._days = np.concatenate([self._days, np.empty_like(self._days)], axis=1)
        self._days[:, self._count] = days
        for side, (edge, at) in enumerate(zip(box, (x, y, x, y), strict=True)):
            nowhere = np.inf if side < 2 else -np.inf
            edges = np.where(self._zooms < zoom, nowhere, edge + at * self._zooms)
            self._edges[side, :, self._count] = edges
        self._count += 1

    def hits(
        self, x: float, y: float, boxes: Sequence[Box], days: tuple[float, float] = ALL_DAYS
    ) -> np.ndarray:
        """Return whether boxes around an anchor overlap one taken on the same days (boxes, zooms)."""
        offsets = np.array(boxes).reshape(-1, 4, 1)
        left, right = (x * self._zooms + offsets[:, side] + gap for side, gap in ((0, -GAP_PX), (2, GAP_PX)))
        top, bottom = (y * self._zooms + offsets[:, side] + gap for side, gap in ((1, -1), (3, 1)))
        starts, ends = self._days[:, : self._count]
        taken = self._edges[:, :, : self._count][:, :, (starts < days[1]) & (days[0] < ends)]
        hull = (left.min(axis=0), top.min(axis=0), right.max(axis=0), bottom.max(axis=0))
        near = _meet(taken, np.array(hull)[:, :, None]).any(axis=0)
        wanted_boxes = np.array((left, top, right, bottom))[..., None]
        return np.asarray(_meet(taken[:, None, :, near], wanted_boxes).any(axis=2))


def _meet(box: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return which boxes overlap; the first axis contains left, top, right and bottom."""
    across, down = (
        (box[2] > other[0]) & (box[0] < other[2]),
        (box[3] > other[1]) & (box[1] < other[3]),
    )
    return np.asarray(across & down)


def point_spots(radius: float, height: float) -> tuple[Spot, ...]:
    """Return where a text may be put beside a symbol: right, left, above, below, then the corners."""
    gap, low, high = radius + 3.5, 0.34 * height, radius + 2.5
    return (
        Spot(gap, low, "start"),
        Spot(-gap, low, "end"),
        Spot(0, -high, "middle"),
        Spot(0, high + 0.72 * height, "middle"),
        Spot(gap * 0.7, -high * 0.6, "start"),
        Spot(gap * 0.7, high * 0.6 + 0.6 * height, "start"),
        Spot(-gap * 0.7, -high * 0.6, "end"),
        Spot(-gap * 0.7, high * 0.6 + 0.6 * height, "end"),
    )


def text_box(candidate: Candidate, spot: Spot) -> Box:
    """Return the box of a text around its anchor."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[spot.side]
    left = spot.dx - shift * candidate.width
    top, bottom = spot.dy - 0.82 * candidate.height, spot.dy + 0.26 * candidate.height
    return left, top, left + candidate.width, bottom


def place_labels(
    candidates: Sequence[Candidate],
    width: float,
    height: float,
    taken: Iterable[Box] = (),
    zooms: Sequence[float] = ZOOMS,
    discs: Iterable[Disc] = (),
) -> list[Placed]:
    """Place labels by their order, each from the widest zoom at which it fits beside the earlier ones.

    Two that are never there on the same day may have the same room.
    Labels that fit nowhere are left out. `taken` are boxes in px of the picture at zoom 1. A still has the
    one zoom 1, and its edges cut no label. A movable map has no edges. On `discs` no text lies at any zoom.
    """
    frame = (width, height) if len(zooms) == 1 else None
    boxes = Boxes(zooms)
    for box in taken:
        boxes.add(0, 0, box)
    for x, y, radius in discs:
        boxes.add(x, y, (-radius, -radius, radius, radius))
    placed = []
    for candidate in candidates:
        spot = _first_spot(candidate, boxes, zooms, frame)
        if spot:
            placed.append(spot)
            _take(spot, boxes)
    return placed


def _first_spot(
    candidate: Candidate, boxes: Boxes, zooms: Sequence[float], frame: tuple[float, float] | None
) -> Placed | None:
    """Return where a text is free at a zoom and all larger ones, from the widest such zoom."""
    x, y, radius = candidate.x, candidate.y, 0.0 if candidate.drawn else candidate.radius
    texts = [(spot, text_box(candidate, spot)) for spot in candidate.spots]
    tried = [(spot, box) for spot, box in texts if not frame or _whole(x, y, box, frame)]
    if not tried:
        return None
    symbol = (-radius, -radius, radius, radius)
    hit = boxes.hits(x, y, [*(box for _, box in tried), *([symbol] if radius else [])], candidate.days)
    taken = np.logical_or.accumulate(hit[:, ::-1], axis=1)[:, ::-1]
    free = ~(taken[: len(tried)] | (taken[-1] if radius else False))
    free &= np.array(zooms) >= np.array([[spot.zoom] for spot, _ in tried])
    for number, zoom in enumerate(zooms):
        if candidate.needs <= zoom and free[:, number].any():
            return Placed(candidate, tried[int(free[:, number].argmax())][0], zoom)
    return None


def _whole(x: float, y: float, box: Box, frame: tuple[float, float]) -> bool:
    """Return whether a box lies wholly inside the picture, a little off its edges."""
    left, top, right, bottom = x + box[0], y + box[1], x + box[2], y + box[3]
    return left >= 4 and top >= 4 and right <= frame[0] - 4 and bottom <= frame[1] - 4


def _take(placed: Placed, boxes: Boxes) -> None:
    candidate, zoom = placed.candidate, placed.zoom
    boxes.add(candidate.x, candidate.y, text_box(candidate, placed.spot), zoom, candidate.days)
    if candidate.radius:
        radius = candidate.radius
        boxes.add(candidate.x, candidate.y, (-radius, -radius, radius, radius), zoom, candidate.days)
