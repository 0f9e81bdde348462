"""Lines of the atlas (ceasefire, deconfliction, arrows) and the bounds of claims of absence.

A claim of absence is never drawn as held ground: it is an outline with its claimant and day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.history.existence import passing_places
from atlas.history.scene import Holding
from atlas.model.vocabulary import ARROW, Status
from atlas.shapes.unfold import place_of
from layers.labels.placement import Box, overlap
from layers.map.arrows import draw_arrow, find_arrows
from layers.style.context import DrawingContext
from layers.style.theme import ABSENT_EDGE, BAND_EDGE
from layers.svg.elements import Element, Markup, el, freeze, group
from layers.svg.text_width import letter, width_of, wrap

WIDE_PX_PER_DEGREE = 220.0
_STYLES = {"ceasefire": (1.5, "6 2 1 2"), "deconfliction": (1.2, "2 5")}
_WIDE_STYLES = {"ceasefire": (1.0, "4 2 1 2"), "deconfliction": (1.0, "2 4")}
_CASED = ("ceasefire",)
"""A line without a casing leaves the river beneath it visible."""
_ROOM = {"fill": "none", "stroke_width": "8", "vector_effect": "non-scaling-stroke"}
"""The area that the pointer finds beside a thin line and in the gaps of its dashes; never drawn."""
CROSS_PITCH_PX = 22.0
CLAIM_TYPE_PX = 11.0
CLAIM_WIDE_PX = 190.0
_SHARES = (0.5 + np.linspace(0, 0.46, 12)[:, None] * (1, -1)).ravel()
"""The positions along a band at which its text is tried: from the middle to the ends."""
LINE = 1.3
"""The height of a line, relative to its type."""


@lru_cache(maxsize=64)
def draw_lines(context: DrawingContext, hidden: frozenset[str] = frozenset()) -> Markup:
    """Draw the lines of the atlas, without the arrows of hidden forces."""
    passing = passing_places(context.atlas) if context.live else frozenset()
    arrows = find_arrows(context, hidden)
    drawn: list[Element] = []
    for name, geometry in context.viewport.lines.items():
        if context.atlas.places[name].kind != ARROW:
            parts = _draw_line(context, name, geometry)
        else:
            parts = draw_arrow(context, name, arrows[name]) if name in arrows else []
        drawn += [group(f"exists-{name}", parts, display="none")] if name in passing else parts
    return freeze(group("layer-lines", drawn))


def _draw_line(context: DrawingContext, name: str, geometry: BaseGeometry) -> list[Element]:
    """Draw one line, on a light casing if it has one."""
    wide = context.viewport.extent.per_degree < WIDE_PX_PER_DEGREE
    kind = context.atlas.places[name].kind
    width, dash = (_WIDE_STYLES if wide else _STYLES).get(kind, (1.0, "4 3"))
    data = context.viewport.path(geometry)
    line = context.stroke(context.theme["ceasefire"], width, dash)
    parts = [
        el("path", id=f"line-{name}", data_place=place_of(name) if context.live else None, d=data, **line)
    ]
    if kind in _CASED:
        casing = context.stroke(context.theme["border_casing"], width + 1.6, opacity=0.7)
        parts.insert(0, el("path", d=data, **casing))
    if context.live:
        parts.append(el("path", d=data, data_place=place_of(name), **_ROOM))
    return parts


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that a force is not at a place, and the short line that describes it."""

    place: str
    text: str


def claim_of(context: DrawingContext, place: str, holdings: Iterable[Holding]) -> Claim | None:
    """Return the claim of absence among the holdings of a place, if there is one."""
    absence = next(
        (holding for holding in holdings if holding.status is Status.ABSENT and holding.known), None
    )
    return Claim(place, _claim_text(context, place, absence.force, absence.rows[-1])) if absence else None


def draw_claims(context: DrawingContext, claims: Iterable[Claim], reserved: Iterable[Box] = ()) -> Element:
    """Draw claims of absence: bands as dashed lines with claimant and day, zones as crossed outlines."""
    listed = tuple(claims)
    spots = claim_spots(context, listed, reserved)
    drawn = [_cross_pattern(context)]
    for number_, claim in enumerate(listed):
        shape = (
            _band(context, claim, spots)
            if claim.place in context.viewport.bands
            else _crossed(context, claim.place)
        )
        hidden = {"display": "none"} if context.live else {}
        drawn.append(group(f"claim-{number_}", shape, **hidden))
    return group("layer-claims", drawn)


def claim_spots(
    context: DrawingContext, claims: Iterable[Claim], reserved: Iterable[Box] = ()
) -> dict[Claim, Box]:
    """Return the boxes, in px, of the texts of bands: on their bands, over no other and nothing reserved."""
    spots: dict[Claim, Box] = {}
    occupied = tuple(reserved)
    for claim in claims:
        if claim.place in context.viewport.bands:
            boxes = _boxes_along(context.ground, claim.text, claim.place)
            taken = (*occupied, *spots.values())
            free = [box for box in boxes if not any(overlap(box, other) for other in taken)]
            if free:
                spots[claim] = free[0]
    return spots


