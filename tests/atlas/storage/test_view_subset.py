"""Parts of an atlas: their version is a hash that is the same in every run."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from atlas.model.atlas import Atlas
from atlas.storage.view_subset import cut, digest
from tests.conftest import ROOT

BBOX = (-180.0, -85.0, 180.0, 85.0)
PRINT = f"""
from pathlib import Path
from atlas.reading.read import read_atlas
from atlas.storage.view_subset import cut
print(cut(read_atlas(Path("atlas/starter")), {BBOX}).version)
"""


def test_another_run_computes_the_same_version(starter: Atlas) -> None:
    command = [sys.executable, "-c", PRINT]
    other = subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": "1"},
    )
    assert other.stdout.strip() == cut(starter, BBOX).version


def test_the_frame_builder_is_no_part_of_the_content(starter: Atlas) -> None:
    assert digest(replace(starter, frame_builder=None)) == digest(starter)


def test_a_thing_whose_text_differs_between_runs_is_refused() -> None:
    with pytest.raises(TypeError, match="function has no hash that stays the same"):
        digest([test_another_run_computes_the_same_version])
