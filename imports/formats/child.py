"""The child process: reads each job in a fork of its own, within limits, and writes what it read as JSON.

Loads libraries before it forks, so that a fork starts at once.
"""

import json
import os
import signal
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import shapely

from imports.formats.job import Job
from imports.formats.layer import Layer, UnreadableError, drop_empty
from imports.formats.limits import ImportLimits
from imports.formats.readers.archives import find_kind, unpack
from imports.formats.sandbox import enter_sandbox
from imports.formats.sniff import HEAD, Format, sniff

_READERS = {
    Format.GEOJSON: "geojson",
    Format.GEOPACKAGE: "gdal",
    Format.SHAPEFILE: "gdal",
    Format.FLATGEOBUF: "gdal",
    Format.PARQUET: "parquet",
    Format.KML: "kml",
    Format.DELIMITED: "delimited",
    Format.LUA: "lua",
    "xlsx": "spreadsheet",
    "ods": "spreadsheet",
}
_GDAL_NAMES = (b".shp", b".gpkg", b".fgb")
_MEMORY = "needs more memory than the limit of {:,} bytes"
_TIME = "takes longer than the limit of {} seconds"


def main() -> None:
    """Read the order from standard input, and write one file of results for each job."""
    order = json.load(sys.stdin)
    limits = ImportLimits(**order["limits"])
    jobs = [Job(**(job | {"path": Path(job["path"]), "limits": limits})) for job in order["jobs"]]
    _load_libraries(jobs)
    for number, job in enumerate(jobs):
        target = Path(order["folder"]) / f"result-{number}.json"
        ending = _run_in_fork(job, target) if hasattr(os, "fork") else _run(job, target)
        if ending:
            target.write_text(
                json.dumps({"rule": ending, "cure": "Split it, or simplify it"}), encoding="utf-8"
            )


def _load_libraries(jobs: list[Job]) -> None:
    modules = {_READERS[job.format] for job in jobs if job.format in _READERS}
    packed = [job.path.read_bytes() for job in jobs if job.format == Format.ZIP]
    if any(name in data.lower() for data in packed for name in _GDAL_NAMES):
        modules.add("gdal")
    for module in sorted(modules):
        reader = import_module(f"imports.formats.readers.{module}")
        if module == "gdal":
            reader.prepare()
    if modules - {"delimited", "spreadsheet", "lua"} or packed:
        import_module("imports.shapes.clean")


def _run_in_fork(job: Job, target: Path) -> str:
    """Read a job in a fork; return which limit ended it, or nothing."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            enter_sandbox(job.limits)
            code = 3 if _run(job, target) else 0
        finally:
            os._exit(code)
    deadline = time.monotonic() + job.limits.wall_seconds
    while (ended := os.waitpid(pid, os.WNOHANG))[0] == 0:
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return _TIME.format(job.limits.wall_seconds)
        time.sleep(0.003)
    code = os.waitstatus_to_exitcode(ended[1])
    if code == 0:
        return ""
    if code == -signal.SIGXCPU or (code == -signal.SIGKILL and job.limits.cpu_seconds):
        return _TIME.format(job.limits.cpu_seconds)
    return _MEMORY.format(job.limits.memory_bytes)


def _run(job: Job, target: Path) -> str:
    """Write the layers of a job, or the reason why there are none; return which limit was exceeded."""
    try:
        layers = [_pack(layer) for layer in read_job(job)]
        result: dict[str, Any] = {"layers": layers}
    except UnreadableError as error:
        result = {"rule": error.rule, "cure": error.cure}
    except (MemoryError, RecursionError):
        return _MEMORY.format(job.limits.memory_bytes)
    except Exception as error:
        result = {
            "rule": f"cannot be read ({type(error).__name__}: {str(error)[:160]})",
            "cure": "Export it again",
        }
    target.write_text(json.dumps(result), encoding="utf-8")
    return ""


def read_job(job: Job) -> list[Layer]:
    """Return the layers of a file, and those of the files in an archive."""
    kind = find_kind(job.path, job) if job.format == Format.ZIP else job.format
    if kind != job.format:  # spreadsheets are known by their suffix
        job = replace(job, path=job.path.rename(job.path.with_suffix(f".{kind}")))
    if kind != "zip":
        layers = [drop_empty(layer) for layer in _reader_of(kind)(job)]
        return [_finish(layer, job) for layer in layers if layer.rows]
    layers = []
    files = unpack(job.path, job)
    for path in files:
        with path.open("rb") as file:
            format_ = sniff(file.read(HEAD), path.suffix)
        if format_ == Format.ZIP:
            raise UnreadableError("contains an archive inside an archive", "Unpack it first")
        inner = Job(path, job.file, format_, job.encoding, job.crs, job.limits)
        for layer in read_job(inner):
            if len(files) > 1:
                layer.name = " ".join(filter(None, (path.name, layer.name)))
            layers.append(layer)
    return layers


def _reader_of(kind: str) -> Callable[[Job], list[Layer]]:
    reader: Callable[[Job], list[Layer]] = import_module(f"imports.formats.readers.{_READERS[kind]}").read
    return reader


def _finish(layer: Layer, job: Job) -> Layer:
    """Return a layer within the limits, its shapes valid and in EPSG:4326."""
    _check_size(layer, job.limits)
    if not layer.geometries:
        return layer
    if not (layer.crs or job.crs):
        raise UnreadableError("does not say which coordinates it has (CRS)", "Give --crs, such as EPSG:4326")
    clean = import_module("imports.shapes.clean")
    try:
        cleaned = clean.clean_shapes(shapely.from_wkb(layer.geometries), layer.crs or job.crs)
    except clean.UnknownCRSError as error:
        raise UnreadableError(str(error), "Give --crs, or reproject it first") from None
    layer.geometries = list(shapely.to_wkb(cleaned.shapes))
    layer.faults = cleaned.faults | layer.faults
    layer.notes += cleaned.notes
    return layer


def _check_size(layer: Layer, limits: ImportLimits) -> None:
    if len(layer.rows) > limits.rows:
        raise UnreadableError(f"has more than {limits.rows:,} rows", "Split it")
    if len(layer.columns) > limits.columns:
        raise UnreadableError(f"has {len(layer.columns):,} columns; the limit is {limits.columns}")


def _pack(layer: Layer) -> dict[str, Any]:
    geometries = [None if wkb is None else b64encode(wkb).decode() for wkb in layer.geometries]
    return asdict(layer) | {"geometries": geometries, "faults": list(layer.faults.items())}
