"""The base URL of this server, for everything that contains a full address.

It is set with `serve --base-url`, or else taken from the request, if its host is valid. Pages are made with a
placeholder, so that no host, however often it changes, has pages made for it.
"""

import re
from urllib.parse import quote, quote_plus, urlsplit

from flask import abort, current_app
from flask import request as http_request

BASE = "MARCHLAND_BASE"
PLACEHOLDER = "https://base.marchland.invalid/"
"""Stands for the base URL in pages that are made; no host has this name."""
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(
    rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?", re.IGNORECASE | re.ASCII
)
_LONGEST = 260


def parse_base(text: str) -> str:
    """Read a base URL, which must end with a slash; ValueError states the rule."""
    parts = urlsplit(text)
    plain = not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not is_host(parts.netloc) or not plain:
        raise ValueError(
            "Write the full address, such as https://maps.example.org/ or https://example.org/maps/."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}{quote(parts.path.rstrip('/'), safe='/%')}/"


def is_host(text: str) -> bool:
    """Return whether a text can be a host name, with a port or without."""
    return len(text) <= _LONGEST and _HOST.fullmatch(text) is not None


def find_base() -> str:
    """Return the address of this server with a slash at its end; 400 if the request names no valid host.

    Only `--base-url` sets a path before the pages: no header of a client does.
    """
    if configured := current_app.config.get(BASE):
        return str(configured)
    host = http_request.environ.get("HTTP_HOST") or http_request.environ.get("SERVER_NAME", "")
    if not is_host(host):
        abort(400, "The Host header is not valid.")
    return f"{http_request.scheme}://{host.lower()}/"


def insert_base(page: str, base: str) -> str:
    """Return a page with its addresses on a base URL, also where they are part of another address."""
    return page.replace(PLACEHOLDER, base).replace(quote_plus(PLACEHOLDER), quote_plus(base))


def remove_base(page: str, base: str) -> str:
    """Return a page with the placeholder in place of a base URL; the inverse of `insert_base`."""
    return page.replace(base, PLACEHOLDER).replace(quote_plus(base), quote_plus(PLACEHOLDER))
