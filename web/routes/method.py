"""`/method`: the page that explains the map to its readers, with pictures. Its text is in docs/."""

from flask import Blueprint, Response

from atlas.model.brand import Brand
from outputs.method.method import build_method as build_text
from outputs.method.method import find_text
from text.translations import Words, load_words
from web.http.query import read_words
from web.pages.article import answer_article, render_article
from web.services.live_atlas import Current


def build_method(current: Current) -> Blueprint:
    """Return the route of the page."""
    method = Blueprint("method", __name__)

    @method.get("/method")
    def on_method() -> Response:
        return answer_article(render_method(read_words(), current.atlas.brand))

    return method


def render_method(words: Words, brand: Brand | None = None) -> str:
    """Return the page in a language, or in English if the text is not translated."""
    language = words.language if find_text(words.language).name != "method.md" else "en"
    words = load_words(language)
    text = build_text(language, signs=True)
    return render_article("method.html", words, words["method"], brand, text=text)
