"""A corpus of hostile and broken files: each is written by a function, and must be refused or taken."""

import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.imports.hostile_texts import CSV_TEXTS, JSON_TEXTS, XML_TEXTS
from tests.imports.samples import TOWNS, pack_shapefile, write_xlsx

Writer = Callable[[Path, dict[str, Path]], None]
REFUSED: dict[str, Writer] = {}
TAKEN: dict[str, Writer] = {}


def _writes(table: dict[str, Writer], name: str) -> Callable[[Writer], Writer]:
    def register(writer: Writer) -> Writer:
        table[name] = writer
        return writer

    return register


def _text(content: str | bytes) -> Writer:
    data = content.encode() if isinstance(content, str) else content
    return lambda path, _: path.write_bytes(data) and None  # type: ignore[func-returns-value]


for texts in (XML_TEXTS, JSON_TEXTS, CSV_TEXTS):
    for file_name, (taken, text) in texts.items():
        (TAKEN if taken else REFUSED)[file_name] = _text(text)

REFUSED |= {
    "empty.geojson": _text(""),
    "blank.csv": _text(" \n\n"),
    "paper.csv": _text(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
    "picture.geojson": _text(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "packed.geojson": _text(b"\x1f\x8b\x08" + bytes(100)),
    "old.xls": _text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "noise.csv": _text(bytes((7 * at * at + 3) % 256 for at in range(5000))),
    "noise.parquet": _text(b"PAR1" + bytes(range(256)) * 20 + b"\xff\xff\xff\x7fPAR1"),
    "noise.fgb": _text(b"fgb\x03fgb\x01" + b"\xff" * 4000),
    "noise.shp": _text(b"\x00\x00\x27\x0a" + b"\xff" * 4000),
}


def _pack(path: Path, files: dict[str, bytes | str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def _half(kind: str) -> Writer:
    def write(path: Path, samples: dict[str, Path]) -> None:
        data = samples[kind].read_bytes()
        path.write_bytes(data[: len(data) // 2])

    return write


for suffix in ("geojson", "gpkg", "parquet", "fgb", "kml", "kmz", "xlsx", "ods"):
    REFUSED[f"half.{suffix}"] = _half(suffix)


@_writes(REFUSED, "bomb.zip")
def _bomb(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"a.csv": bytes(50_000_000)})


@_writes(REFUSED, "bomb.kmz")
def _bomb_kmz(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"doc.kml": "<kml>" + " " * 40_000_000 + "</kml>"})


@_writes(REFUSED, "bomb.xlsx")
def _bomb_xlsx(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": " " * 40_000_000})


@_writes(REFUSED, "far-cell.xlsx")
def _far_cell(path: Path, _: dict[str, Path]) -> None:
    rows: tuple[tuple[str, ...], ...] = (("Town", "Actor"), *[()] * 60_000, ("Hama", "Red"))
    write_xlsx(path, rows)


@_writes(REFUSED, "nested.zip")
def _nested(path: Path, samples: dict[str, Path]) -> None:
    _pack(path, {"inner.csv": samples["kmz"].read_bytes()})


@_writes(REFUSED, "many.zip")
def _many(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {f"{number}.csv": "a,b\n1,2\n" for number in range(1500)})


@_writes(REFUSED, "nothing.zip")
def _nothing(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"readme.exe": "no table"})


@_writes(REFUSED, "virtual.zip")
def _virtual(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"zones.geojson": XML_TEXTS["virtual.geojson"][1]})


@_writes(REFUSED, "entities.kmz")
def _entities(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"doc.kml": XML_TEXTS["external-entity.kml"][1]})


@_writes(REFUSED, "locked.zip")
def _locked(path: Path, _: dict[str, Path]) -> None:
    _pack(path, {"a.csv": "a,b\n1,2\n"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


@_writes(REFUSED, "liar.zip")
def _liar(path: Path, _: dict[str, Path]) -> None:
    """The list of files names a size that is far too small."""
    _pack(path, {"a.csv": "a,b\n" + "1,2\n" * 100_000})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)


@_writes(REFUSED, "link.zip")
def _link_in_zip(path: Path, _: dict[str, Path]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("passwords.csv")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")


@_writes(TAKEN, "climbing.zip")
def _climbing(path: Path, samples: dict[str, Path]) -> None:
    _pack(path, {"../../../climbed.csv": samples["csv"].read_bytes()})


@_writes(TAKEN, "absolute.zip")
def _absolute(path: Path, samples: dict[str, Path]) -> None:
    _pack(path, {"/climbed.csv": samples["csv"].read_bytes(), "__MACOSX/._a.csv": b"\x00\x05\x16\x07"})


@_writes(TAKEN, "good.zip")
def _good(path: Path, samples: dict[str, Path]) -> None:
    pack_shapefile(samples["shp"], path)


@_writes(TAKEN, "formulas.xlsx")
def _formulas(path: Path, _: dict[str, Path]) -> None:
    write_xlsx(path, (TOWNS[0], ("=cmd|'/C calc'!A0", "@SUM(1)", "2020-01-01", "1", "1", "+1+1", "")))


@_writes(REFUSED, "other.gpkg")
def _other_database(path: Path, _: dict[str, Path]) -> None:
    with sqlite3.connect(path) as database:
        database.execute("create table passwords (name text)")
    database.close()


@_writes(REFUSED, "view.gpkg")
def _view(path: Path, samples: dict[str, Path]) -> None:
    _copy_and_run(path, samples, "create view v as select load_extension('evil') from sample")


@_writes(REFUSED, "virtual-table.gpkg")
def _virtual_table(path: Path, samples: dict[str, Path]) -> None:
    _copy_and_run(path, samples, "create virtual table v using fts3(a)")


def _copy_and_run(path: Path, samples: dict[str, Path], sql: str) -> None:
    path.write_bytes(samples["gpkg"].read_bytes())
    with sqlite3.connect(path) as database:
        database.execute(sql)
    database.close()


@_writes(REFUSED, "alone.shp")
def _alone(path: Path, samples: dict[str, Path]) -> None:
    path.write_bytes(samples["shp"].read_bytes())


@_writes(REFUSED, "unprojected.shp")
def _unprojected(path: Path, samples: dict[str, Path]) -> None:
    for suffix in (".shp", ".shx", ".dbf"):
        path.with_suffix(suffix).write_bytes(samples["shp"].with_suffix(suffix).read_bytes())


@_writes(REFUSED, "vertices.geojson")
def _vertices(path: Path, _: dict[str, Path]) -> None:
    positions = "[0,0],[1,0]," * 599_999 + "[0,1],[0,0]"
    path.write_text(f'{{"type": "LineString", "coordinates": [{positions}]}}', encoding="utf-8")


@_writes(REFUSED, "pipe.csv")
def _pipe(path: Path, _: dict[str, Path]) -> None:
    os.mkfifo(path)


@_writes(REFUSED, "outside.csv")
def _outside(path: Path, _: dict[str, Path]) -> None:
    path.symlink_to("/etc/passwd")


@_writes(REFUSED, "zeros.csv")
def _zeros(path: Path, _: dict[str, Path]) -> None:
    path.symlink_to("/dev/zero")


@_writes(REFUSED, "loop.csv")
def _loop(path: Path, _: dict[str, Path]) -> None:
    path.symlink_to(path)


@_writes(REFUSED, "missing.csv")
def _missing(path: Path, _: dict[str, Path]) -> None:
    assert not path.exists()
