"""Guard: headers on every answer and limits on every request; one table from error to status.

Handles HTTP; contains neither maps nor Dash.
"""

import logging

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from atlas.request.parsers import RequestError
from web.http.conditional import finish
from web.services.film_jobs import FilmsUnavailableError
from web.services.render_cache import RETRY_SECONDS, RendersBusyError, RenderTooSlowError

MAX_BODY_BYTES = 64 * 1024
MAX_REQUEST_LINE = 4 * 1024

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
"""Nothing from elsewhere and no inline script; Plotly and React set styles inline."""
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_STATUS: dict[type[Exception], int] = {
    RequestError: 400,
    RendersBusyError: 429,
    RenderTooSlowError: 503,
    FilmsUnavailableError: 503,
}

SHARED = "/assets/embed.js"
"""The one script that other pages load."""


def protect(server: Flask) -> None:
    """Put limits before every request and headers on every answer."""
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    server.before_request(_check_request_line)
    server.after_request(_finish)
    server.register_error_handler(HTTPException, _on_http_error)
    for error in _STATUS:
        server.register_error_handler(error, _on_error)
    server.register_error_handler(Exception, _on_failure)


def _check_request_line() -> None:
    line = f"{request.method} {request.environ.get('REQUEST_URI', request.full_path)} HTTP/1.1"
    if len(line) > MAX_REQUEST_LINE:
        abort(414, f"The address is too long; the limit is {MAX_REQUEST_LINE:,} characters.")


def _finish(response: Response) -> Response:
    finish(response)
    if response.status_code != 304:
        # A cached answer has its own headers: a browser would replace them by these.
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers.setdefault("Cache-Control", "no-cache")
    if request.path == SHARED:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _on_error(error: Exception) -> Response:
    """Answer a request that cannot be answered with a sentence that gives the reason."""
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    response = _plain(str(error), status)
    if status in (429, 503):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _on_failure(error: Exception) -> Response:
    """Answer bodies that Dash cannot read with 400, which checks none; else it is our fault."""
    if not request.path.startswith("/_dash-"):
        raise error
    logging.getLogger(__name__).warning("%s: %s: %s", request.path, type(error).__name__, error)
    return _plain("This request does not match the dashboard. Reload the page.", 400)


def _on_http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return Response(error.get_body(), error.code, error.get_headers())
    if error.code >= 500:
        logging.getLogger(__name__).error("%s: %s", request.path, error)
    return _plain(error.description or error.name, error.code)


def _plain(text: str, status: int) -> Response:
    response = Response(f"{text}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
