"""The brand mark: a crown on a broken line, outlined for bars, and filled as the icon of a page."""

from urllib.parse import quote

from layers.style.theme import load_theme
from layers.svg.elements import Element, el, serialise

_CROWN = "M2 17V5l5 4 3-6 3 6 5-4v12"
_VIEW_BOX = "0 0 20 20"


def draw_mark() -> Element:
    """Return the mark in the colours of its page."""
    crown = el("path", d=_CROWN, fill="none", stroke="var(--accent)", stroke_width=2)
    foot = el("path", d="M2 17h16", stroke="var(--ink)", stroke_width=2, stroke_dasharray="3 2")
    return el("svg", crown, foot, width=20, height=20, viewBox=_VIEW_BOX, aria_hidden="true")


def draw_icon() -> Element:
    """Return the mark as a drawing of its own, in the accent of the light theme."""
    crown = el("path", d=f"{_CROWN}z", fill=load_theme("light").base["accent"])
    return el("svg", crown, xmlns="http://www.w3.org/2000/svg", viewBox=_VIEW_BOX)


ICON = f"data:image/svg+xml,{quote(serialise(draw_icon()), safe='')}"
"""The icon as a data address."""
