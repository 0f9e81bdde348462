"""The program contains no fact of the included atlas: its countries, forces and places are data alone."""

import csv
import json
import re
import subprocess
from pathlib import Path

from tests.conftest import ROOT

ROOMS = ("atlas", "text", "layers", "outputs", "web", "commands", "imports", "assets", "app.py")
KINDS = {".py", ".js", ".ts", ".css", ".toml", ".html", ".json"}
DATA = ("atlas/world/", "atlas/starter/", "assets/built/", "assets/vendor/", "imports/")
"""The world, the starter atlas, built files, and `import`, which reads formats of other wars."""
FACTS = re.compile(
    r"syria|damascus|aleppo|idlib|euphrates|golan|hauran|daraa|deir|raqqa|\bassad|albu.?kamal"
    r"|\bisis\b|\bisil\b|daesh|hezbollah|\bsdf\b|kurd|\bnusra\b|\biraq|\biran|lebanon|israel|turkey|turkish"
    r"|russia|\"SY\"|'SY'",
    re.IGNORECASE,
)
WORDS = {"coalition", "iran", "local", "us", "un"}
"""Ids that are plain words, or also stand for something else."""


def program_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in listed if Path(name).suffix in KINDS and not name.startswith(DATA)]


def ids_of_the_atlas() -> set[str]:
    ids: set[str] = set()
    for name in ("families", "forces"):
        with (ROOT / "geodata" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            ids |= {row["id"] for row in csv.DictReader(file)}
    for name in ("zones", "sites", "lines", "basemap/land"):
        features = json.loads((ROOT / "geodata" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        ids |= {str(feature["properties"]["id"]) for feature in features}
    return ids - WORDS


def test_no_fact_of_the_included_atlas_is_in_the_program() -> None:
    files = program_files()
    assert len(files) > 400
    matches = {
        str(path.relative_to(ROOT)): sorted(set(FACTS.findall(path.read_text(encoding="utf-8"))))
        for path in files
    }
    assert not {path: words for path, words in matches.items() if words}


def test_no_id_of_the_included_atlas_is_in_the_program() -> None:
    ids = ids_of_the_atlas()
    assert len(ids) > 150
    quoted = re.compile(r"""["'`]([a-z0-9-]+)["'`]""")
    matches = {
        str(path.relative_to(ROOT)): sorted(ids & set(quoted.findall(path.read_text(encoding="utf-8"))))
        for path in program_files()
    }
    assert not {path: words for path, words in matches.items() if words}
