"""References between rows: duplicate ids, unknown ids, and chains that form a loop."""

from collections.abc import Collection, Iterable, Sequence

from atlas.evidence.origins import find_cycles
from atlas.model.faults import MOST_SUGGESTIONS, suggest
from atlas.reading.tables.csv_tables import Table

_NAMES = ("name", "short", "title", "publisher")
"""The columns of names, which are written where an id is meant."""


def check_doubles(tables: Sequence[Table], repeated: Collection[str] = ()) -> None:
    """Report ids that appear twice in tables that share their ids, naming both places.

    The `repeated` ids may appear several times, in one table: those of places with several shapes.
    """
    names = [name for table in tables for name in table.ids()]
    if len(set(names)) == len(names):
        return
    first: dict[str, tuple[Table, int]] = {}
    for table in tables:
        for row, name in enumerate(table.text.get("id", ())):
            if not isinstance(name, str) or not name:
                continue
            if name in first:
                if name in repeated and first[name][0] is table:
                    continue
                other = _format_place(*first[name], table)
                table.add_fault(row, "id", f"is also the id of {other}", "Give each its own id")
            else:
                first[name] = table, row


def _format_place(table: Table, row: int, seen_from: Table) -> str:
    where = [f"{kind} {number}" for kind, number in table.locate(row).items()]
    return ", ".join(where if table is seen_from else [table.file, *where])


def known_ids(*tables: Table | None) -> set[str] | None:
    """Return all ids of some tables; None if one is unreadable, because no id can then be called unknown."""
    known: set[str] = set()
    for table in tables:
        if table is None or "id" not in table.text:
            return None
        known.update(table.ids(), table.stray_ids)
    return known


def check_known(
    table: Table | None,
    column: str,
    known: Collection[str] | None,
    noun: str,
    named: Iterable[Table | None] = (),
) -> None:
    """Report unknown ids in a column, or in its lists; a name in one of the `named` tables gets its id."""
    if table is None or known is None:
        return
    cells = table.values[column]
    unknown = {name for cell in set(cells) for name in _names_in(cell) if name not in known}
    if not unknown:
        return
    cures = {name: suggest(name, known) for name in sorted(unknown)[:MOST_SUGGESTIONS] if len(name) < 80}
    ids = _list_names(named)
    for name in unknown:
        if own := ids.get(_plain(name)):
            cures[name] = f'Write its id: "{own}"'
    for row, cell in enumerate(cells):
        for name in _names_in(cell):
            if name in unknown:
                cure = cures.get(name) or f"Correct it, or add the {noun}"
                table.add_fault(row, column, f"is not the id of a {noun}", cure, name)


def _list_names(tables: Iterable[Table | None]) -> dict[str, str]:
    """Return the ids in tables by names, in every language, that only one of their things has."""
    ids: dict[str, set[str]] = {}
    for table in tables:
        if table is None:
            continue
        for column in (name for name in table.text if name.partition("_")[0] in _NAMES):
            for own, name in zip(table.written("id"), table.text[column], strict=True):
                if isinstance(name, str) and isinstance(own, str) and own:
                    ids.setdefault(_plain(name), set()).add(own)
    return {name: next(iter(owners)) for name, owners in ids.items() if name and len(owners) == 1}


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _names_in(cell: object) -> Iterable[str]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) and cell else ()


def check_rings(table: Table | None, column: str) -> None:
    """Report chains of a column's ids that return to their start."""
    if table is None or "id" not in table.text:
        return
    links = {name: to or "" for name, to in zip(table.text["id"], table.values[column], strict=True)}
    rows = {name: row for row, name in enumerate(table.text["id"])}
    for ring in find_cycles(links):
        chain = " -> ".join([*ring, ring[0]])
        table.add_fault(rows[ring[0]], column, f"is part of a loop: {chain}", "Remove one of the links")
