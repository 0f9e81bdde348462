"""First pages: what readers of a version need first, rendered before the version is used.

That is for each view, in the first language of the atlas, the page of the map and the embed.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import default_request
from outputs.metadata.html_head import build_head
from web.http.base_url import PLACEHOLDER
from web.http.gzip_pieces import deflate_piece
from web.http.urls import address_all, address_dashboard
from web.pages.dashboard import home_request
from web.routes.embed import draw_embed, key_of_embed
from web.routes.payloads import cut_shared, plan_payload


def render_first_pages(
    atlas: Atlas, report: Callable[[int, int], None] = lambda _done, _total: None
) -> dict[Hashable, bytes]:
    """Return the first pages of an atlas by their keys in the render cache."""
    pages: dict[Hashable, bytes] = {}
    default, views = default_request(atlas), list(atlas.views)
    for done, view in enumerate(views, 1):
        request = replace(default, view=view)
        key, compile_ = plan_payload(atlas, home_request(request))
        pages[key] = compile_()
        deflate_piece(cut_shared(pages[key]))
        pages[key_of_embed(atlas, request)] = draw_embed(atlas, request)
        address = address_dashboard(PLACEHOLDER, atlas, request)
        build_head(narrow(atlas, request), request, address_all(PLACEHOLDER, atlas, request, address))
        report(done, len(views))
    return pages
