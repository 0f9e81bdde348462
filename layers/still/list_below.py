"""The list beneath two maps: changes of control or differences, in lines and columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.request.content import Content
from layers.still.layout import Layout, begin
from layers.style.context import DrawingContext
from layers.svg.elements import Element, group
from layers.svg.text_width import letter, wrap
from text.changes_of_control import describe_change
from text.translations import Words
from text.two_versions import describe_differences, head_differences

_COLUMNS_FROM = 1.15
"""From this ratio of width to height on, the list has two columns."""
_MOST_ROWS, _TALL_ROWS = 4, 4


@dataclass(frozen=True, slots=True)
class Listing:
    """Texts as lines in columns, beneath a heading; `height` in px."""

    heading: str
    columns: tuple[tuple[str, ...], ...]
    size: float

    @property
    def height(self) -> float:
        """The height of the heading and of the longest column."""
        return (1.7 + 1.45 * max(map(len, self.columns), default=0)) * self.size


def list_changes(content: Content, layout: Layout, words: Words) -> Listing:
    """List the changes of control between the two days of a picture."""
    texts = [describe_change(content.atlas, change, words) for change in content.changes]
    heading = words["changed_hands"] if texts else words["nothing_changed_hands"]
    return lay_out_listing(heading, texts, layout, words)


def list_differences(content: Content, layout: Layout, words: Words) -> Listing | None:
    """List where the two accounts of a picture differ; None if it has only one."""
    if content.differences is None:
        return None
    texts = describe_differences(content.atlas, content.request, content.differences)
    return lay_out_listing(head_differences(content.differences, words), texts, layout, words)


def lay_out_listing(heading: str, texts: Sequence[str], layout: Layout, words: Words) -> Listing:
    """Lay texts out for a picture; those without room are counted in the last line."""
    wide = layout.width - 2 * layout.pad
    count = 2 if layout.width > _COLUMNS_FROM * layout.height and len(texts) > 1 else 1
    room = (wide - (count - 1) * layout.pad) / count
    fonts = layout.fonts.without_brand()
    wrapped = [wrap(text, layout.legend, room, rtl=words.rtl, fonts=fonts, breaks=True) for text in texts]
    # A list of one column fills a fifth of the picture at most, and has few lines in a tall one.
    fifth = max(2, int(0.2 * layout.height / (1.45 * layout.legend)))
    most = _MOST_ROWS if count > 1 else _TALL_ROWS if layout.tall else fifth
    columns = _level(wrapped, count, most, words)
    return Listing(heading, columns, layout.legend)


def _level(texts: list[list[str]], count: int, most: int, words: Words) -> tuple[tuple[str, ...], ...]:
    """Fill columns with as few rows as fit every text, so that the maps above have more height."""
    lines = sum(map(len, texts))
    filled = (_fill(texts, count, rows, words) for rows in range(1, most))
    return next(
        (columns for columns in filled if sum(map(len, columns)) == lines), _fill(texts, count, most, words)
    )


def _fill(texts: list[list[str]], count: int, rows: int, words: Words) -> tuple[tuple[str, ...], ...]:
    """Fill columns with whole texts; the last line of the last column counts the texts without room."""
    columns: list[list[str]] = [[]]
    for number, text in enumerate(texts):
        last = len(columns) == count
        rest = len(texts) - number
        if len(columns[-1]) + len(text) + (last and rest > 1) > rows:
            if last:
                columns[-1].append(words.format("and_more", n=rest))
                break
            columns.append([])
        columns[-1] += text
    return tuple(tuple(column) for column in columns)


def draw_listing(context: DrawingContext, layout: Layout, listing: Listing, top: float) -> Element:
    """Draw the list, its first column on the side where reading begins."""
    begins, side = begin(context, layout)
    wide = (layout.width - layout.pad) / max(1, len(listing.columns))
    size, ink = listing.size, context.theme
    lines: Iterator[Element] = (
        letter(
            line,
            begins + (-1 if context.words.rtl else 1) * number * wide,
            top + (2.6 + 1.45 * row) * size,
            size,
            ink["ink"],
            side=side,
        )
        for number, column in enumerate(listing.columns)
        for row, line in enumerate(column)
    )
    heading = letter(listing.heading, begins, top + 1.1 * size, size, ink["ink"], weight=600, side=side)
    return group("listing", [heading, *lines])
