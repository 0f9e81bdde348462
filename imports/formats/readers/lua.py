"""Wikipedia's modules of detailed maps: points such as { lat = 35.1, long = 36.7, mark = "…", label = "…" }.

A pattern finds them; no Lua runs.
"""

import re

from imports.formats.encodings import decode
from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError, fill_rows

_POINT = re.compile(r"\{([^{}]{1,4000})\}")
_FIELD = re.compile(
    r"""(\w+)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[\[.*?\]\](?!\])|[-+\w.]+)""", re.DOTALL
)
_LINK = re.compile(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]")
_COMMENT = re.compile(r"--\[\[.*?\]\]|--[^\n]*", re.DOTALL)


def read(job: Job) -> list[Layer]:
    """Return the points of a module as one layer; `line` is where each begins."""
    text = decode(job.path.read_bytes(), job.encoding)
    code = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    rows, numbers = [], []
    line, seen = 1, 0
    for match in _POINT.finditer(code):
        line, seen = line + code.count("\n", seen, match.start()), match.start()
        fields = {name: _read_value(value) for name, value in _FIELD.findall(match[1])}
        if {"lat", "long"} <= fields.keys():
            rows.append(fields)
            numbers.append(line)
    if not rows:
        raise UnreadableError("contains no points with lat and long")
    columns, cells = fill_rows(rows)
    return [Layer(job.file, "", columns, cells, numbers=numbers, form="wikipedia")]


def _read_value(value: str) -> str:
    if value.startswith("[["):
        return _LINK.sub(r"\1", value).strip()
    if value[0] in "\"'":
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return " ".join(_LINK.sub(r"\1", value).split())
