"""Addresses: the URLs of a page of this server, its picture and its data. Contains no HTTP."""

from dataclasses import replace
from urllib.parse import urlencode

from atlas.model.atlas import Atlas
from atlas.request.request import Request, default_request, format_query, permalink
from outputs.metadata.html_head import CARD, Addresses

_DATA = (("text/csv", "map.csv"), ("application/geo+json", "map.geojson"))


def address_dashboard(base: str, atlas: Atlas, request: Request) -> str:
    """Return the address of the dashboard for a request."""
    return _with_query(base, format_query(atlas, request))


def address_embed(base: str, atlas: Atlas, request: Request, version: str = "") -> str:
    """Return the address of an embed: live, or pinned to a version."""
    path = f"embed/{version}/" if version else "embed"
    return _with_query(base + path, format_query(atlas, request))


def address_still(base: str, atlas: Atlas, request: Request, size: str = CARD) -> str:
    """Return the address of a picture of a request; it works as long as the server does."""
    default = default_request(atlas)
    theme = "light" if request.theme == "auto" else request.theme
    still = replace(request, size=size, start=default.start, end=default.end, theme=theme)
    return f"{base}map.png{permalink(atlas, still).lstrip('/')}"


def address_all(base: str, atlas: Atlas, request: Request, page: str) -> Addresses:
    """Return all addresses in the head of a page."""
    card = address_still(base, atlas, request)
    query = permalink(atlas, request).lstrip("/")
    return Addresses(
        page=page,
        card=card,
        oembed=f"{base}oembed?{urlencode({'format': 'json', 'url': page})}",
        data=tuple((kind, f"{base}{name}{query}") for kind, name in _DATA),
    )


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
