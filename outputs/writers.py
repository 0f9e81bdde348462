"""The writers of all formats: one format per file; a suffix chooses its writer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow, select
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from outputs.data.csv_table import write_csv
from outputs.data.geo_files import write_geopackage, write_geoparquet
from outputs.data.geojson import write_geojson
from outputs.data.history import build_history_frame
from outputs.data.request_frame import build_request_frame
from outputs.embed.page import write_page
from outputs.films.film import Progress, write_gif, write_mp4, write_vtt
from outputs.metadata.atomic_files import replace_file
from outputs.stills.pdf import write_pdf
from outputs.stills.raster import write_avif, write_jpeg, write_png, write_webp
from outputs.stills.svg import write_svg

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, slots=True)
class Output:
    """One format: its media type, and its writer: a still or data at once, a film bit by bit."""

    media_type: str
    writer: Callable[[Atlas, Request], bytes] | None = None
    film: Callable[[Atlas, Request, Path, Progress], None] | None = None


def _write_frame(writer: "Callable[[GeoDataFrame], bytes]") -> Callable[[Atlas, Request], bytes]:
    """Return the writer of the frame of a request."""
    return lambda atlas, request: writer(build_request_frame(atlas, request))


OUTPUTS: Mapping[str, Output] = {
    "svg": Output("image/svg+xml", write_svg),
    "png": Output("image/png", write_png),
    "webp": Output("image/webp", write_webp),
    "jpg": Output("image/jpeg", write_jpeg),
    "avif": Output("image/avif", write_avif),
    "pdf": Output("application/pdf", write_pdf),
    "gif": Output("image/gif", film=write_gif),
    "mp4": Output("video/mp4", film=write_mp4),
    "vtt": Output("text/vtt; charset=utf-8", write_vtt),
    "html": Output("text/html; charset=utf-8", write_page),
    "csv": Output("text/csv; charset=utf-8; header=present", _write_frame(write_csv)),
    "geojson": Output("application/geo+json", _write_frame(write_geojson)),
    "gpkg": Output("application/geopackage+sqlite3", _write_frame(write_geopackage)),
    "parquet": Output("application/vnd.apache.parquet", _write_frame(write_geoparquet)),
}


_HISTORIES: Mapping[str, "Callable[[GeoDataFrame], bytes]"] = {
    "gpkg": write_geopackage,
    "parquet": write_geoparquet,
}
HISTORIES = tuple(_HISTORIES)
"""The formats that can contain all records between two days."""
ALIASES: Mapping[str, str] = {"jpeg": "jpg"}
"""Other suffixes of formats."""
FILMS = tuple(suffix for suffix, output in OUTPUTS.items() if output.film)
"""The formats that are drawn frame by frame."""
STILLS = ("svg", "png", "webp", "jpg", "avif", "pdf")
"""The formats that are one picture."""
DATA = ("csv", "geojson", "gpkg", "parquet")
"""The formats of data, with the coordinates of the files of the atlas."""
FILES = tuple(suffix for suffix in OUTPUTS if suffix not in FILMS)
"""The formats that are written at once."""


def find_output(suffix: str) -> Output:
    """Return the output for a suffix; RequestError lists the known ones."""
    try:
        return OUTPUTS[ALIASES.get(suffix, suffix)]
    except KeyError:
        raise RequestError("format", suffix, f"Use one of: {', '.join(OUTPUTS)}.") from None


def write(atlas: Atlas, request: Request, suffix: str) -> bytes:
    """Return the file for a request in the format of a suffix."""
    writer = find_output(suffix).writer
    if writer is None:
        raise RequestError("format", suffix, "A film is written into a file: use write_film.")
    return writer((select if suffix in DATA else narrow)(atlas, request), request)


def write_history(atlas: Atlas, request: Request, suffix: str) -> bytes:
    """Return a file with the records between two days of a request, instead of the holdings of one."""
    return _HISTORIES[suffix](build_history_frame(narrow(atlas, request), request))


def write_film(atlas: Atlas, request: Request, suffix: str, path: Path, progress: Progress) -> None:
    """Write a film to a path; the file appears once it is whole. An exception from `progress` stops it."""
    draw = find_output(suffix).film
    if draw is None:
        raise RequestError("format", suffix, f"Use one of: {', '.join(FILMS)}.")
    with replace_file(path) as part:
        draw(narrow(atlas, request), request, part, progress)
