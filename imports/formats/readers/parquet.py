"""GeoParquet, by pyarrow; a Parquet file without geometry is a table."""

import json
from typing import Any

from imports.formats.job import Job
from imports.formats.layer import Layer, Row, UnreadableError, format_cell, name_columns
from imports.formats.readers.vertices import clean_wkb


def read(job: Job) -> list[Layer]:
    """Return the rows of a file as one layer."""
    import pyarrow as pa  # noqa: PLC0415 - only a fork that needs it loads it
    from pyarrow import parquet  # noqa: PLC0415

    try:
        file = parquet.ParquetFile(job.path)
        _check_size(file, job)
        table = file.read(use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"cannot be read ({str(error)[:200]})", "Export it again") from None
    geo = _find_geo(file.schema_arrow.metadata or {})
    column = geo.get("primary_column")
    plain = [
        name for name in table.column_names if name != column and not _is_nested(table.schema.field(name), pa)
    ]
    cells = [list(map(format_cell, table.column(name).to_pylist())) for name in plain]
    rows: list[Row] = list(zip(*cells, strict=True)) if cells else [()] * table.num_rows
    layer = Layer(job.file, "", name_columns(plain), rows, numbers=[*range(1, table.num_rows + 1)])
    if isinstance(column, str) and column in table.column_names:
        _add_geometry(layer, table.column(column).to_pylist(), geo["columns"].get(column, {}), job)
    return [layer]


def _check_size(file: Any, job: Job) -> None:  # noqa: ANN401 - a ParquetFile
    meta = file.metadata
    size = sum(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups))
    if size > job.limits.unpacked_bytes:
        raise UnreadableError(f"unpacks to {size:,} bytes; the limit is {job.limits.unpacked_bytes:,}")
    if meta.num_rows > job.limits.rows:
        raise UnreadableError(f"has {meta.num_rows:,} rows; the limit is {job.limits.rows:,}")


def _find_geo(metadata: dict[bytes, bytes]) -> dict[str, Any]:
    try:
        geo = json.loads(metadata.get(b"geo", b"{}"))
    except ValueError:
        geo = {}
    valid = isinstance(geo, dict) and isinstance(geo.get("columns"), dict)
    return geo if valid else {}


def _is_nested(field: Any, pa: Any) -> bool:  # noqa: ANN401 - pyarrow has no types
    return bool(pa.types.is_nested(field.type) or pa.types.is_binary(field.type))


def _add_geometry(layer: Layer, values: list[Any], about: dict[str, Any], job: Job) -> None:
    if about.get("encoding", "WKB") != "WKB":
        rule = f"encodes geometry as {str(about['encoding'])[:40]}"
        raise UnreadableError(rule, "Write it with the encoding WKB")
    layer.geometries, layer.faults = clean_wkb(values, job.limits)
    crs = about.get("crs", "EPSG:4326")
    layer.crs = json.dumps(crs) if isinstance(crs, dict) else crs or ""
