"""Places with several shapes: features of one file that share an id, each with the days of its shape."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from atlas.model.dated_shape import DatedShape
from atlas.model.edtf_dates import NEVER, Window, format_day
from atlas.model.vocabulary import ARROW
from atlas.reading.folder import PLACES
from atlas.reading.shapes.geojson import Features

_SAME = ("name", "in_text", "kind", "covered", "rank", "force")
"""The properties of a place, which all of its shapes repeat."""


def group_shapes(table: Features) -> dict[str, list[int]]:
    """Return the rows of each id that several features have, in the order of time."""
    rows_by_id: dict[str, list[int]] = {}
    for row, own in enumerate(table.values["id"]):
        if isinstance(own, str) and own:
            rows_by_id.setdefault(own, []).append(row)
    starts = table.values["from"]
    return {
        own: sorted(rows, key=lambda row: _begun(starts[row]))
        for own, rows in rows_by_id.items()
        if len(rows) > 1
    }


def _begun(start: Window | None) -> int:
    return NEVER if start is None else start.earliest


def list_dated(table: Features) -> dict[str, list[int]]:
    """Return the rows of each place with several shapes; other repeated ids are mistakes."""
    return {own: rows for own, rows in group_shapes(table).items() if _is_dated(table, rows)}


def _is_dated(table: Features, rows: Sequence[int]) -> bool:
    return any(table.values[column][row] is not None for row in rows for column in ("from", "to"))


def check_shapes(tables: Mapping[str, Features]) -> None:
    """Report shapes of one place that overlap in time, lack their days, or differ in what is the place's."""
    for name in PLACES:
        if name in tables:
            for own, rows in list_dated(tables[name]).items():
                _check_place(tables[name], own, rows)


def _check_place(table: Features, own: str, rows: Sequence[int]) -> None:
    first = rows[0]
    for row in rows[1:]:
        if table.values["from"][row] is None and not table.is_malformed(row, "from"):
            rule = f"is empty, but feature {first + 1} has the same id"
            table.add_fault(row, "from", rule, f"Say from when {own} has this shape")
        elif table.values["kind"][row] == ARROW:
            rule = f"is also the id of feature {first + 1}; an arrow has one shape"
            table.add_fault(row, "id", rule, "Give each arrow its own id")
        _check_same(table, row, first)
    for row, after in pairwise(rows):
        _check_times(table, own, row, after)


def _check_same(table: Features, row: int, first: int) -> None:
    for column in _SAME:
        if table.values[column][row] != table.values[column][first]:
            rule = f"differs from that of feature {first + 1}, which has the same id"
            table.add_fault(row, column, rule, "Write it the same for all shapes of the place")
    if (table.values["derive"][row] is None) != (table.values["derive"][first] is None):
        rule = f"is set only in one of the features {first + 1} and {row + 1}, which have the same id"
        table.add_fault(row, "derive", rule, "Derive all shapes of the place, or none")


def _check_times(table: Features, own: str, row: int, after: int) -> None:
    """Report two shapes that follow each other if both certainly apply on some day."""
    start, next_start, end = (
        table.values[column][at] for column, at in (("from", row), ("from", after), ("to", row))
    )
    if next_start is None:
        return
    begun = start is not None and start.earliest == next_start.earliest
    if begun or (end is not None and end.earliest > next_start.latest):
        last = "" if begun else f", which ends on {format_day(end.earliest)}"
        rule = f"overlaps in time with feature {row + 1}{last}: {own} would have two shapes"
        table.add_fault(after, "from", rule, "End each shape where the next one begins")


def build_shapes(table: Features, published: Mapping[str, int | None]) -> dict[str, tuple[DatedShape, ...]]:
    """Return the shapes of each place that has several, in the order of time.

    `published` are the days of the sources by id: a shape that names some became public with the earliest.
    """
    return {own: tuple(_build_shapes(table, rows, published)) for own, rows in list_dated(table).items()}


def _build_shapes(
    table: Features, rows: Sequence[int], published: Mapping[str, int | None]
) -> Iterator[DatedShape]:
    for number, row in enumerate(rows, 1):
        start, end, reported, accuracy, source = (
            table.values[column][row] for column in ("from", "to", "reported", "accuracy_km", "source")
        )
        geometry = table.geometries[row]
        if geometry is None:
            raise ValueError("A shape with faults cannot be built.")
        days = [day for name in source.split(";") if (day := published.get(name.strip())) is not None]
        known = reported if reported is not None else min(days, default=_begun(start))
        yield DatedShape(number, geometry, start, end, known if number > 1 else NEVER, accuracy, source)
