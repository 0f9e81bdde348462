"""Arrows: the checks of lines that show the advance of a force.

An arrow is one line from where the force came to where it went, with its force and its first day.
"""

from collections.abc import Iterable, Iterator, Mapping

from atlas.model.vocabulary import ARROW
from atlas.reading.folder import PLACES
from atlas.reading.shapes.geojson import Features
from atlas.reading.tables.csv_tables import Table
from atlas.shapes.whole_line import join_line


def check_arrows(tables: Mapping[str, Features], rows: Iterable[Table | None]) -> None:
    """Report arrows without a force, a day or one line, forces of what is no arrow, and rows at arrows."""
    for name in PLACES:
        if name in tables:
            table = tables[name]
            for row, kind in enumerate(table.values["kind"]):
                if kind == ARROW and name == "lines":
                    _check_arrow(table, row)
                elif kind == ARROW:
                    rule, cure = "is a kind of line only", "Draw it in lines.geojson, or give it another kind"
                    table.add_fault(row, "kind", rule, cure)
                elif table.values["force"][row]:
                    rule = "is set, but only a line of the kind arrow has a force"
                    table.add_fault(row, "force", rule, 'Set kind to "arrow", or delete force')

    arrows = set(_list_arrows(tables["lines"])) if "lines" in tables else set()
    for at in filter(None, rows):
        for row, place in enumerate(at.values["place"]):
            if place in arrows:
                rule, cure = "is an arrow, which nobody holds", "Name the zone or the site at which it points"
                at.add_fault(row, "place", rule, cure)


def _list_arrows(lines: Features) -> Iterator[str]:
    yield from (
        own for own, kind in zip(lines.values["id"], lines.values["kind"], strict=True) if kind == ARROW
    )


def _check_arrow(table: Features, row: int) -> None:
    if not table.values["force"][row]:
        rule = "is empty; an arrow shows the advance of a force"
        table.add_fault(row, "force", rule, "Fill in the id of the force, or give the line another kind")
    if table.values["from"][row] is None and not table.is_malformed(row, "from"):
        rule = "is empty; an arrow shows an advance of some days"
        table.add_fault(row, "from", rule, "Fill in the first day of the advance, and its end in to")
    geometry = table.geometries[row]
    if geometry is not None and join_line(geometry).geom_type != "LineString":
        rule = f"is a {geometry.geom_type}, but an arrow has one line, along which it points"
        table.add_fault(row, "geometry", rule, "Draw a LineString, or an arrow for each part")
