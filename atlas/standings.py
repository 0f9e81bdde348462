"""Standings: whether the sources of each record carry what it says of itself.

A source that was published before a record begins tells nothing of the hold, and does not confirm it.
"""

from atlas.dates import format_day
from atlas.evidence import find_contradicted, weigh_standing
from atlas.records import Testimony
from atlas.tables import Table
from atlas.vocabulary import Standing


def check_standings(table: Table, testimony: Testimony) -> None:
    """Note every record whose standing its sources don't carry."""
    names = table.written("id")
    links = {name: to or () for name, to in zip(names, table.values["contradicts"], strict=True)}
    contradicted = find_contradicted(links)
    for row, standing in enumerate(table.values["standing"]):
        sources = table.values["sources"][row]
        if standing in {None, Standing.REPORTED} or not sources:
            continue
        spoken = bool(table.values["by"][row]) or testimony.speaks(table.values["force"][row], sources)
        origins = testimony.count(sources) if standing == Standing.CONFIRMED else 0
        reason = weigh_standing(standing, origins, spoken, names[row] in contradicted, len(sources))
        if reason:
            table.add_fault(row, "standing", *reason)
        elif standing == Standing.CONFIRMED:
            _check_early(table, row, testimony)


def _check_early(table: Table, row: int, testimony: Testimony) -> None:
    """Note the sources older than a record that has no two others to confirm it."""
    start, sources = table.values["from"][row], table.values["sources"][row]
    if start is None:
        return
    days = {source: day for source in sources if (day := testimony.published.get(source)) is not None}
    early = {source: day for source, day in days.items() if day < start.earliest}
    # Where all of them are older, the fault is told at the start of the record.
    if (
        len(early) == len(days)
        or testimony.count(tuple(source for source in sources if source not in early)) >= 2
    ):
        return
    begun = f'before from "{table.written("from")[row]}"'
    for source, day in early.items():
        rule = f"was published on {format_day(day)}, {begun}, and can’t confirm what came after"
        table.add_fault(row, "sources", rule, "Cite a later source, or write reported in standing", source)
