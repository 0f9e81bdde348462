"""The sources, forces and families that records and events name; an atlas shows no others.

A source is named by a record, an event, or a source that relays it. A force is also named by its units, by
those it sponsors, by sources that lean to it, and by whoever speaks.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from atlas.evidence.leanings import family_words, leaning_words, mentions, plain_word, resolve_leaning
from atlas.evidence.origins import follow_links
from atlas.reading.tables.csv_tables import Table
from atlas.reading.tables.leanings import list_leanings

_ROWS = ("records", "events")


_FORCES = ("force", "from_force", "to_force", "by", "by_side")


def keep_named(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return sources, forces and families without those that nothing names."""
    sources = _keep(tables["sources"], set(_cells(tables, ("sources",))), ("origin",))
    resolve = partial(resolve_leaning, listed=list_leanings(tables.get("leanings")))
    leanings = leaning_words(map(resolve, set(sources.values["leaning"])))
    forces = tables["forces"]
    named = set(_cells(tables, _FORCES)) | set(_spoken_of(forces, tables, leanings))
    forces = _keep(forces, named, ("parent", "sponsor"))
    families = tables["families"]
    blocs = {own for own in families.values["id"] if not leanings.isdisjoint(family_words(own))}
    return {
        "sources": sources,
        "forces": forces,
        "families": _keep(families, blocs | named | set(forces.values["family"]), ()),
    }


def _cells(tables: Mapping[str, Table], columns: Iterable[str]) -> Iterator[str]:
    """Yield the cells of some columns of records and events, and the items of lists."""
    columns_of_cells = (
        tables[name].values.get(column, ()) for name in _ROWS if name in tables for column in columns
    )
    for cells in columns_of_cells:
        for cell in set(cells):
            yield from cell if isinstance(cell, tuple) else (cell,)


def _spoken_of(forces: Table, tables: Mapping[str, Table], leanings: set[str]) -> Iterator[str]:
    """Yield the forces that a leaning or a speaker names in words."""
    speakers = "\n".join(sorted(set(_cells(tables, ("by",)))))
    rows = zip(forces.texts("name"), forces.texts("short"), forces.values["aliases"], strict=True)
    for own, (name, short, aliases) in zip(forces.values["id"], rows, strict=True):
        words = {word for word in (own, name.default, short.default, *aliases) if word}
        if not leanings.isdisjoint(map(plain_word, words)) or any(mentions(speakers, word) for word in words):
            yield own


def _keep(table: Table, named: set[str], links: Iterable[str]) -> Table:
    """Return the rows that are named, and those they link to, such as a source that is relayed."""
    ids = table.values["id"]
    chains = [dict(zip(ids, table.values[link], strict=True)) for link in links]
    stays = follow_links(named, chains)
    rows = [row for row, own in enumerate(ids) if own in stays]
    return table if len(rows) == len(table) else table.keep(rows)
