"""GeoPackage and GeoParquet: the holdings of a request with geometry and km², for GIS programs and notebooks.

The same request always gives the same bytes.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from outputs.data.request_frame import COLUMNS, pick_held

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

FILE_COLUMNS = (*COLUMNS, "km2", "geometry")
LAYER = "holdings"
"""The only layer of a GeoPackage."""
_CLOCK = Lock()


def write_geopackage(frame: "GeoDataFrame") -> bytes:
    """Return the holdings of a request's frame as a GeoPackage; its metadata are the frame's `attrs`."""
    import pyogrio  # noqa: PLC0415 - GDAL is slow to load, and drawing maps does not need it

    file, about = io.BytesIO(), dict(frame.attrs)
    description = f"{about['credit']} {about['licence']}"
    with _stop_clock(about["known"]):
        pyogrio.write_dataframe(
            pick_held(frame)[list(FILE_COLUMNS)],
            file,
            layer=LAYER,
            driver="GPKG",
            geometry_type="Unknown",
            promote_to_multi=False,
            layer_metadata=about,
            layer_options={"IDENTIFIER": about["title"], "DESCRIPTION": description},
        )
    return file.getvalue()


def write_geoparquet(frame: "GeoDataFrame") -> bytes:
    """Return the holdings of a request's frame as GeoParquet; its metadata are the `attrs` of the frame."""
    file = io.BytesIO()
    pick_held(frame)[list(FILE_COLUMNS)].to_parquet(file, index=False)
    return file.getvalue()


@contextmanager
def _stop_clock(day: str) -> Iterator[None]:
    """Make GDAL write a fixed day in place of the present time. The setting is one for the process."""
    import pyogrio  # noqa: PLC0415 - see above

    with _CLOCK:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
