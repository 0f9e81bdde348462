"""boundaries.csv: how each policy draws a line, and from when to when. Contains no drawing."""

from collections.abc import Iterable, Mapping

from atlas.model.basemap import Boundary, Policy
from atlas.model.edtf_dates import FOREVER, NEVER, format_day
from atlas.model.translated_text import Text
from atlas.reading.checks.references import check_known, known_ids
from atlas.reading.shapes.geojson import Features
from atlas.reading.tables.atlas_toml import Keys
from atlas.reading.tables.csv_tables import Table


def check_boundaries(
    table: Table | None, policies: Iterable[str] | None, features: Mapping[str, Features]
) -> None:
    """Report boundaries with unknown lines or policies, with reversed days, or that appear twice."""
    if table is None:
        return
    borders = known_ids(features["basemap/borders"]) if "basemap/borders" in features else set()
    check_known(table, "line", borders, "border of the basemap")
    check_known(table, "policy", None if policies is None else set(policies), "policy of atlas.toml")
    spans = _spans(table)
    dated = [row for row in range(len(table)) if not table.is_malformed(row, "from", "to")]
    for row in dated:
        start, end = spans[row]
        if start >= end:
            rule = f"must be after from, {format_day(start)}"
            table.add_fault(row, "to", rule, "Swap the two, or leave one empty")
    _check_overlaps(table, {row: spans[row] for row in dated})


def _spans(table: Table) -> list[tuple[int, int]]:
    """Return (from, to) of every row; an open end lasts forever."""
    starts, ends = table.values["from"], table.values["to"]
    return [
        (NEVER if start is None else start, FOREVER if end is None else end)
        for start, end in zip(starts, ends, strict=True)
    ]


def _check_overlaps(table: Table, spans: Mapping[int, tuple[int, int]]) -> None:
    rows_by_line: dict[tuple[str, str], list[int]] = {}
    for row in spans:
        key = table.values["line"][row], table.values["policy"][row]
        for other in rows_by_line.get(key, ()):
            if max(spans[row][0], spans[other][0]) < min(spans[row][1], spans[other][1]):
                rule = f"overlaps in time with line {table.lines[other]}"
                table.add_fault(row, "line", rule, "Set from and to so that one ends when the next begins")
                break
        rows_by_line.setdefault(key, []).append(row)


def build_policies(keys: Keys, table: Table | None) -> dict[str, Policy]:
    """Return the policies of atlas.toml with their boundaries, in their order."""
    by_policy: dict[str, list[Boundary]] = {}
    if table is not None:
        columns = (table.values[column] for column in ("line", "policy", "style"))
        for line, policy, style, (start, end) in zip(*columns, _spans(table), strict=True):
            by_policy.setdefault(policy, []).append(Boundary(line, style, start, end))
    texts = (keys.texts(key) for key in ("name", "note", "short"))
    rows = zip(keys.values["policy"], *texts, strict=True)
    return {
        own: Policy(
            own,
            name if name.default else Text(own, {}),
            note,
            short if short.default else note,
            tuple(by_policy.get(own, ())),
        )
        for own, name, note, short in rows
    }
