"""GitHub Pages: the commands of the workflow, in a clean checkout, publish a site that works below /repo/."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.test_site import framed, serve, watch
from tests.conftest import ROOT

WORKFLOW = ROOT / "deploy" / "github-pages.yml"
PROGRAM = (
    "app.py",
    "commands",
    "imports",
    "atlas",
    "text",
    "layers",
    "outputs",
    "web",
    "assets",
    "docs",
    "pyproject.toml",
    "requirements.txt",
    ".gitignore",
)
ACTIONS = {"actions/checkout", "actions/setup-python"}
INSTALL = "python -m pip install --require-hashes -r requirements.txt"
NAMED = {f"GIT_{who}_{what}": "news" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def read_job() -> dict[str, Any]:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow[True] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}  # YAML reads "on" so
    assert workflow["permissions"] == {"contents": "write"}
    (job,) = workflow["jobs"].values()
    return dict(job)


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | NAMED).stdout


def run_steps(remote: Path, folder: Path) -> None:
    """Run the commands of the workflow, one shell a step, in a new checkout."""
    git(folder.parent, "clone", "-q", "--branch", "main", str(remote), str(folder))
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {
        "ATLAS": "atlas/starter",
        "BASE_URL": "https://news.github.io/repo",
        "GITHUB_SHA": "the newest",
    }
    for step in read_job()["steps"]:
        if "run" in step and step["run"] != INSTALL:
            command = ["bash", "-e", "-c", step["run"]]
            subprocess.run(command, cwd=folder, check=True, env=os.environ | variables | {"PATH": paths})


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the program in another folder."""
    work, bare = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("remote") / "repo.git"
    for name in PROGRAM:
        source, skip = ROOT / name, shutil.ignore_patterns("__pycache__")
        if source.is_dir():
            shutil.copytree(source, work / name, ignore=skip)
        else:
            shutil.copy(source, work / name)
    git(work, "init", "-q", "--initial-branch", "main")
    git(work, "add", "--all")
    git(work, "commit", "-qm", "The atlas")
    git(work.parent, "clone", "-q", "--bare", str(work), str(bare))
    return bare


@pytest.fixture(scope="module")
def home(remote: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the published branch, served below /repo/ as GitHub does."""
    run_steps(remote, tmp_path_factory.mktemp("runs") / "first")
    www = tmp_path_factory.mktemp("www")
    git(www, "clone", "-q", "--branch", "gh-pages", str(remote), str(www / "repo"))
    address, server = serve(www, www)
    yield f"{address}/repo"
    server.terminate()
    server.wait(10)


def test_the_workflow_uses_known_actions_and_installs_what_is_pinned() -> None:
    steps = read_job()["steps"]
    assert {step["uses"].partition("@")[0] for step in steps if "uses" in step} == ACTIONS
    assert INSTALL in [step.get("run") for step in steps]


@pytest.mark.parametrize("path", ["index.html", "en/island.html"])
def test_the_published_branch_works_below_a_path(page: Page, home: str, path: str) -> None:
    faults: list[str] = []
    watch(page, home, faults)
    page.goto(f"{home}/{path}")
    expect(framed(page).locator("input[type=range]")).to_be_visible()
    page.locator("a[href$='.html']").last.click()
    page.wait_for_load_state("networkidle")
    assert not faults


def test_a_second_run_keeps_the_first(
    remote: Path, home: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home  # it is published once
    before = git(remote, "rev-parse", "gh-pages")
    run_steps(remote, tmp_path / "again")
    assert git(remote, "rev-parse", "gh-pages") == before
    assert "0 of " in capfd.readouterr().out
    work = tmp_path / "work"
    git(tmp_path, "clone", "-q", "--branch", "main", str(remote), str(work))
    records = work / "atlas" / "starter" / "records.csv"
    text = records.read_text(encoding="utf-8")
    records.write_text(text.replace("harbour,league,control", "harbour,council,control"), encoding="utf-8")
    git(work, "commit", "-qam", "A correction")
    git(work, "push", "-q", "origin", "main")
    run_steps(remote, tmp_path / "corrected")
    assert git(remote, "rev-parse", "gh-pages~1") == before
    listed = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert ".nojekyll" in listed
    assert len({path.split("/")[1] for path in listed if path.endswith("atlas.json.gz")}) == 2
