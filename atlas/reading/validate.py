"""The checks of a whole atlas folder, in order: each file by itself, then references between files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas.evidence.evidence_base import EvidenceBase, build_evidence
from atlas.evidence.leanings import Side, resolve_leaning
from atlas.fonts.font_stack import FontStack
from atlas.model.dates.granularity import Granularity
from atlas.model.faults import Fault
from atlas.reading.boundaries import check_boundaries
from atlas.reading.checks.beside import check_beside
from atlas.reading.checks.duplicate_records import check_repeats
from atlas.reading.checks.empty_atlas import check_any_day, check_any_place
from atlas.reading.checks.focus import check_focus
from atlas.reading.checks.leanings import check_leanings
from atlas.reading.checks.letters import warn_of_letters
from atlas.reading.checks.references import check_doubles, check_known, check_rings, known_ids
from atlas.reading.checks.stated_standings import check_event_standings, check_standings
from atlas.reading.folder import PLACES, TABLES, Folder
from atlas.reading.shapes.arrows import check_arrows
from atlas.reading.shapes.dated_shapes import check_shapes, list_dated
from atlas.reading.shapes.geojson import Features
from atlas.reading.shapes.modelled_ground import check_modelled
from atlas.reading.shapes.places import check_places, check_times, read_places
from atlas.reading.tables.atlas_toml import Toml, read_settings
from atlas.reading.tables.csv_tables import Table, read_table
from atlas.reading.tables.house_names import KINDS, House, check_house, check_languages, read_house
from atlas.reading.tables.leanings import list_leanings
from atlas.reading.tables.record_days import Days, measure_days
from atlas.reading.tables.records import check_records
from atlas.reading.tables.rounding import round_dates
from atlas.reading.tables.row_schemas import CONTRACTS
from atlas.reading.world.ground import add_world
from atlas.shapes.bounds import LARGEST_LATITUDE, TURN


@dataclass
class Findings:
    """Everything that was read without fault: what an Atlas is built from."""

    toml: Toml
    tables: Mapping[str, Table]
    features: Mapping[str, Features]
    evidence: EvidenceBase
    days: Days
    house: House


def check_folder(folder: Folder) -> Findings | None:
    """Read and check all files and report every fault; None if a required file cannot be read."""
    if not folder.path.is_dir():
        folder.faults.add(
            Fault(folder.path.name, "is not a folder", "Give the folder that contains atlas.toml")
        )
        return None
    check_beside(folder)
    text = folder.read_text("atlas.toml")
    toml = None if text is None else read_settings(text, folder.faults, folder.limits)
    tables = _read_tables(folder)
    features = add_world(folder, toml, tables, read_places(folder))
    unit = toml.granularity if toml else Granularity.DAY
    round_dates((*tables.values(), *features.values()), unit)
    check_places(features, toml.extent if toml else None, folder.contains("basemap/land.geojson"))
    check_any_place(features, folder.faults)
    if toml:
        check_any_day(toml.settings, tables.get("records"), tables.get("events"))
    check_modelled(features, tables.get("records"))
    check_times(features, tables.get("records"))
    check_shapes(features)
    check_arrows(features, (tables.get("records"), tables.get("events")))
    _check_ids(toml, tables, features)
    _check_links(folder, tables, features)
    if toml:
        check_focus(toml.settings, features.get("basemap/land"))
    policies = toml.boundaries.values["policy"] if toml else None
    check_boundaries(tables.get("boundaries"), policies, features)
    house = read_house(folder)
    check_house(folder, house, _known_names(folder, toml, tables, features))
    if toml and (languages := toml.settings.values["languages"][0]):
        check_languages(folder, house, languages)
    evidence = gather_evidence(tables)
    _check_events(tables.get("events"), evidence)
    days = _check_records(folder, tables, evidence, features, unit)
    if toml is None or days is None:
        return None
    return Findings(toml, tables, features, evidence, days, house)


def check_letters(findings: Findings, fonts: FontStack) -> None:
    """Warn about texts with letters that no font of the atlas has."""
    toml = findings.toml
    tables = (
        *findings.tables.values(),
        *findings.features.values(),
        toml.settings,
        toml.views,
        toml.boundaries,
    )
    languages = toml.settings.values["languages"][0]
    warn_of_letters(tables, findings.house, languages, fonts)


def _read_tables(folder: Folder) -> dict[str, Table]:
    texts = {name: folder.read_text(f"{name}.csv") for name in TABLES}
    return {
        name: read_table(f"{name}.csv", text, CONTRACTS[name], folder.faults, folder.limits)
        for name, text in texts.items()
        if text is not None
    }


def _check_ids(toml: Toml | None, tables: Mapping[str, Table], features: Mapping[str, Features]) -> None:
    for table in tables.values():
        check_doubles([table])
    places = [features[name] for name in PLACES if name in features]
    check_doubles(places, {own for table in places for own in list_dated(table)})
    if "basemap/land" in features:
        check_doubles([features["basemap/land"]])
    if toml:
        check_doubles([toml.views])


def _check_links(folder: Folder, tables: Mapping[str, Table], features: Mapping[str, Features]) -> None:
    families, forces, sources = (known_ids(tables.get(name)) for name in ("families", "forces", "sources"))
    places = _known_places(folder, features)
    forces_table, records, events = (tables.get(name) for name in ("forces", "records", "events"))
    named: dict[str, list[Table | None]] = {
        "family": [tables.get("families")],
        "force": [forces_table],
        "source": [tables.get("sources")],
        "place": [*(features.get(name) for name in PLACES)],
    }
    links = [
        (forces_table, "family", families, "family"),
        (forces_table, "parent", forces, "force"),
        (forces_table, "sponsor", forces, "force"),
        (tables.get("sources"), "origin", sources, "source"),
        (tables.get("leanings"), "side", families, "family"),
        *((table, "place", places, "place") for table in (records, events)),
        *((table, "sources", sources, "source") for table in (records, events)),
        *((table, "by_side", families, "family") for table in (records, events)),
        *((table, "force", forces, "force") for table in (records, features.get("lines"))),
        (records, "contradicts", known_ids(records), "record"),
        (events, "from_force", forces, "force"),
        (events, "to_force", forces, "force"),
    ]
    for table, column, known, noun in links:
        check_known(table, column, known, noun, named.get(noun, ()))
    for table, column in (
        (forces_table, "parent"),
        (forces_table, "sponsor"),
        (tables.get("sources"), "origin"),
    ):
        check_rings(table, column)
    check_leanings(tables.get("sources"), tables.get("families"), forces_table, tables.get("leanings"))


def _known_places(folder: Folder, features: Mapping[str, Features]) -> set[str] | None:
    """Return the ids of all places, or None if one of their files exists but cannot be read."""
    for name in ("zones", "sites", "lines"):
        if name not in features and folder.contains(f"{name}.geojson"):
            return None
    place_tables = [features[name] for name in ("zones", "sites", "lines") if name in features]
    return known_ids(*place_tables) if place_tables else None


def _known_names(
    folder: Folder, toml: Toml | None, tables: Mapping[str, Table], features: Mapping[str, Features]
) -> dict[str, set[str] | None]:
    """Return the ids of what a house may rename, by kind; None if their file cannot be read."""
    known = {kind: known_ids(tables.get(kind)) for kind in ("families", "forces")}
    known |= {"places": _known_places(folder, features), "views": known_ids(toml.views) if toml else None}
    for kind, parts in KINDS.items():
        names = [
            name
            for name in (f"basemap/{part}" for part in parts)
            if name in features or folder.contains(f"{name}.geojson")
        ]
        if parts:
            known[kind] = known_ids(*(features.get(name) for name in names))
    return known


def gather_evidence(tables: Mapping[str, Table]) -> EvidenceBase:
    """Return the facts about sources and forces that are needed to weigh claims."""
    sources, forces = tables.get("sources"), tables.get("forces")
    ids = sources.written("id") if sources else []
    columns = [sources.values[column] if sources else [] for column in ("published", "origin", "leaning")]
    rows, listed = zip(ids, *columns, strict=True), list_leanings(tables.get("leanings"))
    resolved = {leaning: resolve_leaning(leaning or "", listed) for leaning in set(columns[-1])}
    return build_evidence(
        sources=[(own, day, origin or "", resolved[leaning]) for own, day, origin, leaning in rows],
        families=tables["families"].ids() if "families" in tables else [],
        forces=dict(_sides(forces)) if forces else {},
    )


def _sides(forces: Table) -> Iterator[tuple[str, Side]]:
    columns = [forces.values[column] for column in ("family", "parent", "sponsor", "aliases")]
    texts = (forces.texts("name"), forces.texts("short"))
    for own, family, parent, sponsor, aliases, name, short in zip(
        forces.written("id"), *columns, *texts, strict=True
    ):
        names = (name.default, short.default, *(aliases or ()))
        yield own, Side(family or "", parent or "", sponsor or "", names)


def _check_events(events: Table | None, evidence: EvidenceBase) -> None:
    if events is None:
        return
    for row in range(len(events)):
        place, lon, lat = (events.values[column][row] for column in ("place", "lon", "lat"))
        if events.is_malformed(row, "lon", "lat"):
            continue
        if not place and (lon is None or lat is None):
            rule, cure = "this event has no location", "Fill in place, or both lon and lat"
            events.faults.add(Fault(events.file, rule, cure, column="place", **events.locate(row)))
        elif (lon is None) != (lat is None):
            missing, given = ("lon", "lat") if lon is None else ("lat", "lon")
            events.add_fault(
                row, missing, f"is empty, but {given} is not", "Fill in both, or leave both empty"
            )
        if lon is not None and lat is not None and not (abs(lon) <= TURN and abs(lat) <= 90):
            cure = "lon is longitude, lat is latitude: check whether they are swapped"
            events.add_fault(row, "lon", "is outside the valid range", cure)
        elif lat is not None and abs(lat) > LARGEST_LATITUDE:
            rule = f"lies beyond {LARGEST_LATITUDE} degrees of latitude, where the map ends"
            events.add_fault(row, "lat", rule, "Delete it: maps in Web Mercator cannot show the poles")
    check_event_standings(events, evidence)


def _check_records(
    folder: Folder,
    tables: Mapping[str, Table],
    evidence: EvidenceBase,
    features: Mapping[str, Features],
    unit: Granularity,
) -> Days | None:
    records = tables.get("records")
    if records is None:
        return None
    drawn = {name for part in ("zones", "lines") if part in features for name in features[part].ids()}
    for row, (place, km) in enumerate(zip(records.values["place"], records.values["fuzz_km"], strict=True)):
        if km and place in drawn:
            rule = f'is set for "{place}", which is a zone or a line; only sites can be coarsened'
            records.add_fault(row, "fuzz_km", rule, "Make it a site, or draw the shape less precisely")
    if records.is_hopeless:
        return None
    days = measure_days(records, evidence, unit)
    check_records(records, days, evidence, folder.limits)
    check_standings(records, evidence)
    check_repeats(records)
    return days
