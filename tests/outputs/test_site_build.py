"""Publishing into a folder: kept and new files, in one step, even if the program is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import main
from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from outputs.site import build, folder
from outputs.site.build import Published, publish
from outputs.site.folder import SiteError, open_part
from tests.atlases import FORCES, RECORDS, SOURCES, TOML, edit, pieces, write_atlas
from tests.conftest import ROOT, STARTER
from tests.outputs.test_site_pages import SECOND_VIEW, contents, quiet

FAR_VIEW = SECOND_VIEW.replace('"gate"', '"west"').replace(
    "[38.3, 33.4, 38.7, 33.6]", "[40.2, 34.2, 41.8, 34.8]"
)
TWO_VIEWS = edit(
    TOML.replace("[[boundaries]]", f"{SECOND_VIEW}{FAR_VIEW}[[boundaries]]"), '["en", "ar"]', '["en"]'
)
"""In one language, so that half as much is drawn; `test_site_pages` draws two."""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw in this process, so that a test is quick."""
    monkeypatch.setattr(build, "_FEW_DRAWINGS", 1000)


@pytest.fixture(scope="session")
def drawn_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    """A site of the atlas as `read` writes it, drawn once for all tests."""
    folder = tmp_path_factory.mktemp("drawn")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_FEW_DRAWINGS", 1000)
        return folder / "site", published(read(folder), folder / "site")


@pytest.fixture
def site(tmp_path: Path, drawn_once: tuple[Path, Published]) -> Path:
    """A copy of that site."""
    return Path(shutil.copytree(drawn_once[0], tmp_path / "site"))


@pytest.fixture
def first(drawn_once: tuple[Path, Published]) -> Published:
    """The drawings of its first run."""
    return drawn_once[1]


def read(tmp_path: Path, **changes: object) -> Atlas:
    name = f"atlas-{len(list(tmp_path.iterdir()))}"
    return read_atlas(write_atlas(tmp_path / name, pieces(**{"atlas.toml": TWO_VIEWS} | changes)))


def published(atlas: Atlas, site: Path) -> Published:
    return publish(atlas, site, "", quiet)


def test_two_builds_are_the_same_bytes(tmp_path: Path, site: Path) -> None:
    published(read(tmp_path), tmp_path / "two")
    assert contents(site) == contents(tmp_path / "two")


def test_second_run_draws_nothing(tmp_path: Path, site: Path, first: Published) -> None:
    before = contents(site)
    second = published(read(tmp_path), site)
    assert (second.drawn, second.unchanged, second.size) == (0, first.drawn, first.size)
    assert contents(site) == before


LOST = edit(RECORDS, "east-guards,east,guards,control", "east-guards,east,guards,presence")
CHANGES: list[tuple[str, dict[str, object]]] = [
    ("a record in the east", {"records.csv": LOST}),
    ("a note", {"records.csv": RECORDS.replace("Held", "Held for long")}),
    ("a name of a force", {"forces.csv": edit(FORCES, "army,Army,Army", "army,The Army,Army")}),
    ("a source", {"sources.csv": edit(SOURCES, "Observer,A report", "Observer,The report")}),
    ("the title", {"atlas.toml": edit(TWO_VIEWS, 'title = "A test"', 'title = "The test"')}),
]  # fmt: skip


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_changed_site_equals_a_fresh_one(tmp_path: Path, site: Path, change: dict[str, object]) -> None:
    old, new = read(tmp_path), read(tmp_path, **change)
    published(new, site)
    published(new, tmp_path / "fresh")
    # The list of versions includes earlier ones.
    pinned = ("site.json", "versions.json", "en/feed.xml")
    fresh = contents(tmp_path / "fresh")
    again = contents(site)
    old_pins = {path for path in again if path.startswith(f"embed/{old.version}/")}
    assert again.keys() - old_pins == fresh.keys()
    assert {path: data for path, data in again.items() if path in fresh and path not in pinned} == {
        path: data for path, data in fresh.items() if path not in pinned
    }


