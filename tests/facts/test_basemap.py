"""The files of the default atlas' geography: sums and licences in SOURCES.md, names in Arabic."""

import hashlib
import json
import re
from pathlib import Path

import pytest

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
NAMED = ("zones", "lines", "sites", "basemap/land", "basemap/borders", "basemap/rivers", "basemap/lakes",
         "basemap/towns", "basemap/roads")  # fmt: skip


def read_sources() -> str:
    return (GEODATA / "basemap" / "SOURCES.md").read_text(encoding="utf-8")


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file, whatever line ends a checkout gave it."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def test_hashes_of_the_included_files_are_correct() -> None:
    listed = dict(re.findall(r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", read_sources(), re.MULTILINE))
    shipped = {path.relative_to(GEODATA).as_posix() for path in GEODATA.rglob("*.geojson")}
    assert listed == {name: sum_of(GEODATA / name) for name in shipped}


def test_each_file_has_one_licence_and_someone_to_credit() -> None:
    rows = re.findall(r"^\| `[^`]+\.geojson` \| ([^|]+) \| ([^|]+) \|", read_sources(), re.MULTILINE)
    credits = {"ODbL 1.0": "OpenStreetMap", "CC BY 4.0": "GeoNames"}
    assert len(rows) == len(list(GEODATA.rglob("*.geojson")))
    assert all(credits[licence] in credit for licence, credit in rows)


@pytest.mark.parametrize("name", NAMED)
def test_every_name_is_written_in_arabic_too(name: str) -> None:
    whole = json.loads((GEODATA / f"{name}.geojson").read_text(encoding="utf-8"))
    features = [feature["properties"] for feature in whole["features"]]
    assert not [
        feature["name"]
        for feature in features
        if feature.get("name") and not _is_arabic(feature.get("name_ar", ""))
    ]


def _is_arabic(text: str) -> bool:
    return re.search("[\u0621-\u064a]", text) is not None
