"""No faults means that it draws: nasty texts and shapes in the starter atlas are refused, or drawn."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atlas.reading.read import Checked, check_atlas
from outputs.checks.draw_process import DEFAULT_LIMITS, draw_all
from tests.conftest import STARTER

TEXTS = {
    "line break": "Old\nmarket",
    "carriage return": "Old\r\nmarket\r",
    "next line": "Old\u0085market",
    "separators": "\u2028Old\u2029market\u2028",
    "tab and form feed": "Old\tmarket",
    "only breaks": "\n\u2028",
    "null": "Old\u0000market",
    "escape": "Old\u001b[31mmarket",
    "old encoding": "Old\u0092market",
    "override": "Old \u202etekram",
    "isolate": "\u2067سوق\u2069 (\u2068old\u2069)",
    "joiners": "کتائب\u200c حزب\u200dالله\ufeff",
    "combining": "Z\u0310\u0311\u0312\u0313a" + "\u0301" * 40,
    "emoji": "👩🏽‍🚀🏳️‍🌈 1️⃣",
    "astral": "𝔒𝔩𝔡 𐎠𐎡",
    "private": "\ue000\uf8ff\U000f0000",
    "unassigned": "\u0378\ufdd0\U0001fffe",
    "markup": "<b onload='x'>&amp;\"]]></text>",
    "typst": '#eval("1/0") $ \\ @x `raw` //',
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3,
    "long": "market " * 500,
    "spaces": "\u00a0\u2003\u3000",
    "soft hyphens": "Old\u00admar\u00adket\u200b\u2060",
    "scripts": "Ґалаґанівка Αθήνα שוק 市場 ตลาด",
    "percent": "100% {n} {name} %s",
}


def ring(*points: tuple[float, float]) -> dict[str, Any]:
    """Return a polygon of one ring, which is closed."""
    return {"type": "Polygon", "coordinates": [[*map(list, points), list(points[0])]]}


def line(*points: tuple[float, float]) -> dict[str, Any]:
    """Return a line."""
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def point(lon: float, lat: float) -> dict[str, Any]:
    """Return a point."""
    return {"type": "Point", "coordinates": [lon, lat]}


SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "tiny": ("zones", ring((1, 0), (1.000001, 0), (1, 0.000001))),
    "one unit apart": ("zones", ring((1, 0), (1.0000000000000002, 0), (1, 2e-16))),
    "spike": ("zones", ring((1, 0), (1.2, 0), (1.5, 0), (1.2, 1e-16), (1.2, 0.2))),
    "sliver": ("zones", ring((0, 0), (1.5, 1e-7), (0, 2e-7))),
    "bow tie": ("zones", ring((0, 0), (1, 1), (1, 0), (0, 1))),
    "no area": ("zones", ring((0, 0), (1, 1), (0.5, 0.5))),
    "repeated": ("zones", ring((0, 0), (0, 0), (1, 0), (1, 0), (1, 1), (1, 1))),
    "world": ("zones", ring((-180, -90), (180, -90), (180, 90), (-180, 90))),
    "pole": ("zones", ring((-10, 80), (10, 80), (10, 90), (-10, 90))),
    "beyond the map": ("zones", ring((-10, 87), (10, 87), (10, 89), (-10, 89))),
    "across 180": ("zones", ring((179, 0), (-179, 0), (-179, 1), (179, 1))),
    "far east": ("zones", ring((179, 0), (181, 0), (181, 1), (179, 1))),
    "not finite": ("zones", ring((0, 0), (1e308, 0), (1, 1))),
    "hole outside": (
        "zones",
        {
            "type": "Polygon",
            "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]], [[5, 5], [6, 5], [6, 6], [5, 5]]],
        },
    ),
    "parts that overlap": (
        "zones",
        {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]] * 2},
    ),
    "empty": ("zones", {"type": "Polygon", "coordinates": []}),
    "point of a pole": ("sites", point(0, 90)),
    "point at 180": ("sites", point(180, 0)),
    "point far away": ("sites", point(-120, -60)),
    "three numbers": ("sites", {"type": "Point", "coordinates": [1, 0, 8848]}),
    "line without length": ("lines", line((1, 0), (1, 0))),
    "line of a unit": ("lines", line((1, 0), (1.0000000000000002, 0))),
    "line back on itself": ("lines", line((0, 0), (1, 0), (0, 0), (1, 0))),
    "line across 180": ("lines", line((179, 0), (-179, 0))),
    "line to a pole": ("lines", line((0, 0), (0, 90))),
}


def draw(checked: Checked) -> list[str]:
    """Return the errors of drawing an atlas; one with faults is refused, which is as good as drawn."""
    if checked.atlas is None:
        assert all(fault.rule and fault.file for fault in checked.faults)
        return []
    return [
        f"{drawn.view}: {drawn.error}" for drawn in draw_all(checked.atlas, DEFAULT_LIMITS) if drawn.error
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the starter atlas in two languages."""
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    path = folder / "atlas.toml"
    path.write_text(path.read_text().replace('languages = ["en"]', 'languages = ["en", "ar"]'))
    yield folder


def write_into_names(folder: Path, text: str) -> None:
    """Write a text into every name that is drawn, in the language of the atlas and in Arabic."""
    for path in (*folder.glob("*.geojson"), *folder.glob("basemap/*.geojson")):
        whole = json.loads(path.read_text())
        for feature in whole["features"]:
            feature["properties"] |= {"name": text, "name_ar": text}
        path.write_text(json.dumps(whole))
    for name, columns in {
        "families.csv": ("name",),
        "forces.csv": ("name", "short"),
        "sources.csv": ("publisher",),
        "events.csv": ("title",),
    }.items():
        _write_column(folder / name, columns, text)
    path = folder / "atlas.toml"
    quoted = json.dumps(text)
    path.write_text(
        re.sub(
            r'^(title|name|credit|note) = ".*"$', lambda m: f"{m[1]} = {quoted}", path.read_text(), flags=re.M
        )
    )


def _write_column(path: Path, columns: tuple[str, ...], text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
    for row in rows:
        row.update(dict.fromkeys(columns, text))
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(written.getvalue().encode(errors="surrogatepass"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_are_refused_or_drawn(text: str, folder: Path) -> None:
    # Titles have a limit of their own, which would refuse the long ones before they are drawn.
    short = text if len(text) <= 70 else text[:70].strip()
    write_into_names(folder, text)
    path = folder / "atlas.toml"
    path.write_text(path.read_text().replace(f"title = {json.dumps(text)}", f"title = {json.dumps(short)}"))
    assert draw(check_atlas(folder)) == []


@pytest.mark.parametrize(("name", "shape"), SHAPES.values(), ids=SHAPES)
def test_shapes_are_refused_or_drawn(name: str, shape: dict[str, Any], folder: Path) -> None:
    path = folder / f"{name}.geojson"
    whole = json.loads(path.read_text())
    whole["features"][0]["geometry"] = shape
    path.write_text(json.dumps(whole))
    assert draw(check_atlas(folder)) == []
    # Without a view of its own, the atlas shows all of its places.
    toml = (folder / "atlas.toml").read_text()
    head, _, rest = toml.partition("[[views]]")
    bare = re.sub(r"^default_view.*\n", "", head, flags=re.MULTILINE) + rest[rest.index("[[boundaries]]") :]
    (folder / "atlas.toml").write_text(bare)
    assert draw(check_atlas(folder)) == []
