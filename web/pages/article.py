"""Reading: the frame of a page of text beside the map. Knows its head and the way back; knows no text."""

from collections.abc import Iterable

from flask import Response

from layers.style.css_variables import theme_css
from layers.svg.elements import Element, Markup, el, serialise
from text.translations import Words
from web.http.conditional import answer_bytes, digest
from web.pages.dashboard import ICON


def format_reading(words: Words, title: str, article: Iterable[Element], up: str = "./") -> str:
    """Return a page of text in a language; `up` leads from it to the map."""
    page = el(
        "html",
        _head(words, title, up),
        el(
            "body",
            el(
                "main",
                el("p", el("a", words["to_map"], href=f"{up}?lang={words.language}")),
                *article,
                class_="article",
            ),
        ),
        lang=words.language,
        dir="rtl" if words.rtl else "ltr",
        data_theme="auto",
    )
    return f"<!doctype html>\n{serialise(page)}"


def answer_reading(page: str) -> Response:
    """Answer with a page of text."""
    data = page.encode()
    return answer_bytes(digest(data), "text/html", lambda: data)


def _head(words: Words, title: str, up: str) -> Element:
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} · {words['brand']}"),
        el("link", rel="icon", href=ICON),
        el("link", rel="stylesheet", href=f"{up}assets/css/marchland.css"),
        el("style", Markup(theme_css())),
    )
