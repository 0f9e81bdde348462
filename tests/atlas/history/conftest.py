"""The default atlas for the twins of an information date: read once, built whole and cut."""

import pytest

from atlas.model.atlas import Atlas
from tests.conftest import ROOT
from tests.cut_atlas import Tables, Unchecked, read_rows, read_unchecked

VERSION = "twin12345678"
"""The version of the whole and of the cut atlas, so that no output differs by it."""


@pytest.fixture(scope="package")
def geodata() -> tuple[Unchecked, Tables, Atlas]:
    """The default atlas: the uncut parts, its rows, and the whole."""
    base, rows = read_unchecked(ROOT / "geodata"), read_rows(ROOT / "geodata")
    return base, rows, base.build(rows, VERSION)
