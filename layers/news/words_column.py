"""Words in lines: the blocks of text of a news picture, broken into lines and measured.

Handles text and sizes; a block is drawn by `draw_block`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.news.layout import Type
from layers.svg.elements import Element
from layers.svg.text_width import Side, Weight, fold, letter, width_of, wrap

_BALANCE_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size and colour, and the room before them, in px."""

    lines: tuple[str, ...]
    type: Type
    ink: str
    weight: Weight = 400
    before: float = 0.0

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
        folded = fold(text, type_.size, measure, weight, type_.family)
        broken = wrap(folded, type_.size, measure, weight, rtl=rtl, family=type_.family)
        if balanced and len(broken) > 1:
            broken = balance(folded, type_, measure, weight, len(broken), rtl=rtl)
        lines += broken
    return Block(tuple(lines), type_, ink, weight, before if lines else 0.0)


def set_last(text: str, type_: Type, ink: str, measure: float, beside: float, *, rtl: bool) -> Block:
    """Break a text into lines of which the last two leave `beside` px for the brand."""
    type_ = type_.able(text)
    folded = fold(text, type_.size, measure - beside, family=type_.family)
    lines = wrap(folded, type_.size, measure, rtl=rtl, family=type_.family)
    lines[-2:] = wrap(" ".join(lines[-2:]), type_.size, measure - beside, rtl=rtl, family=type_.family)
    return Block(tuple(lines), type_, ink, before=0.35 * type_.size)


def balance(text: str, type_: Type, measure: float, weight: Weight, lines: int, *, rtl: bool) -> list[str]:
    """Return the lines of the narrowest measure that needs no more of them."""
    size, family = type_.size, type_.family
    widest = max(width_of(word, size, weight, family=family) for word in text.split())
    narrow = max(measure / 2, widest)
    while narrow < measure:
        broken = wrap(text, size, narrow, weight, rtl=rtl, family=family)
        if len(broken) <= lines:
            return broken
        narrow += _BALANCE_STEP
    return wrap(text, size, measure, weight, rtl=rtl, family=family)


def height_of(blocks: Sequence[Block]) -> float:
    """Return the height of blocks one below the other, in px."""
    return sum(block.height for block in blocks)


def draw_blocks(blocks: Sequence[Block], x: float, top: float, side: Side) -> list[Element]:
    """Draw blocks one below the other from `top` px down."""
    drawn = []
    for block in blocks:
        top += block.before
        for line in block.lines:
            baseline = top + 0.5 * block.type.leading + 0.36 * block.type.size
            drawn.append(
                letter(
                    line, x, baseline, block.type.size, block.ink, weight=block.weight, side=side,
                    family=block.type.family,
                )
            )  # fmt: skip
            top += block.type.leading
    return drawn
