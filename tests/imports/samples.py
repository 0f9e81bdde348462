"""Small foreign files in every format, with the same two zones or towns in each."""

import csv
import zipfile
from pathlib import Path

import geopandas
import shapely
import xlsxwriter

COLUMNS = ("name", "actor", "from")
ROWS = (("Hills", "Northern Council", "2020-01-01"), ("Гора", "Southern League", "2020-02-01"))
TOWNS = (
    ("Town", "Controlled by", "Since", "Lat", "Lon", "Source", "URL"),
    ("Harbour", "Northern Council", "2020-01-01", "0,5", "1,25", "Sea Wire", "https://example.org/1"),
    ("=1+1", "Southern League", "2020-02-01", "0,25", "0,75", "Gazette", "https://example.org/2"),
)
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>{folder}</name>
<Placemark><name>Hills</name><TimeSpan><begin>2020-01-01</begin></TimeSpan>
<ExtendedData><Data name="actor"><value>Northern Council</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0,5 1,0,5 1,1,5 0,1,5 0,0,5</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>
"""
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Sheet1">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>
"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
LUA = """return { containerArgs = { }, marks = {
 { lat = 35.1, long = "36.7", mark = "Location dot red.svg", label = "[[Hama|Hama city]]" }, -- a remark
 { lat = "36.2", long = "37.1", mark = "80x80-red-lime-anim.gif", label = 'Aleppo', link = "Aleppo" },
} }
"""


def make_zones() -> geopandas.GeoDataFrame:
    shapes = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    columns = {name: [row[at] for row in ROWS] for at, name in enumerate(COLUMNS)}
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs=4326)


def write_samples(folder: Path) -> dict[str, Path]:
    """Write a file in each format and return their paths by suffix."""
    zones = make_zones()
    paths = {suffix: folder / f"sample.{suffix}" for suffix in ("geojson", "gpkg", "fgb", "shp", "parquet")}
    for suffix in ("geojson", "gpkg", "fgb"):
        zones.to_file(paths[suffix])
    zones.to_crs(3857).to_file(paths["shp"], encoding="utf-8")
    zones.to_parquet(paths["parquet"])
    paths |= {"zip": pack_shapefile(paths["shp"], folder / "packed.zip")}
    paths |= _write_tables(folder) | _write_texts(folder)
    return paths


def pack_shapefile(shp: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            archive.write(shp.with_suffix(suffix), f"folder/{shp.stem}{suffix}")
    return target


def _write_tables(folder: Path) -> dict[str, Path]:
    paths = {suffix: folder / f"towns.{suffix}" for suffix in ("csv", "tsv", "xlsx", "ods")}
    for suffix, delimiter in (("csv", ";"), ("tsv", "\t")):
        with paths[suffix].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(TOWNS)
    write_xlsx(paths["xlsx"], (("Control of towns",), (), *TOWNS))
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in TOWNS
    )
    with zipfile.ZipFile(paths["ods"], "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return paths


def write_xlsx(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def _write_texts(folder: Path) -> dict[str, Path]:
    paths = {"kml": folder / "zones.kml", "kmz": folder / "zones.kmz", "lua": folder / "module.lua"}
    paths["kml"].write_text(KML.format(folder="North"), encoding="utf-8")
    with zipfile.ZipFile(paths["kmz"], "w") as archive:
        archive.write(paths["kml"], "doc.kml")
    paths["lua"].write_text(LUA, encoding="utf-8")
    return paths
