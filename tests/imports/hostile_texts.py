"""The texts of the hostile corpus: by name, whether the file is taken, and its content."""

import json

from tests.imports.samples import KML

PASSWORDS = "/etc/passwd"
_VRT = f"""<OGRVRTDataSource><OGRVRTLayer name="p"><SrcDataSource>{PASSWORDS}</SrcDataSource>
<SrcLayer>passwd</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"""
_HEAD = '<?xml version="1.0"?>'
_PLACEMARK = "<Placemark><name>{}</name><Point><coordinates>1,2</coordinates></Point></Placemark>"
_LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


def _kml(doctype: str, name: str) -> str:
    return f"{_HEAD}{doctype}<kml><Document>{_PLACEMARK.format(name)}</Document></kml>"


XML_TEXTS: dict[str, tuple[bool, str | bytes]] = {
    "virtual.geojson": (False, _VRT),
    "virtual.csv": (False, f"\ufeff\n  {_VRT}"),
    "virtual.kml": (False, f"{_HEAD}<!-- <kml> -->{_VRT}"),
    "virtual.shp": (False, _VRT),
    "virtual.gpkg": (False, _VRT.encode("utf-16")),
    "raster.geojson": (False, '<VRTDataset rasterXSize="1" rasterYSize="1"/>'),
    "service.geojson": (False, "<OGRWFSDataSource><URL>http://example.org/wfs</URL></OGRWFSDataSource>"),
    "markup.geojson": (False, '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml"/>'),
    "page.csv": (False, "<!DOCTYPE html><html><body>404</body></html>"),
    "external-entity.kml": (False, _kml(f'<!DOCTYPE k [<!ENTITY x SYSTEM "file://{PASSWORDS}">]>', "&x;")),
    "remote-entity.kml": (False, _kml('<!DOCTYPE k [<!ENTITY x SYSTEM "http://example.org/">]>', "&x;")),
    "parameter-entity.kml": (False, _kml('<!DOCTYPE k [<!ENTITY % x SYSTEM "http://a.org/"> %x;]>', "a")),
    "external-dtd.kml": (False, _kml('<!DOCTYPE kml SYSTEM "http://example.org/kml.dtd">', "a")),
    "laughs.kml": (False, _kml(f'<!DOCTYPE k [<!ENTITY l0 "ha">{_LAUGHS}]>', "&l9;")),
    "entity-in-utf16.kml": (
        False,
        _kml(f'<!DOCTYPE k [<!ENTITY x SYSTEM "{PASSWORDS}">]>', "&x;").encode("utf-16"),
    ),
    "deep.kml": (False, f"{_HEAD}<kml>{'<Folder>' * 100_000}"),
    "unclosed.kml": (False, KML.format(folder="x")[:-30]),
    "link.kml": (False, f"{_HEAD}<kml><NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink></kml>"),
    "icon.kml": (True, _kml("", "Hama").replace("<Point>", "<Style><Icon><href>http://example.org/</href></Icon></Style><Point>")),
    "markup-in-name.kml": (True, _kml("", "&lt;script&gt;alert(1)&lt;/script&gt;")),
}  # fmt: skip


