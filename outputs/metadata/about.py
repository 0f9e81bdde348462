"""Metadata of a file: title, alt text, day, sources, credit, licence, permalink, as Dublin Core.

The same facts go into the SVG's <metadata> and into the PNG's chunks. Without a clock: a file made twice has
the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas, Source
from atlas.model.basemap import BBox
from atlas.model.edtf_dates import format_day
from atlas.request.request import Request, permalink
from layers.geometry.viewport import visible_bbox
from layers.news.pictures import find_picture_facts
from layers.svg.elements import Element, Markup, el, serialise
from outputs.data.holdings import select_holdings
from outputs.metadata.program import VERSION
from text.alt_text import write_alt, write_caption, write_film_alt, write_film_caption
from text.headline import write_headline
from text.provenance import format_size, sources_to, title_of

TOOL = f"Marchland {VERSION}"
NAMESPACES: Mapping[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
_FONT_NAMESPACES = {
    "xmpTPg": "http://ns.adobe.com/xap/1.0/t/pg/",
    "stFnt": "http://ns.adobe.com/xap/1.0/sType/Font#",
}
_XMP_START = Markup('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
_XMP_END = Markup('<?xpacket end="r"?>')


@dataclass(frozen=True, slots=True)
class About:
    """The facts about one file. Days are YYYY-MM-DD; `permalink` is a path on any Marchland server."""

    title: str
    alt: str
    caption: str
    size: str
    day: str
    known: str
    sources_to: str
    sources: tuple[str, ...]
    credit: str
    licence: str
    permalink: str
    version: str
    language: str


def describe(atlas: Atlas, request: Request) -> About:
    """Return the facts about a still of this request."""
    facts = find_picture_facts(atlas, request)
    news = request.style == "news"
    bbox = visible_bbox(atlas, facts.request if news else request)
    cited = _cited(atlas, request, request.days, bbox)
    return About(
        title=write_headline(facts) if news else title_of(atlas, request),
        alt=write_alt(facts),
        caption=write_caption(facts),
        size=format_size(request),
        day="/".join(map(request.granularity.write, request.days)),
        known=format_day(request.known),
        sources_to=format_day(sources_to(atlas, request)),
        sources=tuple(
            _format_source(source, request.lang) for source in atlas.sources.values() if source.id in cited
        ),
        credit=atlas.meta.credit.translate(request.lang),
        licence=atlas.meta.licence,
        permalink=permalink(atlas, request, size=True),
        version=atlas.version,
        language=request.lang,
    )


def describe_film(atlas: Atlas, request: Request) -> About:
    """Return the facts about a film of this request: its first and last day, and how it begins."""
    first = atlas.meta.first if request.start is None else request.start
    last = atlas.meta.last if request.end is None else request.end
    still, facts = describe(atlas, replace(request, date=last)), find_picture_facts(atlas, request)
    return replace(
        still,
        alt=write_film_alt(facts, first, last),
        caption=write_film_caption(facts, first, last),
        day="/".join(map(request.granularity.write, (first, last))),
        permalink=permalink(atlas, request, size=True),
    )


def rdf(about: About, fonts: Sequence[str] = ()) -> Element:
    """Return the facts as RDF, in Dublin Core and in the terms of picture desks.

    `fonts` are the families that the reader of a file needs, if they are not in it.
    """
    rights = " · ".join(part for part in (about.credit, about.licence) if part)
    facts = (
        _alternatives("dc:title", about.title),
        _alternatives("dc:description", about.caption),
        _alternatives("Iptc4xmpCore:AltTextAccessibility", about.alt),
        _list("dc:date", "Seq", *about.day.split("/")),
        _list("dc:language", "Bag", about.language),
        _list("dc:creator", "Seq", "Marchland"),
        _alternatives("dc:rights", rights),
        el("dc:source", "; ".join(about.sources)),
        el("dc:identifier", about.permalink),
        el("dcterms:extent", about.size),
        el("dcterms:valid", about.known),
        el("photoshop:Credit", about.credit) if about.credit else None,
        _alternatives("xmpRights:UsageTerms", about.licence),
        el("xmpMM:VersionID", about.version),
        el("xmp:CreatorTool", TOOL),
        _list_fonts(fonts) if fonts else None,
    )
    described = el("rdf:Description", *(fact for fact in facts if fact is not None), **{"rdf:about": ""})
    spaces = {**NAMESPACES, **(_FONT_NAMESPACES if fonts else {})}
    return el("rdf:RDF", described, **{f"xmlns:{prefix}": uri for prefix, uri in spaces.items()})


def format_xmp(about: About) -> str:
    """Return the facts as an XMP packet, for a file of any kind."""
    packet = el("x:xmpmeta", rdf(about), **{"xmlns:x": "adobe:ns:meta/"})
    return "".join(serialise(part) for part in (_XMP_START, packet, _XMP_END))


def _alternatives(name: str, text: str) -> Element | None:
    return el(name, el("rdf:Alt", el("rdf:li", text, **{"xml:lang": "x-default"}))) if text else None


def _list(name: str, kind: str, *texts: str) -> Element:
    return el(name, el(f"rdf:{kind}", *(el("rdf:li", text) for text in texts)))


def _list_fonts(families: Sequence[str]) -> Element:
    listed = [
        el("rdf:li", el("stFnt:fontFamily", family), **{"rdf:parseType": "Resource"}) for family in families
    ]
    return el("xmpTPg:Fonts", el("rdf:Bag", *listed))


def _cited(atlas: Atlas, request: Request, days: Iterable[int], bbox: BBox) -> set[str]:
    """Return the ids of the sources of everything that is shown."""
    used: set[str] = set()
    for version in (atlas, *([atlas.other] if atlas.other else [])):
        selected = (select_holdings(version, request, day, request.layers, bbox) for day in days)
        rows = {
            row
            for places in selected
            for _, holdings in places
            for holding in holdings
            for row in holding.rows
        }
        used |= {source for sources in version.records["sources"].iloc[sorted(rows)] for source in sources}
    return used


def _format_source(source: Source, language: str) -> str:
    day = "" if source.published is None else format_day(source.published)
    return ", ".join(filter(None, (source.publisher.translate(language), source.title, day, source.url)))