def test_one_record_redraws_the_views_that_show_it(tmp_path: Path, site: Path, first: Published) -> None:
    before = {path: path.stat().st_ino for path in site.rglob("*.png")}
    second = published(read(tmp_path, **CHANGES[0][1]), site)
    same = {path for path, inode in before.items() if path.stat().st_ino == inode}
    assert {path.parent.name for path in same} == {"gate"}
    assert {path.parent.name for path in before.keys() - same} == {"whole", "west"}
    assert 0 < second.drawn < first.drawn
    assert second.unchanged > 10


def test_a_note_that_is_on_no_page_redraws_nothing(tmp_path: Path, site: Path) -> None:
    noted = {"records.csv": RECORDS.replace("Held", "Held for long")}
    assert noted["records.csv"] != RECORDS
    new = read(tmp_path, **noted)
    drawn = [path for path in site.rglob("*") if path.suffix in (".png", ".svg") or path.name == "index.html"]
    before = {path: path.stat().st_ino for path in drawn}
    published(new, site)
    assert {path: path.stat().st_ino for path in drawn if path != site / "index.html"} == {
        path: inode for path, inode in before.items() if path != site / "index.html"
    }
    pinned = site / "embed" / new.version / "en" / "whole"
    assert (pinned / "index.html").stat().st_ino in before.values()


def test_pinned_versions_stay_as_they_were(tmp_path: Path, site: Path) -> None:
    new = read(tmp_path, **CHANGES[0][1])
    pin = site / "embed" / "0123456789ab" / "en" / "gate" / "index.html"
    pin.parent.mkdir(parents=True)
    pin.write_text("as it was")
    manifest = json.loads((site / "site.json").read_text())
    manifest["files"]["embed/0123456789ab/en/gate/index.html"] = ["key", folder.hash_bytes(b"as it was")]
    (site / "site.json").write_text(json.dumps(manifest))
    assert "0123456789ab" in published(new, site).versions
    assert pin.read_text() == "as it was"
    versions = json.loads((site / "versions.json").read_text())
    assert versions["current"] == new.version
    assert versions["versions"][0]["version"] == new.version


def test_pinned_embed_gets_the_corrections_in_its_view(tmp_path: Path, site: Path) -> None:
    old, new = read(tmp_path), read(tmp_path, **CHANGES[0][1])
    pins = {view: site / "embed" / old.version / "en" / view for view in ("west", "gate")}
    before = {view: (folder / "index.html").read_bytes() for view, folder in pins.items()}
    assert json.loads((pins["west"] / "changes.json").read_text())["changed"] == []
    published(new, site)
    listing = json.loads((pins["west"] / "changes.json").read_text())
    assert listing["text"] == "Published on 1 December 2018 and corrected since."
    assert [place["name"] for place in listing["changed"]] == ["East"]
    assert (pins["west"] / listing["href"].split("?")[0]).resolve() == site / "en" / "west.html"
    assert "text" not in json.loads((pins["gate"] / "changes.json").read_text())
    assert {view: (folder / "index.html").read_bytes() for view, folder in pins.items()} == before


def test_embeds_of_a_version_that_changed_nothing_in_view_are_kept(tmp_path: Path, site: Path) -> None:
    old, new = read(tmp_path), read(tmp_path, **CHANGES[0][1])
    published(new, site)
    same = [site / "embed" / version / "en" / "gate" / "index.html" for version in (old.version, new.version)]
    assert same[0].read_bytes() == same[1].read_bytes()
    assert same[0].stat().st_ino == same[1].stat().st_ino


def test_file_changed_by_hand_is_made_again(tmp_path: Path, site: Path) -> None:
    before = contents(site)
    (site / "index.html").write_text("broken")
    (site / "en" / "gate" / "card.png").unlink()
    assert published(read(tmp_path), site).drawn == 2
    assert contents(site) == before


def test_files_of_the_host_stay(tmp_path: Path, site: Path) -> None:
    (site / "CNAME").write_text("maps.news.example")
    (site / "index.html.gz").write_bytes(b"old")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    published(read(tmp_path, **CHANGES[2][1]), site)
    assert (site / "CNAME").read_text() == "maps.news.example"
    assert (site / ".git" / "HEAD").read_text() == "ref"
    assert not (site / "index.html.gz").exists(), "a page that was zipped before must not outlive the page"


