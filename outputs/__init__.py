"""How a map leaves: one format per file, a suffix names its writer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atlas.model import Atlas
from atlas.narrow import narrow
from atlas.options import RequestError
from atlas.request import Request
from outputs.data import write_csv, write_geojson
from outputs.pdf import write_pdf
from outputs.raster import write_png, write_webp
from outputs.svg import write_svg


@dataclass(frozen=True, slots=True)
class Output:
    """One way out: its media type, and what writes it."""

    media_type: str
    writer: Callable[[Atlas, Request], bytes]


OUTPUTS: Mapping[str, Output] = {
    "svg": Output("image/svg+xml", write_svg),
    "png": Output("image/png", write_png),
    "webp": Output("image/webp", write_webp),
    "pdf": Output("application/pdf", write_pdf),
    "csv": Output("text/csv; charset=utf-8; header=present", write_csv),
    "geojson": Output("application/geo+json", write_geojson),
}


def find_output(suffix: str) -> Output:
    """Return the output a suffix names; RequestError names those there are."""
    try:
        return OUTPUTS[suffix]
    except KeyError:
        raise RequestError("format", suffix, f"Use one of: {', '.join(OUTPUTS)}.") from None


def write(atlas: Atlas, request: Request, suffix: str) -> bytes:
    """Return the file that answers a request in the format a suffix names."""
    return find_output(suffix).writer(narrow(atlas, request), request)
