"""The faults that are planted: a node of a syntax tree becomes one that a person might write by mistake.

Planted are only faults that can change a result. Left out by rule: annotations, decorators and the wording of
messages and documentation; `__repr__`; code for the type checker; arguments that only tune
(`_SAME_EITHER_WAY`); calls that declare something or write a log (`_LEFT_OUT`).
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_RENAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SAME_EITHER_WAY = frozenset({"strict", "maxsize", "slots", "frozen", "repr", "dtype", "count"})
"""Arguments that change no result of a right program."""
_LEFT_OUT = frozenset(
    {
        "field",
        "lru_cache",
        "getLogger",
        "TypeVar",
        "compile",
        "assert_never",
        "cast",
        "debug",
        "info",
        "warning",
    }
)
"""Calls in which no fault is planted."""
_NOT_RUN = frozenset({"__repr__"})


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a node: the outermost function, its first line, the statement, the name it defines."""

    function: str = ""
    """With its class, as `__qualname__` has it; empty outside of functions."""
    first_line: int = 0
    line: int = 0
    """The line of the innermost statement."""
    defines: str = ""
    """The name of a module that the node's statement gives a value: a constant, a class, a function."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a fault can be planted: the number of the node in its file, and which fault."""

    path: str
    number: int
    kind: str
    line: int
    around: Around
    statement: str
    """The statement in which the fault is planted, as `name_statement` has it."""

    @property
    def name(self) -> str:
        """The place and the fault, for a person to read."""
        return f"{self.path}:{self.line}: {self.kind}"


def find_sites(path: str, source: str) -> list[Site]:
    """Return every place of a file where a fault can be planted, equal faults of a statement numbered."""
    lines = source.splitlines()
    sites: list[Site] = []
    seen: Counter[tuple[str, str]] = Counter()
    for number, (node, around) in enumerate(_walk(ast.parse(source), Around())):
        if isinstance(node, ast.expr | ast.stmt):
            statement = name_statement(path, around, lines)
            for kind in _kinds(node):
                seen[statement, kind] += 1
                nth = f" (number {seen[statement, kind]})" if seen[statement, kind] > 1 else ""
                sites.append(Site(path, number, kind + nth, node.lineno, around, statement))
    return sites


def name_statement(path: str, around: Around, lines: Sequence[str]) -> str:
    """Return a name for the innermost statement that stays when lines are added elsewhere in its file."""
    return f"{path}|{around.function}|{lines[around.line - 1].strip()}"


def plant(source: str, site: Site) -> ast.Module:
    """Return the tree of a file with a fault planted at a place."""
    tree = ast.parse(source)
    node, _ = next(pair for number, pair in enumerate(_walk(tree, Around())) if number == site.number)
    new = _change(node, site.kind)
    if new is not node:
        _replace(tree, node, ast.copy_location(new, node))
    return ast.fix_missing_locations(tree)


def _walk(node: ast.AST, around: Around) -> Iterator[tuple[ast.AST, Around]]:
    """Yield the nodes that are computed, and what is around each."""
    if isinstance(node, ast.stmt):
        around = replace(around, line=node.lineno, defines=around.defines or _defined(node))
    yield node, around
    if isinstance(node, ast.Call) and _called(node) in _LEFT_OUT:
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment", "bases"):
            continue
        inside = enter(node, around) if name == "body" else around
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.keyword) and child.arg in _SAME_EITHER_WAY:
                continue
            if isinstance(child, ast.FunctionDef) and child.name in _NOT_RUN:
                continue
            if isinstance(child, ast.AST):
                yield from _walk(child, inside)


def enter(node: ast.AST, around: Around) -> Around:
    """Return what is around the body of a node."""
    if isinstance(node, ast.FunctionDef) and not around.first_line:
        name = f"{around.function}.{node.name}".lstrip(".")
        return replace(around, function=name, first_line=first_line(node))
    if isinstance(node, ast.ClassDef) and not around.first_line:
        return replace(around, function=f"{around.function}.{node.name}".lstrip("."))
    return around


def first_line(node: ast.FunctionDef) -> int:
    """Return the line on which a function begins, decorators included."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _defined(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case ast.Assign(targets=[ast.Name(id=name), *_]):
            return name
    return ""


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _kinds(node: ast.AST) -> Iterator[str]:
    """Yield the faults that can be planted in a node."""
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in _SWAPPED:
            if not (isinstance(node, ast.BinOp) and _is_text(node)):
                yield f"{_sign(op)} becomes {_sign(_SWAPPED[type(op)]())} in {_show(node)}"
        case ast.UnaryOp(op=ast.Not()):
            yield f"no longer negated: {_show(node)}"
        case ast.Constant(value=bool() as value):
            yield f"{value} becomes {not value}"
        case ast.Constant(value=int() as value):
            yield f"{value} becomes {value + 1}"
        case ast.Call(func=ast.Name(id=name)) if name in _RENAMED:
            yield f"{name} becomes {_RENAMED[name]} in {_show(node)}"
        case ast.IfExp():
            yield f"branches swapped in {_show(node)}"
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() | ast.NamedExpr()):
            yield f"negated: if {_show(node.test)}"
        case ast.Expr(value=ast.Call()):
            yield f"left out: {_show(node)}"
        case ast.Continue():
            yield "continue becomes break"
        case ast.comprehension(ifs=[_, *_]):
            return


def _is_text(node: ast.BinOp) -> bool:
    """Say whether a sum is one of types or of texts, of which the other sign makes an error in any case."""
    sides = (node.left, node.right)
    return any(isinstance(side, ast.JoinedStr | ast.List | ast.Tuple | ast.Dict) for side in sides) or any(
        isinstance(side, ast.Constant) and isinstance(side.value, str | type(None)) for side in sides
    )


def _sign(op: ast.AST) -> str:
    return type(op).__name__


def _show(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 90 else f"{text[:87]}…"


def _change(node: ast.AST, kind: str) -> ast.AST:
    match node:
        case ast.Compare():
            node.ops = [_SWAPPED[type(node.ops[0])]()]  # type: ignore[list-item]
        case ast.BoolOp() | ast.BinOp():
            node.op = _SWAPPED[type(node.op)]()  # type: ignore[assignment]
        case ast.UnaryOp():
            return node.operand
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.Call(func=ast.Name()):
            node.func = ast.Name(_RENAMED[node.func.id], ast.Load())  # type: ignore[attr-defined]
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.If():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Expr():
            return ast.Pass()
        case ast.Continue():
            return ast.Break()
    return node


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(child is old for child in value):
                value[:] = [new if child is old else child for child in value]
