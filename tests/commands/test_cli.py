"""The command line besides `draw`: check, new, serve, and their errors."""

import json
import os
import re
import socket
import subprocess
import sys
import tomllib
import urllib.request
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app import main
from atlas.model.atlas import Atlas
from atlas.model.faults import Fault, Severity
from atlas.reading.read import check_atlas
from atlas.request.options import OPTIONS
from commands.request_options import HELP
from outputs.checks import inspect_atlas
from outputs.metadata.about import TOOL
from tests.atlases import RECORDS, pieces, write_atlas
from tests.conftest import ROOT, STARTER


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    records = RECORDS.replace("east,army", "nowhere,army").replace("2017-06,", "2017-66,")
    return write_atlas(tmp_path / "faulty", pieces(**{"records.csv": records}))


def test_check_of_a_valid_atlas() -> None:
    result = call("check", "--atlas", STARTER)
    assert result.exit_code == 0
    assert "no faults" in result.output
    assert "14 records" in result.output
    assert call("check", "--atlas", STARTER, "--format", "json").output == "[]\n"


def test_check_lists_every_fault(faulty: Path) -> None:
    result = call("check", "--atlas", faulty)
    assert result.exit_code == 1
    assert 'records.csv, line 2, column from: "2017-66"' in result.output
    assert 'records.csv, line 4, column place: "nowhere"' in result.output


def test_check_in_json_has_the_same_faults(faulty: Path) -> None:
    result = call("check", "--atlas", faulty, "--format", "json")
    assert result.exit_code == 1
    faults = json.loads(result.output)
    messages = [fault["message"] for fault in faults]
    assert messages == call("check", "--atlas", faulty).stdout.splitlines()
    assert {"file", "line", "column", "value", "rule", "cure"} <= faults[0].keys()


def _doubt(atlas: Atlas) -> tuple[Fault, ...]:
    return (Fault("families.csv", f"has {len(atlas.families)} colours", severity=Severity.WARNING),)


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_check_lists_warnings_and_refuses_them_when_strict(
    options: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspect_atlas, "CHECKS", (_doubt,))
    result = call("check", "--atlas", STARTER, *options)
    assert result.exit_code == code
    first, last = result.output.splitlines()
    assert first.startswith("Warning: families.csv: has ")
    assert "no faults, 1 warning." in last
    rows = json.loads(call("check", "--atlas", STARTER, "--format", "json").output)
    assert [row["severity"] for row in rows] == ["warning"]


def test_check_counts_warnings_beside_faults(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = Fault("families.csv", "is doubtful", severity=Severity.WARNING)
    checked = replace(check_atlas(faulty), warnings=(doubt,))
    monkeypatch.setattr("commands.check.check_atlas", lambda *_, **__: checked)
    result = call("check", "--atlas", faulty)
    assert result.exit_code == 1
    assert "2 faults and 1 warning" in result.stderr


def test_check_of_no_folder(tmp_path: Path) -> None:
    missing = call("check", "--atlas", tmp_path / "none")
    assert missing.exit_code == 2
    assert missing.output.count("\n") == 1
    assert (
        f'--atlas: "{tmp_path / "none"}" does not exist. Give the folder that contains atlas.toml.'
        in missing.output
    )


def test_draw_refuses_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").touch()
    result = call("draw", tmp_path / "map.svg", "--atlas", tmp_path / "atlas.toml")
    assert result.exit_code == 2
    assert "is a file, not a folder. Give the folder that contains atlas.toml." in result.output


def test_new_writes_an_atlas_that_passes_and_draws(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "mine"
    result = call("new", folder)
    assert result.exit_code == 0, result.output
    assert str(folder) in result.output
    last = result.output.splitlines()[-1]
    assert "docs/atlas-format.md" in last
    assert "check" in last
    assert call("check", "--atlas", folder).exit_code == 0
    assert call("draw", tmp_path / "map.png", "--atlas", folder).exit_code == 0
    assert all(os.access(path, os.W_OK) for path in folder.rglob("*"))


def test_new_takes_an_empty_folder_and_no_other(tmp_path: Path) -> None:
    assert call("new", tmp_path).exit_code == 0
    (tmp_path / "atlas.toml").write_text("mine")
    result = call("new", tmp_path)
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert (tmp_path / "atlas.toml").read_text() == "mine"
    assert call("new", tmp_path / "atlas.toml").exit_code == 2


@pytest.mark.parametrize("arguments", [["draw", "map.png"], ["serve"], []])
def test_atlas_with_faults_is_not_opened(faulty: Path, arguments: list[str]) -> None:
    result = call(*arguments, "--atlas", faulty)
    assert result.exit_code == 1
    assert 'records.csv, line 2, column from: "2017-66"' in result.output
    assert "has 2 faults and was not opened" in result.output


def test_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = call("--atlas", STARTER, "--port", port)
    assert result.exit_code == 1
    assert f"--port: 127.0.0.1:{port} is not available" in result.output
    assert "--port" in result.output


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        *(("--port", value, "0 to 65535") for value in ("99999", "abc", "-1", "80.5", "", "٣", "1" * 400)),
        *(("--workers", value, "1 to 64") for value in ("0", "65", "two", "٣")),
    ],
)
def test_an_invalid_number_is_refused_in_one_line(option: str, value: str, allowed: str) -> None:
    result = call("serve", "--atlas", STARTER, option, value)
    assert result.exit_code == 2
    assert result.output.count("\n") == 1 and len(result.output) < 200
    assert f'{option}: "{value[:80]}" is not allowed. Use a whole number from {allowed}.' in result.output


@pytest.mark.parametrize("arguments", [[], ["serve"]])
def test_serve_prints_its_address_and_answers(arguments: list[str]) -> None:
    command = [sys.executable, "app.py", *arguments, "--atlas", str(STARTER), "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            match = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert match, line + server.stdout.read()
            with urllib.request.urlopen(match[0] + "/", timeout=120) as answer:
                assert answer.status == 200
        finally:
            server.terminate()


def test_help_explains_every_request_option() -> None:
    assert list(HELP) == list(OPTIONS)
    for command in main.commands.values():
        assert command.help
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


def test_version_is_one() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"Marchland {version}" == TOOL
    assert version in call("--version").output


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text()
    for name in main.commands:
        assert f"python app.py {name}" in readme, name
    assert "make -C marchland run" in readme
    assert "make test" in readme


def test_missing_packages_get_a_message_with_a_cure() -> None:
    # Without the module `site`, Python finds its own library alone.
    command = [sys.executable, "-S", "app.py", "check"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("The package click is not installed for ")
    assert (
        "`make setup`, then `.venv/bin/python app.py …`; or `pip install -r requirements.txt`"
        in result.stderr
    )
