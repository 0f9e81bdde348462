"""Where a row is: the line of a thing in a file of an atlas folder, found by its id, for late faults."""

from pathlib import Path

from atlas.model.faults import Faults
from atlas.model.limits import Limits
from atlas.reading.folder import Folder
from atlas.reading.shapes.geojson import read_features
from atlas.reading.tables.atlas_toml import read_settings
from atlas.reading.tables.csv_tables import Location, Table, read_table
from atlas.reading.tables.row_schemas import CONTRACTS


def locate_row(folder: Path, file: str, own: str) -> Location:
    """Return the place of the thing with an id in a file, in atlas.toml of a view; empty if there is none."""
    table = _read(Folder(folder, Limits(), Faults()), file)
    ids = [str(cell) for cell in table.written("id")] if table else []
    return table.locate(ids.index(own)) if table and own in ids else {}


def _read(folder: Folder, file: str) -> Table | None:
    name, _, suffix = file.rpartition(".")
    if suffix == "geojson":
        return read_features(folder, name)
    text = folder.read_text(file)
    if text is None:
        return None
    if suffix == "csv":
        return read_table(file, text, CONTRACTS[name], folder.faults, folder.limits)
    toml = read_settings(text, folder.faults, folder.limits)
    return toml.views if toml else None
