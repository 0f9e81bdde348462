"""The legend of a still: the families that are in the picture, then the patterns that are.

A family keeps its place in the order of the atlas. Colour is never the only cue, so print has codes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from atlas.fonts.font_stack import FontStack
from atlas.history.scene import Holding
from atlas.model.vocabulary import LineStyle, Standing, Status
from layers.labels.print_codes import SIGNS
from layers.map.arrows import draw_sign
from layers.map.borders import STROKES, styles_in_view
from layers.map.difference_outlines import FRAME_PX
from layers.map.events import draw_star, step_days
from layers.map.extras import draw_extra_swatch
from layers.map.zones import neutral_colour
from layers.still.layout import LEAST_PX
from layers.style.colour import mix, readable_on
from layers.style.context import DrawingContext
from layers.style.patterns import clearest_patterns, pattern_id
from layers.style.symbology import Hatch, Pattern, Symbol, Symbolizer
from layers.style.theme import (
    ABSENT_EDGE,
    BAND_EDGE,
    BESIEGED_EDGE,
    CLAIM_EDGE,
    EVENT_SHARES,
    POSSIBLE_SHARES,
)
from layers.svg.elements import Element, Value, el, group
from layers.svg.text_width import Side, letter, shorten_to, width_of

SWATCH_PX = (21.0, 14.0)
CODE_SWATCH_PX = 32.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, and the fill, pattern and edge of its swatch."""

    text: str
    fill: str
    edge: str
    pattern: Pattern | None = None
    dash: str = ""
    code: str = ""
    steps: tuple[str, ...] = ()
    """Colours side by side, for a swatch that fades."""
    border: LineStyle | None = None
    """For a line: its swatch is the line itself."""
    event: bool = False
    """For events: its swatch is their star."""
    arrow: bool = False
    """For the advance of a force: its swatch is an arrow."""
    width: float = 1.0
    """The width of its edge in px."""
    extra: str = ""
    """For a part of the basemap that was asked for: its swatch is its line or sign."""
    bare: bool = False
    """For words without a swatch."""


def list_legend_entries(
    context: DrawingContext,
    symbolizer: Symbolizer,
    holdings: Mapping[str, tuple[Holding, ...]],
    symbols: Mapping[str, Symbol],
) -> list[Entry]:
    """Return the entries for what is in the picture."""
    drawn = [holding for of_place in holdings.values() for holding in of_place if _drawn(symbolizer, holding)]
    present = {symbolizer.atlas.forces[holding.force].family for holding in drawn}
    entries = []
    for family in symbolizer.atlas.families.values():
        if family.id in present:
            shades = context.theme.shades(family)
            code = family.code if context.theme_name == "print" else ""
            entries.append(
                Entry(family.name.translate(context.language), shades.fill, shades.line, code=code)
            )
    return [*entries, *_statuses(context, symbolizer, drawn, symbols)]


def border_entries(context: DrawingContext, policy: str, days: Iterable[int]) -> list[Entry]:
    """Return the entries for the borders in the picture whose style needs an explanation."""
    styles = styles_in_view(context, policy, days)
    return [
        Entry(context.words[word], "none", "none", border=style)
        for style, word in _BORDER_WORDS.items()
        if style in styles
    ]


def event_entry(context: DrawingContext) -> Entry:
    """Return the entry for events, which stay on the map while they fade."""
    unit = context.atlas.meta.granularity
    count = unit.units_in(len(EVENT_SHARES) * step_days(unit))
    return Entry(context.words.format("event_recent", n=count), "none", "none", event=True)


def claim_entries(context: DrawingContext, places: Collection[str]) -> list[Entry]:
    """Return the entry for claims of absence; nothing if there is none."""
    banded, crossed = (
        not shapes.keys().isdisjoint(places) for shapes in (context.viewport.bands, context.viewport.zones)
    )
    width, dash = BAND_EDGE if banded else ABSENT_EDGE
    ground, ink, code = context.theme["land"], context.theme["claim"], "×" if crossed else ""
    return [Entry(context.words["absent"], ground, ink, dash=dash, code=code, width=width)] if places else []


def frame_entry(context: DrawingContext, word: str) -> Entry:
    """Return the entry for the frames of places in which two maps differ."""
    return Entry(context.words[word], context.theme["land"], context.theme["ink"], width=FRAME_PX)


