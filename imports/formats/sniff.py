"""Which format a file has, from its first bytes; its name only decides between kinds of plain text.

Opens nothing: an XML file named .geojson is XML.
"""

import codecs
import re
from enum import StrEnum

from imports.formats.layer import UnreadableError

HEAD = 65_536
"""So many bytes are looked at."""
_FORMATS = "GeoJSON, GeoPackage, Shapefile, KML, KMZ, FlatGeobuf, GeoParquet, CSV, TSV, XLSX or ODS"
_TABLES = (".csv", ".tsv", ".txt", ".tab")
_LUA = re.compile(r"\blat\s*=.{0,400}?\blong\s*=|\blong\s*=.{0,400}?\blat\s*=", re.DOTALL)
_ROOT = re.compile(r"<(?![?!])(?:\w+:)?(\w+)")
_CURE = f"Save it as {_FORMATS}"


class Format(StrEnum):
    """The formats that have a reader."""

    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    SHAPEFILE = "shp"
    FLATGEOBUF = "fgb"
    PARQUET = "parquet"
    KML = "kml"
    ZIP = "zip"
    DELIMITED = "csv"
    LUA = "lua"


_MAGIC = (
    (b"SQLite format 3\x00", Format.GEOPACKAGE),
    (b"PK\x03\x04", Format.ZIP),
    (b"PAR1", Format.PARQUET),
    (b"fgb\x03fgb", Format.FLATGEOBUF),
    (b"\x00\x00\x27\x0a", Format.SHAPEFILE),
)
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is an old Excel file (.xls)", "Save it as XLSX"),
    (b"%PDF", "is a PDF", "Import the data that it was made from"),
    (b"\x89PNG", "is a picture", "Import the data that it was made from"),
    (b"\xff\xd8\xff", "is a picture", "Import the data that it was made from"),
    (b"\x1f\x8b", "is compressed with gzip", "Unpack it first"),
    (b"PK\x05\x06", "is an empty archive", ""),
)


def sniff(head: bytes, suffix: str) -> Format:
    """Return the format of a file from its first bytes and its suffix; UnreadableError if it has none."""
    for magic, format_ in _MAGIC:
        if head.startswith(magic):
            return format_
    for magic, rule, cure in _OTHERS:
        if head.startswith(magic):
            raise UnreadableError(rule, cure)
    text = _decode(head)
    if not text.strip():
        raise UnreadableError("is empty")
    return _sniff_text(text.lstrip("\ufeff \t\r\n"), suffix)


def _decode(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    if b"\x00" in head:
        if head[1::2].count(0) * 4 > len(head) or head[::2].count(0) * 4 > len(head):
            return head.replace(b"\x00", b"").decode("latin-1")
        raise UnreadableError("is in a format that import does not read", _CURE)
    return head.decode("utf-8", errors="replace")


def _sniff_text(text: str, suffix: str) -> Format:
    if text.startswith("<"):
        return _sniff_xml(text)
    if suffix == ".lua" or (suffix not in _TABLES[:2] and _LUA.search(text) and not text.startswith('{"')):
        return Format.LUA
    if text.startswith(("{", "[", "\x1e")):
        return Format.GEOJSON
    if suffix in _TABLES:
        return Format.DELIMITED
    raise UnreadableError("is in a format that import does not read", _CURE)


def _sniff_xml(text: str) -> Format:
    root = _ROOT.search(re.sub(r"<!--.*?(-->|$)", "", text, flags=re.DOTALL))
    name = root[1] if root else ""
    if name.lower() == "kml":
        return Format.KML
    if name.startswith("OGRVRT") or name == "VRTDataset":
        raise UnreadableError("is a virtual file that points to other files (VRT)", "Import those files")
    rule = f"is XML with the root {name}" if name else "is XML"
    raise UnreadableError(rule, "Of XML files, import reads only KML")
