"""Tables: rows of a CSV file, or properties of features, checked column by column against a contract.

Every row keeps its line, so that any later check can name it. A cell with a fault becomes None and hides no
other fault. Rules that compare two cells are elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Self, TypedDict

import numpy as np
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from atlas.model.faults import MOST_SUGGESTIONS, Fault, Faults, Severity, import_file, shorten, suggest
from atlas.model.limits import Limits
from atlas.model.translated_text import Text
from atlas.reading.tables.cell_values import is_blank, parse_cells
from atlas.reading.tables.csv_rows import read_rows
from atlas.reading.tables.fields import LANGUAGE_CODE, Translated
from atlas.reading.tables.row_lengths import note_ragged
from atlas.reading.tables.row_schemas import Translation

_FOREIGN = 3
"""A file that lacks so many columns was written for another purpose: that is one fault."""
_SIBLING = re.compile(rf"(.+)_({LANGUAGE_CODE})")


class Location(TypedDict, total=False):
    """The place of a row, as fields of a Fault."""

    line: int
    feature: int


_MOST_LOCATED = 5_000
"""The faults of one kind in a column that are located; more are only counted."""


@dataclass
class Table:
    """The rows of one file by column: `text` as written, `values` as read (None if at fault)."""

    file: str
    faults: Faults
    lines: Sequence[int]
    text: dict[str, list[Any]]
    values: dict[str, list[Any]] = field(default_factory=dict)
    stray_ids: list[str] = field(default_factory=list)
    """Ids of unreadable rows; they count as known, so that references to them are no faults."""
    _added: Counter[tuple[Severity, str, str, str]] = field(default_factory=Counter, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.lines)

    def add_fault(
        self,
        row: int,
        column: str,
        rule: str,
        cure: str = "",
        value: object = None,
        severity: Severity = Severity.FAULT,
    ) -> None:
        """Report a fault or a warning in one cell; unless given, the value is the one in the file."""
        if value is None and column in self.text:
            value = self.text[column][row]
        text = None if value is None else str(value)
        kind = severity, self.file, column, rule
        self._added[kind] += 1
        if self._added[kind] > _MOST_LOCATED and self.faults.count(kind, cure, text):
            return
        location = self.locate_cell(row, column)
        self.faults.add(
            Fault(self.file, rule, cure, column=column, value=text, severity=severity, **location)
        )

    @property
    def is_hopeless(self) -> bool:
        """Whether thousands of rows have one fault: checks across rows then only cost time."""
        counts = (count for kind, count in self._added.items() if kind[0] is Severity.FAULT)
        return max(counts, default=0) > _MOST_LOCATED

    def keep(self, rows: Iterable[int]) -> Self:
        """Return a table of some of the rows, in their order; this one is not changed."""
        numbers = list(rows)
        parts = {name: [cells[row] for row in numbers] for name, cells in self.text.items()}
        values = {name: [cells[row] for row in numbers] for name, cells in self.values.items()}
        return replace(self, lines=[self.lines[row] for row in numbers], text=parts, values=values)

    def locate(self, row: int) -> Location:
        """Return the line of a row."""
        return {"line": self.lines[row]}

    def locate_cell(self, row: int, column: str) -> Location:
        """Return the line of a cell: in a table, that of its row."""
        del column
        return self.locate(row)

    def written(self, column: str) -> list[Any]:
        """Return a column as written; empty texts if the file has no such column."""
        return self.text.get(column) or [""] * len(self)

    def malformed(self, column: str) -> np.ndarray:
        """Return for each row (n,) whether `is_malformed` holds for a column."""
        if column not in self.text:
            return np.zeros(len(self), dtype=bool)
        cells = zip(self.values[column], self.text[column], strict=True)
        return np.array([v is None and bool(cell) and not is_blank(cell) for v, cell in cells], dtype=bool)

    def is_malformed(self, row: int, *columns: str) -> bool:
        """Return whether a cell is filled in but has no value. That is one fault: it is not also missing."""
        return any(
            column in self.text and self.values[column][row] is None and not is_blank(self.text[column][row])
            for column in columns
        )

    def ids(self) -> list[str]:
        """Return all ids as written, of valid and invalid rows, in file order."""
        return [value for value in self.text.get("id", []) if isinstance(value, str) and value]

    def texts(self, column: str) -> list[Text]:
        """Return a translated column with its siblings, one Text per row."""
        siblings = [name for name in self.text if (m := _SIBLING.fullmatch(name)) and m[1] == column]
        languages = [name.rpartition("_")[2] for name in siblings]
        rows = list(zip(self.values[column], *(self.values[name] for name in siblings), strict=True))
        texts: dict[tuple[str, ...], Text] = {}
        for row in set(rows):
            others = {k: v for k, v in zip(languages, row[1:], strict=True) if isinstance(v, str) and v}
            texts[row] = Text(row[0] or "", others)
        return list(map(texts.__getitem__, rows))


def read_table(file: str, text: str, contract: type[BaseModel], faults: Faults, limits: Limits) -> Table:
    """Read a CSV file against its contract and report every fault."""
    lines, rows = read_rows(file, text, faults)
    if not rows:
        faults.add(Fault(file, "is empty", "Write the column names in the first line"))
        table = Table(file, faults, [], {})
        check_columns(table, contract, limits)
        return table
    table = _build_table(file, faults, lines, rows)
    _check_header(table, contract, lines[0])
    _check_columns(table, contract, limits, _strip_cells(table))
    return table


def _build_table(file: str, faults: Faults, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Table:
    header, width = list(map(str.strip, rows[0])), len(rows[0])
    fit = [number for number in range(1, len(rows)) if len(rows[number]) == width]
    columns = list(zip(*(rows[number] for number in fit), strict=True)) or [()] * width
    text = {name: list(column) for name, column in zip(header, columns, strict=True)}
    table = Table(file, faults, [lines[number] for number in fit], text)
    if len(fit) < len(rows) - 1:
        table.stray_ids += note_ragged(file, faults, lines, rows)
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        faults.add(Fault(file, "appears twice in the header", "Keep one", line=lines[0], column=name))
    return table


def _strip_cells(table: Table) -> dict[str, list[str]]:
    """Remove the spaces around the cells of a CSV file; return each text of a column once."""
    distinct = {column: list(dict.fromkeys(cells)) for column, cells in table.text.items()}
    for column, texts in distinct.items():
        if texts != (bare := list(map(str.strip, texts))):
            table.text[column] = list(map(str.strip, table.text[column]))
            distinct[column] = list(dict.fromkeys(bare))
    return distinct


def _check_header(table: Table, contract: type[BaseModel], line: int) -> None:
    fields = fields_of(contract)
    missing = [name for name, info in fields.items() if info.is_required() and name not in table.text]
    unknown = [column for column in table.text if column not in fields and not is_sibling(column, contract)]
    if len(missing) >= _FOREIGN and unknown:
        others = ", ".join(f'"{shorten(column)}"' for column in unknown[:_FOREIGN])
        rule = f"has no columns {', '.join(missing)}, but others such as {others}"
        table.faults.add(
            Fault(table.file, rule, f"Rename its columns, or {import_file(table.file)}", line=line)
        )
        return
    for column in missing:
        table.faults.add(Fault(table.file, "is missing", "Add the column", line=line, column=column))
    for number, column in enumerate(unknown):
        near = suggest(column.lower(), fields) if number < MOST_SUGGESTIONS else ""
        cure = near or f"Use one of: {', '.join(fields)}"
        if not column:
            table.faults.add(Fault(table.file, "has a column without a name", "Name or delete it", line=line))
            continue
        table.faults.add(Fault(table.file, "is not a known column", cure, line=line, column=column))


@lru_cache
def fields_of(contract: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Return the fields of a contract by the name of their column."""
    return {info.alias or name: info for name, info in contract.model_fields.items()}


