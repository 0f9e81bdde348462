"""How many lines the desk's own words take at the size of a picture, and how many fit beside one another.

Measures type alone: it needs no map, so that it can answer while somebody writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.news.desk_words import (
    KEY_GAP,
    LEAST_MAP,
    count_headline_lines,
    measure_brand_room,
    words_top,
)
from layers.news.layout import NewsLayout, Type, news_layout
from layers.news.words_column import Block, set_block
from layers.svg.text_width import Weight, width_of
from text.provenance import set_case
from text.translations import words_for

_LAST_LINES = 2
"""The lines of the small last line, for which room stays."""


@dataclass(frozen=True, slots=True)
class LineCount:
    """The lines of a text, the most that fit, and about how many letters its last line still takes."""

    lines: int
    most: int
    left: int


def count_lines(atlas: Atlas, request: Request) -> Mapping[str, LineCount]:
    """Return the line counts of the words that a request gives to a news picture."""
    layout, words = news_layout(request, atlas), words_for(request)
    byline = words.format("byline", name=request.byline) if request.byline else ""
    texts: Mapping[str, tuple[str, Type, Weight]] = {
        "title": (set_case(atlas, request.title, request.lang), layout.headline, 600),
        "deck": ("" if request.deck == "none" else request.deck, layout.deck, 400),
        "note": (request.note, layout.source, 400),
        "source": (request.source, layout.source, 400),
        "byline": (byline, layout.source, 400),
    }
    blocks = {
        option: set_block([text], type_, "", layout.measure, weight=weight, rtl=words.rtl)
        for option, (text, type_, weight) in texts.items()
    }
    room = _measure_room(layout) - sum(block.height for block in blocks.values())
    return {option: _count(layout, option, block, room) for option, block in blocks.items() if block.lines}


def _measure_room(layout: NewsLayout) -> float:
    """Return the height that the desk's words may take together, in px."""
    last = _LAST_LINES * layout.last.leading
    day = 0.0 if layout.brief else layout.day.leading
    if layout.column:
        around = 2 * layout.pad + KEY_GAP * layout.key.size + measure_brand_room(layout)
        return layout.height - around - last - day
    high = layout.height - layout.below - LEAST_MAP * layout.height
    return high - words_top(layout) - 1.35 * layout.pad - last - day


def _count(layout: NewsLayout, option: str, block: Block, room: float) -> LineCount:
    most = max(len(block.lines) + int(room // block.type.leading), 1)
    if option == "title":
        most = min(most, count_headline_lines(layout))
    fonts = block.type.fonts
    used = width_of(block.lines[-1], block.type.size, block.weight, fonts=fonts)
    letter = width_of("n", block.type.size, block.weight, fonts=fonts)
    return LineCount(len(block.lines), most, max(int((layout.measure - used) / letter), 0))