def _feature(geometry: object, **properties: object) -> str:
    feature = {"type": "Feature", "properties": {"name": "A"} | properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def _point(*coordinates: object) -> dict[str, object]:
    return {"type": "Point", "coordinates": list(coordinates)}


def _with_crs(name: str) -> str:
    crs = json.dumps({"type": "name", "properties": {"name": name}})
    return _feature(_point(1, 1)).replace("{", f'{{"crs": {crs}, ', 1)


_BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
_NESTED = '{"type":"GeometryCollection","geometries":[' * 200 + "]}" * 200
JSON_TEXTS: dict[str, tuple[bool, str | bytes]] = {
    "pipeline.json": (False, '{"type": "gdal_streamed_alg", "command_line": "gdal read /etc/passwd"}'),
    "topology.json": (False, '{"type": "Topology", "objects": {}, "arcs": []}'),
    "deep.geojson": (False, "[" * 200_000),
    "deep-objects.geojson": (False, '{"a":' * 100_000),
    "collections.geojson": (False, f'{{"type":"Feature","properties":{{}},"geometry":{_NESTED}}}'),
    "settings.json": (False, '{"database": {"password": "secret"}}'),
    "unclosed.geojson": (False, '{"type": "FeatureCollection", "features": [{"type": "Feature", '),
    "crs-file.geojson": (False, _with_crs("+init=/etc/passwd:1")),
    "crs-address.geojson": (False, _with_crs("http://example.org/1")),
    "no-features.geojson": (False, '{"type": "FeatureCollection", "features": []}'),
    "not-a-number.geojson": (True, _feature(_point(float("nan"), 1), name="NaN")),
    "infinite.geojson": (True, _feature(_point(float("inf"), 1))),
    "overflow.geojson": (True, _feature(_point(1, 1)).replace("[1, 1]", "[1e400, 1]")),
    "digits.geojson": (True, _feature(_point(1, 1)).replace('"A"', "9" * 4000)),
    "texts-as-numbers.geojson": (True, _feature(_point("1", "1"))),
    "null-features.geojson": (True, '{"type": "FeatureCollection", "features": [null, 1, "a", {}]}'),
    "bow-tie.geojson": (True, _feature(_BOW_TIE)),
    "outside.geojson": (True, _feature(_point(500_000, 4_000_000))),
    "no-ring.geojson": (True, _feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]})),
    "lines.ndjson.geojson": (True, f"{json.dumps(_point(1, 1))}\n{json.dumps(_point(2, 2))}\n"),
    "separators.geojson": (True, _feature(_point(1, 1), name="a\u2028b\u0085c\x00d\u202ee")),
}  # fmt: skip

_TOWNS = "Town,Controlled by,Since,Lat,Lon\n"
_ARABIC = (
    "البلدة,السيطرة,التاريخ,lat,lon\nالبوكمال,الحكومة السورية,2017-11-19,34.45,40.92\n"
    "الميادين,قوات محلية,2017-10-14,35.02,40.45\n"
)
CSV_TEXTS: dict[str, tuple[bool, str | bytes]] = {
    "header-only.csv": (False, _TOWNS),
    "many-columns.csv": (False, ",".join(f"c{at}" for at in range(20_000)) + "\n" + "1," * 20_000),
    "nul.csv": (False, b"Town,Since\nHama\x00,2020\n"),
    "giant-cell.csv": (False, f'{_TOWNS}"{"x" * 2_000_000}",Red,2020-01-01,1,1\n'),
    "many-rows.csv": (False, _TOWNS + "Hama,Red,2020-01-01,35,36\n" * 60_000),
    "unclear-encoding.csv": (False, _TOWNS.encode() + b"Ham\xe1\xfe,Red,2020-01-01,35,36\n"),
    "unclosed-quote.csv": (True, f'{_TOWNS}"Hama,Red,2020-01-01,35,36\nHoms,Red,2020-01-01,34,36\n'),
    "ragged.csv": (True, f"{_TOWNS}Hama,Red,2020,35,36,1,2,3,4,5,6,7\nHoms,Red\nIdlib,Red,2020,36,36\n"),
    "long-cell.csv": (True, f"{_TOWNS}{'x' * 100_000},Red,2020-01-01,35,36\n"),
    "formulas.csv": (True, f"{_TOWNS}=HYPERLINK(1),+1,2020-01-01,35,36\n@a,-b,2020-01-01,34,36\n"),
    "arabic-1256.csv": (True, _ARABIC.encode("cp1256")),
    "utf16.csv": (True, _ARABIC.encode("utf-16")),
    "utf16-without-mark.csv": (True, f"{_TOWNS}Hama,Red,2020-01-01,35,36\n".encode("utf-16-le")),
    "controls.csv": (True, f"{_TOWNS}\x1b[31mHama\x07\u2028b,Red\x0b,2020-01-01,35,36\n"),
    "huge-numbers.csv": (True, f"{_TOWNS}Hama,Red,2020-01-01,{'9' * 5000},36\n"),
}  # fmt: skip
