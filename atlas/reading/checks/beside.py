"""Files beside those of an atlas: data that would be ignored, because of its form or name."""

import os
from contextlib import suppress
from pathlib import PurePath

from atlas.model.faults import Fault, Severity, import_file, suggest
from atlas.reading.folder import FILES, Folder

OF_OTHERS = frozenset(
    (
        *(".xlsx", ".xls", ".ods", ".tsv", ".kml", ".kmz", ".gpkg", ".shp", ".gml", ".gpx"),
        *(".fgb", ".parquet", ".geoparquet", ".topojson", ".zip"),
    )
)
"""The suffixes of forms of data that `import` reads, or says that it does not."""
_OWN = frozenset({".csv", ".geojson", ".json"})
_REPORTS = frozenset({"rejected.csv", "doubtful.csv", "import.json"})
"""What `import` writes beside an atlas about how it was made."""
_MOST = 1_000
"""So many files of a folder are looked at."""


def check_beside(folder: Folder) -> None:
    """Warn of data in a folder that is not read, and say how it can be."""
    names: list[str] = []
    with suppress(OSError), os.scandir(folder.path) as entries:
        names = [entry.name for entry, _ in zip(entries, range(_MOST), strict=False)]
    for name in sorted(set(names) - {*FILES, *_REPORTS}):
        suffix = PurePath(name).suffix.lower()
        if suffix in OF_OTHERS or suffix in _OWN:
            near = suggest(name.lower(), FILES, 0.8) if suffix in _OWN else ""
            cure = f"{near} Or {import_file(name)}".strip() if near else f"To use it, {import_file(name)}"
            rule = "is not read: it is not one of the files of an atlas"
            folder.faults.add(Fault(name, rule, cure, severity=Severity.WARNING))
