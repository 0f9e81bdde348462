"""Lines of the atlas (ceasefire, deconfliction) and the bounds of claims of absence.

A claim of absence is never drawn as held ground: an outline with its claimant and day.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.model import Atlas, Status
from atlas.state import Holding
from layers.canvas import Element, Markup, el, freeze, group, path_data
from layers.lettering import letter, width_of
from layers.pen import Pen

WIDE_PX_PER_DEGREE = 220.0
_STYLES = {"ceasefire": (1.5, "6 2 1 2"), "deconfliction": (1.2, "7 3")}
_WIDE_STYLES = {"ceasefire": (1.0, "4 2 1 2"), "deconfliction": (1.0, "5 3")}
CROSS_PITCH_PX = 22.0


@lru_cache(maxsize=64)
def draw_lines(pen: Pen) -> Markup:
    """Draw the lines of the atlas, each on a light casing."""
    wide = pen.stage.extent.per_degree < WIDE_PX_PER_DEGREE
    styles = _WIDE_STYLES if wide else _STYLES
    drawn: list[Element] = []
    for name, geometry in pen.stage.lines.items():
        width, dash = styles.get(pen.atlas.places[name].kind, (1.0, "4 3"))
        data = path_data(geometry)
        drawn.append(el("path", d=data, **pen.stroke(pen.theme["border_casing"], width + 1.6, opacity=0.7)))
        line = pen.stroke(pen.theme["ceasefire"], width, dash)
        drawn.append(el("path", id=f"line-{name}", data_place=name if pen.live else None, d=data, **line))
    return freeze(group("layer-lines", drawn))


def claimed_absences(holdings: Mapping[str, Iterable[Holding]]) -> dict[str, Holding]:
    """Return the places of which somebody says that a force is not there."""
    absences = {
        place: next((one for one in found if one.status is Status.ABSENT), None)
        for place, found in holdings.items()
    }
    return {place: holding for place, holding in absences.items() if holding}


def draw_claims(pen: Pen, absences: Mapping[str, Holding]) -> Element:
    """Draw claims of absence: bands as dashed lines with who said it when, zones as crossed outlines."""
    drawn = [_cross_pattern(pen)]
    for place, holding in absences.items():
        if place in pen.stage.bands:
            drawn.append(_band(pen, place, pen.stage.bands[place], holding))
        elif place in pen.stage.zones:
            drawn.append(_crossed(pen, place))
    return group("layer-claims", drawn)


def _band(pen: Pen, place: str, geometry: BaseGeometry, holding: Holding) -> Element:
    line = pen.stroke(pen.theme["claim"], 1.2, "8 4")
    path = el("path", d=path_data(geometry), data_place=place if pen.live else None, **line)
    return group(f"claim-{place}", [path, *_band_label(pen, place, geometry, holding)])


def _band_label(pen: Pen, place: str, geometry: BaseGeometry, holding: Holding) -> list[Element]:
    text, size = claim_text(pen.atlas, pen, place, holding), 11.0 * pen.marks
    spot = _longest_inside(pen, geometry)
    if spot is None:
        return []
    extent, half = pen.stage.extent, width_of(text, size) / 2 + 6
    x = min(max(spot.x, half), extent.width - half)
    ink, halo = pen.theme["label_minor"], pen.theme["halo"]
    return [letter(text, x, spot.y, size, ink, side="middle", halo=halo, halo_px=3 * pen.marks)]


def _longest_inside(pen: Pen, geometry: BaseGeometry) -> BaseGeometry | None:
    """Return a point of the line well inside the picture, on its longest visible piece."""
    extent = pen.stage.extent
    seen = shapely.clip_by_rect(geometry, 24, 24, extent.width - 24, extent.height - 24)
    parts = [part for part in shapely.get_parts(seen) if part.length > 0]
    longest = max(parts, key=lambda part: part.length, default=None)
    return None if longest is None else longest.interpolate(0.5, normalized=True)


def claim_text(atlas: Atlas, pen: Pen, place: str, holding: Holding) -> str:
    """Say who claims an absence and since when, in one short line."""
    record = atlas.record(holding.rows[-1])
    who = record.by or atlas.sources[record.sources[0]].publisher
    name, force = atlas.places[place].name.say(pen.language), atlas.forces[holding.force].short
    day = pen.words.short_day(record.start.latest)
    return pen.words.say("claim", place=name, force=force.say(pen.language), by=who, date=day)


def _cross_pattern(pen: Pen) -> Element:
    pitch, arm = CROSS_PITCH_PX, 3.5
    middle = pitch / 2
    low, high = middle - arm, middle + arm
    mark = el(
        "path",
        d=f"M{low:g} {low:g}L{high:g} {high:g}M{low:g} {high:g}L{high:g} {low:g}",
        stroke=pen.theme["claim"],
        fill="none",
    )
    scale = f"scale({pen.marks:g})"
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


def _crossed(pen: Pen, place: str) -> Element:
    line = pen.stroke(pen.theme["claim"], 1.0, "2 3") | {"fill": "url(#absent)"}
    return el("path", id=f"claim-{place}", d=pen.stage.paths[place], **line)
