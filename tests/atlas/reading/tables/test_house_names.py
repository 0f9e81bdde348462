"""house.toml renames what it names, in the languages it names, and no more; faults are at their lines."""

from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.translated_text import NO_TEXT, Text
from atlas.reading.read import read_atlas
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import FORCES, TOML, collection, edit, feature, pieces, square, write_atlas

HOUSE = """\
[places.gate]
name = "The Gate"
name_ar = "البوابة"

[forces.army]
short = "Govt."
short_ar = "الحكومة"

[forces.guards]
name = " The Guards "

[families.iran]
name_ar = "إيران"

[views.whole]
name = "Everywhere"

[countries.country]
name = "Our country"

[towns.town]
name = "Our town"

[waters.river]
name = "Our river"

[waters.lake]
name = "Our lake"
"""
BASEMAP = {
    "basemap/towns.geojson": collection(feature("town", "Point", [36, 33], kind="town")),
    "basemap/rivers.geojson": collection(feature("river", "LineString", [[36, 32], [36, 33]])),
    "basemap/lakes.geojson": collection(feature("lake", "Polygon", square(36, 32))),
}


def read(folder: Path, house: str | None) -> Atlas:
    """Read the minimal atlas with a basemap, names for sentences, and a house style."""
    forces = edit(FORCES, "id,name,short,", "id,name,in_text,short,")
    for before, after in (("Army,Army,", "Army,the army,Army,"), ("Guards,,", "Guards,the Guards,,")):
        forces = edit(forces, before, after)
    forces = edit(forces, "4th Division,", "4th Division,,")
    files = pieces(**BASEMAP, **{"forces.csv": forces, "house.toml": house})
    files["sites.geojson"]["features"][0]["properties"]["in_text"] = "the crossing"
    files["atlas.toml"] = edit(TOML, 'name = "Whole"', 'name = "Whole"\narea = "the area"')
    return read_atlas(write_atlas(folder, files))


def test_names_replace_those_of_the_atlas(tmp_path: Path) -> None:
    atlas = read(tmp_path, HOUSE)
    assert atlas.places["gate"].name == Text("The Gate", {"ar": "البوابة"})
    assert atlas.forces["army"].short == Text("Govt.", {"ar": "الحكومة"})
    assert atlas.forces["guards"].name == Text("The Guards", {})
    assert atlas.families["iran"].name == Text("Iran-aligned", {"ar": "إيران"})
    assert atlas.views["whole"].name == Text("Everywhere", {})
    basemap = atlas.basemap
    named = [part[0].name.default for part in (basemap.land, basemap.towns, basemap.rivers, basemap.lakes)]
    assert named == ["Our country", "Our town", "Our river", "Our lake"]


def test_phrases_for_sentences_that_contain_the_old_name_are_dropped(tmp_path: Path) -> None:
    atlas = read(tmp_path, HOUSE)
    assert atlas.places["gate"].in_text == atlas.forces["guards"].in_text == NO_TEXT
    assert atlas.views["whole"].area == NO_TEXT
    # Only its short name is the house's own.
    assert atlas.forces["army"].in_text == Text("the army", {})


def test_what_is_not_named_stays(tmp_path: Path) -> None:
    plain, house = read(tmp_path / "plain", None), read(tmp_path / "house", HOUSE)
    assert plain.places["gate"].in_text == Text("the crossing", {})
    assert plain.views["whole"].area == Text("the area", {})
    assert plain.forces["guards"].in_text == Text("the Guards", {})
    assert house.forces["army"].name == plain.forces["army"].name
    assert house.forces["fourth"] == plain.forces["fourth"]
    assert house.families["government"] == plain.families["government"]
    for own in plain.places.keys() - {"gate"}:
        assert house.places[own].name == plain.places[own].name
    assert house.version != plain.version


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("", None, None, ""),
        ("towns = 5\n", None, "towns", "is not a table. Write [towns.ID], and name ="),
        ("\n[town.a]\n", 2, "town", 'is not a group that can be renamed. Did you mean "towns"?'),
        ("[zzz.a]\nname = 'A'\n", 1, "zzz", "Write a table such as [places.ID]; the groups are places"),
        ("\n[places]\ngate = 5\n", 3, "places.gate", "is not a table. Write [places.gate], and name ="),
        ("[places.gate]\nname = 'G'\nnames = 'G'\n", 3, "places.gate.names", "is not a known key. Use name"),
        ("[places.gate]\nshort = 'G'\n", 2, "places.gate.short", "is not a known key. Use name"),
        ("[forces.army]\nshort = 'G'\n", None, None, ""),
        ("[places.gate]\nname_ar = 'G'\n", None, None, ""),
        ("[places.gate]\nname_he = 'G'\n", 2, "places.gate.name_he", "is in a language the atlas does not"),
        ("[places.gate]\nname = '  '\n", 2, "places.gate.name", "is not text. Put the name in"),
        ("[places.gate]\nname = 5\n", 2, "places.gate.name", "is not text. Put the name in"),
        ("[places.gat]\nname = 'G'\n", 1, "places.gat", 'one of the places. Did you mean "gate"?'),
        ("[places.zzz]\nname = 'G'\n", 1, "places.zzz", "Use an id from the atlas"),
        ("[views.hole]\nname = 'G'\n", 1, "views.hole", 'Did you mean "whole"?'),
        ("[countries.land]\nname = 'G'\n", 1, "countries.land", "is not the id of one of the countries"),
        ("[waters.x]\nname = 'G'\n", 1, "waters.x", "is not the id of one of the waters"),
    ],
)  # fmt: skip
def test_a_fault_of_the_house_is_at_its_line(
    text: str, line: int | None, column: str | None, says: str, tmp_path: Path
) -> None:
    faults = faults_of(tmp_path, pieces(**BASEMAP, **{"house.toml": text}))
    assert len(faults) == bool(says)
    for fault in faults:
        assert (fault.file, fault.line, fault.column) == ("house.toml", line, column)
        assert says in fault.format_text()


@pytest.mark.parametrize("settings", [TOML + "oops", edit(TOML, '["en", "ar"]', "5")])
def test_names_are_not_compared_with_languages_that_cannot_be_read(settings: str, tmp_path: Path) -> None:
    names = {"atlas.toml": settings, "house.toml": "[places.gate]\nname_he = 'G'\n"}
    assert {fault.file for fault in faults_of(tmp_path, pieces(**names))} == {"atlas.toml"}
