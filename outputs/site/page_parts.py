"""The values in the templates of a site's pages: map, table, downloads, embed code, changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.model.vocabulary import STANDINGS, STATUSES, Certainty, Shape
from atlas.request.options import SIZES
from atlas.request.request import Request
from layers.style.theme import theme_of
from layers.svg.elements import el, serialise
from outputs.data.holdings import select_holdings
from outputs.embed.reserved_box import RESERVED_BOXES, reserve_box
from outputs.site.history import Day, Turn
from outputs.site.page_frame import Sheet
from outputs.site.paths import FITTING, STILLS
from text.translations import Words


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The map of a view in a frame: it works without scripts, and belongs to the page alone."""

    src: str
    alt: str
    style: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A force and its status. The name is in the first of its `rows`; the others have none."""

    force: str
    swatch: str
    rows: int
    how: str
    places: str


@dataclass(frozen=True, slots=True)
class Table:
    """Who holds what on a day: one row per force, status and standing."""

    title: str
    rows: list[TableRow]


@dataclass(frozen=True, slots=True)
class Link:
    """A text with an address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Embedding:
    """The code of a pinned embed, and the address of the embed that follows corrections."""

    code: str
    note: str
    before: str
    live: str
    after: str


@dataclass(frozen=True, slots=True)
class DayOfChange:
    """A day on which something changed, and what changed."""

    date: str
    text: str
    lines: list[str]


_NAMED = 24
"""How many places of a row or a day are named; the rest are counted."""
_Row = tuple[str, str, str, str]
"""Force, status, standing, certainty."""
_ORDER = (*STATUSES, *STANDINGS, *Certainty)
_CERTAINTY_WORDS = {Certainty.POSSIBLE.value: "possible_short", Certainty.UNKNOWN.value: "unknown_short"}


def frame_map(sheet: Sheet, request: Request, alt: str) -> MapFrame:
    """Return the map of a view."""
    embed = sheet.places.embed(request.view, request.lang)
    return MapFrame(sheet.link(embed), alt, reserve_box(request).style)


def list_holdings(sheet: Sheet, part: Atlas, request: Request) -> Table:
    """Return the table of who holds what on the day of a request."""
    words = sheet.words
    title = words.format("site_table", date=words.date(request.date))
    return Table(title, [row for _, rows in _by_force(part, request) for row in _rows(part, rows, words)])


def _by_force(part: Atlas, request: Request) -> Iterator[tuple[str, list[tuple[_Row, list[str]]]]]:
    """Yield the forces in their order, each with its statuses."""
    bbox = request.bbox or part.views[request.view].bbox
    places_by_row: dict[_Row, list[str]] = {}
    for place, holdings in select_holdings(part, request, request.date, request.layers, bbox):
        if place.shape is not Shape.LINE and not place.derived:
            for holding in holdings:
                row = holding.force, holding.status.value, holding.standing.value, holding.certainty.value
                places_by_row.setdefault(row, []).append(place.name.translate(request.lang))
    order = list(part.forces)
    rows = sorted(
        places_by_row.items(), key=lambda row: (order.index(row[0][0]), *map(_ORDER.index, row[0][1:]))
    )
    for force, group in groupby(rows, lambda row: row[0][0]):
        yield force, list(group)


def _rows(part: Atlas, rows: list[tuple[_Row, list[str]]], words: Words) -> Iterator[TableRow]:
    """Yield the rows of one force; the first contains its name, beside them all."""
    for number, ((force, *qualities), names) in enumerate(rows):
        certainty = [] if qualities[2] == Certainty.CERTAIN else [words[_CERTAINTY_WORDS[qualities[2]]]]
        known = part.forces[force]
        light, dark = (
            theme_of(part, name).fill(known, part.families[known.family]) for name in ("light", "dark")
        )
        yield TableRow(
            force=part.forces[force].name.translate(words.language),
            swatch=f"--light:{light};--dark:{dark}",
            rows=0 if number else len(rows),
            how=" · ".join([*(words[word] for word in qualities[:2]), *certainty]),
            places=_listed(list(dict.fromkeys(names)), words, " · "),
        )


def _listed(names: Sequence[str], words: Words, between: str) -> str:
    listed = between.join(names[:_NAMED])
    rest = len(names) - _NAMED
    return listed if rest <= 0 else f"{listed} {words.format('site_and', n=rest)}"


def list_files(sheet: Sheet, view: str) -> list[Link]:
    """Return the links to the files of a view."""
    words, places = sheet.words, sheet.places
    stills = [
        (f"{name}.png", words.format("site_still", width=SIZES[name][0], height=SIZES[name][1]))
        for name in STILLS
    ]
    data = ("map.svg", "site_drawing"), ("holdings.csv", "site_holdings"), ("places.geojson", "site_places")
    files = [*stills, *((name, words[key]) for name, key in data)]
    return [Link(text, sheet.link(places.file(view, sheet.language, name))) for name, text in files]


def write_embedding(sheet: Sheet, view: str, version: str) -> Embedding:
    """Return the code of a pinned embed of a view."""
    words, places = sheet.words, sheet.places
    pinned = sheet.address(places.embed(view, sheet.language, version))
    live = sheet.address(places.embed(view, sheet.language))
    box = RESERVED_BOXES["slider"]
    code = el(
        "iframe", "", src=pinned, title=sheet.title, loading="lazy", width="100%", height=box.least,
        style=box.style,
    )  # fmt: skip
    lines = [serialise(code)]
    if places.base:
        # It accepts frames from its own address only, so a site without an address cannot use it.
        lines.append(serialise(el("script", type="module", src=places.address(FITTING))))
    before, _, after = words["site_embed_live"].partition("{address}")
    note = words.format("site_embed_note", version=version[:7])
    return Embedding("\n".join(lines), note, before, live, after)


def list_changes(sheet: Sheet, days: Iterable[Day]) -> list[DayOfChange]:
    """Return the newest days on which something changed."""
    words = sheet.words
    return [
        DayOfChange(format_day(day.day), words.date(day.day), describe_day(sheet.atlas, day, words))
        for day in days
    ]


def describe_day(atlas: Atlas, day: Day, words: Words) -> list[str]:
    """Return what happened on a day in sentences: events, then the places with new holders."""
    titles = [event.title.translate(words.language) for event in day.events]
    turns: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Turn]] = {}
    for turn in day.turns:
        turns.setdefault((turn.before, turn.after), []).append(turn)
    return [*titles, *(_describe_turns(atlas, same, words) for same in turns.values())]


def _describe_turns(atlas: Atlas, turns: list[Turn], words: Words) -> str:
    """Return who took which places from whom, in words."""
    names = list(dict.fromkeys(atlas.places[turn.place].name.translate(words.language) for turn in turns))
    before, after = (
        words["with"].join(
            dict.fromkeys(atlas.forces[force].name.translate(words.language) for force in forces)
        )
        for forces in (turns[0].before, turns[0].after)
    )
    place = _listed(names, words, words["comma"])
    if not before:
        return words.format("site_turn", place=place, after=after)
    return words.format("site_turn_from", place=place, after=after, before=before)
