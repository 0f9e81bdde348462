"""The article: what an embed shows around its map, readable without a script.

Title, what happened last, the map, the day, the legend, who holds what, the sources, the foot.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from atlas.history.side_differences import Differences
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.request.request import Request, permalink
from layers.map.arrows import draw_sign
from layers.still.resolve import find_content
from layers.svg.elements import Element, Markup, Node, el
from outputs.html.brand import draw_publisher
from text.provenance import title_of, write_provenance
from text.translations import Words, words_for
from text.two_versions import describe_differences, head_differences

Payload = dict[str, Any]
Map = tuple[int, Sequence[Markup]]
"""A day, and the sheets that show it."""
SWATCH_PX = (20, 14)


def draw_article(
    atlas: Atlas,
    request: Request,
    payload: Payload,
    maps: Sequence[Map],
    home: str,
    pinned: str,
    texts: tuple[str, str],
) -> Element:
    """Return the body of an embed around one map, or around two of different days side by side.

    `texts` are the alt text and, of two days, the caption.
    """
    words, (alt, caption) = words_for(request), texts
    notes = write_provenance(atlas, request)
    differences = find_content(atlas, request).differences if request.versus else None
    context = caption or lead_on(payload, payload["day"])
    return el(
        "div",
        el(
            "div",
            el("header", el("h1", title_of(atlas, request)), el("p", context, class_="context", dir="auto")),
            el("main", _map(maps[0][1], alt) if len(maps) == 1 else _pair(maps, words)),
            _time([day for day, _ in maps], notes[0], words),
            class_="front",
        ),
        # Families that are absent on the day are muted.
        el("ul", *_legend(payload), class_="families"),
        el("aside", class_="panel", aria_label=words["on_this_day"]),
        *([el("p", class_="corrected", hidden="", role="status")] if pinned else []),
        *([_list_differences(atlas, request, differences, words)] if differences else []),
        _holders(request, payload, words),
        _sources(payload, words),
        _foot(atlas, request, words, notes[1:], home),
        class_="embed",
        data_controls="none" if request.compare else request.controls,
        data_pinned=pinned or None,
    )


def _time(days: Iterable[int], provenance: str, words: Words) -> Element:
    heading = el("h2", " – ".join(map(words.long_date, days)), class_="date")
    note = el("p", provenance, class_="provenance")
    return el("section", heading, note, class_="time", aria_label=words["slider"])


def _map(sheets: Iterable[Markup], alt: str) -> Element:
    drawing = el("div", *sheets, class_="sheets", aria_hidden="true")
    return el("div", drawing, class_="viewport", role="img", aria_label=alt)


def _pair(maps: Iterable[Map], words: Words) -> Element:
    figures = [
        el("figure", _map(sheets, words.date(day)), el("figcaption", words.date(day))) for day, sheets in maps
    ]
    return el("div", *figures, class_="pair")


def lead_on(payload: Payload, day: int) -> str:
    """Return what happened last by a day, in a sentence."""
    return str(payload["news"]["sentences"][value_on(payload["news"]["track"], day)])


def _legend(payload: Payload) -> list[Element]:
    """Return the families and the arrows of the map, and that ground is modelled."""
    families = [_entry(payload, each, _swatch(each["fill"], each["line"])) for each in payload["families"]]
    wide, high = SWATCH_PX
    arrows = [
        (each, el("svg", draw_sign(each["fill"], wide, high), width=wide, height=high, aria_hidden="true"))
        for each in payload.get("advances", ())
    ]
    screen = el("i", class_="swatch modelled", aria_hidden="true")
    modelled = [el("li", screen, el("span", payload["modelled"]))] if "modelled" in payload else []
    return [*families, *(_entry(payload, each, sign) for each, sign in arrows), *modelled]


def _entry(payload: Payload, family: Payload, sign: Element) -> Element:
    absent = value_on(family["present"], payload["day"]) == 0
    return el(
        "li",
        sign,
        el("span", family["name"]),
        data_family=family["id"],
        class_="none" if absent else None,
    )


def _swatch(fill: str, line: str) -> Element:
    wide, high = SWATCH_PX
    box = el("rect", x=0.5, y=0.5, width=wide - 1, height=high - 1, rx=2, fill=fill, stroke=line)
    return el("svg", box, width=wide, height=high, aria_hidden="true")


def _holders(request: Request, payload: Payload, words: Words) -> Element:
    rows = [
        el("tr", el("th", *_named(payload, force), scope="row"), el("td", words["comma"].join(places)))
        for force, places in list_holders(payload, words)
    ]
    title = words.format("holders_on", date=words.date(request.date))
    return el("details", el("summary", title), el("table", el("tbody", *rows)), class_="more holders")


def _list_differences(atlas: Atlas, request: Request, differences: Differences, words: Words) -> Element:
    """List where two accounts differ on the day on which the embed opens."""
    head = head_differences(differences, words)
    lines = describe_differences(atlas, request, differences)
    listed = el("ul", *(el("li", line) for line in lines), class_="cited")
    return el(
        "details", el("summary", f"{words.date(request.date)}: {head}"), listed, class_="more differences"
    )


def _named(payload: Payload, force: str) -> list[Node]:
    entry = payload["forces"][force]
    lines = {family["id"]: family["line"] for family in payload["families"]}
    return [_swatch(entry["fill"], lines.get(entry["family"], entry["fill"])), " ", entry["name"]]


def list_holders(payload: Payload, words: Words) -> list[tuple[str, list[str]]]:
    """Return each force that holds places in view with their names, the one with most places first."""
    places_by_force: dict[str, list[str]] = {}
    for place, entry in payload["places"].items():
        if entry["inView"] and entry["shape"] != Shape.LINE.value:
            held = [
                (payload["records"][number]["force"], holds)
                for number, _, _, holds in _held_at(payload, place)
            ]
            controlled = {force: holds > 1 for force, holds in held if holds}
            for force, rival in controlled.items():
                places_by_force.setdefault(force, []).append(_name_place(entry["name"], words, rival=rival))
    return sorted(places_by_force.items(), key=lambda item: -len(item[1]))


def _held_at(payload: Payload, place: str) -> list[list[int]]:
    steps = [holdings for day, holdings in payload["holdings"].get(place, ()) if day <= payload["day"]]
    return steps[-1] if steps else []


def _name_place(name: str, words: Words, *, rival: bool) -> str:
    """Return the name of a place, with the remark that others claim it where they do."""
    return words.format("with_status", force=name, status=words["disputed"].lower()) if rival else name


def list_cited(payload: Payload) -> list[str]:
    """Return the sources of the map on its day, each with the day of publication."""
    records = [
        number for place in payload["holdings"] for number, share, *_ in _held_at(payload, place) if share
    ]
    cited = dict.fromkeys(source for number in records for source in payload["records"][number]["sources"])
    sources = (payload["sources"][number] for number in cited)
    lines = (" · ".join(filter(None, (source["publisher"], source["published"]))) for source in sources)
    return list(dict.fromkeys(lines))


def _sources(payload: Payload, words: Words) -> Element:
    listed = el("ul", *(el("li", text, dir="auto") for text in list_cited(payload)), class_="cited")
    return el("details", el("summary", words["sources_of"]), listed, class_="more sources-of")


def _foot(atlas: Atlas, request: Request, words: Words, notes: Iterable[str], home: str) -> Element:
    lines = [el("span", note) for note in notes]
    parts: list[Node] = [*(draw_publisher(atlas.brand, words) if atlas.brand else ())]
    parts += [el("span", *(part for line in lines for part in (line, el("br"))))]
    if home:
        target = home + permalink(atlas, request).lstrip("/")
        parts.append(el("a", words["open_marchland"], href=target, target="_blank", rel="noopener"))
    return el("footer", *parts)
