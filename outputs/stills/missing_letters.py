"""Letters of a picture that no font has, and the texts in which they stand; pictures have boxes for them."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from html import unescape

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from atlas.texts.letters import find_missing_in_atlas, find_missing_texts, list_letters, suggest_fonts
from layers.news.pictures import draw_picture
from layers.still.layout import fonts_of

_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
MOST_TEXTS = 3
"""The most texts that a message repeats."""


def find_missing_letters(atlas: Atlas, request: Request) -> Mapping[str, str]:
    """Return texts that a picture may have, with those of their letters that no font has.

    They are the request's own words and the texts of the atlas in its language; nothing is drawn.
    """
    own = find_missing_texts(_list_own_words(request), fonts_of(atlas))
    return {**own, **find_missing_in_atlas(atlas, request.lang)}


def find_drawn_letters(atlas: Atlas, request: Request) -> Mapping[str, str]:
    """Return the lines of a still that have letters which no font has, with these letters."""
    if not find_missing_letters(atlas, request):
        return {}
    lines = (unescape(line) for line in _TEXT.findall(draw_picture(atlas, request)))
    return find_missing_texts(lines, fonts_of(atlas))


def join_letters(missing: Mapping[str, str]) -> str:
    """Return the letters that are missing in some texts, each once."""
    return "".join(dict.fromkeys("".join(missing.values())))


def describe_missing(missing: Mapping[str, str]) -> str:
    """Return one sentence about missing letters and where they stand, and one with the cure."""
    texts = [f'"{text}"' for text in list(missing)[:MOST_TEXTS]]
    more = f" and {len(missing) - MOST_TEXTS} more texts" if len(missing) > MOST_TEXTS else ""
    letters = join_letters(missing)
    return (
        f"no font has {list_letters(letters)}, in {', '.join(texts)}{more}; they may appear as boxes. "
        f"{suggest_fonts(letters)}."
    )


def _list_own_words(value: object) -> list[str]:
    """Return the texts in a request, however deep."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in _list_own_words(getattr(value, field.name))]
    return [text for part in value for text in _list_own_words(part)] if isinstance(value, tuple) else []
