"""The blocks that pages of a site are made of: map, table, downloads, embed code, changes.

Each returns one element. Knows what is told where; the frame around it is another's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day
from atlas.model.vocabulary import STANDINGS, STATUSES, Certainty, Shape
from atlas.request.options import SIZES
from atlas.request.request import Request
from layers.style.theme import load_theme
from layers.svg.elements import Element, Node, el, serialise
from outputs.data.holdings import select_holdings
from outputs.embed.reserved_box import BOXES, box_of
from outputs.site.history import Day, Turn
from outputs.site.page_frame import Sheet
from outputs.site.paths import FITTING, PACKAGE, STILLS
from text.translations import Words

_NAMED = 24
"""So many places of a row or a day are named; the rest are counted."""
_Row = tuple[str, str, str, str]
"""Force, status, standing, certainty."""
_ORDER = (*STATUSES, *STANDINGS, *Certainty)
_DOUBTS = {Certainty.POSSIBLE.value: "possible_short", Certainty.UNKNOWN.value: "unknown_short"}


def build_map(sheet: Sheet, request: Request, alt: str) -> Element:
    """Return the map of a view in a frame: it works without scripts, and is the page's alone."""
    frame = el(
        "iframe", "", src=sheet.link(sheet.places.embed(request.view, request.lang)), title=alt,
        allow="fullscreen", class_="map", style=box_of(request).style,
    )  # fmt: skip
    return el("div", frame, class_="stage")


def build_table(sheet: Sheet, part: Atlas, request: Request) -> Element:
    """Return the table of who holds what on the day of a request: one row a force, status and standing."""
    words = sheet.words
    title = words.say("site_table", date=words.day(request.date))
    heads = ("site_force", "site_how", "site_where")
    rows = [row for _, told in _by_force(part, request) for row in _rows(part, told, words)]
    table = el(
        "table",
        el("caption", title),
        el("thead", el("tr", *(el("th", words[head], scope="col") for head in heads))),
        el("tbody", *rows),
    )
    return el("div", table, class_="table", id="table", tabindex=0, role="region", aria_label=title)


def _by_force(part: Atlas, request: Request) -> Iterator[tuple[str, list[tuple[_Row, list[str]]]]]:
    """Yield the forces in their order, each with how it is where."""
    bbox = request.bbox or part.views[request.view].bbox
    found: dict[_Row, list[str]] = {}
    for place, holdings in select_holdings(part, request, request.date, request.layers, bbox):
        if place.shape is not Shape.LINE and not place.derived:
            for one in holdings:
                found.setdefault(_key(one), []).append(place.name.say(request.lang))
    order = list(part.forces)
    listed = sorted(found.items(), key=lambda row: (order.index(row[0][0]), *map(_ORDER.index, row[0][1:])))
    for force, told in groupby(listed, lambda row: row[0][0]):
        yield force, list(told)


def _key(one: Holding) -> _Row:
    return one.force, one.status.value, one.standing.value, one.certainty.value


def _rows(part: Atlas, told: list[tuple[_Row, list[str]]], words: Words) -> Iterator[Element]:
    """Yield the rows of one force; its name stands once, beside them all."""
    for number, ((force, *how), names) in enumerate(told):
        who = part.forces[force].name.say(words.language)
        head = el("th", _swatch(part, force), el("span", who), scope="rowgroup", rowspan=len(told))
        doubt = [] if how[2] == Certainty.CERTAIN else [words[_DOUBTS[how[2]]]]
        said = " · ".join([*(words[word] for word in how[:2]), *doubt])
        places = _listed(list(dict.fromkeys(names)), words, " · ")
        yield el("tr", *([head] if number == 0 else []), el("td", said, class_="how"), el("td", places))


def _swatch(part: Atlas, force: str) -> Element:
    known = part.forces[force]
    light, dark = (load_theme(name).fill(known, part.families[known.family]) for name in ("light", "dark"))
    return el("i", "", class_="swatch", aria_hidden="true", style=f"--light:{light};--dark:{dark}")


