"""Legend entries: the contents of the legend of a picture of one day, of two, or of a film."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import shapely

from atlas.history.changes import Change, compile_changes, holdings_on
from atlas.history.existence import modelled_from, spans_of
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from layers.map.arrows import colour_of, list_arrows
from layers.map.difference_outlines import draw_frames
from layers.map.events import shows_events
from layers.map.extras import MODELLED, extras_in_view
from layers.map.lines_and_claims import claim_of
from layers.map.place_names import visible_labels
from layers.still.layout import Layout, layout_of
from layers.still.legend import (
    Entry,
    border_entries,
    claim_entries,
    event_entry,
    frame_entry,
    list_legend_entries,
    uncovered_entries,
    unknown_entry,
)
from layers.still.one_map import Picture, claims_in, compose_pictures, find_visible, make_context
from layers.style.context import DrawingContext
from layers.style.evidence_age import symbolizer_for
from layers.style.symbology import Hatch, Symbol
from text.evidence_age import name_ages


def entries_on(
    contexts: Sequence[DrawingContext], request: Request, layout: Layout, contents: Sequence[MapContent]
) -> list[Entry]:
    """Return the legend's entries for the contents of the maps, in the order of the legend."""
    entries: list[Entry] = []
    claimed: set[str] = set()
    pictures = compose_pictures(contexts, request, layout, contents)
    for picture in pictures:
        claimed |= {claim.place for claim in claims_in(picture, request)}
        context = picture.context
        holdings, symbols = find_visible(picture, request)
        of_map = (
            age_entries(context, symbols)
            if request.age
            else list_legend_entries(context, picture.symbolizer, holdings, symbols)
        )
        _merge(entries, of_map)
    context, days = contexts[0], [content.scene.day for content in contents]
    stars = [event_entry(context)] if any(_stars(context, request, day, day) for day in days) else []
    framed = any(draw_frames(context, content.differing, request.layers) for content in contents)
    word = "versus_differ" if request.compare is None else "changed_hands"
    frames = [frame_entry(context, word)] if framed else []
    claims = claim_entries(context, claimed)
    arrows = list(dict.fromkeys(entry for each in pictures for entry in advance_entries(each, request)))
    extras, modelled = extra_entries(context, request), modelled_entries(context, request)
    borders = border_entries(context, request.borders, days)
    return [*entries, *modelled, *claims, *frames, *arrows, *stars, *extras, *borders]


def extra_entries(context: DrawingContext, request: Request) -> list[Entry]:
    """Return the entries of the roads and oil fields in the picture."""
    words = {"roads": "extras_roads", "oilfields": "extras_oilfields"}
    drawn = extras_in_view(context.land, request.extras)
    return [Entry(context.words[words[name]], "none", "none", extra=name) for name in drawn]


def modelled_entries(context: DrawingContext, request: Request) -> list[Entry]:
    """Return the entry for ground modelled from places, if there is any on the map."""
    if "zones" not in request.layers:
        return []
    frame = shapely.box(0, 0, context.viewport.extent.width, context.viewport.extent.height)
    zones = context.viewport.zones
    places = modelled_from(context.atlas, request.known) & zones.keys()
    count = sum(zones[place].intersects(frame) for place in places)
    return [Entry(context.words.count("modelled", count), "none", "none", extra=MODELLED)] if count else []


def advance_entries(picture: Picture, request: Request) -> list[Entry]:
    """Return the entries of the forces with an arrow on a map."""
    if "lines" not in request.layers:
        return []
    context = picture.context
    hidden = hidden_forces(context.atlas, request.hide)
    return _name_advances(context, (place.force for place in list_arrows(context, hidden)))


def _name_advances(context: DrawingContext, forces: Iterable[str]) -> list[Entry]:
    named = ((force, context.words.call(context.atlas.forces[force])) for force in dict.fromkeys(forces))
    return [
        Entry(context.words.format("advance_of", force=name), colour_of(context, force), "none", arrow=True)
        for force, name in named
    ]


def _merge(entries: list[Entry], additions: Sequence[Entry]) -> None:
    """Insert the new entries into a list, each after its predecessor."""
    at = 0
    for entry in additions:
        names = [known.text for known in entries]
        if entry.text in names:
            at = names.index(entry.text) + 1
        else:
            entries.insert(at, entry)
            at += 1


def entries_between(atlas: Atlas, request: Request, first: int, last: int) -> list[Entry]:
    """Return the legend's entries for everything shown on any day from `first` to `last`."""
    layout = layout_of(request, atlas)
    context = make_context(atlas, request, layout, layout.width, 0.6 * layout.height)
    symbolizer = symbolizer_for(atlas, request)
    named = {label.named.place for label in visible_labels(context.ground)}
    changes = compile_changes(atlas, request.known)
    holdings: dict[str, tuple[Holding, ...]] = {}
    symbols: dict[str, Symbol] = {}
    for place in (
        *context.viewport.zones,
        *context.viewport.bands,
        *(site for site in context.viewport.sites if site in named),
    ):
        steps = list(_between(changes.get(place, ()), first, last))
        holdings[place] = tuple(holding for held in steps for holding in held)
        if place in context.viewport.zones:
            symbols |= {
                f"{place} {number}": symbolizer.symbolize(held, place) for number, held in enumerate(steps)
            }
    entries = (
        age_entries(context, symbols)
        if request.age
        else list_legend_entries(context, symbolizer, holdings, symbols)
    )
    stars = [event_entry(context)] if _stars(context, request, first, last) else []
    claimed = {place for place, held in holdings.items() if claim_of(context, place, held)}
    claims = claim_entries(context, claimed) if "claims" in request.layers else []
    arrows = _advances_between(context, request, (first, last)) if "lines" in request.layers else []
    extras, modelled = extra_entries(context, request), modelled_entries(context, request)
    borders = border_entries(context, request.borders, (first, last))
    return [*entries, *modelled, *claims, *arrows, *stars, *extras, *borders]


def _advances_between(context: DrawingContext, request: Request, days: tuple[int, int]) -> list[Entry]:
    spans, (first, last) = spans_of(context.atlas, request.known), days
    places = list_arrows(context, hidden_forces(context.atlas, request.hide))
    drawn = [place for place in places if spans[place.id][0] <= last and spans[place.id][1] > first]
    return _name_advances(context, (place.force for place in drawn))


def _stars(context: DrawingContext, request: Request, first: int, last: int) -> bool:
    return "events" in request.layers and shows_events(context, first, last, request.known)


def _between(changes: Sequence[Change], first: int, last: int) -> Iterator[tuple[Holding, ...]]:
    yield holdings_on(changes, first)
    yield from (change.holdings for change in changes if first < change.day <= last)


def age_entries(context: DrawingContext, symbols: Mapping[str, Symbol]) -> list[Entry]:
    """Return the legend of the ages; it is complete on every day, so that it doesn't move."""
    named = zip(name_ages(context.atlas, context.words), context.theme.ages, strict=True)
    entries = [Entry(text, fill, context.theme["control"]) for text, fill in named]
    unknown = any(symbol.pattern and symbol.pattern.hatch is Hatch.UNKNOWN for symbol in symbols.values())
    return [*entries, *([unknown_entry(context)] if unknown else []), *uncovered_entries(context)]
