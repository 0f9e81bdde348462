"""Layer: a table as read from a foreign file, all its cells as text, with the geometry of each row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Row = tuple[str, ...]


class UnreadableError(Exception):
    """Raised when a file is not taken: the rule that it breaks, and the cure."""

    def __init__(self, rule: str, cure: str = "") -> None:
        super().__init__(f"{rule}. {cure}".removesuffix(" "))
        self.rule, self.cure = rule, cure


@dataclass
class Layer:
    """One layer, sheet or table."""

    file: str
    """The name of the source file, without its folder."""
    name: str = ""
    """The layer or sheet; empty if the file has only one."""
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    geometries: list[bytes | None] = field(default_factory=list)
    """WKB of each row; empty if the layer has no geometry."""
    numbers: list[int] = field(default_factory=list)
    """The line, sheet row or feature of each row, counted from 1."""
    crs: str = ""
    """The CRS as EPSG code or WKT; empty if the file does not say."""
    form: str = ""
    """A known form that the reader recognised, such as `wikipedia`."""
    faults: dict[int, str] = field(default_factory=dict)
    """Why a row, by its index, cannot be taken."""
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the file and, if it has several, the layer."""
        return f"{self.file}, {self.name}" if self.name else self.file

    def cells(self, column: str) -> list[str]:
        """Return the cells of a column from top to bottom; empty texts if there is no such column."""
        if column not in self.columns:
            return [""] * len(self.rows)
        at = self.columns.index(column)
        return [row[at] for row in self.rows]


def name_columns(headers: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each column: unique, on one line, and never empty."""
    names: list[str] = []
    for at, header in enumerate(headers):
        name = base = " ".join(header.split()) or f"column {at + 1}"
        number = 2
        while name in names:
            name, number = f"{base} {number}", number + 1
        names.append(name)
    return tuple(names)


def format_cell(value: object) -> str:
    """Return a value of any format as text: whole numbers without a decimal point, dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - NaN, which GIS programs write for an empty cell
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value).strip()


def fill_rows(records: Iterable[dict[str, str]]) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and rows of records that have different keys."""
    rows = list(records)
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    return columns, [tuple(row.get(column, "") for column in columns) for row in rows]


def drop_empty(layer: Layer) -> Layer:
    """Return a layer without the rows that have neither a cell nor a geometry, and without empty columns."""
    geometries = layer.geometries or [None] * len(layer.rows)
    rows = [
        at
        for at, row in enumerate(layer.rows)
        if any(row) or geometries[at] is not None or at in layer.faults
    ]
    columns = [
        at for at in range(len(layer.columns)) if any(layer.rows[row][at] for row in rows) or not layer.rows
    ]
    return Layer(
        layer.file,
        layer.name,
        tuple(layer.columns[at] for at in columns),
        [tuple(layer.rows[row][at] for at in columns) for row in rows],
        [layer.geometries[row] for row in rows] if layer.geometries else [],
        [layer.numbers[row] for row in rows],
        layer.crs,
        layer.form,
        {new: layer.faults[old] for new, old in enumerate(rows) if old in layer.faults},
        layer.notes,
    )


def iterate(layer: Layer) -> Iterator[tuple[int, dict[str, str], bytes | None]]:
    """Yield the number, cells and geometry of each row that the reader could read."""
    geometries = layer.geometries or [None] * len(layer.rows)
    for at, row in enumerate(layer.rows):
        if at not in layer.faults:
            yield layer.numbers[at], dict(zip(layer.columns, row, strict=True)), geometries[at]
