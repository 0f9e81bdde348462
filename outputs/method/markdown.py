"""Markdown, as much of it as the pages in docs/ use, into elements: headings, texts, lists, tables, pictures.

Text goes through the element builder, so no page can carry markup of its own. Knows no file.
"""

import re
from collections.abc import Callable, Iterator

from layers.svg.elements import Element, Node, el

Draw = Callable[[str, str], Element]
Mark = Callable[[str], Element | None]
_INLINE = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[([^\]]+)\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"(#{1,3}) (.+)")


def build_markdown(text: str, draw: Draw, mark: Mark = lambda _: None) -> list[Element]:
    """Return the elements of a page.

    `draw` makes a picture of its description and its address, `mark` what stands before the head of a row.
    """
    blocks = re.split(r"\n\s*\n", text.strip())
    return [_build_block(block.splitlines(), draw, mark) for block in blocks]


def _build_block(lines: list[str], draw: Draw, mark: Mark) -> Element:
    first = lines[0]
    if heading := _HEADING.fullmatch(first):
        return el(f"h{len(heading[1])}", *_inline(heading[2]))
    if picture := _PICTURE.fullmatch(first):
        return draw(picture[1], picture[2])
    if first.startswith("|"):
        return _build_table(lines, mark)
    if first.startswith("- "):
        return el("ul", *(el("li", *_inline(item)) for item in re.split(r"\n?- ", "\n".join(lines))[1:]))
    return el("p", *_inline(" ".join(lines)))


def _build_table(lines: list[str], mark: Mark) -> Element:
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return el(
        "table",
        el("thead", el("tr", *(el("th", *_inline(cell), scope="col") for cell in head))),
        el("tbody", *(_build_row(row, mark) for row in rows)),
    )


def _build_row(row: list[str], mark: Mark) -> Element:
    first, *others = row
    sign = mark(first)
    cells = (el("td", *_inline(cell)) for cell in others)
    return el("tr", el("th", *([sign] if sign else []), *_inline(first), scope="row"), *cells)


def _inline(text: str) -> Iterator[Node]:
    at = 0
    for found in _INLINE.finditer(text):
        yield text[at : found.start()]
        yield _build_inline(found)
        at = found.end()
    yield text[at:]


def _build_inline(found: re.Match[str]) -> Element:
    strong, slanted, code, label, address = found.groups()
    if strong:
        return el("strong", *_inline(strong))
    if slanted:
        return el("em", slanted)
    if code:
        return el("code", code)
    return (
        el("a", label, href=address) if re.match(r"(https?://|#|[\w./-]+$)", address) else el("span", label)
    )
