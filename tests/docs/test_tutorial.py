"""docs/your-own-conflict.md, word by word: its commands print what it quotes, and end in an embedded map."""

import csv
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import main
from atlas.history.scene import scene_on
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from tests.conftest import ROOT
from tests.docs.commands import Block, list_blocks

PAGE = ROOT / "docs" / "your-own-conflict.md"
IMPORT_QUESTION = 2


class Reader:
    """Somebody who types the commands of the page in a folder with the two files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = ""
        self.codes: list[int] = []

    def follow(self, block: Block) -> None:
        match block.language:
            case "":
                for line in block.lines:
                    self.type(line)
            case "text":
                missing = [line for line in block.lines if line not in self.output]
                assert not missing, f"{missing} is not in:\n{self.output}"
            case "toml":
                self.correct("\n".join(block.lines) + "\n")
            case "html":
                (self.folder / "site" / "article.html").write_text("\n".join(block.lines), encoding="utf-8")
            case _:
                pytest.fail(f"the page has a block of {block.language}, which nobody follows")

    def type(self, line: str) -> None:
        program, script, command, *arguments = shlex.split(line)
        assert (program, script) == ("python", "app.py")
        if command == "serve":
            main.commands[command].make_context(command, arguments)
            return
        result = CliRunner().invoke(main, [command, *arguments])
        self.codes.append(result.exit_code)
        self.output = result.output
        rejected = self.folder / "my-atlas" / "rejected.csv"
        if rejected.exists():
            rows = csv.DictReader(rejected.read_text(encoding="utf-8").splitlines())
            self.output += "".join(f"\n{row['reason']}" for row in rows)

    def correct(self, end_of_mapping: str) -> None:
        """Correct the spelling in the spreadsheet, and replace the end of the mapping."""
        book = self.folder / "control.xlsx"
        with zipfile.ZipFile(book) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        with zipfile.ZipFile(book, "w") as new:
            for name, content in parts.items():
                new.writestr(name, content.replace(b"Nrothmoor", b"Northmoor"))
        mapping = self.folder / "my-atlas" / "mapping.toml"
        start = mapping.read_text(encoding="utf-8").split("\n[actors]\n")[0]
        mapping.write_text(f"{start}\n{end_of_mapping}", encoding="utf-8")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader who has followed the page to its end."""
    folder = tmp_path_factory.mktemp("tutorial")
    for name in ("control.xlsx", "areas.geojson"):
        shutil.copy(ROOT / "examples" / "tutorial" / name, folder)
    reader = Reader(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in list_blocks(PAGE):
            reader.follow(block)
    return reader


def test_only_the_question_of_import_stops_a_command(reader: Reader) -> None:
    assert reader.codes == [IMPORT_QUESTION, 0, 0, 0, 0]


def test_the_map_is_in_the_article(reader: Reader) -> None:
    article = (reader.folder / "site" / "article.html").read_text(encoding="utf-8")
    (source,) = re.findall(r'<iframe src="([^"]+)"', article)
    embed = (reader.folder / "site" / source).read_text(encoding="utf-8")
    assert "<svg" in embed
    assert "The island of Orrin" in embed


def test_the_atlas_shows_what_the_page_says(reader: Reader) -> None:
    atlas = read_atlas(reader.folder / "my-atlas")
    latest = parse_day("2025-01-01")

    def holders(place: str, day: str) -> set[tuple[str, str]]:
        scene = scene_on(atlas, parse_day(day), latest)
        return {(holding.force, str(holding.status)) for holding in scene.holdings(place)}

    assert {force.name.default for force in atlas.forces.values()} == {"Island Council", "Free Orrin"}
    assert holders("saltfields", "2021-04-02") == {("island-council", "control")}
    assert holders("saltfields", "2021-04-03") == {("free-orrin", "control")}
    assert holders("saltfields", "2021-06-14") == {("island-council", "control")}
    assert holders("harbourside", "2021-06-25") == {
        ("island-council", "contested"), ("free-orrin", "contested"),
    }  # fmt: skip
    assert holders("northmoor", "2021-08-31") == {("island-council", "control")}
    assert holders("northmoor", "2021-09-30") == {("free-orrin", "control")}
    assert holders("port-orrin", "2021-08-02") == {("island-council", "besieged")}


def test_the_page_quotes_the_spreadsheet_that_it_gives_to_readers() -> None:
    with zipfile.ZipFile(ROOT / "examples" / "tutorial" / "control.xlsx") as book:
        texts = book.read("xl/sharedStrings.xml").decode("utf-8")
    rows = [
        line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if "|" in line
    ]
    start = next(at for at, row in enumerate(rows) if row[0].strip() == "Area / town")
    quoted = [cell.strip() for row in rows[start : start + 10] for cell in row]
    cells = [cell for cell in quoted if cell.strip("-…")]
    assert len(cells) == 35
    assert [cell for cell in cells if f">{cell}<" not in texts] == ["01.01.2021"]
