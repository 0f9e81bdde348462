"""Assembling: the claims of all layers as the content of an atlas. Every row is in it, or rejected."""

from collections.abc import Mapping as Table
from collections.abc import Sequence

from atlas.model.vocabulary import ARROW
from imports.columns.mapping import Mapping, TableMapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.records.claims import Claim, Defaults, RowRef, next_day, read_claims
from imports.records.content import Cells, Content, Feature, Result
from imports.records.dated_shapes import join_dated_shapes
from imports.records.ends import end_at_next
from imports.records.events import build_event
from imports.records.places import Places
from imports.records.tables import Forces, Sources
from imports.values.ids import Ids

Located = tuple[Claim, Feature]


def assemble(
    layers: Sequence[Layer],
    mapping: Mapping,
    defaults: Sequence[Defaults],
    refused: Table[RowRef, str],
    countries: Sequence[str] = (),
) -> Result:
    """Return the content that the rows make, without those refused before, each with its reason."""
    rejected = dict(refused)
    tables = [mapping.find(layer) for layer in layers]
    claims: list[Claim] = []
    for at, (layer, table) in enumerate(zip(layers, tables, strict=True)):
        if table.use == "skip":
            rejected |= {
                RowRef(at, number): "is in a table that the mapping skips" for number in layer.numbers
            }
            continue
        read = read_claims(at, layer, table, mapping, defaults[at])
        rejected |= {ref: reason for ref, reason in read.rejected.items() if ref not in rejected}
        claims += [claim for claim in read.claims if claim.ref not in rejected]
    return _build(claims, tables, rejected, countries)


def _build(
    claims: Sequence[Claim],
    tables: Sequence[TableMapping],
    rejected: dict[RowRef, str],
    countries: Sequence[str],
) -> Result:
    content = Content()
    events = [claim for claim in claims if tables[claim.ref.layer].use == "events"]
    others = [claim for claim in claims if tables[claim.ref.layer].use != "events"]
    places = Places(content, countries, rejected)
    where = places.add_located([*others, *events])
    where |= places.add_named([claim for claim in claims if claim not in where and claim.ref not in rejected])
    others = [claim for claim in others if claim.ref not in rejected]
    events = [claim for claim in events if claim.ref not in rejected]
    located = [
        (claim, where[claim]) for claim in others if claim.actor and tables[claim.ref.layer].use == "records"
    ]
    arrows = [pair for pair in located if _is_arrow(pair[1])]
    located = [pair for pair in located if not _is_arrow(pair[1])]
    join_dated_shapes(content, where, [claim for claim, _ in located])
    located = _set_ends(located, tables, content)
    forces, sources = Forces([*(claim for claim, _ in (*located, *arrows)), *events]), Sources()
    for claim, feature in arrows:
        dates = {"from": claim.start.removeprefix("../"), "to": claim.end}
        feature.properties |= {"force": forces.find(claim.actor)} | {
            k: date for k, date in dates.items() if date
        }
    content.families, content.forces = forces.list_families(), forces.list_forces()
    _add_records(content, located, forces, sources)
    _add_events(content, events, where, forces, sources)
    content.sources = sources.list_sources()
    return Result(content, rejected)


def _is_arrow(feature: Feature) -> bool:
    """Return whether a place is the advance of a force, which holds no ground."""
    return feature.shape.geom_type == "LineString" and feature.properties.get("kind") == ARROW


def _set_ends(located: list[Located], tables: Sequence[TableMapping], content: Content) -> list[Located]:
    ended: list[Located] = []
    for at, table in enumerate(tables):
        own = [pair for pair in located if pair[0].ref.layer == at]
        if table.until == "next":
            after = end_at_next(own)
            count = sum(old[0].end != new[0].end for old, new in zip(own, after, strict=True))
            if count:
                content.notes.append(
                    f"{count:,} entries without an end now end where the next of their place begins"
                )
            own = after
        ended += own
    return ended


def _add_records(content: Content, located: Sequence[Located], forces: Forces, sources: Sources) -> None:
    """Add a record for each claim; equal claims of several rows are one record with all their sources."""
    ids = Ids("record")
    rows: dict[tuple[str, ...], tuple[Cells, list[RowRef], list[str]]] = {}
    for claim, feature in located:
        place, force = feature.properties["id"], forces.find(claim.actor)
        key = place, force, claim.status, claim.start, claim.end
        cited = sources.cite(claim.citations)
        if key not in rows:
            cells = dict(zip(("place", "force", "status", "from", "to"), key, strict=True))
            cells = (
                {"id": ids.make(place, force)}
                | cells
                | {"confirmed": _day(claim.confirmed), "note": claim.note}
            )
            cells["by"] = force if claim.claimed else ""
            rows[key] = cells, [], []
        cells, refs, citations = rows[key]
        refs.append(claim.ref)
        citations += [source for source in cited if source not in citations]
        cells["sources"] = ";".join(citations)
    content.records = [cells for cells, _, _ in rows.values()]
    content.refs["records"] = [refs for _, refs, _ in rows.values()]


def _add_events(
    content: Content, events: Sequence[Claim], where: Table[Claim, Feature], forces: Forces, sources: Sources
) -> None:
    ids = Ids("event")
    for claim in events:
        row = build_event(claim, where[claim])
        row["id"] = ids.make(claim.id or f"{claim.place or 'event'} {claim.start}")
        row["from_force"], row["to_force"] = forces.find(claim.actor), forces.find(claim.second_actor)
        row["sources"] = ";".join(sources.cite(claim.citations))
        content.events.append(row)
        content.refs["events"].append([claim.ref])


def _day(date: str) -> str:
    return date if len(date) == len("2020-01-01") else ""


def find_last_days(layers: Sequence[Layer], mapping: Mapping, defaults: Sequence[Defaults]) -> None:
    """Note which tables give in `to` the last day of an entry: the next of its place begins a day later."""
    for at, layer in enumerate(layers):
        table = mapping.find(layer)
        if table.use != "records" or Role.TO not in table.columns or table.last_day or table.form:
            continue
        claims = read_claims(at, layer, table, mapping, defaults[at]).claims
        starts = {(claim.place, claim.start) for claim in claims}
        ends = [(claim.place, claim.end) for claim in claims if claim.end]
        same = sum(end in starts for end in ends)
        later = sum((place, next_day(day)) in starts and next_day(day) != day for place, day in ends)
        table.last_day = later > same
