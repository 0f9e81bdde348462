"""draw --batch: a picture for each row of a table, and every fault of the table at once."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import main
from atlas.model.atlas import Atlas
from atlas.reading.read import dress_atlas
from atlas.request.request import parse_request
from outputs.writers import write
from tests.conftest import ROOT, STARTER


def draw(table: Path, folder: Path, rows: str, *options: str) -> Result:
    table.write_text(rows, encoding="utf-8")
    arguments = ["draw", "--atlas", str(STARTER), "--batch", str(table), *options, str(folder)]
    return CliRunner().invoke(main, arguments)


def test_each_row_is_the_picture_that_draw_would_make(tmp_path: Path, starter: Atlas) -> None:
    out = tmp_path / "out"
    out.mkdir()
    rows = "file,format,date,style\nspring,svg,2020-03-15,news\nautumn.csv,csv,2020-09-20,\n"
    result = draw(tmp_path / "jobs.csv", out, rows, "--view", "old-town")
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {"spring.svg", "autumn.csv"}
    spring = parse_request(starter, {"date": "2020-03-15", "view": "old-town", "style": "news"})
    assert (out / "spring.svg").read_bytes() == write(starter, spring, "svg")
    autumn = parse_request(starter, {"date": "2020-09-20", "view": "old-town"})
    assert (out / "autumn.csv").read_bytes() == write(starter, autumn, "csv")


def test_alternatives_in_a_cell_are_a_picture_each(tmp_path: Path) -> None:
    rows = (
        "file,format,size,theme,date\nmap,svg,square|300x250,light|dark,2020-03-15\n,svg,story,,2020-03-15\n"
    )
    result = draw(tmp_path / "jobs.csv", tmp_path, rows)
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.glob("*.svg")} == {
        "map-square-light.svg", "map-square-dark.svg", "map-300x250-light.svg", "map-300x250-dark.svg",
        "marchland-2020-03-15-island-story.svg",
    }  # fmt: skip
    assert "5 files" in result.output


FAULTS = [
    ("date,view\n2020-13-01,island\n2020-03-15,nowhere\n", ["line 2, column date", "line 3, column view"]),
    ("file\n../map\n", ["line 2, column file"]),
    ("file,format\nmap,svg\nmap,svg\n", ["line 3, column file", "also written by line 2"]),
    ("format\nmp4\n", ["line 2, column format"]),
    ("colour\nred\n", ['"colour" is no column']),
    ("date\n2020-03-15,more\n", ["line 2: has more cells"]),
    ("date\n", ["has no rows"]),
]


@pytest.mark.parametrize(("rows", "messages"), FAULTS)
def test_faults_are_reported_before_anything_is_drawn(tmp_path: Path, rows: str, messages: list[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    result = draw(tmp_path / "jobs.csv", out, rows)
    assert result.exit_code == 2
    for message in messages:
        assert message in result.output
    assert not list(out.iterdir())


def test_out_must_be_a_folder(tmp_path: Path) -> None:
    result = draw(tmp_path / "jobs.csv", tmp_path / "missing", "date\n2020-03-15\n")
    assert result.exit_code == 2
    assert "must be a folder that exists" in result.output


def test_brands_are_alternatives_beside_the_table(tmp_path: Path, starter: Atlas) -> None:
    shutil.copytree(ROOT / "examples" / "brands", tmp_path / "brands")
    rows = (
        "file,format,size,style,brand\nmap,svg,column,news,brands/saltmarsh-ledger|brands/quarrystone-wire\n"
    )
    result = draw(tmp_path / "jobs.csv", tmp_path, rows)
    assert result.exit_code == 0, result.output
    for name, size in (("saltmarsh-ledger", "85x110"), ("quarrystone-wire", "90x120")):
        atlas = dress_atlas(starter, tmp_path / "brands" / name)
        request = parse_request(atlas, {"size": size, "unit": "mm", "style": "news"})
        assert (tmp_path / f"map-{name}.svg").read_bytes() == write(atlas, request, "svg")


def test_a_brand_with_faults_is_reported_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text("nmae = 'x'\n", encoding="utf-8")
    result = draw(tmp_path / "jobs.csv", tmp_path, "date,brand\n2020-03-15,brand.toml\n")
    assert result.exit_code == 2
    assert "jobs.csv, line 2, column brand" in result.output
    assert 'key nmae: is not a known key. Did you mean "name"?' in result.output
