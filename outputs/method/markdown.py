"""The Markdown of docs/ as elements: CommonMark with tables, parsed by markdown-it; HTML in it is text.

Text goes through the element builder, so that no page can contain markup of its own. Reads no file.
"""

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from layers.svg.elements import Element, Node, el

DrawPicture = Callable[[str, str], Element]
DrawSign = Callable[[str], Element | None]
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_ADDRESS = re.compile(r"https?://.*|#.*|[\w./-]+(#.*)?")
"""The targets that a link may have: the web, a heading, a file of the same site."""
_ALIKE = {
    "strong": "strong", "em": "em", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li",
    "blockquote": "blockquote", "table": "table", "thead": "thead", "tbody": "tbody", "hr": "hr",
    "hardbreak": "br",
}  # fmt: skip
"""Nodes that become an element with the same content."""


def build_markdown(
    text: str, draw_picture: DrawPicture, draw_sign: DrawSign = lambda _: None
) -> list[Element]:
    """Return the elements of a page.

    `draw_picture` gets the description and the address of a picture, `draw_sign` the head of a table's row.
    """
    builder = _Builder(draw_picture, draw_sign)
    nodes = builder.build(SyntaxTreeNode(_PARSER.parse(text)))
    return [node for node in nodes if isinstance(node, Element)]


class _Builder:
    """Turns the nodes of a parsed text into nodes of the element builder."""

    def __init__(self, draw_picture: DrawPicture, draw_sign: DrawSign) -> None:
        self._draw_picture, self._draw_sign = draw_picture, draw_sign

    def build(self, parent: SyntaxTreeNode) -> list[Node]:
        """Return the content of a node."""
        return [built for node in parent.children for built in self._build_node(node)]

    def _build_node(self, node: SyntaxTreeNode) -> Iterator[Node]:
        match node.type:
            case "heading":
                yield el(node.tag, *self.build(node))
            case "paragraph":
                yield from self._build_paragraph(node)
            case "link":
                address = str(node.attrs["href"])
                content = self.build(node)
                is_safe = _ADDRESS.fullmatch(address)
                yield el("a", *content, href=address) if is_safe else el("span", *content)
            case "image":
                yield self._draw_picture(node.content, str(node.attrs["src"]))
            case "code_inline" | "fence" | "code_block":
                code = el("code", node.content)
                yield code if node.type == "code_inline" else el("pre", code, dir="ltr")
            case "tr":
                yield el("tr", *self._build_cells(node))
            case "softbreak":
                yield " "
            case "text" | "text_special":
                yield node.content
            case kind if kind in _ALIKE:
                yield el(_ALIKE[kind], *self.build(node))
            case _:
                yield from self.build(node)

    def _build_paragraph(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """Yield a paragraph; only its content if it is an item of a list or consists of one picture."""
        inline = node.children[0]
        alone = len(inline.children) == 1 and inline.children[0].type == "image"
        content = self.build(node)
        yield from content if alone or node.hidden else [el("p", *content)]

    def _build_cells(self, row: SyntaxTreeNode) -> Iterator[Element]:
        """Yield the cells of a row; the first of a row of the body is its head, with its symbol before it."""
        for number, cell in enumerate(row.children):
            content = self.build(cell)
            if cell.type == "th":
                yield el("th", *content, scope="col")
            elif number:
                yield el("td", *content)
            else:
                sign = self._draw_sign(cell.children[0].content if cell.children else "")
                yield el("th", *([sign] if sign else []), *content, scope="row")
