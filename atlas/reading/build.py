"""Building an Atlas from findings without faults: nothing is checked again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from atlas.evidence.evidence_base import EvidenceBase
from atlas.evidence.speakers import find_speaker, name_speakers
from atlas.evidence.standing_rule import stated_number
from atlas.evidence.standings import recompute_standings
from atlas.history.frame import build_frame as build_geo_frame
from atlas.model.atlas import Atlas, Event, Family, Force, Meta, Place, Source, View
from atlas.model.colours import ALL_MEET, SHADE_COLUMNS, ColourPlan, has_all_shades, plan_colours
from atlas.model.dated_shape import DatedShape
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER
from atlas.model.translated_text import Text
from atlas.model.vocabulary import Standing
from atlas.reading.boundaries import build_policies
from atlas.reading.meetings import find_meetings
from atlas.reading.shapes.geojson import Features
from atlas.reading.shapes.places import build_all_shapes, build_basemap, build_places
from atlas.reading.tables.atlas_toml import Keys
from atlas.reading.tables.csv_tables import Table
from atlas.reading.tables.house_names import dress
from atlas.reading.tables.leanings import Leanings
from atlas.reading.tables.record_days import Days
from atlas.reading.tables.records import build_frame, build_index
from atlas.reading.validate import Findings
from atlas.reading.whole_view import find_whole_view
from atlas.shapes.bounds import wrap_longitude
from atlas.shapes.spans import find_spans, pick_shape

Box = tuple[float, float, float, float]
_EVERYTHING = "all"
"""The id of the view used if atlas.toml has none."""


def build_atlas(findings: Findings) -> Atlas:
    """Return the atlas in a folder without faults, without a version."""
    tables = findings.tables
    places = build_places(findings.features)
    families = _build_families(tables["families"])
    forces = _build_forces(tables["forces"], families)
    sources = _build_sources(tables["sources"], findings.evidence, Leanings(tables))
    shapes = build_all_shapes(findings.features, {own: source.published for own, source in sources.items()})
    events = _build_events(tables.get("events"), places, shapes, findings.evidence)
    index, order = build_index(tables["records"], findings.days, list(places), list(forces))
    title = findings.toml.settings.texts("title")[0]
    views = _build_views(findings.toml.views, title) or _view_of_everything(findings.features, title)
    atlas = Atlas(
        version="",
        meta=_build_meta(findings, views, _covered_days(findings.days, events, shapes)),
        families=families,
        forces=forces,
        places=places,
        sources=sources,
        shapes=shapes,
        events=events,
        views=views,
        policies=build_policies(findings.toml.boundaries, tables.get("boundaries")),
        basemap=build_basemap(findings.features, findings.toml.settings.values["focus"][0]),
        records=build_frame(tables["records"], findings.days, order, findings.evidence.families),
        index=index,
        frame_builder=build_geo_frame,
    )
    atlas = replace(atlas, colours=_plan_colours(tables["families"], atlas))
    return name_speakers(dress(recompute_standings(atlas), findings.house))


def _build_families(table: Table) -> dict[str, Family]:
    columns = (table.values[column] for column in ("id", "code", "colour"))
    rows = zip(*columns, table.texts("name"), table.texts("side"), _list_shades(table), strict=True)
    return {
        own: Family(own, name, code or own[:3].upper(), colour, side if side.default else name, shades)
        for own, code, colour, name, side, shades in rows
    }


def _list_shades(table: Table) -> list[dict[str, str]]:
    """Return the shades that each family or force sets itself, by column."""
    rows = zip(*(table.values[column] for column in SHADE_COLUMNS), strict=True)
    return [{column: cell for column, cell in zip(SHADE_COLUMNS, row, strict=True) if cell} for row in rows]


def _plan_colours(table: Table, atlas: Atlas) -> ColourPlan:
    """Return the plan of the colours; parts of the atlas keep it, so that none of them changes a colour."""
    shades = _list_shades(table)
    families = zip(table.values["id"], table.values["colour"], shades, strict=True)
    derived = not all(map(has_all_shades, shades))
    meetings = find_meetings(atlas) if derived and len(table) > ALL_MEET else None
    return plan_colours(families, meetings, table.lines)


def _build_forces(table: Table, families: Mapping[str, Family]) -> dict[str, Force]:
    columns = ("id", "family", "parent", "sponsor", "colour", "kind", "aliases", "note")
    cells = zip(*(table.values[column] for column in columns), strict=True)
    texts = zip(
        table.texts("name"), table.texts("short"), table.texts("in_text"), _list_shades(table), strict=True
    )
    forces = [
        Force(
            id=own,
            name=name,
            short=short if short.default else name,
            in_text=in_text,
            family=family,
            parent=parent,
            sponsor=sponsor,
            colour=colour or families[family].colour,
            kind=kind,
            aliases=aliases,
            note=note,
            shades=shades,
        )
        for (own, family, parent, sponsor, colour, kind, aliases, note), (
            name,
            short,
            in_text,
            shades,
        ) in zip(cells, texts, strict=True)
    ]
    return {force.id: force for force in forces}


def _build_sources(table: Table, evidence: EvidenceBase, leanings: Leanings) -> dict[str, Source]:
    columns = ("id", "title", "url", "archive_url", "published", "language", "origin", "leaning")
    rows = zip(table.texts("publisher"), *(table.values[column] for column in columns), strict=True)
    sources = [
        Source(
            id=own,
            publisher=publisher,
            title=title,
            url=url,
            archive_url=archive_url,
            published=published,
            language=language,
            origin=evidence.origins[own],
            relays=relays,
            leaning=leaning,
            leans_to=leanings.resolve(leaning),
            leaning_name=leanings.name(leaning),
        )
        for publisher, own, title, url, archive_url, published, language, relays, leaning in rows
    ]
    return {source.id: source for source in sources}


Shapes = Mapping[str, tuple[DatedShape, ...]]


def _build_events(
    table: Table | None, places: Mapping[str, Place], shapes: Shapes, evidence: EvidenceBase
) -> tuple[Event, ...]:
    if table is None:
        return ()
    texts = {column: table.texts(column) for column in ("title", "text", "by", "standing_note")}
    return tuple(_build_event(table, row, texts, (places, shapes), evidence) for row in range(len(table)))


def _build_event(
    table: Table,
    row: int,
    texts: Mapping[str, list[Text]],
    ground: tuple[Mapping[str, Place], Shapes],
    evidence: EvidenceBase,
) -> Event:
    cell = {column: values[row] for column, values in table.values.items()}
    first, _ = evidence.span(cell["sources"])
    if cell["lon"] is None:
        # Unlike the centroid, this point is certainly on the place.
        places, shapes = ground
        dated = shapes.get(cell["place"])
        out = [shape for shape in dated or () if shape.number == 1 or shape.reported <= first]
        shape = pick_shape(out, cell["date"].latest) if out else places[cell["place"]]
        point = shape.geometry.representative_point()
        cell["lon"], cell["lat"] = point.x, point.y
    cell["lon"] = wrap_longitude(cell["lon"])
    copied = {name: cell[name] for name in ("id", "date", "place", "lon", "lat", "kind", "sources")}
    speaker = find_speaker(cell["by"], cell["by_side"], evidence.families)
    return Event(
        **copied,
        standing=cell["standing"] or Standing.REPORTED,
        stated=stated_number(cell["standing"]),
        standing_note=texts["standing_note"][row],
        speaker=speaker.id,
        by_side=speaker.side,
        title=texts["title"][row],
        text=texts["text"][row],
        by=texts["by"][row],
        from_force=cell["from_force"],
        to_force=cell["to_force"],
        reported=cell["date"].latest if first == FOREVER else first,
    )


def _build_views(views: Keys, title: Text) -> dict[str, View]:
    names, titles, areas = (views.texts(key) for key in ("name", "title", "area"))
    rows = zip(views.values["id"], names, titles, areas, views.values["bbox"], strict=True)
    return {
        own: View(
            own, name, own_title if own_title.default else title, cast(Box, tuple(map(float, box))), area
        )
        for own, name, own_title, area, box in rows
    }


def _view_of_everything(features: Mapping[str, Features], title: Text) -> dict[str, View]:
    tables = [features[name] for name in ("zones", "sites", "lines") if name in features]
    box = find_whole_view(shape for table in tables for shape in table.geometries if shape is not None)
    return {_EVERYTHING: View(_EVERYTHING, title, title, box)}


def _covered_days(days: Days, events: tuple[Event, ...], shapes: Shapes) -> tuple[int, int]:
    """Return the first and the last day in records, events and dated shapes."""
    ends = days.to_latest[days.to_latest != FOREVER]
    turns = [start for of_place in shapes.values() for start, _ in find_spans(of_place)[1:]]
    firsts = [*days.from_earliest.tolist(), *(event.date.earliest for event in events), *turns]
    lasts = [*days.from_latest.tolist(), *ends.tolist(), *(event.date.latest for event in events), *turns]
    return (min(firsts), max(lasts)) if firsts else (0, 0)


def _build_meta(findings: Findings, views: Mapping[str, View], covered: tuple[int, int]) -> Meta:
    settings = findings.toml.settings
    own = {name: values[0] for name, values in settings.values.items()}
    unit: Granularity = own["granularity"]
    first = unit.floor(covered[0]) if own["first"] is None else own["first"]
    last = unit.floor(covered[1]) if own["last"] is None else own["last"]
    return Meta(
        title=settings.texts("title")[0],
        description=settings.texts("description")[0],
        credit=settings.texts("credit")[0],
        licence=own["licence"],
        languages=own["languages"],
        first=first,
        last=last,
        default_date=last if own["default_date"] is None else own["default_date"],
        default_view=own["default_view"] or next(iter(views)),
        stale_after=tuple(own["stale_after"]),
        granularity=unit,
    )
