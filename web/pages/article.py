"""Pages of text beside the map: their templates, and the link back to the map."""

from dataclasses import dataclass
from pathlib import Path

from flask import Response

from atlas.model.atlas import Atlas
from atlas.model.brand import Brand
from layers.style.css_variables import theme_css
from layers.svg.elements import Markup
from outputs.html.brand import format_brand_css, format_icon
from outputs.html.more_fonts import FONTS_AT, format_font_css
from outputs.html.style_sheets import ARTICLE, link_sheets
from outputs.html.templates import open_templates
from text.translations import Words
from web.http.conditional import answer_bytes, digest

_TEMPLATES = open_templates(Path(__file__).with_name("templates"))


@dataclass(frozen=True, slots=True)
class Link:
    """A text with an address."""

    text: str
    address: str


def render_article(
    template: str,
    words: Words,
    title: str,
    dressed: Atlas | Brand | None,
    *,
    up: str = "./",
    **values: object,
) -> str:
    """Return a page of text from a template, `dressed` like an atlas or a brand; `up` links to the map."""
    brand = dressed.brand if isinstance(dressed, Atlas) else dressed
    fonts = format_font_css(dressed, f"{up}{FONTS_AT}") if isinstance(dressed, Atlas) else ""
    sheets = link_sheets(ARTICLE, up)
    page = _TEMPLATES.get_template(template)
    style = Markup(theme_css(brand=brand) + format_brand_css(brand, f"{up}brand/") + fonts)
    frame = {"publisher": brand.name.translate(words.language) if brand else words["brand"]}
    frame["icon"] = format_icon(brand)
    return page.render(words=words, title=title, up=up, sheets=sheets, style=style, **frame, **values)


def answer_article(page: str) -> Response:
    """Answer with a page of text."""
    data = page.encode()
    return answer_bytes(digest(data), "text/html", lambda: data)
