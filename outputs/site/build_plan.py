"""The plan of a site: every file, with its ingredients and a key of exactly those.

Small files are written at once, and their key is their content. The key of a drawing covers its part of the
atlas, its request, its format and the program: two files with one key have the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.model.edtf_dates import format_day
from atlas.request.request import Request, default_request, format_query
from atlas.storage.archive import pack_atlas
from atlas.storage.view_subset import cut
from layers.geometry.viewport import fit
from layers.style.css_variables import theme_css
from layers.svg.elements import serialise
from outputs.embed.page import Frame
from outputs.html.brand import draw_icon, format_brand_css, name_font, pack_font
from outputs.html.more_fonts import format_font_css, list_page_fonts, pack_letters
from outputs.html.style_sheets import SITE, read_sheets
from outputs.metadata.html_head import build_head
from outputs.metadata.program import ROOT, hash_program, short_hash
from outputs.site.data_package import write_package
from outputs.site.feeds import write_feed, write_oembed, write_sitemap
from outputs.site.history import Revision, list_days, list_revisions
from outputs.site.page_frame import addresses_of
from outputs.site.pages import ViewContent, write_home, write_method, write_missing, write_view
from outputs.site.paths import FITTING, MISSING, SCRIPT, SITEMAP, STILLS, STYLE, Places, link, places_of
from outputs.site.pinned_versions import Version, name_version, write_versions

EMBED = "html"
_VIEWPORT_PX = (1080.0, 572.0)
_REACH = 0.35
"""How far its part reaches beyond a view, in its own sizes: as far as the widest still and an embed."""
_FONTS = "assets/fonts"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file that is drawn: from the part of a view, for a request, in a format."""

    path: str
    key: str
    part: str
    request: Request
    suffix: str
    frame: Frame | None = None
    """The surroundings of an embed; nothing else has any."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is written already; its key is its content."""

    path: str
    key: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """All files of a site, and the parts of the atlas that drawings are made from."""

    drawn: tuple[Drawing, ...]
    written: tuple[Written, ...]
    parts: Mapping[str, Atlas]


def plan_site(atlas: Atlas, base: str = "", versions: Sequence[Version] = ()) -> Plan:
    """Return the plan of a site; `versions` are those already published, the newest first."""
    places = places_of(atlas, base)
    parts = {view: cut(atlas, _reach(atlas, view)) for view in atlas.views}
    older = [version for version in versions if version.id != atlas.version]
    current = name_version(atlas, places, parts)
    data_by_path = dict(_written(atlas, places, parts, list_revisions(atlas, older)))
    data_by_path |= write_versions(places, [current, *older])
    data_by_path[places.archive(atlas.version)] = pack_atlas(atlas)
    written = (Written(path, short_hash(data), data) for path, data in data_by_path.items())
    return Plan(tuple(_drawn(atlas, places, parts)), tuple(written), parts)


def _reach(atlas: Atlas, view: str) -> BBox:
    west, south, east, north = fit(atlas.views[view].bbox, *_VIEWPORT_PX).bbox
    wide, high = _REACH * (east - west), _REACH * (north - south)
    return west - wide, south - high, east + wide, north + high


def _view_request(atlas: Atlas, view: str, language: str) -> Request:
    return replace(default_request(atlas), view=view, lang=language)


def _drawn(atlas: Atlas, places: Places, parts: Mapping[str, Atlas]) -> Iterator[Drawing]:
    """Yield the files that take long."""
    for view, part in parts.items():
        for language in places.languages:
            for path, request, suffix in _files(atlas, places, view, language):
                key = _key(atlas, part, request, suffix)
                yield Drawing(path, key, view, request, suffix)
            yield from _embeds(atlas, places, part, _view_request(atlas, view, language))


def _key(atlas: Atlas, part: Atlas, request: Request, *details: str) -> str:
    options = format_query(atlas, request), format_day(request.known)
    return short_hash("\n".join((hash_program(), part.version, *options, *details)).encode())


def _embeds(atlas: Atlas, places: Places, part: Atlas, view_request: Request) -> Iterator[Drawing]:
    """Yield the newest embed of a view, and the one pinned to its part, which several versions may share."""
    request = replace(view_request, theme="auto")
    for version, pinned in (("", ""), (atlas.version, part.version)):
        path = places.embed(request.view, request.lang, version)
        # A file that never changes contains no address, because the address may change.
        head = (
            build_head(part, request, addresses_of(places, path, request))
            if places.base and not pinned
            else ()
        )
        frame = Frame(link(path, places.view(request.view, request.lang)), head, pinned)
        key = _key(atlas, part, request, EMBED, frame.home, pinned, *map(serialise, head))
        yield Drawing(path, key, request.view, request, EMBED, frame)


def _files(atlas: Atlas, places: Places, view: str, language: str) -> Iterator[tuple[str, Request, str]]:
    """Yield the drawings of a view in a language: path, request, format."""
    request = _view_request(atlas, view, language)
    for size in STILLS:
        yield places.file(view, language, f"{size}.png"), replace(request, size=size), "png"
    yield places.file(view, language, "map.svg"), request, "svg"
    in_view = replace(request, bbox=atlas.views[view].bbox)
    yield places.file(view, language, "holdings.csv"), in_view, "csv"
    yield places.file(view, language, "places.geojson"), in_view, "geojson"


def _written(
    atlas: Atlas, places: Places, parts: Mapping[str, Atlas], revisions: list[Revision]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are made at once: pages, feeds, data of the whole, assets."""
    default = default_request(atlas)
    all_days = list_days(atlas, default.known)
    days = {view: list_days(part, default.known) for view, part in parts.items()}
    for language in places.languages:
        for view in atlas.views:
            request = _view_request(atlas, view, language)
            content = ViewContent(parts[view], request, days[view])
            yield places.view(view, language), write_view(atlas, places, content)
            yield places.file(view, language, "oembed.json"), write_oembed(atlas, places, request)
            if view == default.view:
                yield places.home(language), write_home(atlas, places, language, content, all_days)
        yield places.method(language), write_method(atlas, places, language)
        yield places.feed(language), write_feed(atlas, places, language, all_days, revisions)
    yield SITEMAP, write_sitemap(atlas, places)
    yield MISSING, write_missing(atlas, places)
    for name, data in write_package(atlas, default, places.base).items():
        yield f"data/{name}", data
    yield from _assets(atlas)


def _assets(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    brand = atlas.brand
    fonts = ROOT / _FONTS
    for path in sorted([*fonts.glob("*.woff2"), fonts / "OFL.txt"]):
        yield f"{_FONTS}/{path.name}", path.read_bytes()
    yield "assets/icon.svg", serialise(draw_icon(brand)).encode()
    shared, own = read_sheets(SITE), read_sheets(("elements", "site", "site_screens"))
    yield FITTING, (ROOT / FITTING).read_bytes()
    yield SCRIPT, (ROOT / SCRIPT).read_bytes()
    colours = theme_css(brand=brand)
    faces = [format_brand_css(brand, "../brand/"), format_font_css(atlas, "../fonts/")]
    yield STYLE, "\n".join([shared, colours, own, *faces]).encode()
    for name, (_, font, letters) in list_page_fonts(atlas).items():
        yield f"{_FONTS}/{name}", pack_letters(font, letters)
    if brand and brand.family:
        for file in brand.family.files:
            yield f"assets/brand/{name_font(brand, file)}", pack_font(file)
