"""TOML: the text of a file as a table, with limits so that hostile files cannot fill memory and time."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from atlas.model.faults import Fault, Faults

LONGEST_LINE = 8_192
"""In characters, as is the next."""
LONGEST_TEXT = 1_000_000
DEEPEST = 16
"""How many tables and lists may be nested."""
_TOO_LARGE = "contains a whole number of more than 64 bits"
_LARGEST = 2**63 - 1
"""The largest whole number of TOML."""
_LINE = re.compile(r"line (\d+)")
_KEY = re.compile(r"""\s*\[{0,2}\s*([\w'"][\w\s.'"-]*)[]=]""")
_NUMBER = re.compile(r"^[^#\n]*?[=\[,]\s*[+-]?\d{4000,}", re.MULTILINE)
"""A number that Python refuses to read; how many digits that takes depends on its settings."""


def read_toml(file: str, text: str, cure: str, faults: Faults) -> dict[str, Any] | None:
    """Return the table of a file; None if it cannot be read, which is reported with `cure`."""
    if excess := _find_long_part(file, text):
        faults.add(excess)
        return None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        if number := _NUMBER.search(text):
            line = text[: number.end()].count("\n") + 1
            faults.add(Fault(file, _TOO_LARGE, "Write a smaller one", line=line))
            return None
        match = _LINE.search(str(error))
        line_number = int(match[1]) if match else None
        if "end of document" in str(error):
            line_number = text.rstrip().count("\n") + 1
        reason = "too deeply nested" if isinstance(error, RecursionError) else error
        faults.add(Fault(file, f"is not valid TOML ({reason})", cure, line=line_number))
        return None
    problem = next(_find_excess(table), None)
    if problem:
        faults.add(Fault(file, problem, "Delete what is too large"))
        return None
    return table


def _find_long_part(file: str, text: str) -> Fault | None:
    """Return the fault of a text, line or key that would take too long to read.

    The time to read a dotted key grows with the square of its parts.
    """
    if len(text) > LONGEST_TEXT:
        rule = f"is longer than {LONGEST_TEXT:,} characters, the limit for TOML"
        return Fault(file, rule, "Delete what is not needed")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            rule = f"is longer than {LONGEST_LINE:,} characters, the limit for a line"
            return Fault(file, rule, "Break it into several lines", line=number, value=line)
        if line.count(".") >= DEEPEST and (key := _KEY.match(line)) and key[1].count(".") >= DEEPEST:
            rule = f"is a key of more than {DEEPEST} parts"
            return Fault(file, rule, "Delete it, or leave out the dots", line=number, value=key[1].strip())
    return None


def _find_excess(table: dict[str, Any]) -> Iterator[str]:
    """Yield tables nested too deeply and numbers that are too large, without recursion."""
    waiting: list[tuple[int, Any]] = [(0, table)]
    while waiting:
        depth, value = waiting.pop()
        if depth > DEEPEST:
            yield f"nests tables and lists more than {DEEPEST} deep"
        elif isinstance(value, dict | list):
            children = value.values() if isinstance(value, dict) else value
            waiting += [(depth + 1, child) for child in children]
        elif isinstance(value, int) and abs(value) > _LARGEST:
            yield _TOO_LARGE
