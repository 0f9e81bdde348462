"""Letters: the characters that an embed may write, by the weight in which it writes them.

They are in the text of its article, and in what its payload says to readers.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

_TAG = re.compile(r"<[^>]*>")
_PLAIN = re.compile(r'<ul class="cited">.*?</ul>|<footer>.*?</footer>', re.DOTALL)
_GAP = re.compile(r"\{\w+\}")
_ALWAYS = "0123456789+–·:…"
"""The characters that style and script write themselves, beyond the payload."""
_UNREAD = frozenset({
    "id", "place", "force", "family", "status", "standing", "shape", "fill", "line", "symbols", "edgeStyles",
    "tracks", "layers", "layerGroups", "url", "cited", "lang", "view", "atlas", "hide",
    "filters", "hidden", "dir", "version", "within", "about", "after", "letters", "date_long",
    "date_short",
})  # fmt: skip
"""What no reader sees: ids, colours, addresses, patterns of dates."""
_NEVER_BOLD = frozenset({
    "sources", "news", "contradictions", "credit", "author", "standingNote", "recordTestimonies",
    "eventTestimonies",
})  # fmt: skip
"""What is never a heading, a name or a date."""
REGULAR, BOLD = 400, 600


def find_letters(article: str, payload: Mapping[str, Any]) -> dict[int, str]:
    """Return the characters of an article and a packed payload by weight; each may occur several times."""
    headings = _PLAIN.sub("", article)
    return {
        REGULAR: _written(article) + _read(payload, _UNREAD) + _ALWAYS,
        BOLD: _written(headings) + _read(payload, _UNREAD | _NEVER_BOLD) + _ALWAYS,
    }


def leave_out_latin(letters: str) -> str:
    """Return letters without those from A to Z, for a page in another script."""
    return "".join(letter for letter in letters if not (letter.isascii() and letter.isalpha()))


def _written(markup: str) -> str:
    return unescape(_TAG.sub("", markup))


def _read(payload: Mapping[str, Any], unread: frozenset[str]) -> str:
    return _GAP.sub("", "".join(_texts(payload, unread)))


def _texts(value: object, unread: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in unread:
                yield from _texts(part, unread)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, unread)
