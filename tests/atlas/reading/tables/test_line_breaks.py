"""Texts that are drawn are on one line, and leave the direction of the text around them alone."""

from pathlib import Path

import pytest

from atlas.model.translated_text import find_stray_direction, join_lines
from atlas.reading.read import check_atlas, read_atlas
from tests.atlases import FAMILIES, TOML, pieces, write_atlas

BREAKS = ["\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", " \n\n\t "]


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_line_breaks_and_separators_become_one_space(mark: str, tmp_path: Path) -> None:
    files = pieces()
    name = f"Old{mark}market{mark}"
    files["sites.geojson"]["features"][0]["properties"] |= {"name": name, "name_ar": f"سوق{mark}قديم"}
    files["basemap/land.geojson"]["features"][0]["properties"]["name"] = name
    files["families.csv"] = FAMILIES.replace("Government,", f'"Old{mark}rulers",')
    escaped = "".join(f"\\u{ord(char):04x}" for char in mark)
    files["atlas.toml"] = TOML.replace('"Whole"', f'"Old{escaped}market"')
    files["house.toml"] = f'[forces.guards]\nname = "Old{escaped}guards"\n'
    atlas = read_atlas(write_atlas(tmp_path, files))
    assert atlas.places["gate"].name.default == "Old market"
    assert atlas.places["gate"].name.translate("ar") == "سوق قديم"
    assert atlas.basemap.land[0].name.default == "Old market"
    assert atlas.families["government"].name.default == "Old rulers"
    assert atlas.views["whole"].name.default == "Old market"
    assert atlas.forces["guards"].name.default == "Old guards"


@pytest.mark.parametrize("text", ["Old market", "a  b", "№\u00a05", "a\u2009b", "کتائب حزب\u200cالله"])
def test_other_spaces_and_marks_stay(text: str) -> None:
    assert join_lines(text) == text


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("Army", ""),
        ("کتائب حزب\u200cالله \u200e12\u200f", ""),
        ("\u202bجيش\u202c", ""),
        ("\u2067جيش\u2069 \u2068x\u2069", ""),
        ("\u2067a\u202bb\u202c\u2069", ""),
        ("Army \u202bunclosed", "\u202b"),
        ("Army \u2067unclosed", "\u2067"),
        ("closed\u202c", "\u202c"),
        ("\u2067a\u202bb\u2069\u202c", "\u2069"),
        ("closed\u2069", "\u2069"),
        ("\u202eyrma\u202c", "\u202e"),
        ("\u202darmy\u202c", "\u202d"),
    ],
)
def test_controls_that_are_not_closed_or_reverse_letters_are_stray(text: str, stray: str) -> None:
    assert find_stray_direction(text) == stray


@pytest.mark.parametrize("file", ["sites.geojson", "families.csv", "atlas.toml", "house.toml"])
def test_a_stray_direction_is_a_fault_with_its_place(file: str, tmp_path: Path) -> None:
    files = pieces()
    name = "Army \u202eunclosed"
    if file == "sites.geojson":
        files[file]["features"][0]["properties"]["name_ar"] = name
    elif file == "families.csv":
        files[file] = FAMILIES.replace("Government,", f"{name},")
    elif file == "atlas.toml":
        files[file] = TOML.replace('"Whole"', f'"{name}"')
    else:
        files[file] = f'[families.iran]\nname = "{name}"\n'
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    lines = {"sites.geojson": 2, "families.csv": 2, "atlas.toml": 11, "house.toml": 2}
    assert (fault.file, fault.line) == (file, lines[file])
    assert fault.rule == "contains the direction control U+202E, which changes the text after it"
    assert fault.cure == "Delete it; the direction of a text follows from its letters"


def test_control_characters_of_old_encodings_are_refused(tmp_path: Path) -> None:
    files = pieces(**{"families.csv": FAMILIES.replace("Government,", "Gov\u0096ernment,")})
    (fault,) = check_atlas(write_atlas(tmp_path, files)).faults
    assert fault.rule == "contains the control character U+0096"