@lru_cache(maxsize=256)
def _boxes_along(context: DrawingContext, text: str, place: str) -> tuple[Box, ...]:
    """Return where a text may be written on the longest visible piece of a band, the calmest ground first."""
    extent, size = context.viewport.extent, CLAIM_TYPE_PX * context.marks
    visible = shapely.clip_by_rect(
        context.viewport.bands[place], 24, 24, extent.width - 24, extent.height - 24
    )
    longest = max(shapely.get_parts(visible), key=lambda part: float(part.length), default=None)
    if longest is None or not longest.length:
        return ()
    lines = _claim_lines(context, text)
    half = max(width_of(line, size, fonts=context.fonts) for line in lines) / 2 + 4
    high = LINE * size * len(lines) / 2 + 3
    points = shapely.get_coordinates(shapely.line_interpolate_point(longest, _SHARES, normalized=True))
    x = np.clip(points[:, 0], half, extent.width - half)
    y = np.clip(points[:, 1], high, extent.height - high)
    corners = np.column_stack([x - half, y - high, x + half, y + high]).tolist()
    boxes = tuple((left, top, right, bottom) for left, top, right, bottom in corners)
    return tuple(boxes[number] for number in np.argsort(-_calm(context, boxes), kind="stable"))


def _calm(context: DrawingContext, boxes: tuple[Box, ...]) -> np.ndarray:
    """Return for each box how much of it lies in one zone, in tenths, less one for each site in it."""
    grounds = np.array([shapely.box(*box) for box in boxes])
    sites = shapely.points(np.array(list(context.viewport.sites.values())).reshape(-1, 2))
    within = [shapely.intersects(ground, sites).sum() for ground in grounds]
    shared = np.array(_measure_shared(context.land, boxes))
    calm: np.ndarray = np.floor(10 * shared / shapely.area(grounds)) - within
    return calm


@lru_cache(maxsize=256)
def _measure_shared(context: DrawingContext, boxes: tuple[Box, ...]) -> tuple[float, ...]:
    """Return for each box the most square px of it that lie in one zone, whatever else is known."""
    grounds = np.array([shapely.box(*box) for box in boxes])
    shared = np.zeros(len(boxes))
    for zone in context.viewport.zones.values():
        near = shapely.intersects(grounds, zone)
        shared[near] = np.maximum(shared[near], shapely.area(shapely.intersection(grounds[near], zone)))
    return tuple(shared.tolist())


def _claim_lines(context: DrawingContext, text: str) -> list[str]:
    return wrap(text, CLAIM_TYPE_PX * context.marks, CLAIM_WIDE_PX * context.marks, fonts=context.fonts)


def _band(context: DrawingContext, claim: Claim, spots: Mapping[Claim, Box]) -> list[Element]:
    line = context.stroke(context.theme["claim"], *BAND_EDGE)
    place = {"data_place": place_of(claim.place)} if context.live else {}
    path = el("path", d=context.viewport.path(context.viewport.bands[claim.place]), **place, **line)
    if claim not in spots:
        return [path]
    left, top, right, _ = spots[claim]
    size, ink, halo = CLAIM_TYPE_PX * context.marks, context.theme["label_minor"], context.theme["halo"]
    lines = [
        letter(
            text,
            0,
            (LINE * number + 1) * size,
            size,
            ink,
            side="middle",
            halo=halo,
            halo_px=3 * context.marks,
        )
        for number, text in enumerate(_claim_lines(context, claim.text))
    ]
    return [path, context.mark((left + right) / 2, top + 3, 0.7, lines, **place)]


@lru_cache(maxsize=4096)
def _claim_text(context: DrawingContext, place: str, force: str, row: int) -> str:
    """Return who claims an absence and since when, in words."""
    atlas = context.atlas
    record = atlas.record(row)
    author = record.by.translate(context.language)
    author = author or atlas.sources[record.sources[0]].publisher.translate(context.language)
    name, short = atlas.places[place].name.translate(context.language), atlas.forces[force].short
    day = context.words.short_date(record.start.latest)
    return context.words.format(
        "claim", place=name, force=short.translate(context.language), by=author, date=day
    )


def _cross_pattern(context: DrawingContext) -> Element:
    pitch, arm = CROSS_PITCH_PX, 3.5
    middle = pitch / 2
    low, high = middle - arm, middle + arm
    mark = el(
        "path",
        d=f"M{low:g} {low:g}L{high:g} {high:g}M{low:g} {high:g}L{high:g} {low:g}",
        stroke=context.theme["claim"],
        fill="none",
    )
    scale = f"scale({context.marks:g})"
    tile = el(
        "pattern",
        mark,
        id="absent",
        width=pitch,
        height=pitch,
        patternUnits="userSpaceOnUse",
        patternTransform=scale,
        data_transform=scale,
    )
    return el("defs", tile)


def _crossed(context: DrawingContext, place: str) -> list[Element]:
    line = context.stroke(context.theme["claim"], *ABSENT_EDGE) | {"fill": "url(#absent)"}
    return [el("path", d=context.viewport.paths[place], **line)]
