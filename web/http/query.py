"""The query of a URL, read as a request."""

from flask import request as http_request
from werkzeug.datastructures import MultiDict

from atlas.model.atlas import Atlas
from atlas.model.dates.granularity import Granularity
from atlas.request.options import OPTIONS
from atlas.request.parsers import RequestError
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
"""The options in the address of the dashboard; the others are for files."""
EMBED_OPTIONS = (
    *PAGE_OPTIONS,
    "compare",
    "from",
    "to",
    "controls",
    "title",
)
"""The options in the address of an embed."""


def read_request(atlas: Atlas, other_options: tuple[str, ...] = ()) -> Request:
    """Read the request of a file; RequestError if an option is unknown, wrong or given twice.

    The words in `apart` are in the query besides the request.
    """
    return _read(
        atlas, http_request.args, tuple(option for option in http_request.args if option not in other_options)
    )


def read_words(unit: Granularity = Granularity.DAY) -> Words:
    """Return the words of the requested language, or else English, for an atlas with a unit of time."""
    language = http_request.args.get("lang", "en")
    return load_words(language if language in LANGUAGES else "en", unit)


def read_page_request(atlas: Atlas) -> Request:
    """Read the request of the page; unknown options, such as tracking tags, are ignored."""
    return read_query(atlas, http_request.args, PAGE_OPTIONS)


def read_embed_request(atlas: Atlas) -> Request:
    """Read the request of an embed."""
    return parse_embed_query(atlas, http_request.args)


def parse_embed_query(atlas: Atlas, query: MultiDict[str, str]) -> Request:
    """Read the address of an embed; unknown options are ignored, such as the id that Pym adds.

    A place that is no longer in the atlas is ignored too: the rest of a page in an article stays.
    """
    known = query.get("place", "") in atlas.places
    return read_query(atlas, query, tuple(option for option in EMBED_OPTIONS if known or option != "place"))


def read_query(atlas: Atlas, query: MultiDict[str, str], options: tuple[str, ...]) -> Request:
    """Read some options of any query, and ignore the rest."""
    return _read(atlas, query, tuple(option for option in options if option in query))


def _read(atlas: Atlas, query: MultiDict[str, str], options: tuple[str, ...]) -> Request:
    for option in options:
        values = query.getlist(option)
        if len(values) > 1 and option in OPTIONS:
            raise RequestError(option, values[1], "The option appears twice. Use it once.")
    return parse_request(atlas, {option: query[option] for option in options})
