"""A logo: an SVG file as shapes, with nothing in it that could run, load or grow.

What draws nothing (metadata, comments, layers of an editor) is left out; what cannot be drawn is a fault.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from PIL import ImageColor

from atlas.model.brand import ATTRIBUTES, PAINT_SERVERS, SHAPES, Logo, LogoPart
from atlas.model.faults import Fault, Faults

MOST_BYTES = 64 * 1024
MOST_PARTS = 500
MOST_ASPECT = 20.0
"""How many times as wide as high, or as high as wide, a logo may be."""
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_DEEPEST = 16
_SILENT = frozenset({"metadata", "title", "desc"})
_CURES = {
    "text": "Turn letters into paths",
    "tspan": "Turn letters into paths",
    "image": "Draw it with paths; pictures cannot be included",
    "style": "Write colours as attributes of each shape (in Inkscape: save as Plain SVG)",
    "use": "Write the shape itself where it is used",
}
_SHAPES_ALLOWED = f"Use only {', '.join(sorted(SHAPES))} and gradients"
_REFUSED = re.compile(r"on\w+|filter|mask|marker(-\w+)?|src|begin|from|to|by|values")
"""Attributes that run, load, or change a drawing in ways that are not drawn here."""
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")
_VALUES = {
    "d": re.compile(r"[MmZzLlHhVvCcSsQqTtAaEe\d\s,.+-]*"),
    "points": re.compile(r"[\d\s,.eE+-]*"),
    "transform": re.compile(r"[a-zA-Z\d\s,.()+-]*"),
    "gradientTransform": re.compile(r"[a-zA-Z\d\s,.()+-]*"),
    "stroke-dasharray": re.compile(r"none|[\d\s,.]*"),
    "id": re.compile(r"[\w.-]+"),
}
_PLAIN = re.compile(r"[\w.%+-]*")
_COLOURS = frozenset({"fill", "stroke", "stop-color"})
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(px)?")
_DECLARED = re.compile(r"<!(?!--)(\w*)")


class _LogoError(ValueError):
    """Raised at the first thing that a logo must not have: the rule, the cure, the value and the line."""

    def __init__(self, rule: str, cure: str, value: str | None = None, line: int | None = None) -> None:
        super().__init__(rule)
        self.rule, self.cure, self.value, self.line = rule, cure, value, line


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    parts: list[LogoPart] = field(default_factory=list)


def read_logo(file: str, data: bytes, faults: Faults) -> Logo | None:
    """Return the logo in an SVG file; None if it cannot be used, which is reported."""
    try:
        return _parse(data)
    except _LogoError as error:
        faults.add(Fault(file, error.rule, error.cure, line=error.line, value=error.value))
    return None


def _parse(data: bytes) -> Logo:
    if len(data) > MOST_BYTES:
        raise _LogoError(
            f"is larger than {MOST_BYTES // 1024} KB, the limit for a logo", "Simplify its paths"
        )
    text = data.decode("utf-8", errors="replace")
    if match := _DECLARED.search(text):
        line = text[: match.start()].count("\n") + 1
        raise _LogoError("contains a declaration", "Delete it, up to its >", match[0], line)
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _LogoError(f"is not valid SVG ({error})", "Save it again as SVG", line=error.lineno) from None
    if reader.root is None or not reader.root.parts:
        raise _LogoError("contains no shape", "Save the logo as SVG with its shapes as paths")
    return _frame(reader.root)


class _Reader:
    """Builds the parts of a logo from the elements of a file, each checked where it begins."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.root: _Open | None = None
        self._open: list[_Open] = []
        self._skipped = 0
        self._count = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._skipped or (self._open and (space != _SVG or tag in _SILENT)):
            self._skipped += 1
            return
        line = self.parser.CurrentLineNumber
        if not self._open:
            if (space, tag) != (_SVG, "svg"):
                raise _LogoError("is not an SVG file", f'Its first element must be <svg xmlns="{_SVG}">')
            self._open.append(_Open("svg", dict(_check_attributes(attributes, line, root=True))))
            return
        self._count += 1
        if self._count > MOST_PARTS or len(self._open) > _DEEPEST:
            raise _LogoError(
                f"has more than {MOST_PARTS} parts or {_DEEPEST} levels", "Simplify it", line=line
            )
        if tag not in SHAPES | PAINT_SERVERS:
            raise _LogoError("is not allowed in a logo", _CURES.get(tag, _SHAPES_ALLOWED), f"<{tag}>", line)
        self._open.append(_Open(tag, dict(_check_attributes(attributes, line))))

    def _end(self, _name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        done = self._open.pop()
        if self._open:
            self._open[-1].parts.append(LogoPart(done.tag, done.attributes, tuple(done.parts)))
        else:
            self.root = done


def _check_attributes(
    attributes: dict[str, str], line: int, *, root: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield the attributes that draw, those of `style` among them; what could run or load is an error."""
    for name, value in _spread(attributes, line):
        if _REFUSED.fullmatch(name):
            raise _LogoError("is not allowed in a logo", "Delete this attribute", f"{name}=", line)
        if name == "href" and not re.fullmatch(r"#[\w.-]+", value):
            raise _LogoError(
                "refers to something outside the logo", "Draw it in the logo itself", value, line
            )
        if root and name == "viewBox":
            yield name, value
        elif name in ATTRIBUTES:
            yield name, _CHECKS.get(name, _check_value)(name, value.strip(), line)


def _spread(attributes: dict[str, str], line: int) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        space, _, local = name.rpartition(" ")
        if space not in ("", _XLINK):
            continue
        if local != "style":
            yield local, value
            continue
        for declaration in filter(str.strip, value.split(";")):
            key, colon, text = declaration.partition(":")
            if not colon:
                raise _LogoError("is not a style", "Write name:value pairs", declaration, line)
            yield key.strip(), text.strip()


def _check_value(name: str, value: str, line: int) -> str:
    if name in _COLOURS:
        return _check_colour(value, line)
    if match := _LOCAL.fullmatch(value):
        return f"url(#{match[1]})"
    if not _VALUES.get(name, _PLAIN).fullmatch(value):
        raise _LogoError(f"is not a value of {name}", "Save it as Plain SVG", value, line)
    return value


def _check_colour(value: str, line: int) -> str:
    """Return a colour as #rrggbb, or none, currentColor or a gradient of the logo."""
    if match := _LOCAL.fullmatch(value.removesuffix(" none").strip()):
        return f"url(#{match[1]})"
    if value in ("none", "currentColor"):
        return value
    try:
        red, green, blue, *_ = ImageColor.getrgb(value)
    except ValueError:
        cure = "Write # and six digits or letters a-f, such as #8a857d"
        raise _LogoError("is not a colour", cure, value, line) from None
    return f"#{red:02x}{green:02x}{blue:02x}"


def _check_reference(_name: str, value: str, _line: int) -> str:
    return value


_CHECKS: dict[str, Callable[[str, str, int], str]] = {"href": _check_reference}


def _frame(root: _Open) -> Logo:
    """Return a logo with the box of its root, in which it must have a usable shape."""
    box = [
        float(part)
        for part in re.findall(_NUMBER.pattern.replace("(px)?", ""), root.attributes.get("viewBox", ""))
    ]
    if len(box) != 4:
        sides = [_NUMBER.fullmatch(root.attributes.get(name, "")) for name in ("width", "height")]
        if not all(sides):
            raise _LogoError("has no size", 'Add viewBox="0 0 WIDTH HEIGHT" to its first element')
        box = [0.0, 0.0, *(float(side[1]) for side in sides if side)]
    left, top, width, height = box
    if min(width, height) <= 0 or not 1 / MOST_ASPECT <= width / height <= MOST_ASPECT:
        rule = f"is {width:g} × {height:g}: a logo is at most {MOST_ASPECT:g} times as long as wide"
        raise _LogoError(rule, "Crop the empty room around it, or use a compact form of the logo")
    inherited = {name: value for name, value in root.attributes.items() if name in _INHERITED}
    return Logo(left, top, width, height, (LogoPart("g", inherited, tuple(root.parts)),))


_INHERITED = frozenset({
    "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-opacity", "opacity",
})  # fmt: skip
"""Attributes of the root that its shapes inherit."""
