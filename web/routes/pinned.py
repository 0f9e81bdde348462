"""`/pinned`: the versions that this server stores, first those with facts that were retracted since."""

from flask import Blueprint, Response

from atlas.model.atlas import Atlas
from atlas.storage.archive import ArchiveError
from web.http.query import read_words
from web.pages.article import answer_article
from web.pages.pinned import compare_version, render_pinned
from web.routes.embed import Embeds


def build_pinned(embeds: Embeds) -> Blueprint:
    """Return the route of the page."""
    pinned = Blueprint("pinned", __name__)

    @pinned.get("/pinned")
    def on_pinned() -> Response:
        newest, snapshots = embeds.current.atlas, embeds.snapshots
        older = [snapshot for snapshot in snapshots.list() if snapshot.version != newest.version]
        versions = [compare_version(snapshot, _open(embeds, snapshot.version), newest) for snapshot in older]
        since = snapshots.published(newest.version)
        return answer_article(render_pinned(newest, since, versions, read_words()))

    return pinned


def _open(embeds: Embeds, version: str) -> Atlas | None:
    try:
        return embeds.snapshots.open(version)
    except (LookupError, ArchiveError):
        return None
