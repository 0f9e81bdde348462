"""A written name: its lines, its box, and the leader line into its ground.

Handles type and px; contains neither forces nor ground.
"""

from dataclasses import dataclass
from functools import lru_cache

from atlas.fonts.font_stack import PINNED_ONLY, FontStack
from layers.labels.placement import Box
from layers.svg.text_width import width_of

CODE_SHARE = 0.75
"""The size of a code under a name, relative to the name."""
_LEADING = 1.12
_ABOVE, _BELOW = 0.82, 0.26
"""How far letters reach above and below their baseline, in sizes of type."""
_FROM_TEXT = 0.28
"""The gap between a leader and its text, in sizes of type."""
_MIDDLE = 0.3
"""The height of a leader above the baseline, in sizes of type."""
LEADER_PX = 1.3


@dataclass(frozen=True, slots=True)
class Name:
    """A written name: text, middle of its first baseline in px, size, ink and halo.

    A name beside its ground is `aside` px from (x, y), the end of its leader: its near edge is to the right,
    or to the left if `aside` is negative.
    """

    text: str
    x: float
    y: float
    size: float
    ink: str
    halo: str
    zoom: float = 1.0
    """The zoom from which it fits."""
    lines: tuple[str, ...] = ()
    """The text broken into lines; empty for a single line."""
    code: str = ""
    """Written under the name, smaller."""
    aside: float = 0.0
    rise: float = 0.0
    """Like `aside`, but vertical: above (x, y), or below it if negative."""
    hatched: bool = False
    """True on ground with a pattern, where it needs more of its halo."""
    until: float = 0.0
    """The zoom from which another name takes its place; 0 for none."""
    fonts: FontStack = PINNED_ONLY

    @property
    def rows(self) -> list[tuple[str, float, float]]:
        """Each line with its size and the offset of its baseline from the first, in px."""
        lines = self.lines or (self.text,)
        rows = [(line, self.size, _LEADING * self.size * number) for number, line in enumerate(lines)]
        if self.code:
            small = CODE_SHARE * self.size
            rows.append((self.code, small, rows[-1][2] + _LEADING * small + 0.1 * self.size))
        return rows

    @property
    def led(self) -> bool:
        """Whether it is written beside its ground, with a leader line."""
        return bool(self.aside or self.rise)

    @property
    def offset(self) -> tuple[float, float]:
        """The offset of the middle of the text from (x, y), and of its baseline, in px."""
        if self.rise:
            return 0.0, (-_BELOW if self.rise > 0 else _ABOVE) * self.size - self.rise
        if not self.aside:
            return 0.0, 0.0
        half = width_of(self.text, self.size, 600, fonts=self.fonts) / 2
        return self.aside + (half if self.aside > 0 else -half), _MIDDLE * self.size


@lru_cache(maxsize=4096)
def name_box(name: Name) -> Box:
    """Return the box of a written name in px."""
    dx, dy = name.offset
    half = max(width_of(line, size, 600, fonts=name.fonts) for line, size, _ in name.rows) / 2
    _, last, down = name.rows[-1]
    x, y = name.x + dx, name.y + dy
    return x - half, y - _ABOVE * name.size, x + half, y + down + _BELOW * last


def leader_box(name: Name) -> Box | None:
    """Return the box of the leader of a name beside its ground; nothing for a name on its ground."""
    if not name.led:
        return None
    far, half = leader_reach(name), LEADER_PX * name.size / 24
    if name.rise:
        return name.x - half, min(name.y, name.y - far), name.x + half, max(name.y, name.y - far)
    return min(name.x, name.x + far), name.y - half, max(name.x, name.x + far), name.y + half


def scale_box(name: Name, box: Box, zoom: float) -> Box:
    """Return the ground under a box of a name at a zoom: it keeps its size while the map zooms under it."""
    x, y = name.x, name.y
    left, top, right, bottom = box
    return x + (left - x) / zoom, y + (top - y) / zoom, x + (right - x) / zoom, y + (bottom - y) / zoom


def leader_reach(name: Name) -> float:
    """Return how far a leader reaches from its end in the ground towards its name, in px: right or up."""
    gap, away = _FROM_TEXT * name.size, name.aside or name.rise
    return away - gap if away > 0 else away + gap


@lru_cache(maxsize=4096)
def block_size(lines: tuple[str, ...], code: str, size: float, fonts: FontStack) -> tuple[float, float]:
    """Return width and height in px of a name in lines, with a code under it."""
    rows = Name("", 0, 0, size, "", "", lines=lines, code=code).rows
    wide = max(width_of(line, high, 600, fonts=fonts) for line, high, _ in rows)
    return wide, size + rows[-1][2]


@lru_cache(maxsize=1024)
def break_in_two(text: str, fonts: FontStack = PINNED_ONLY) -> tuple[str, ...]:
    """Return a text in two lines of similar length, broken at a space or after a hyphen; () if impossible."""
    ends = [at + 1 for at, letter in enumerate(text[:-1]) if letter in " -/" and at]
    halves = [(text[:end].rstrip(" "), text[end:].lstrip(" ")) for end in ends]
    return min(halves, key=lambda two: max(width_of(line, 12, 600, fonts=fonts) for line in two), default=())