def _listed(names: Sequence[str], words: Words, between: str) -> str:
    told = between.join(names[:_NAMED])
    rest = len(names) - _NAMED
    return told if rest <= 0 else f"{told} {words.say('site_and', n=rest)}"


def build_files(sheet: Sheet, view: str) -> Element:
    """Return the links to what can be taken away of a view."""
    words, places = sheet.words, sheet.places
    stills = [
        (f"{name}.png", words.say("site_still", width=SIZES[name][0], height=SIZES[name][1]))
        for name in STILLS
    ]
    named = [
        *stills,
        ("map.svg", words["site_drawing"]),
        ("holdings.csv", words["site_holdings"]),
        ("places.geojson", words["site_places"]),
    ]
    listed = [
        el("li", el("a", text, href=sheet.link(places.file(view, sheet.language, name)), download=""))
        for name, text in named
    ]
    whole = el("li", el("a", words["site_package"], href=sheet.link(PACKAGE)))
    return el("section", el("h2", words["site_files"]), el("ul", *listed, whole, class_="files"))


def build_embedding(sheet: Sheet, view: str, version: str) -> Element:
    """Return the code that embeds a version of a view for good, and the address that follows corrections."""
    words, places = sheet.words, sheet.places
    pinned = sheet.address(places.embed(view, sheet.language, version))
    live = sheet.address(places.embed(view, sheet.language))
    box = BOXES["slider"]
    code = el(
        "iframe", "", src=pinned, title=sheet.title, loading="lazy", width="100%", height=box.least,
        style=box.style,
    )  # fmt: skip
    lines = [serialise(code)]
    if places.base:
        # It serves frames of its own address only, so a site without one has no use for it.
        lines.append(serialise(el("script", type="module", src=places.address(FITTING))))
    return el(
        "section",
        el("h2", words["site_embed"]),
        el("pre", el("code", "\n".join(lines)), tabindex=0, dir="ltr"),
        el("p", words.say("site_embed_note", version=version[:7])),
        el("p", *_filled(words["site_embed_live"], "{address}", el("bdi", live, class_="address"))),
    )


def _filled(phrase: str, gap: str, node: Node) -> list[Node]:
    before, _, after = phrase.partition(gap)
    return [before, node, after]


def build_changes(sheet: Sheet, days: Iterable[Day]) -> Element:
    """Return the newest days on which something changed."""
    words = sheet.words
    return el(
        "section",
        el("h2", words["site_changes"]),
        el("ol", *(_day(sheet, day) for day in days), class_="days"),
        el("p", el("a", words["site_changes_feed"], href=sheet.link(sheet.places.feed(sheet.language)))),
    )


def _day(sheet: Sheet, day: Day) -> Element:
    lines = tell_day(sheet.atlas, day, sheet.words)
    return el(
        "li",
        el("time", sheet.words.day(day.day), datetime=format_day(day.day)),
        el("ul", *(el("li", line) for line in lines)),
    )


def tell_day(atlas: Atlas, day: Day, words: Words) -> list[str]:
    """Return what happened on a day in sentences: events, then the places whose holders are others."""
    titles = [event.title.say(words.language) for event in day.events]
    turns: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Turn]] = {}
    for turn in day.turns:
        turns.setdefault((turn.before, turn.after), []).append(turn)
    return [*titles, *(_tell_turns(atlas, same, words) for same in turns.values())]


def _tell_turns(atlas: Atlas, turns: list[Turn], words: Words) -> str:
    """Say who took which places from whom."""
    names = list(dict.fromkeys(atlas.places[turn.place].name.say(words.language) for turn in turns))
    before, after = (
        words["with"].join(dict.fromkeys(atlas.forces[force].name.say(words.language) for force in forces))
        for forces in (turns[0].before, turns[0].after)
    )
    place = _listed(names, words, words["comma"])
    if not before:
        return words.say("site_turn", place=place, after=after)
    return words.say("site_turn_from", place=place, after=after, before=before)
