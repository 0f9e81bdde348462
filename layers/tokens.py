"""Tokens: the colours of the themes as CSS variables, for pages that are drawn in them."""

from layers.theme import load_theme


def theme_css() -> str:
    """Return the colours of all themes, for a page that can change it; `auto` follows the reader's system."""
    light, dark, print_ = (_tokens(name) for name in ("light", "dark", "print"))
    return (
        f":root{{{light}color-scheme:light}}:root[data-theme=dark]{{{dark}color-scheme:dark}}"
        f":root[data-theme=print]{{{print_}}}"
        f"@media (prefers-color-scheme:dark){{:root[data-theme=auto]{{{dark}color-scheme:dark}}}}"
    )


def _tokens(name: str) -> str:
    return "".join(f"--{token}:{colour};" for token, colour in load_theme(name).base.items())
