"""The mark of who publishes the pages: the logo of a newsroom's brand, or the program's own; and its style.

The program's mark is a crown on a broken line, outlined for bars, and filled as the icon of a page.
"""

import io
from functools import lru_cache
from urllib.parse import quote

from atlas.fonts.font_file import FontFile
from atlas.model.brand import Brand, Logo
from layers.style.brand_mark import draw_logo, find_mark, view_box
from layers.style.theme import load_theme
from layers.svg.elements import Element, Markup, el, serialise
from text.translations import Words

_CROWN = "M2 17V5l5 4 3-6 3 6 5-4v12"
_VIEW_BOX = "0 0 20 20"
_LOGO_PX = 15.0
"""The size of type beside which a logo on a page is as large as it would be in a picture."""
_FALLBACK = '"Noto Sans","Noto Sans Arabic","Noto Sans Hebrew",sans-serif'


def draw_mark() -> Element:
    """Return the program's mark in the colours of its page."""
    crown = el("path", d=_CROWN, fill="none", stroke="var(--accent)", stroke_width=2)
    foot = el("path", d="M2 17h16", stroke="var(--ink)", stroke_width=2, stroke_dasharray="3 2")
    return el("svg", crown, foot, width=20, height=20, viewBox=_VIEW_BOX, aria_hidden="true")


def draw_publisher(brand: Brand | None, words: Words) -> list[Element]:
    """Return mark and name of the publisher for a bar: a logo for light pages and one for dark ones."""
    if brand is None:
        return [draw_mark(), el("span", words["brand"], class_="name")]
    name = brand.name.translate(words.language)
    if brand.logo is None:
        return [el("span", name, class_="name")]
    on_dark = "on-dark" if brand.logo_dark else "on-dark plate"
    return [
        _draw_logo(brand, brand.logo, "light", name, "on-light", words),
        _draw_logo(brand, brand.logo_dark or brand.logo, "dark", name, on_dark, words),
    ]


def _draw_logo(brand: Brand, logo: Logo, theme: str, name: str, class_: str, words: Words) -> Element:
    mark = find_mark(brand, "light", words)
    wide, high = (round(side * _LOGO_PX, 1) for side in (mark.wide, mark.high))
    return el(
        "svg", *draw_logo(logo, load_theme(theme, brand)["ink"], f"logo-{theme}"),
        width=wide, height=high, viewBox=view_box(logo), class_=f"logo {class_}", role="img", aria_label=name,
    )  # fmt: skip


def write_publisher(brand: Brand | None, words: Words) -> Markup:
    """Return mark and name of the publisher as markup, for templates."""
    return Markup("".join(serialise(part) for part in draw_publisher(brand, words)))


def format_brand_css(brand: Brand | None, fonts_at: str = "") -> str:
    """Return the style that a brand adds to a page: its fonts, if they lie at an address, and its logos."""
    if brand is None:
        return ""
    plate = load_theme("light", brand)["page"]
    css = (
        ".logo{flex:none;max-width:100%}.on-dark{display:none}"
        f".logo.plate{{background:{plate};padding:3px;border-radius:2px}}"
        ":root[data-theme=dark] .on-light{display:none}:root[data-theme=dark] .on-dark{display:block}"
        "@media (prefers-color-scheme:dark){:root[data-theme=auto] .on-light{display:none}"
        ":root[data-theme=auto] .on-dark{display:block}}"
    )
    if not brand.family or not fonts_at:
        return css
    faces = "".join(
        f'@font-face{{font-family:"{brand.family.name}";font-weight:{file.weight};font-display:swap;'
        f'src:url({fonts_at}{name_font(brand, file)}) format("woff2")}}'
        for file in brand.family.files
    )
    return f'{faces}body{{font-family:"{brand.family.name}",{_FALLBACK}}}{css}'


def name_font(brand: Brand, file: FontFile) -> str:
    """Return the name of the file with a font on a site: it changes with the brand."""
    return f"{brand.digest[:16]}-{file.weight}.woff2"


@lru_cache(maxsize=16)
def pack_font(file: FontFile) -> bytes:
    """Return a font as WOFF2, always the same bytes."""
    # Only brands with fonts need it, and it takes time to import.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font, whole = TTFont(io.BytesIO(file.data), recalcTimestamp=False), io.BytesIO()
    font.flavor = "woff2"
    font.save(whole)
    return whole.getvalue()


def draw_icon(brand: Brand | None = None) -> Element:
    """Return the mark as a drawing of its own: the logo, or the program's in the light theme's accent."""
    if brand and brand.logo:
        parts = draw_logo(brand.logo, load_theme("light", brand)["ink"])
        return el("svg", *parts, xmlns="http://www.w3.org/2000/svg", viewBox=view_box(brand.logo))
    crown = el("path", d=f"{_CROWN}z", fill=load_theme("light", brand)["accent"])
    return el("svg", crown, xmlns="http://www.w3.org/2000/svg", viewBox=_VIEW_BOX)


def format_icon(brand: Brand | None = None) -> str:
    """Return the icon as a data address."""
    return f"data:image/svg+xml,{quote(serialise(draw_icon(brand)), safe='')}"
