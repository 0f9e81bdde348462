"""Method: the text that explains the map to its readers, in docs/, as elements with its pictures."""

import re
from pathlib import Path

from layers.canvas import Element, Markup, el
from outputs.markdown import build_markdown
from outputs.program import ROOT

_DOCS = ROOT / "docs"
_PICTURES = _DOCS / "method"
_ABOUT = re.compile(r"<(title|desc|metadata)\b.*?</\1>| role=\"img\" aria-labelledby=\"[^\"]*\"", re.DOTALL)


def find_text(language: str) -> Path:
    """Return the file of the text in a language, in English where there is none."""
    own = _DOCS / f"method.{language}.md"
    return own if own.is_file() else _DOCS / "method.md"


def build_method(language: str) -> list[Element]:
    """Return the text in a language, in English where there is none."""
    return build_markdown(find_text(language).read_text(encoding="utf-8"), _draw_picture)


def _draw_picture(text: str, address: str) -> Element:
    """Put a picture into the page itself, so that its letters are the page's."""
    path = _DOCS / address
    drawing = _ABOUT.sub("", path.read_text(encoding="utf-8")) if path in _PICTURES.glob("*.svg") else ""
    return el("figure", Markup(drawing), el("figcaption", text), role="img", aria_label=text)
