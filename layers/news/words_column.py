"""Words in lines: the blocks of text of a news picture, broken into lines and measured.

Handles text and sizes; a block is drawn by `draw_block`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers.news.layout import Type
from layers.news.notes.numbers import draw_number
from layers.svg.elements import Element
from layers.svg.text_width import Side, Weight, fold, letter, width_of, wrap
from text.headline import CalloutWords

_BALANCE_STEP = 4.0
_INDENT, _RADIUS = 1.85, 0.67
"""How far the lines beside a number are indented, and the radius of its disc, in sizes of type."""
_BEFORE_NUMBER = 0.45
_LONGEST_LEAD = 0.7
"""A lead that takes a larger share of the line is not set apart."""
_ENDS = ".!?؟…"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size and colour, and the room before them, in px."""

    lines: tuple[str, ...]
    type: Type
    ink: str
    weight: Weight = 400
    before: float = 0.0
    number: int = 0
    """The number before it, in a disc; 0 for none."""
    lead: str = ""
    """Words in semibold before the first line."""

    @property
    def height(self) -> float:
        """The height of its lines and of the room before them."""
        return self.before + len(self.lines) * self.type.leading


def set_block(  # noqa: PLR0913 - type has that many attributes
    texts: Sequence[str],
    type_: Type,
    ink: str,
    measure: float,
    *,
    weight: Weight = 400,
    before: float = 0.0,
    rtl: bool = False,
    balanced: bool = False,
) -> Block:
    """Break texts into lines; each text begins a line. A balanced block has lines of about one length."""
    lines: list[str] = []
    type_ = type_.able("".join(texts))
    for text in filter(None, texts):
        folded = fold(text, type_.size, measure, weight, type_.fonts)
        broken = wrap(folded, type_.size, measure, weight, rtl=rtl, fonts=type_.fonts)
        if balanced and len(broken) > 1:
            broken = balance(folded, type_, measure, weight, len(broken), rtl=rtl)
        lines += broken
    return Block(tuple(lines), type_, ink, weight, before if lines else 0.0)


def set_numbered(
    words: CalloutWords, number: int, type_: Type, ink: str, measure: float, *, rtl: bool
) -> Block:
    """Break a note into lines beside its number; its lead runs on into the text."""
    type_ = type_.able(words.lead + words.text)
    size, fonts, narrow = type_.size, type_.fonts, measure - _INDENT * type_.size
    lead = words.lead if not words.lead or words.lead[-1] in _ENDS else f"{words.lead}."
    beside = width_of(f"{lead} ", size, 600, fonts=fonts) if lead else 0.0
    text = words.text
    if beside > _LONGEST_LEAD * narrow:
        lead, text, beside = "", f"{lead} {text}", 0.0
    text = fold(text, size, narrow - beside, fonts=fonts)
    first = wrap(text, size, narrow - beside, rtl=rtl, fonts=fonts)[0]
    rest = " ".join(text.split()[len(first.split()) :])
    lines = (first, *wrap(rest, size, narrow, rtl=rtl, fonts=fonts))
    return Block(lines, type_, ink, before=_BEFORE_NUMBER * size, number=number, lead=lead)


def set_last(text: str, type_: Type, ink: str, measure: float, beside: float, *, rtl: bool) -> Block:
    """Break a text into lines of which the last two leave `beside` px for the brand."""
    type_ = type_.able(text)
    folded = fold(text, type_.size, measure - beside, fonts=type_.fonts)
    lines = wrap(folded, type_.size, measure, rtl=rtl, fonts=type_.fonts)
    lines[-2:] = wrap(" ".join(lines[-2:]), type_.size, measure - beside, rtl=rtl, fonts=type_.fonts)
    return Block(tuple(lines), type_, ink, before=0.35 * type_.size)


def balance(text: str, type_: Type, measure: float, weight: Weight, lines: int, *, rtl: bool) -> list[str]:
    """Return the lines of the narrowest measure that needs no more of them."""
    size, fonts = type_.size, type_.fonts
    widest = max(width_of(word, size, weight, fonts=fonts) for word in text.split())
    narrow = max(measure / 2, widest)
    while narrow < measure:
        broken = wrap(text, size, narrow, weight, rtl=rtl, fonts=fonts)
        if len(broken) <= lines:
            return broken
        narrow += _BALANCE_STEP
    return wrap(text, size, measure, weight, rtl=rtl, fonts=fonts)


def height_of(blocks: Sequence[Block]) -> float:
    """Return the height of blocks one below the other, in px."""
    return sum(block.height for block in blocks)


def draw_blocks(blocks: Sequence[Block], x: float, top: float, side: Side) -> list[Element]:
    """Draw blocks one below the other from `top` px down."""
    drawn: list[Element] = []
    for block in blocks:
        top += block.before
        drawn += _draw_block(block, x, top, side)
        top += len(block.lines) * block.type.leading
    return drawn


def _draw_block(block: Block, x: float, top: float, side: Side) -> Iterator[Element]:
    size, leading, fonts = block.type.size, block.type.leading, block.type.fonts
    along = -1 if side == "end" else 1
    if block.number:
        radius = _RADIUS * size
        yield from draw_number(block.number, x + along * radius, top + 0.5 * leading, radius, block.ink)
        x += along * _INDENT * size
    for number, line in enumerate(block.lines):
        baseline, start = top + (number + 0.5) * leading + 0.36 * size, x
        if block.lead and number == 0:
            yield letter(block.lead, x, baseline, size, block.ink, weight=600, side=side, fonts=fonts)
            start += along * width_of(f"{block.lead} ", size, 600, fonts=fonts)
        yield letter(line, start, baseline, size, block.ink, weight=block.weight, side=side, fonts=fonts)
