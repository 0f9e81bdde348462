"""The server: Dash, the page, files and payloads, put together around one atlas."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dash import Dash
from flask import Blueprint, Flask, Response, abort, jsonify

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas
from atlas.model.faults import Fault
from atlas.request.request import default_request
from outputs.checks.draw_check import check_drawing
from outputs.metadata.program import VERSION
from outputs.writers import write, write_film
from web.app.first_pages import render_first_pages
from web.http.base_url import BASE, PLACEHOLDER, find_base, insert_base
from web.http.conditional import ROOT
from web.http.guard import protect
from web.http.query import read_page_request
from web.http.urls import address_all, address_dashboard
from web.pages.dashboard import DashParts, build_page, home_request
from web.routes.about import build_share
from web.routes.brand import build_brand
from web.routes.corrections import build_corrections
from web.routes.embed import Embeds, build_embeds
from web.routes.films import build_films
from web.routes.fonts import build_fonts
from web.routes.map_files import Files, build_images
from web.routes.method import build_method
from web.routes.oembed import build_oembed
from web.routes.payloads import build_payloads, format_payload
from web.routes.pictures_zip import build_pictures_zip
from web.routes.pinned import build_pinned
from web.routes.sources import build_sources
from web.services.film_jobs import open_films
from web.services.film_process import FilmProcess
from web.services.live_atlas import Current
from web.services.metrics import Metrics
from web.services.picture_processes import PictureProcesses
from web.services.render_cache import Renders
from web.services.snapshots import Snapshots
from web.timeline.dash_callbacks import build_layout, register_callbacks


@dataclass(frozen=True, slots=True)
class HostOptions:
    """How a server is set up: its own address if it is known, and the place for saved versions."""

    base: str = ""
    snapshots: str = "memory://snapshots"
    processes: int = 0
    """Number of processes that draw files, beside one for films; with 0 the server's own threads do."""
    brand: Path | None = None
    """A brand file outside the atlas folder."""
    prepares: bool = False
    """Whether each later version is drawn to check it, and its first pages rendered, before it is used."""


DEFAULT_OPTIONS = HostOptions()


class Marchland(Dash):
    """Dash with a page of its own: the map is painted before Dash is loaded."""

    current: Current
    renders: Renders
    processes: PictureProcesses | None
    film_process: FilmProcess | None

    def start(self) -> None:
        """Prepare what the first requests need; called in each server process."""
        if self.processes:
            atlas = self.current.atlas
            self.processes.start(atlas, default_request(atlas))

    def render_first_pages(self) -> None:
        """Render what the readers of the atlas in use need first; called once, before any server process."""
        try:
            self.renders.keep(render_first_pages(self.current.atlas))
        except Exception:  # pages that cannot be drawn must not keep the others from their readers
            logging.getLogger(__name__).exception("The first pages could not be rendered.")

    def stop(self) -> None:
        """End the processes of this server process."""
        for processes in (self.processes, self.film_process):
            if processes:
                processes.close()

    def index(self, *_args: object, **kwargs: object) -> str:
        """Return the page for the request in the address; RequestError if it cannot be answered."""
        if path := str(kwargs.get("path") or ""):
            abort(404, f"Page not found: /{path[:80]}. The map is at /.")
        atlas = self.current.atlas
        request = read_page_request(atlas)
        payload = format_payload(atlas, self.renders, home_request(request))
        routes = frozenset(rule.rule for rule in self.server.url_map.iter_rules())
        dash = DashParts(self._generate_scripts_html(), self._generate_config_html(), routes)
        known = as_known(atlas, request.known)
        page = address_dashboard(PLACEHOLDER, known, request)
        addresses = address_all(PLACEHOLDER, known, request, page)
        return insert_base(build_page(known, request, payload, dash, addresses), find_base())


def build_app(folder: Path, options: HostOptions = DEFAULT_OPTIONS) -> Marchland:
    """Return the app of an atlas folder; AtlasRefused with all its faults if it has any."""
    snapshots = Snapshots(options.snapshots)

    def prepare(atlas: Atlas) -> None:
        if options.prepares:
            renders.keep(render_first_pages(atlas))

    draw = check_drawing if options.prepares else _leave_undrawn
    current = Current(folder, snapshots.save, prepare, options.brand, draw)
    metrics = Metrics(current, VERSION)
    # Pages and files have queues of their own: however many files are requested, pages answer.
    renders, files = (Renders(observe=metrics.observe_render) for _ in range(2))
    app = _build_dash()
    app.current, app.renders = current, renders
    app.processes = PictureProcesses(options.processes) if options.processes else None
    app.film_process = FilmProcess() if options.processes else None
    register_callbacks(app, current)
    app.server.config[BASE] = options.base
    protect(app.server)
    metrics.watch(app.server)
    for routes in _build_routes(app, files, snapshots):
        app.server.register_blueprint(routes)
    app.server.add_url_rule("/health", "health", lambda: _health(current))
    return app


def _leave_undrawn(_atlas: Atlas, _folder: Path) -> tuple[Fault, ...]:
    return ()


def _build_dash() -> Marchland:
    """Return the app without its routes."""
    app = Marchland(
        "marchland",
        server=Flask("marchland", root_path=str(ROOT)),  # type: ignore[arg-type] # a Flask is allowed
        assets_folder=str(ROOT / "assets"),
        assets_ignore=".*",
        title="Marchland",
        update_title="",
        enable_mcp=False,
        serve_locally=True,
        suppress_callback_exceptions=True,
    )
    app.layout = build_layout()
    return app


def _build_routes(app: Marchland, files: Renders, snapshots: Snapshots) -> Iterator[Blueprint]:
    """Yield the routes of each part of the server."""
    current, renders = app.current, app.renders
    pictures = Files(current, files, app.processes.draw if app.processes else write)
    yield build_images(pictures)
    yield build_pictures_zip(pictures)
    yield build_films(current, open_films(), app.film_process.write if app.film_process else write_film)
    yield build_payloads(current, renders)
    yield build_share(current, renders)
    yield build_corrections(current)
    embeds = Embeds(current, renders, snapshots)
    for build in (build_embeds, build_oembed, build_pinned):
        yield build(embeds)
    yield build_sources(current)
    yield build_brand(current)
    yield build_fonts(current)
    yield build_method(current)


def _health(current: Current) -> Response:
    """Answer "degraded" while a changed folder is refused or a version could not be saved.

    `preparing` is the version whose first pages are being rendered; then it comes into use.
    """
    atlas, unsaved = current.atlas, current.unsaved
    return jsonify(
        status="degraded" if current.faults or unsaved else "ok",
        version=VERSION,
        atlas=atlas.version,
        records=len(atlas.index),
        ready=not current.preparing,
        preparing=current.preparing,
        refused=len(current.faults),
        warnings=len(current.warnings),
        unsaved=list(unsaved),
    )
