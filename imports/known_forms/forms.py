"""Known forms: exports that are recognised by their columns or names, each with its mapping."""

import re
from collections.abc import Callable

from imports.columns.guess import guess_columns
from imports.columns.mapping import TableMapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.values.normalise import normalise

_ACLED = {"event_id_cnty", "event_date", "event_type", "actor1"}
_UCDP = {"type_of_violence", "side_a", "side_b", "date_start"}
_ASSESSMENT = re.compile(
    r"\b(?i:(assessed|claimed|reported))\b.*?\b([A-Z][a-z]+(?:an|ian|ish|i|ese))\b.*?"
    r"\b(?i:(control|advance|territory|counteroffensive|infiltration|partisan))"
)
"""How the Institute for the Study of War names its layers."""
_TWO_NAMES = re.compile(r"\S\s*///\s*\S")
"""A name in two languages, as DeepState writes it."""
_VIOLENCE = {"1": "State-based violence", "2": "Non-state violence", "3": "One-sided violence"}


def recognise(layer: Layer) -> TableMapping | None:
    """Return the mapping of a layer in a known form; None if it is in none."""
    for test in (
        _find_own,
        _find_acled,
        _find_ucdp,
        _find_wikipedia,
        _find_assessment,
        _find_deepstate,
        _find_history,
    ):
        if mapping := test(layer):
            return mapping
    return None


def notice_snapshots(layers: tuple[Layer, ...]) -> list[str]:
    """Return advice for layers that are one day of a series each."""
    dated = {
        layer.file for layer in layers if re.search(r"(?<!\d)(19|20)\d\d[-_.]?\d\d[-_.]?\d\d", layer.file)
    }
    notes = []
    if len(dated) > 2:
        notes.append(
            f"{len(dated)} files have dates in their names. If each shows the situation on one day, "
            "use import --snapshots: it joins them into places with intervals."
        )
    elif any(_TWO_NAMES.search(name) for layer in layers for name in layer.cells("name")[:50]):
        notes.append(
            "These are features as DeepState publishes them, one file a day. For several days, "
            "use import --snapshots."
        )
    return notes


def _pick(layer: Layer, **columns: str) -> dict[Role, str]:
    return {Role(role): column for role, column in columns.items() if column in layer.columns}


def _has(layer: Layer, columns: set[str]) -> bool:
    return columns <= {column.lower() for column in layer.columns}


def _find_own(layer: Layer) -> TableMapping | None:
    """Recognise the data of an atlas: its columns have the names that this program writes."""
    if not _has(layer, {"place_name", "force_name", "family", "status", "from", "to", "records"}):
        return None
    columns = _pick(
        layer, place="place_name", actor="force_name", family="family", status="status",
        source="sources", confirmed="last_attested", **{"from": "from", "to": "to"},
    )  # fmt: skip
    return TableMapping(layer.file, layer.name, "records", "marchland", columns, until="open")


def _find_acled(layer: Layer) -> TableMapping | None:
    if not _has(layer, _ACLED):
        return None
    columns = _pick(
        layer, id="event_id_cnty", **{"from": "event_date"}, kind="sub_event_type", family="inter1",
        actor="actor1", second_actor="actor2", place="location", latitude="latitude", longitude="longitude",
        source="source", note="notes", fatalities="fatalities", country="country",
    )  # fmt: skip
    if Role.KIND not in columns:
        columns[Role.KIND] = "event_type"
    return TableMapping(layer.file, layer.name, "events", "acled", columns)


def _find_ucdp(layer: Layer) -> TableMapping | None:
    if not _has(layer, _UCDP):
        return None
    columns = _pick(
        layer, id="id", **{"from": "date_start"}, to="date_end", kind="type_of_violence", actor="side_a",
        second_actor="side_b", place="where_coordinates", latitude="latitude", longitude="longitude",
        source="source_office" if any(layer.cells("source_office")) else "source_article",
        note="source_headline", fatalities="best", country="country",
    )  # fmt: skip
    return TableMapping(
        layer.file, layer.name, "events", "ucdp", columns, last_day=True, words=dict(_VIOLENCE)
    )


def _find_wikipedia(layer: Layer) -> TableMapping | None:
    if layer.form != "wikipedia":
        return None
    columns = _pick(layer, place="label", actor="mark", latitude="lat", longitude="long", url="link")
    if Role.PLACE not in columns:
        columns |= _pick(layer, place="link")
    return TableMapping(layer.file, layer.name, "records", "wikipedia", columns)


def _find_assessment(layer: Layer) -> TableMapping | None:
    """Recognise a layer of the Institute for the Study of War by its name: it contains one actor."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|[-_.]+", " ", f"{layer.name} {layer.file}")
    match = _ASSESSMENT.search(name)
    if not match or not layer.geometries:
        return None
    basis, adjective, what = match[1].lower(), match[2], match[3].lower()
    columns = guess_columns(layer)
    columns.pop(Role.ACTOR, None)
    control = what.startswith(("control", "territory", "counter"))
    status = "control" if control else "presence"
    table = TableMapping(layer.file, layer.name, "records", "isw", columns, f"{adjective} forces", status)
    table.claimed = basis == "claimed"
    return table


def _find_deepstate(layer: Layer) -> TableMapping | None:
    """Recognise features of DeepState: a name in two languages says what each area is."""
    names = layer.cells("name")
    if not layer.geometries or sum(bool(_TWO_NAMES.search(name)) for name in names) * 2 < len(names):
        return None
    columns = {Role.ACTOR: "name"} | _pick(layer, note="description")
    return TableMapping(layer.file, layer.name, "records", "deepstate", columns)


def _find_history(layer: Layer) -> TableMapping | None:
    """Recognise features of OpenHistoricalMap: each has a name, and the dates between which it existed."""
    tags: Callable[[str], str] = lambda name: next((c for c in layer.columns if normalise(c) == name), "")  # noqa: E731
    start, end = (tags(f"{name} date edtf") or tags(f"{name} date") for name in ("start", "end"))
    if not (start and end and layer.geometries) or not any(
        map(tags, ("boundary", "admin level", "id", "osm id"))
    ):
        return None
    columns = _pick(
        layer, place="name:en" if any(layer.cells("name:en")) else "name", **{"from": start, "to": end}
    )
    columns |= _pick(layer, actor=columns.get(Role.PLACE, ""), url="source:url", source="source", note="note")
    return TableMapping(layer.file, layer.name, "records", "openhistoricalmap", columns, until="open")
