"""Method: the page `/method` that explains the map to its readers, with pictures. Its text is in docs/."""

from flask import Blueprint, Response
from flask import request as asked

from outputs.method.method import build_method as build_text
from outputs.method.method import find_text
from text.translations import LANGUAGES, Words, load_words
from web.pages.article import answer_reading, format_reading


def build_method() -> Blueprint:
    """Return the route of the page."""
    method = Blueprint("method", __name__)

    @method.get("/method")
    def on_method() -> Response:
        language = asked.args.get("lang", "en")
        return answer_reading(format_method(load_words(language if language in LANGUAGES else "en")))

    return method


def format_method(words: Words) -> str:
    """Return the page in a language."""
    language = words.language if find_text(words.language).name != "method.md" else "en"
    words = load_words(language)
    return format_reading(words, words["method"], build_text(language, signs=True))
