"""Method: the page `/method` that explains the map to its readers, with pictures. Its text is in docs/."""

from flask import Blueprint, Response
from flask import request as asked

from layers.canvas import Element, Markup, el, serialise
from layers.tokens import theme_css
from layers.words import LANGUAGES, Words, load_words
from outputs.method import build_method as build_text
from outputs.method import find_text
from web.guard import is_fresh
from web.page import ICON
from web.stamp import digest


def build_method() -> Blueprint:
    """Return the route of the page."""
    method = Blueprint("method", __name__)

    @method.get("/method")
    def on_method() -> Response:
        language = asked.args.get("lang", "en")
        words = load_words(language if language in LANGUAGES else "en")
        return _answer(format_method(words).encode(), "text/html")

    return method


def format_method(words: Words) -> str:
    """Return the page in a language."""
    path = find_text(words.language)
    language = words.language if path.name != "method.md" else "en"
    words = load_words(language)
    article = build_text(language)
    page = el(
        "html",
        _head(words),
        el("body", el("main", el("p", el("a", words["to_map"], href="./")), *article, class_="article")),
        lang=language,
        dir="rtl" if words.rtl else "ltr",
        data_theme="auto",
    )
    return f"<!doctype html>\n{serialise(page)}"


def _head(words: Words) -> Element:
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{words['method']} · {words['brand']}"),
        el("link", rel="icon", href=ICON),
        el("link", rel="stylesheet", href="assets/marchland.css"),
        el("style", Markup(theme_css())),
    )


def _answer(data: bytes, mimetype: str) -> Response:
    etag = digest(data)
    response = Response(status=304) if is_fresh(etag) else Response(data, mimetype=mimetype)
    response.set_etag(etag)
    return response
