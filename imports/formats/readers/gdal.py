"""GeoPackage, Shapefile and FlatGeobuf, through the only three drivers that GDAL has in the child process."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from imports.formats.encodings import detect
from imports.formats.job import Job
from imports.formats.layer import Layer, Row, UnreadableError, format_cell, name_columns
from imports.formats.readers.vertices import clean_wkb

_DRIVERS = ("GPKG", "ESRI Shapefile", "FlatGeobuf")
_OPTIONS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "OGR_SQLITE_LIST_ALL_TABLES": "NO",
    "OGR_GPKG_INTEGRITY_CHECK": "YES",
    "SHAPE_RESTORE_SHX": "YES",
    "OGR_GEOMETRY_ACCEPT_UNCLOSED_RING": "YES",
}


def prepare() -> None:
    """Load GDAL without any driver but three; must run before anything else loads it."""
    others = [name for name in _list_drivers() if name not in _DRIVERS]
    os.environ |= _OPTIONS | {"GDAL_SKIP": ",".join(others)}
    import pyogrio.raw  # noqa: PLC0415 - see above

    if extra := sorted(set(pyogrio.list_drivers()) - set(_DRIVERS)):
        raise RuntimeError(f"GDAL registered other drivers: {', '.join(extra)}")


def _list_drivers() -> list[str]:
    """Return all drivers of this GDAL; it registers them once in a process, so another one is asked."""
    code = "import pyogrio; print(*pyogrio.list_drivers(), sep='\\n')"
    command = [sys.executable, "-I", "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this Python
    return answer.stdout.splitlines()


def read(job: Job) -> list[Layer]:
    """Return each layer of a file; attribute tables without geometry are layers, too."""
    import pyogrio  # noqa: PLC0415 - after prepare
    from pyogrio import raw  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError  # noqa: PLC0415

    if job.path.suffix == ".gpkg":
        _check_sqlite(job.path)
    try:
        names = [str(name) for name, _ in pyogrio.list_layers(job.path)]
        layers = [_read_layer(job, name, raw) for name in names]
    except (DataSourceError, DataLayerError, FeatureError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).replace(str(job.path), job.file).split())[:200]
        raise UnreadableError(f"cannot be read ({reason})", "Export it again") from None
    if len(layers) == 1:
        layers[0].name = ""
    return layers


def _read_layer(job: Job, name: str, raw: Any) -> Layer:  # noqa: ANN401 - a module
    encoding = job.encoding or (_find_dbf_encoding(job.path) if job.path.suffix == ".shp" else None)
    meta, _, geometry, fields = raw.read(
        job.path,
        layer=name,
        encoding=encoding or None,
        max_features=job.limits.rows + 1,
        datetime_as_string=True,
    )
    count = len(geometry) if geometry is not None else len(fields[0]) if fields else 0
    columns = [list(map(format_cell, values.tolist())) for values in fields]
    rows: list[Row] = list(zip(*columns, strict=True)) if columns else [()] * count
    faults: dict[int, str] = {}
    wkb: list[bytes | None] = []
    if geometry is not None:
        wkb, faults = clean_wkb(list(geometry), job.limits)
    names = name_columns([str(field) for field in meta["fields"]])
    return Layer(job.file, name, names, rows, wkb, [*range(1, count + 1)], meta["crs"] or "", faults=faults)


def _check_sqlite(path: Path) -> None:
    """Refuse a database with code in it, before GDAL opens it: views and virtual tables run when read."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            rows = database.execute("select type, name, sql from sqlite_master").fetchall()
    except sqlite3.Error as error:
        raise UnreadableError(f"is a broken database ({error})", "Export it again") from None
    names = {str(name) for _, name, _ in rows}
    if "gpkg_contents" not in names:
        raise UnreadableError("is an SQLite database, but not a GeoPackage", "Save it as GeoPackage")
    for kind, name, sql in rows:
        text = " ".join(str(sql or "").lower().split())
        if kind == "view":
            raise UnreadableError(f'contains the view "{str(name)[:60]}"', "Export its rows as a table")
        if text.startswith("create virtual table") and " using rtree" not in text:
            raise UnreadableError(f'contains the virtual table "{str(name)[:60]}"', "Export it without")


def _find_dbf_encoding(path: Path) -> str | None:
    """Return the encoding of the table of a Shapefile; None if the file names it, or is ASCII."""
    table = path.with_suffix(".dbf")
    if path.with_suffix(".cpg").exists() or not table.exists():
        return None
    data = table.read_bytes()
    if data[29:30] not in (b"\x00", b"\x57", b""):  # the mark of a language; 57 is whatever Windows has
        return None
    encoding = detect(data[int.from_bytes(data[8:10], "little") :])
    return None if encoding == "utf-8" and data.isascii() else encoding