def is_sibling(column: str, contract: type[BaseModel]) -> bool:
    """Return whether a column, such as name_ar, translates a column that may have translations."""
    match = _SIBLING.fullmatch(column)
    info = fields_of(contract).get(match[1]) if match else None
    return info is not None and any(isinstance(mark, Translated) for mark in info.metadata)


def check_columns(table: Table, contract: type[BaseModel], limits: Limits) -> None:
    """Read every column by its field's kind into `values`; a missing column contains its default."""
    _check_columns(table, contract, limits, table.text)


def _check_columns(
    table: Table, contract: type[BaseModel], limits: Limits, distinct: Mapping[str, list[Any]]
) -> None:
    """Read every column; `distinct` contains its cells, each at least once and in their order."""
    for column, cells in distinct.items():
        # A character has at most 4 bytes, so only columns with long texts are measured exactly.
        if max((len(cell) for cell in cells if isinstance(cell, str)), default=0) * 4 > limits.string_bytes:
            _check_lengths(table, column, limits)
    for column, info in fields_of(contract).items():
        if column in table.text:
            table.values[column] = _check_column(table, column, info, distinct[column])
        else:
            default = None if info.is_required() else info.get_default()
            table.values[column] = [default] * len(table)
    for column, cells in distinct.items():
        if is_sibling(column, contract):
            table.values[column] = _check_column(table, column, fields_of(Translation)["text"], cells)


def _check_lengths(table: Table, column: str, limits: Limits) -> None:
    most = limits.string_bytes
    for row, cell in enumerate(table.text[column]):
        if isinstance(cell, str) and len(cell.encode(errors="replace")) > most:
            rule = f"is longer than {most:,} bytes, the limit for one text"
            table.add_fault(row, column, rule, "Shorten it")


def _check_column(table: Table, column: str, info: FieldInfo, distinct: list[Any]) -> list[Any]:
    cells = table.text[column]
    values, wrong = parse_cells(info, distinct)
    if len(distinct) < len(cells):
        values = list(map(dict(zip(distinct, values, strict=True)).__getitem__, cells))
        reasons = {distinct[at]: reason for at, reason in wrong.items()}
        wrong = {row: reasons[cell] for row, cell in enumerate(cells) if cell in reasons} if wrong else {}
    for row, (rule, cure) in wrong.items():
        table.add_fault(row, column, rule, cure)
    return values
