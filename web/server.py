"""The server: Dash, the page, files and payloads, put together around one atlas."""

from pathlib import Path

from dash import Dash
from flask import Flask, Response, abort, jsonify

from atlas.model import Atlas
from atlas.read import read_atlas
from web.ask import ask_page
from web.dashboard import build_layout, register_callbacks
from web.guard import protect
from web.images import build_images
from web.page import DashParts, build_page, home_request
from web.payloads import build_payloads, format_payload
from web.renders import Renders
from web.stamp import ROOT

VERSION = "0.1.0"


class Marchland(Dash):
    """Dash with a page of its own: the map paints before Dash is loaded."""

    atlas: Atlas
    renders: Renders

    def index(self, *_args: object, **kwargs: object) -> str:
        """Return the page of the question that the address asks; RequestError where it can't be answered."""
        if path := str(kwargs.get("path") or ""):
            abort(404, f"There is nothing at /{path[:80]}. The map is at /.")
        request = ask_page(self.atlas)
        payload = format_payload(self.atlas, self.renders, home_request(request))
        dash = DashParts(scripts=self._generate_scripts_html(), config=self._generate_config_html())
        return build_page(self.atlas, request, payload, dash)


def build_app(folder: Path) -> Marchland:
    """Return the app of an atlas folder; AtlasRefused with all its faults where it has any."""
    atlas, renders = read_atlas(folder), Renders()
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
    app.atlas, app.renders = atlas, renders
    app.layout = build_layout()
    register_callbacks(app, atlas)
    server = app.server
    protect(server)
    server.register_blueprint(build_images(atlas, renders))
    server.register_blueprint(build_payloads(atlas, renders))
    server.add_url_rule("/health", "health", lambda: _health(atlas))
    return app


def _health(atlas: Atlas) -> Response:
    return jsonify(status="ok", version=VERSION, atlas=atlas.version, records=len(atlas.index))
