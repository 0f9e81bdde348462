"""The style sheets in assets/css: which kind of page has which, in the order in which they apply."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "css"
DASHBOARD = (
    "fonts",
    "elements",
    "base",
    "page",
    "map",
    "legend",
    "definitions",
    "article",
    "slider",
    "known_slider",
    "timeline",
    "panel",
    "comparison",
    "playback_menu",
    "small_screens",
    "phones",
    "print",
)
EMBED = ("elements", "base", "map", "slider", "panel", "embedded", "playback_menu", "embedded_screens")
ARTICLE = ("fonts", "elements", "base", "legend", "definitions", "article", "print")
SITE = ("fonts", "article")
"""What the pages of a published site share with the dashboard; their own follows."""
DASHBOARD_MEDIA = {"playback_menu": "(max-width: 1360px)"}
EMBED_MEDIA = {"playback_menu": "(max-width: 499px), (max-height: 519px)"}
"""Where a sheet applies that applies only somewhere."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")
_AFTER = re.compile(r"([:(]) ")


def link_sheets(names: Sequence[str], up: str = "") -> list[str]:
    """Return the addresses of style sheets, from a page that reaches the root by `up`."""
    return [f"{up}assets/css/{name}.css" for name in names]


def read_sheets(names: Sequence[str], media: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return style sheets as one, minified; those in `media` apply only there."""
    sheets = []
    for name in names:
        sheet = (FOLDER / f"{name}.css").read_text(encoding="utf-8")
        sheets.append(f"@media {media[name]} {{\n{sheet}}}" if name in media else sheet)
    return minify("\n".join(sheets))


def minify(css: str) -> str:
    """Return a style sheet, as Prettier writes it, without comments and superfluous spaces."""
    dense = _SPACE.sub(" ", _COMMENT.sub("", css))
    return _AFTER.sub(r"\1", _AROUND.sub(r"\1", dense)).replace(";}", "}").strip()
