"""Hostile files: each is refused or taken within its limits, nothing else is read, and no socket opens."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from app import main
from atlas.reading.read import check_atlas
from imports.formats.limits import ImportLimits
from imports.formats.read_files import Reading, read_files
from tests.conftest import ROOT
from tests.imports.hostile import REFUSED, TAKEN
from tests.imports.samples import write_samples
from tests.imports.test_formats import call_import

LIMITS = ImportLimits(memory_bytes=3_000_000_000, cpu_seconds=40, wall_seconds=90, rows=50_000)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("corpus")
    samples = write_samples(tmp_path_factory.mktemp("samples"))
    for name, write in (REFUSED | TAKEN).items():
        write(folder / name, samples)
    yield folder


@pytest.fixture(scope="module")
def reading(corpus: Path) -> Reading:
    """All files of the corpus, read by one child process, each in a fork of its own."""
    return read_files([corpus / name for name in (*REFUSED, *TAKEN)], limits=LIMITS)


def test_the_corpus_is_large() -> None:
    assert len(REFUSED) + len(TAKEN) >= 60


def test_each_file_is_refused_or_taken(reading: Reading) -> None:
    refused = {refusal.file: refusal.rule for refusal in reading.refused}
    assert refused.keys() == REFUSED.keys()
    assert {layer.file for layer in reading.layers} == TAKEN.keys()
    assert not [rule for rule in refused.values() if "\n" in rule or len(rule) > 300]
    assert "VRT" in refused["virtual.geojson"]
    assert "entities" in refused["external-entity.kml"]
    assert "unpacks to 50,000,000" in refused["bomb.zip"]
    assert refused["pipe.csv"] == "is a named pipe (FIFO), not a file"
    assert refused["outside.csv"] == "is a link to a file outside its folder"
    assert refused["vertices.geojson"] == "has 1,200,000 vertices; the limit is 1,000,000"


def test_nothing_of_this_machine_is_in_what_was_read(reading: Reading, corpus: Path) -> None:
    cells = {cell for layer in reading.layers for row in layer.rows for cell in row}
    assert not [cell for cell in cells if "root:" in cell or "/bin/" in cell]
    for folder in (corpus.parent, Path(tempfile.gettempdir())):
        assert not list(folder.glob("climbed*"))


def test_an_atlas_of_all_that_is_taken_passes_its_check(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    result = call_import(*(corpus / name for name in TAKEN), "--date", "2020-01-01", "--into", folder)
    assert result.exit_code == 0, result.output
    assert not check_atlas(folder).faults
    tables = [path.read_text(encoding="utf-8") for path in folder.glob("*.csv")]
    cells = [cell for table in tables for line in table.splitlines() for cell in line.split(",")]
    assert "'@SUM(1)" in cells
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "@", "+"))]
    assert "\x1b" not in "".join(tables)


PROBE = """
import sys; sys.path.insert(0, {root!r})
from imports.formats.limits import ImportLimits
from imports.formats.sandbox import enter_sandbox
import socket, subprocess, urllib.request
enter_sandbox(ImportLimits(**{limits!r}))
for attempt in (socket.socket, lambda: subprocess.run(["true"]), lambda: bytearray(5_000_000_000),
                lambda: [open("/dev/null") for _ in range(200)]):
    try:
        attempt()
    except (PermissionError, MemoryError, OSError) as error:
        print(type(error).__name__)
    else:
        print("allowed")
"""


def test_the_sandbox_refuses_sockets_programs_memory_and_many_files() -> None:
    code = PROBE.format(root=str(ROOT), limits=asdict(LIMITS))
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["PermissionError", "PermissionError", "MemoryError", "OSError"]


def test_help_names_the_formats() -> None:
    text = " ".join((main.commands["import"].help or "").split())
    for name in (
        "GeoJSON",
        "GeoPackage",
        "Shapefile",
        "KML",
        "FlatGeobuf",
        "GeoParquet",
        "CSV",
        "XLSX",
        "ODS",
    ):
        assert name in text
