"""A note: the lines of a callout with a leader to its point, and how they are drawn."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString

from layers.labels.placement import Box
from layers.news.layout import Type
from layers.news.notes.anchors import Anchor
from layers.news.words_column import set_block
from layers.style.colour import readable_on
from layers.style.context import DrawingContext
from layers.svg.elements import Element, el
from layers.svg.text_width import Side, letter, width_of
from text.headline import CalloutWords

GAP_PX = 8.0
"""The room between leader and note."""
_LEADER_PX, _CASING_PX = 1.3, 3.3
_HALO_PX, _WIDE_HALO_PX = 3.0, 7.0
"""The halo of letters; on a ground it has the ground's colour and keeps dots of presence off them."""


@dataclass(frozen=True, slots=True)
class Note:
    """A placed callout: its anchor, its lines from `top` down, and the points of its leader, in px."""

    anchor: Anchor
    lead: tuple[str, ...]
    text: tuple[str, ...]
    box: Box
    side: Side
    leader: tuple[tuple[float, float], ...]
    accent: str
    """The colour of its lead, for a note that is on no force's ground."""
    ground: str = ""
    """The colour of the ground under it."""

    @property
    def boxes(self) -> list[Box]:
        """The boxes that it fills on the map: its words, and pieces of its leader."""
        points = shapely.get_coordinates(shapely.segmentize(LineString(self.leader), 8.0)).tolist()
        pieces = itertools.pairwise(points)
        return [
            self.box,
            *(
                (min(x, x2) - 1, min(y, y2) - 1, max(x, x2) + 1, max(y, y2) + 1)
                for (x, y), (x2, y2) in pieces
            ),
        ]


@dataclass(frozen=True, slots=True)
class Sized:
    """The lines of a note of one width, and their width and height, in px."""

    lead: tuple[str, ...]
    text: tuple[str, ...]
    width: float
    height: float


def size_note(words: CalloutWords, type_: Type, measure: float, *, rtl: bool) -> Sized:
    """Break the words of a note into lines of at most a measure."""
    type_ = type_.able(words.lead + words.text)
    lead = set_block([words.lead], type_, "", measure, weight=600, rtl=rtl).lines
    text = set_block([words.text], type_, "", measure, rtl=rtl, balanced=True).lines
    widths = [
        *(width_of(line, type_.size, 600, fonts=type_.fonts) for line in lead),
        *(width_of(line, type_.size, fonts=type_.fonts) for line in text),
    ]
    wide = max(widths)
    return Sized(lead, text, wide, (len(lead) + len(text)) * type_.leading)


def make_note(
    anchor: Anchor,
    sized: Sized,
    middle: tuple[float, float],
    type_: Type,
    ink: str,
    marks: float,
    *,
    slanted: bool,
) -> Note:
    """Return a note around its middle, flush with the edge that faces its leader."""
    x, y = middle
    box = (x - sized.width / 2, y - sized.height / 2, x + sized.width / 2, y + sized.height / 2)
    right = x > anchor.x
    end = box[0] - GAP_PX * marks if right else box[2] + GAP_PX * marks
    level = box[1] + 0.5 * type_.leading
    leader = _bend_leader(anchor, (end, level), anchor.radius + 1.5 * marks, slanted=slanted)
    return Note(anchor, sized.lead, sized.text, box, "start" if right else "end", leader, ink)


def make_moved_note(
    anchor: Anchor, sized: Sized, box: Box, type_: Type, ink: str, marks: float, *, rtl: bool
) -> Note:
    """Return a note in a box of its own choice; above or below its point, its leader is upright."""
    left, top, right, bottom = box
    gap, start = GAP_PX * marks, anchor.radius + 1.5 * marks
    if not left - gap < anchor.x < right + gap:
        middle = ((left + right) / 2, (top + bottom) / 2)
        return make_note(anchor, sized, middle, type_, ink, marks, slanted=False)
    down = 1 if top > anchor.y else -1
    end = top - gap / 2 if down > 0 else bottom + gap / 2
    leader = ((anchor.x, anchor.y + down * start), (anchor.x, end))
    return Note(anchor, sized.lead, sized.text, box, "end" if rtl else "start", leader, ink)


def _bend_leader(
    anchor: Anchor, end: tuple[float, float], start: float, *, slanted: bool
) -> tuple[tuple[float, float], ...]:
    """Return the points of a leader that leaves its sign, bends once by 90 or 45 degrees, and ends level."""
    across, down = (1 if end[0] > anchor.x else -1), (1 if end[1] > anchor.y else -1)
    if abs(end[1] - anchor.y) <= start:
        return (anchor.x + across * start, end[1]), end
    rise = abs(end[1] - anchor.y)
    if slanted and rise < abs(end[0] - anchor.x):
        off = start / math.sqrt(2)
        return (
            (anchor.x + across * off, anchor.y + down * off),
            (anchor.x + across * rise, end[1]),
            end,
        )
    return (anchor.x, anchor.y + down * start), (anchor.x, end[1]), end


def draw_notes(context: DrawingContext, notes: Sequence[Note], type_: Type) -> list[Element]:
    """Draw the leaders, on casings in the colour of the halo, then the words."""
    return [
        *(_draw_leader(context, note) for note in notes),
        *(_draw_words(context, note, type_) for note in notes),
    ]


def _draw_leader(context: DrawingContext, note: Note) -> Element:
    data = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in note.leader)
    casing = context.stroke(context.theme["halo"], _CASING_PX, opacity=0.75)
    line = context.stroke(context.theme["ink"], _LEADER_PX)
    return el("g", el("path", d=data, **casing), el("path", d=data, **line), class_="leader")


def _draw_words(context: DrawingContext, note: Note, type_: Type) -> Element:
    left, top, right, _ = note.box
    x = left if note.side == "start" else right
    theme = context.theme
    ink, halo = (readable_on(note.ground), note.ground) if note.ground else (theme["ink"], theme["halo"])
    halo_px = _WIDE_HALO_PX if note.ground else _HALO_PX
    drawn = []
    for number, line in enumerate((*note.lead, *note.text)):
        lead = number < len(note.lead)
        baseline = top + (number + 0.5) * type_.leading + 0.36 * type_.size
        drawn.append(
            letter(
                line, x, baseline, type_.size, note.accent if lead and not note.ground else ink,
                weight=600 if lead else 400, side=note.side, halo=halo, halo_px=halo_px * context.marks,
                fonts=type_.able("".join((*note.lead, *note.text))).fonts,
            )
        )  # fmt: skip
    return el("g", *drawn, class_="callout")
