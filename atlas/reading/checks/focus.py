"""Focus: the lands that an atlas is about, as ids of the basemap."""

from atlas.model.faults import suggest
from atlas.reading.shapes.geojson import Features
from atlas.reading.tables.csv_tables import Table


def check_focus(settings: Table, land: Features | None) -> None:
    """Report ids in `focus` that are no land of the basemap."""
    known = set() if land is None else {own for own in land.values["id"] if own}
    for own in settings.values["focus"][0] or ():
        if own not in known:
            cure = suggest(own, known) or "Use an id of basemap/land.geojson"
            settings.add_fault(0, "focus", "is not the id of a land of the basemap", cure, own)
