"""The head of a page, for sites that show a link to it: Open Graph, Twitter, oEmbed, schema.org.

The same for dashboard, embed and site. Addresses are passed in.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas.model.atlas import Atlas
from atlas.request.options import SIZES
from atlas.request.request import Request, format_date
from atlas.shapes.bounds import wrap_longitude
from layers.geometry.viewport import visible_bbox
from layers.still.facts import find_facts
from layers.svg.elements import Element, Markup, el
from text.alt_text import write_alt, write_caption
from text.provenance import name_publisher, title_of
from text.translations import words_for

CARD = "card"
"""The size of the picture that social sites show."""
OEMBED = "application/json+oembed"
_Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Full addresses: of the page, of its picture in the size of a card, of oEmbed's answer and of its data.

    `oembed` is empty if there is none; `data` has a media type and an address each.
    """

    page: str
    card: str
    oembed: str = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _PageTexts:
    """The texts that describe a page elsewhere."""

    title: str
    description: str
    alt: str
    brand: str
    locale: str


@lru_cache(maxsize=256)
def build_head(atlas: Atlas, request: Request, addresses: Addresses) -> tuple[Element, ...]:
    """Return the tags of the head of a page that shows a request. Don't change what is returned."""
    west, south, east, north = visible_bbox(atlas, request)
    box = f"{south:g} {wrap_longitude(west):g} {north:g} {wrap_longitude(east):g}"
    name = atlas.views[request.view].name.translate(request.lang)
    place = {"@type": "Place", "name": name, "geo": {"@type": "GeoShape", "box": box}}
    # Its picture is a card, whatever the size of the page's own.
    card = replace(request, size=CARD)
    facts = find_facts(atlas, card)
    title, words = title_of(atlas, request), words_for(request)
    publisher = name_publisher(atlas, words)
    texts = _PageTexts(title, write_caption(facts), write_alt(facts), publisher, words.locale)
    graph = [
        {
            "@type": "Map",
            "name": texts.title,
            "description": texts.alt,
            "url": addresses.page,
            "image": addresses.card,
            "inLanguage": request.lang,
            "temporalCoverage": format_date(request, request.date),
            "spatialCoverage": place,
            **_rights(atlas, request),
        },
        _dataset(atlas, request, addresses, place),
    ]
    linked = link_data({"@context": "https://schema.org", "@graph": graph})
    oembed = el("link", rel="alternate", type=OEMBED, href=addresses.oembed, title=texts.title)
    return *([oembed] if addresses.oembed else []), *_card(texts, addresses), linked


def link_data(facts: _Facts) -> Element:
    """Return schema.org facts as a script; no text in them can end it."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return el("script", Markup(text.replace("<", "\\u003c")), type="application/ld+json")


def _card(texts: _PageTexts, addresses: Addresses) -> Iterator[Element]:
    width, height, _ = SIZES[CARD]
    graph = {
        "og:type": "website",
        "og:site_name": texts.brand,
        "og:title": texts.title,
        "og:description": texts.description,
        "og:url": addresses.page,
        "og:locale": texts.locale,
        "og:image": addresses.card,
        "og:image:type": "image/png",
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": texts.alt,
    }
    twitter = {
        "twitter:card": "summary_large_image",
        "twitter:title": texts.title,
        "twitter:description": texts.description,
        "twitter:image": addresses.card,
        "twitter:image:alt": texts.alt,
    }
    yield from (el("meta", property=name, content=content) for name, content in graph.items())
    yield from (el("meta", name=name, content=content) for name, content in twitter.items())


def _dataset(atlas: Atlas, request: Request, addresses: Addresses, place: _Facts) -> _Facts:
    meta = atlas.meta
    title = meta.title.translate(request.lang)
    return {
        "@type": "Dataset",
        "name": title,
        "description": meta.description.translate(request.lang) or title,
        "url": addresses.page,
        "version": atlas.version,
        "inLanguage": request.lang,
        "temporalCoverage": "/".join(map(meta.granularity.write, (meta.first, meta.last))),
        "spatialCoverage": place,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
            for kind, address in addresses.data
        ],
        **_rights(atlas, request),
    }


def _rights(atlas: Atlas, request: Request) -> _Facts:
    rights = {"creditText": atlas.meta.credit.translate(request.lang), "license": atlas.meta.licence}
    return {name: text for name, text in rights.items() if text}
