"""Outlines: the letters of a drawing as paths, for programs and presses that lack its fonts.

Shapes text with HarfBuzz and orders it by the bidirectional algorithm.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from xml.etree import ElementTree as Tree

import uharfbuzz
from bidi import get_display

from atlas.fonts.font_file import FontFile
from atlas.fonts.font_stack import PINNED_ONLY, FontStack, list_unpinned
from layers.svg.elements import number
from layers.svg.shaping import Glyph, open_font, shape

SVG = "http://www.w3.org/2000/svg"
_TEXT = f"{{{SVG}}}text"
_COPIED = ("fill", "stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "paint-order", "transform")
_MIRROR = str.maketrans("()[]{}«»", ")(][}{»«")
_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def outline_text(svg: str, fonts: FontStack = PINNED_ONLY, *, every: bool = True) -> str:
    """Return an SVG document with every <text> drawn as a <path>; aria-label contains its text.

    `fonts` are those of the atlas and of its brand, which some of the texts name. If not `every` text, those
    that the typesetter cannot set: it loses letters of a line when it needs more than one font.
    """
    if not every and not list_unpinned(svg):
        return svg
    Tree.register_namespace("", SVG)
    root = Tree.fromstring(svg)  # noqa: S314 - a document of our own, without entities
    for parent in root.iter():
        for place, child in enumerate(parent):
            if child.tag == _TEXT and (every or _needs_outline(child, fonts)):
                parent[place] = _outlined(child, fonts)
    return Tree.tostring(root, encoding="unicode")


def _needs_outline(text: Tree.Element, fonts: FontStack) -> bool:
    return bool(list_unpinned(text.text or "")) and _find_branded(text, fonts) is None


def _find_branded(text: Tree.Element, fonts: FontStack) -> FontFile | None:
    """Return the font of a text that names the fonts of the brand."""
    family = fonts.family
    if family is None or not text.get("font-family", "").startswith(family.name):
        return None
    return family.pick(600 if _face(text) == "SemiBold" else 400)


def _outlined(text: Tree.Element, fonts: FontStack) -> Tree.Element:
    content = (text.text or "").translate(_CONTROLS)
    size = float(text.get("font-size", "16"))
    tracking = float(text.get("letter-spacing", "0")) / size
    base = "R" if (text.text or "").startswith("\u202b") else "L"  # embedded from right to left, or not
    line = _set_line(content, _face(text), tracking, base, _find_branded(text, fonts) or fonts)
    width = line.width * size
    begin = {"middle": width / 2, "end": width}.get(text.get("text-anchor", "start"), 0.0)
    x, y = float(text.get("x", "0")) - begin, float(text.get("y", "0"))
    path = Tree.Element(
        f"{{{SVG}}}path", {name: text.attrib[name] for name in _COPIED if name in text.attrib}
    )
    path.set("d", line.at(x, y, size))
    if text.get("aria-hidden"):
        path.set("aria-hidden", "true")
    else:
        path.set("aria-label", content)
    return path


def _face(text: Tree.Element) -> str:
    if text.get("font-style") == "italic":
        return "Italic"
    return "SemiBold" if text.get("font-weight") == "600" else "Regular"


@dataclass(slots=True)
class _Line:
    """A line of text as steps of a path in em: a letter of SVG and points, y downwards."""

    width: float = 0.0
    steps: list[tuple[str, tuple[tuple[float, float], ...]]] = field(default_factory=list)

    def at(self, x: float, y: float, size: float) -> str:
        """Return the `d` of the line at a size, its beginning at a point."""
        return "".join(
            step
            + " ".join(f"{number(x + across * size)} {number(y + down * size)}" for across, down in points)
            for step, points in self.steps
        )


class _GlyphPen:
    """Takes the strokes of a glyph from HarfBuzz, in units of the font, and adds them to a line."""

    def __init__(self, line: _Line, x: float, y: float, unit: float) -> None:
        self._line, self._x, self._y, self._unit = line, x, y, unit

    def _add(self, step: str, *points: tuple[float, float]) -> None:
        placed = tuple(((x + self._x) * self._unit, -(y + self._y) * self._unit) for x, y in points)
        self._line.steps.append((step, placed))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the name is HarfBuzz's
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self._add("Z")


@lru_cache(maxsize=4096)
def _set_line(text: str, face: str, tracking: float, base: str, fonts: FontStack | FontFile) -> _Line:
    """Shape a text with its base direction, R or L; `tracking` in em follows every glyph that advances."""
    line, x, unit = _Line(), 0.0, 1.0
    for run, direction in _runs(text, base):
        for font, glyph in _shape(run, direction, face, fonts):
            if 1 / font.face.upem != unit:
                x, unit = x * unit * font.face.upem, 1 / font.face.upem
            font.draw_glyph_with_pen(glyph.number, _GlyphPen(line, x + glyph.across, glyph.up, unit))
            x += glyph.advance + (tracking / unit if glyph.advance else 0)
    line.width = x * unit
    return line


def _shape(
    run: str, direction: str, face: str, fonts: FontStack | FontFile
) -> Iterator[tuple[uharfbuzz.Font, Glyph]]:
    """Yield the glyphs of a run from left to right, each with its font."""
    if isinstance(fonts, FontFile):
        parts: list[tuple[FontFile | None, str]] = [(fonts, run)]
    else:
        parts = list(fonts.split(run, 600 if face == "SemiBold" else 400))
    for file, part in parts[::-1] if direction == "rtl" else parts:
        font = open_font(file or face)
        yield from ((font, glyph) for glyph in shape(font, part, direction))


def _runs(text: str, base: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of a text from left to right, each in its reading order."""
    visual_order = get_display(text, base_dir=base)
    # Right-to-left text has turned its brackets: they are put the right way round.
    first = next((char for char in visual_order if ord(char) in _MIRROR), "")
    visual_order = visual_order.translate(_MIRROR) if first in tuple(")]}»") else visual_order
    for rtl, chars in groupby(visual_order, _is_rtl):
        run = "".join(chars)
        yield (run[::-1], "rtl") if rtl else (run, "ltr")


def _is_rtl(char: str) -> bool:
    """Return whether a letter or mark is Hebrew or Arabic; digits and signs keep their direction."""
    letters = "\u0590" <= char <= "\u08ff" and char not in "\u060c\u061b\u061f"
    return letters or "\ufb1d" <= char <= "\ufefc"