def _drawn(symbolizer: Symbolizer, holding: Holding) -> bool:
    drawn = holding.known and holding.status not in (Status.ABSENT, Status.NOMINAL)
    return drawn and not symbolizer.hides(holding.force)


def _statuses(
    context: DrawingContext, symbolizer: Symbolizer, holdings: list[Holding], symbols: Mapping[str, Symbol]
) -> list[Entry]:
    words, ink, ground = context.words, context.theme["control"], context.theme["land"]
    hatches = clearest_patterns(symbol.pattern for symbol in symbols.values() if symbol.pattern)
    entries = [
        Entry(
            _signed(context, hatch, words[name]),
            pattern.colours[0] if hatch in (Hatch.STRIPES, Hatch.RIVALS) else ground,
            ink,
            pattern,
        )
        for hatch, name in _HATCH_WORDS.items()
        if (pattern := hatches.get(hatch))
    ]
    if Hatch.UNKNOWN in hatches:
        entries.append(unknown_entry(context))
    if any(holding.standing in (Standing.CLAIMED, Standing.DISPUTED) for holding in holdings):
        entries.append(_edged(context, "claimed_or_disputed", *CLAIM_EDGE))
    if any(symbol.faded and not symbol.changing for symbol in symbols.values()):
        steps = tuple(mix(ink, ground, share) for share in reversed(POSSIBLE_SHARES))
        entries.append(Entry(words["possible"], ground, ink, dash="1 2", steps=steps))
    if any(holding.status is Status.BESIEGED for holding in holdings):
        entries.append(_edged(context, "besieged", *BESIEGED_EDGE))
    if context.theme.pales and any(holding.age and holding.in_effect for holding in holdings):
        entries.append(_stale_entry(context))
    return [*entries, *uncovered_entries(context)]


def _signed(context: DrawingContext, hatch: Hatch, text: str) -> str:
    """Return the meaning of a pattern, in print with the mark before its codes."""
    return f"{text} ({SIGNS[hatch]})" if context.theme_name == "print" and hatch in SIGNS else text


def _stale_entry(context: DrawingContext) -> Entry:
    """Return the entry for ground that has paled since it was last confirmed."""
    ink, ground = context.theme["control"], context.theme["land"]
    first, second, *_, last = context.theme.age_shares
    steps = tuple(mix(ink, ground, share) for share in (first, second, last))
    meta = context.atlas.meta
    text = context.words.format("not_confirmed", n=meta.granularity.units_in(meta.stale_after[0]))
    return Entry(text, ground, ink, steps=steps)


def _edged(context: DrawingContext, word: str, width: float, dash: str) -> Entry:
    """Return the entry for something shown by its edge alone, which is that of the map."""
    return Entry(context.words[word], context.theme["land"], context.theme["ink2"], dash=dash, width=width)


def unknown_entry(context: DrawingContext) -> Entry:
    """Return the entry for ground in a gap between two reports."""
    return Entry(
        context.words["unknown_short"], context.theme["land"], context.theme["control"], dash="1 2", code="?"
    )


def uncovered_entries(context: DrawingContext) -> list[Entry]:
    """Return the entry for ground outside the atlas' scope, if there is any."""
    bare = any(not context.atlas.places[zone].covered for zone in context.viewport.zones)
    return (
        [Entry(context.words["not_covered"], neutral_colour(context), context.theme["rule"])] if bare else []
    )


_HATCH_WORDS = {
    Hatch.STRIPES: "joint", Hatch.RIVALS: "rivals", Hatch.DOTS: "presence", Hatch.CROSS: "contested",
    Hatch.DASHES: "changing",
}  # fmt: skip
_BORDER_WORDS = {LineStyle.DISPUTED: "border_disputed", LineStyle.OCCUPIED: "border_occupied"}


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries laid out in rows; `height` in px."""

    rows: tuple[tuple[tuple[float, Entry], ...], ...]
    size: float
    row_height: float

    @property
    def height(self) -> float:
        """The height of all rows."""
        return len(self.rows) * self.row_height


def lay_out_legend(entries: Iterable[Entry], size: float, width: float, fonts: FontStack) -> Legend:
    """Break the entries into rows no wider than `width` px; each is `x` px from its row's beginning."""
    rows: list[list[tuple[float, Entry]]] = [[]]
    x = 0.0
    for whole in entries:
        entry = replace(whole, text=shorten_to(whole.text, size, width - _room_beside(whole, size), fonts))
        wide = width_of_entry(entry, size, fonts)
        if x and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += wide + 1.5 * size
    return Legend(tuple(tuple(row) for row in rows if row), size, 1.8 * size)


