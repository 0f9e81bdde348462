"""Method: the text in docs/ that explains the map to its readers, as elements with its pictures."""

import re
from pathlib import Path

from layers.svg.elements import Element, Markup, el
from outputs.metadata.program import ROOT
from outputs.method.markdown import build_markdown

_DOCS = ROOT / "docs"
_PICTURES = _DOCS / "method"
SIGNS = (
    "control", "joint", "rivals", "nominal", "presence", "contested", "besieged", "absent", "possible",
    "changing", "unknown", "not_covered",
)  # fmt: skip
"""The symbols of the first table, by their phrases in the dashboard's legend."""
_ABOUT = re.compile(r"<(title|desc|metadata)\b.*?</\1>| role=\"img\" aria-labelledby=\"[^\"]*\"", re.DOTALL)


def find_text(language: str) -> Path:
    """Return the file of the text in a language, or else in English."""
    own = _DOCS / f"method.{language}.md"
    return own if own.is_file() else _DOCS / "method.md"


def build_method(language: str, *, signs: bool = False) -> list[Element]:
    """Return the text in a language, or else in English.

    With `signs` each symbol is drawn before its name, in the classes of the dashboard's legend.
    """
    text = find_text(language).read_text(encoding="utf-8")
    names = dict(zip(_heads(text), SIGNS, strict=False)) if signs else {}
    return build_markdown(text, _draw_picture, lambda head: _draw_sign(names.get(head)))


def _heads(text: str) -> list[str]:
    """Return the heads of the rows of the first table: the symbols, in the order of the legend."""
    rows = re.findall(r"^\| *([^|]+?) *\|", text, re.MULTILINE)
    return rows[2:]


def _draw_sign(name: str | None) -> Element | None:
    return el("i", "", class_=f"legend-symbol {name}", aria_hidden="true") if name else None


def _draw_picture(text: str, address: str) -> Element:
    """Put a picture into the page itself, so that it uses the page's letters."""
    path = _DOCS / address
    drawing = _ABOUT.sub("", path.read_text(encoding="utf-8")) if path in _PICTURES.glob("*.svg") else ""
    return el("figure", Markup(drawing), el("figcaption", text), role="img", aria_label=text)
