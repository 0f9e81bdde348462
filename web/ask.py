"""Ask: the query of a URL, read as a request."""

from flask import request as asked

from atlas.model import Atlas
from atlas.options import OPTIONS, RequestError
from atlas.request import Request, parse_request

PAGE_OPTIONS = (
    "date",
    "known",
    "view",
    "bbox",
    "layers",
    "hide",
    "lang",
    "theme",
    "borders",
    "age",
    "side",
    "without",
)
"""What the address of the dashboard holds; the others are for files."""


def ask(atlas: Atlas, apart: tuple[str, ...] = ()) -> Request:
    """Read the request of a file; RequestError where an option is unknown, wrong or given twice.

    The words in `apart` stand in the query beside the request.
    """
    return _read(atlas, tuple(option for option in asked.args if option not in apart))


def ask_page(atlas: Atlas) -> Request:
    """Read the request of the page; what it does not know it passes over: addresses come back tagged."""
    return _read(atlas, tuple(option for option in PAGE_OPTIONS if option in asked.args))


def _read(atlas: Atlas, options: tuple[str, ...]) -> Request:
    for option in options:
        given = asked.args.getlist(option)
        if len(given) > 1 and option in OPTIONS:
            raise RequestError(option, given[1], "It is given twice. Give it once.")
    return parse_request(atlas, {option: asked.args[option] for option in options})