def test_folder_with_other_contents_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "diary.txt").write_text("mine")
    with pytest.raises(SiteError, match="not a Marchland site"):
        published(read(tmp_path), tmp_path / "home")
    assert contents(tmp_path / "home") == {"diary.txt": b"mine"}
    with pytest.raises(SiteError, match="not a folder"):
        published(read(tmp_path), tmp_path / "home" / "diary.txt")


def test_empty_branch_is_published_into(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".git").write_text("gitdir: elsewhere")
    (site / ".nojekyll").touch()
    (site / "CNAME").write_text("maps.news.example")
    published(read(tmp_path), site)
    assert {".git", ".nojekyll", "CNAME", "index.html"} <= contents(site).keys()


def test_failure_leaves_the_old_site_and_no_part(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(site)
    monkeypatch.setattr(build, "_draw", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        published(read(tmp_path, **CHANGES[0][1]), site)
    assert contents(site) == before
    assert not list(tmp_path.glob("site.part-*"))


def test_folders_change_places_where_no_single_step_is_there(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_exchange", lambda *_: False)
    before = contents(site)
    published(read(tmp_path), site)
    assert contents(site) == before
    assert not list(tmp_path.glob("site.part-*"))


def test_two_runs_exclude_each_other(tmp_path: Path) -> None:
    with (
        open_part(tmp_path / "site"),
        pytest.raises(SiteError, match="Another publish run"),
        open_part(tmp_path / "site"),
    ):
        raise AssertionError


def test_killed_at_any_moment_the_old_site_remains(tmp_path: Path) -> None:
    """A real run, killed without warning: while it reads, while it draws, near its end."""
    site, source = tmp_path / "site", tmp_path / "atlas"
    assert call("new", source).exit_code == 0
    assert call("publish", site, "--atlas", source).exit_code == 0
    before = contents(site)
    records = (source / "records.csv").read_text()
    (source / "records.csv").write_text(
        records.replace("harbour-league,harbour,league,control", "harbour-league,harbour,council,control")
    )
    states = []
    for marks in (1, 20, 34):
        run = start(site, source)
        wait_for(tmp_path, marks, run)
        run.send_signal(signal.SIGKILL)
        run.wait()
        states.append(len(list(tmp_path.glob("site.part-*"))))
        now = contents(site)
        whole = now == before or json.loads(now["site.json"])["version"] == read_atlas(source).version
        assert whole
        assert set(json.loads(now["site.json"])["files"]) | {"site.json"} == set(now)
    assert any(states), "no run was killed while it wrote"
    assert call("publish", site, "--atlas", source).exit_code == 0
    assert not list(tmp_path.glob("site.part-*"))
    assert contents(site) != before


def start(site: Path, source: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "app.py", "publish", str(site), "--atlas", str(source)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(parent: Path, files: int, run: subprocess.Popen[bytes]) -> None:
    """Wait until a run has written so many files of its part."""
    while run.poll() is None:
        parts = parent.glob("site.part-*")
        if sum(len(names) for part in parts for _, _, names in os.walk(part)) >= files:
            return
        time.sleep(0.002)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_command_reports_what_it_did(tmp_path: Path) -> None:
    first = call("publish", tmp_path / "site", "--atlas", STARTER)
    assert first.exit_code == 0, first.output
    assert " files updated, 0 unchanged, " in first.output
    second = call("publish", tmp_path / "site", "--atlas", STARTER, "--base-url", "https://news.example")
    assert second.exit_code == 0
    assert "Links are relative" not in second.output


@pytest.mark.parametrize("url", ["news.example", "ftp://news.example", "https://news.example/?a=b"])
def test_base_url_must_be_an_address(tmp_path: Path, url: str) -> None:
    result = call("publish", tmp_path / "site", "--atlas", STARTER, "--base-url", url)
    assert result.exit_code == 2
    assert "is not the address of a site" in result.output
    assert not (tmp_path / "site").exists()


def test_command_refuses_a_foreign_folder(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    result = call("publish", tmp_path, "--atlas", STARTER)
    assert result.exit_code == 2
    assert "not a Marchland site" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]
