"""Ask: the query of a URL, read as a request."""

from flask import request as asked
from werkzeug.datastructures import MultiDict

from atlas.model.atlas import Atlas
from atlas.request.options import OPTIONS, RequestError
from atlas.request.request import Request, parse_request
from text.translations import LANGUAGES, Words, load_words

PAGE_OPTIONS = (
    "date",
    "known",
    "view",
    "bbox",
    "place",
    "layers",
    "hide",
    "lang",
    "theme",
    "borders",
    "age",
    "side",
    "versus",
    "without",
)
"""What the address of the dashboard holds; the others are for files."""
EMBED_OPTIONS = (
    *PAGE_OPTIONS,
    "compare",
    "from",
    "to",
    "controls",
    "title",
)
"""What the address of an embed holds."""


def ask(atlas: Atlas, apart: tuple[str, ...] = ()) -> Request:
    """Read the request of a file; RequestError where an option is unknown, wrong or given twice.

    The words in `apart` stand in the query beside the request.
    """
    return _read(atlas, asked.args, tuple(option for option in asked.args if option not in apart))


def ask_words() -> Words:
    """Return the words of the language that is asked for, English where it has none."""
    language = asked.args.get("lang", "en")
    return load_words(language if language in LANGUAGES else "en")


def ask_page(atlas: Atlas) -> Request:
    """Read the request of the page; what it does not know it passes over: addresses come back tagged."""
    return read_query(atlas, asked.args, PAGE_OPTIONS)


def ask_embed(atlas: Atlas) -> Request:
    """Read the request of an embed."""
    return read_embed(atlas, asked.args)


def read_embed(atlas: Atlas, query: MultiDict[str, str]) -> Request:
    """Read the address of an embed; what it does not know is for others, such as the id that Pym gives it.

    A place that the atlas has no more is passed over: the rest of a page in an article stays.
    """
    known = query.get("place", "") in atlas.places
    return read_query(atlas, query, tuple(one for one in EMBED_OPTIONS if known or one != "place"))


def read_query(atlas: Atlas, query: MultiDict[str, str], options: tuple[str, ...]) -> Request:
    """Read some options of any query, and pass over the rest."""
    return _read(atlas, query, tuple(option for option in options if option in query))


def _read(atlas: Atlas, query: MultiDict[str, str], options: tuple[str, ...]) -> Request:
    for option in options:
        given = query.getlist(option)
        if len(given) > 1 and option in OPTIONS:
            raise RequestError(option, given[1], "The option appears twice. Use it once.")
    return parse_request(atlas, {option: query[option] for option in options})
