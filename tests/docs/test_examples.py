"""examples/: the command in each README makes the committed atlas, and `check` accepts it."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.history.scene import scene_on
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from commands.check import check
from tests.conftest import ROOT
from tests.docs.commands import list_commands
from tests.imports.test_formats import call_import

EXAMPLES = ROOT / "examples"
ATLASES = ("american-civil-war", "west-africa-1957-1975")


@pytest.mark.parametrize("name", ATLASES)
def test_the_command_in_the_readme_makes_the_committed_atlas(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    opening, making = list_commands(EXAMPLES / name / "README.md")
    committed = Path("examples", name, "atlas")
    assert shlex.split(opening) == ["python", "app.py", "serve", "--atlas", committed.as_posix()]
    program, script, command, *arguments = shlex.split(making)
    assert (program, script, command) == ("python", "app.py", "import")
    assert arguments[arguments.index("--into") + 1] == committed.as_posix()
    arguments[arguments.index("--into") + 1] = str(tmp_path / "atlas")
    result = call_import(*arguments)
    assert result.exit_code == 0, result.output
    assert "0 rejected" in result.output
    made = {path.name: path.read_bytes() for path in (tmp_path / "atlas").iterdir()}
    assert made == {path.name: path.read_bytes() for path in committed.iterdir()}


@pytest.mark.parametrize("name", ATLASES)
def test_the_atlas_has_no_faults_and_no_warnings(name: str) -> None:
    result = CliRunner().invoke(check, ["--atlas", str(EXAMPLES / name / "atlas"), "--strict", "--no-draw"])
    assert result.exit_code == 0, result.output
    assert "no faults" in result.output


def find_holders(name: str, place: str, days: tuple[str, ...]) -> list[set[str]]:
    atlas = read_atlas(EXAMPLES / name / "atlas")
    latest = parse_day("2025-01-01")
    scenes = [scene_on(atlas, parse_day(day), latest) for day in days]
    return [{holding.force for holding in scene.holdings(place)} for scene in scenes]


@pytest.mark.parametrize(
    ("name", "place", "days", "forces"),
    [
        (
            "west-africa-1957-1975", "senegal", ("1960-06-19", "1960-06-20", "1960-08-19", "1960-08-20"),
            ("france", "mali-federation", "mali-federation", "senegal"),
        ),
        ("west-africa-1957-1975", "ghana", ("1957-03-05", "1957-03-06"), ("united-kingdom", "ghana")),
        (
            "american-civil-war", "galveston", ("1861-01-31", "1861-02-01", "1862-11-01", "1863-01-01"),
            ("united-states", "confederate-states", "united-states", "confederate-states"),
        ),
        (
            "american-civil-war", "vicksburg", ("1863-07-03", "1863-07-04"),
            ("confederate-states", "united-states"),
        ),
    ],
)  # fmt: skip
def test_the_examples_show_who_held_a_place(
    name: str, place: str, days: tuple[str, ...], forces: tuple[str, ...]
) -> None:
    assert find_holders(name, place, days) == [{force} for force in forces]


def test_guinea_bissau_is_contested_between_declaration_and_recognition() -> None:
    holders = find_holders(
        "west-africa-1957-1975", "guinea-bissau", ("1973-09-23", "1974-01-01", "1974-09-10")
    )
    assert holders == [{"portugal"}, {"portugal", "guinea-bissau"}, {"guinea-bissau"}]


def test_the_second_example_has_points_only() -> None:
    places = read_atlas(EXAMPLES / "american-civil-war" / "atlas").places.values()
    assert {place.geometry.geom_type for place in places} == {"Point"}
