"""The stamp: what every picture says of itself. Its title, days, sources, version, credit and brand."""

from dataclasses import dataclass

from atlas.model.atlas import Atlas, Source
from atlas.request.narrow import relaying
from atlas.request.options import STANDING_LAYERS
from atlas.request.request import Request
from layers.still.layout import Layout, begin
from layers.style.context import Pen
from layers.svg.elements import Element, el, group
from layers.svg.text_width import letter, wrap
from text.translations import Words, load_words
from text.two_versions import say_side

_MOST_HIDDEN = 3


def title_of(atlas: Atlas, request: Request) -> str:
    """Return the statement that heads a map: the request's own, else its view's."""
    return request.title or atlas.views[request.view].title.say(request.lang)


def stamp_lines(
    atlas: Atlas, request: Request, *, brief: bool = False, short: bool = False, chosen: bool = True
) -> list[str]:
    """Return what every file says of itself: day, latest source, day of knowledge, version, credit.

    In brief, where there is no room: the day, what is left out, and the credit. The note of the policy of
    borders is there wherever one of them is drawn by choice (`chosen`), in brief or if asked for in `short`.
    """
    words = load_words(request.lang)
    days = sorted({request.date, request.date if request.compare is None else request.compare})
    shown = words.say("shown", date=" – ".join(words.short_day(day) for day in days))
    known = [
        words.say("sources_to", date=words.short_day(sources_to(atlas, request))),
        words.say("known_on", date=words.short_day(request.known)),
        f"v{atlas.version[:7]}",
    ]
    parts = [shown, *([] if brief else known), *name_narrowed(atlas, request), *say_hidden(atlas, request)]
    policy = atlas.policies[request.borders]
    said = (policy.short if brief or short else policy.note).say(request.lang) if chosen else ""
    notes = [atlas.meta.credit.say(request.lang), said]
    return [" · ".join(parts), *(note for note in notes if note)]


def name_narrowed(atlas: Atlas, request: Request) -> list[str]:
    """Say whose version the map is, and which sources it does without: it is not the whole."""
    words = load_words(request.lang)
    named = dict.fromkeys(_name_source(atlas.sources[source], words) for source in request.without)
    sources = words["comma"].join(named)
    told = [_tell_sides(atlas, request, words)] if request.side else []
    told += [words.say("told_without", sources=sources)] if sources else []
    return told


def _name_source(source: Source, words: Words) -> str:
    """Name one document: others of its publisher may still count, so that its day is said with it."""
    if source.published is None:
        return source.publisher
    return words.say("with_status", force=source.publisher, status=words.short_day(source.published))


def _tell_sides(atlas: Atlas, request: Request, words: Words) -> str:
    first, *rest = (say_side(atlas, side, words) for side in request.side)
    if request.versus:
        return words.say("told_versus", side=first, other=say_side(atlas, request.versus, words))
    return words.say("told_by", sides=words.say("and", first=first, last=rest[0]) if rest else first)


def say_hidden(atlas: Atlas, request: Request) -> list[str]:
    """Say which families, forces and standings are left out, at most three by name; nothing if none is."""
    words, most = load_words(request.lang), _MOST_HIDDEN
    if not request.hide:
        return []
    names = [name for one in request.hide if (name := _hidden_name(atlas, one, words))]
    if not names:
        return []
    more = [words.say("and_more", n=len(names) - most)] if len(names) > most else []
    return [words.say("not_shown", who=words["comma"].join([*names[:most], *more]))]


def _hidden_name(atlas: Atlas, one: str, words: Words) -> str:
    if one in STANDING_LAYERS:
        return words[f"only_{STANDING_LAYERS[one]}"]
    force = one.removeprefix("force.")
    if one in atlas.families:
        return atlas.families[one].name.say(words.language)
    # On an earlier day of knowledge a force may not have been heard of.
    return atlas.forces[force].short.say(words.language) if force in atlas.forces else ""


def sources_to(atlas: Atlas, request: Request) -> int:
    """Return the day of the newest source that was public by the day of knowledge and counts."""
    gone = relaying(atlas, request.without)
    published = (source.published for name, source in atlas.sources.items() if name not in gone)
    known = request.known
    return max((day for day in published if day is not None and day <= known), default=known)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every picture says of itself, in lines; never cut. `height` in px."""

    lines: tuple[str, ...]
    height: float


def set_stamp(layout: Layout, notes: list[str], *, rtl: bool = False) -> Stamp:
    """Break the notes into lines beside the brand and measure the stamp."""
    room = layout.width - 2 * layout.pad - 9 * layout.stamp
    lines = tuple(line for note in notes for line in wrap(note, layout.stamp, room, rtl=rtl))
    return Stamp(lines, 1.4 * layout.stamp * len(lines) + 0.8 * layout.pad)


def draw_stamp(pen: Pen, layout: Layout, stamp: Stamp, top: float) -> Element:
    """Draw the stamp and the credit, with the brand at the other side."""
    x, side = begin(pen, layout)
    size = layout.stamp
    baselines = [top + (1.1 + 1.4 * number) * size for number in range(len(stamp.lines))]
    drawn = [
        letter(line, x, y, size, pen.theme["ink3"], side=side)
        for line, y in zip(stamp.lines, baselines, strict=True)
    ]
    return group("stamp", [*drawn, _brand(pen, layout, baselines[-1])])


def _brand(pen: Pen, layout: Layout, baseline: float) -> Element:
    size, rtl = 1.08 * layout.stamp, pen.words.rtl
    unit = size / 14
    wide = 96 * unit
    x = layout.pad if rtl else layout.width - layout.pad - wide
    crown = el(
        "path", d="M2 17V5l5 4 3-6 3 6 5-4v12", fill="none", stroke=pen.theme["accent"], stroke_width=2
    )
    foot = el(
        "path", d="M2 17h16", fill="none", stroke=pen.theme["ink"], stroke_width=2, stroke_dasharray="3 2"
    )
    mark = el("g", crown, foot, transform=f"translate({x:.2f} {baseline - 15 * unit:.2f}) scale({unit:.3f})")
    name = letter(pen.words["brand"], x + 27 * unit, baseline, size, pen.theme["ink"], weight=600)
    return group("brand", [mark, name])
