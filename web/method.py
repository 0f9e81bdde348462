"""Method: the page `/method` that explains the map to its readers, with pictures. Its text is in docs/."""

import re
from pathlib import Path

from flask import Blueprint, Response
from flask import request as asked

from layers.canvas import Element, Markup, el, serialise
from layers.words import LANGUAGES, Words, load_words
from web.guard import is_fresh
from web.markdown import build_markdown
from web.page import ICON, theme_css
from web.stamp import ROOT, digest

DOCS = ROOT / "docs"
_PICTURES = DOCS / "method"
_ABOUT = re.compile(r"<(title|desc|metadata)\b.*?</\1>| aria-labelledby=\"[^\"]*\"", re.DOTALL)


def build_method() -> Blueprint:
    """Return the route of the page."""
    method = Blueprint("method", __name__)

    @method.get("/method")
    def on_method() -> Response:
        language = asked.args.get("lang", "en")
        words = load_words(language if language in LANGUAGES else "en")
        return _answer(format_method(words).encode(), "text/html")

    return method


def find_text(language: str) -> Path:
    """Return the file of the page in a language, in English where there is none."""
    own = DOCS / f"method.{language}.md"
    return own if own.is_file() else DOCS / "method.md"


def format_method(words: Words) -> str:
    """Return the page in a language."""
    path = find_text(words.language)
    language = words.language if path.name != "method.md" else "en"
    words = load_words(language)
    article = build_markdown(path.read_text(encoding="utf-8"), _draw_picture)
    page = el(
        "html",
        _head(words),
        el("body", el("main", el("p", el("a", words["to_map"], href="./")), *article, class_="article")),
        lang=language,
        dir="rtl" if words.rtl else "ltr",
        data_theme="auto",
    )
    return f"<!doctype html>\n{serialise(page)}"


def _draw_picture(text: str, address: str) -> Element:
    """Put a picture into the page itself, so that its letters are the page's."""
    path = DOCS / address
    drawing = _ABOUT.sub("", path.read_text(encoding="utf-8")) if path in _PICTURES.glob("*.svg") else ""
    return el("figure", Markup(drawing), el("figcaption", text), role="img", aria_label=text)


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
