"""CSS variables: the colours of the themes, for pages."""

from collections.abc import Collection

from atlas.model.brand import Brand
from layers.style.theme import load_theme


def theme_css(theme: str = "", used: Collection[str] = (), brand: Brand | None = None) -> str:
    """Return the colours as CSS variables: of one theme, or of all, for a page that can change it.

    `auto` follows the reader's system. Of one theme, only those `used`, if any are named. Pages and words
    have the colours of a brand.
    """
    if theme == "auto":
        on_paper = "@media print{:root{color-scheme:light}}"
        return f":root{{{_tokens('paired', used, brand)}color-scheme:light dark}}{on_paper}"
    if theme:
        paper = "" if theme != "dark" else _paper(used, brand)
        scheme = "dark" if theme == "dark" else "light"
        return f":root{{{_tokens(theme, used, brand)}color-scheme:{scheme}}}{paper}"
    light, dark, print_ = (_tokens(name, (), brand) for name in ("light", "dark", "print"))
    return (
        f":root{{{light}color-scheme:light}}:root[data-theme=dark]{{{dark}color-scheme:dark}}"
        f":root[data-theme=print]{{{print_}}}"
        f"@media (prefers-color-scheme:dark){{:root[data-theme=auto]{{{dark}color-scheme:dark}}}}"
        f"{_paper((), brand)}"
    )


def _paper(used: Collection[str], brand: Brand | None) -> str:
    """Return the colours of a dark page in print: dark letters on white."""
    return f"@media print{{:root:root:root{{{_tokens('light', used, brand)}color-scheme:light}}}}"


def _tokens(name: str, used: Collection[str], brand: Brand | None) -> str:
    colours = load_theme(name, brand).base.items()
    return "".join(f"--{token}:{colour};" for token, colour in colours if not used or token in used)