def width_of_entry(entry: Entry, size: float, fonts: FontStack) -> float:
    """Return the width of an entry in px: its swatch, a gap and its text."""
    return _room_beside(entry, size) + width_of(entry.text, size, fonts=fonts)


def _room_beside(entry: Entry, size: float) -> float:
    return _swatch_width(entry, size) + (0.0 if entry.bare else 0.55 * size)


def _swatch_width(entry: Entry, size: float) -> float:
    if entry.bare:
        return 0.0
    return (CODE_SWATCH_PX if len(entry.code) > 1 else SWATCH_PX[0]) * size / 14


def draw_legend(context: DrawingContext, legend: Legend, left: float, right: float, top: float) -> Element:
    """Draw the legend between two sides; it begins on the side where reading begins."""
    rtl = context.words.rtl
    drawn = [
        part
        for number, row in enumerate(legend.rows)
        for x, entry in row
        for part in _entry(
            context, legend, entry, right - x if rtl else left + x, top + number * legend.row_height
        )
    ]
    return group("legend", drawn)


def _entry(context: DrawingContext, legend: Legend, entry: Entry, x: float, top: float) -> list[Element]:
    size = legend.size
    wide, high = _swatch_width(entry, size), SWATCH_PX[1] * size / 14
    rtl, middle = context.words.rtl, top + legend.row_height / 2
    left = x - wide if rtl else x
    box: dict[str, Value] = {
        "x": left, "y": middle - high / 2, "width": wide, "height": high, "rx": 2,
    }  # fmt: skip
    parts: list[Element] = []
    if entry.border:
        data = f"M{left:.2f} {middle:.2f}h{wide:.2f}"
        parts = [
            el("path", d=data, **context.stroke(context.theme[ink], width, dash))
            for _, ink, width, dash in STROKES[entry.border]
        ]
    elif entry.event:
        moved = f"translate({left + wide / 2:.2f} {middle:.2f})"
        parts = [el("g", draw_star(context, 0.5 * high), transform=moved)]
    elif entry.arrow:
        parts = [draw_sign(entry.fill, wide, high, left, middle - high / 2)]
    elif entry.extra:
        parts = draw_extra_swatch(context, entry.extra, wide, (left, middle))
    elif not entry.bare:
        parts = _swatch(context, entry, box)
    if entry.code:
        parts.append(_code(entry, left + wide / 2, middle, size))
    gap = 0.0 if entry.bare else 0.55 * size
    at = left - gap if rtl else left + wide + gap
    side: Side = "end" if rtl else "start"
    parts.append(letter(entry.text, at, middle + 0.36 * size, size, context.theme["ink"], side=side))
    return parts


def _swatch(context: DrawingContext, entry: Entry, box: dict[str, Value]) -> list[Element]:
    over = f"url(#{pattern_id(entry.pattern)})" if entry.pattern else None
    edge = {"stroke": entry.edge, "stroke_dasharray": context.dash(entry.dash) or None}
    x, wide = float(box["x"] or 0), float(box["width"] or 0) / max(len(entry.steps), 1)
    steps = [box | {"x": x + number * wide, "width": wide, "rx": None} for number in range(len(entry.steps))]
    return [
        el("rect", fill=entry.fill, **box),
        *(el("rect", fill=fill, **step) for fill, step in zip(entry.steps, steps, strict=True)),
        *([el("rect", fill=over, **box)] if over else []),
        el("rect", fill="none", stroke_width=entry.width * context.marks, **box, **edge),
    ]


def _code(entry: Entry, x: float, y: float, size: float) -> Element:
    high = max(0.66 * size, min(0.9 * size, LEAST_PX["provenance"]))
    baseline = y + 0.24 / 0.66 * high
    return letter(entry.code, x, baseline, high, readable_on(entry.fill), weight=600, side="middle")
