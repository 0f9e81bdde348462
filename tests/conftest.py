"""What all tests share: the starter atlas, the default atlas, and the flag that accepts new goldens."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "atlas" / "starter"
VYHADIA = ROOT / "tests" / "cases" / "atlases" / "vyhadia"


# The time of an example shows how busy the machine is, not whether the example holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="accept what is drawn now as right")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-goldens") and os.environ.get("CI"):
        raise pytest.UsageError("Goldens are accepted by a person who has looked at them, never in CI.")


@pytest.fixture(scope="session")
def starter() -> Atlas:
    """The small invented atlas that `app.py new` writes."""
    return read_atlas(STARTER)


@pytest.fixture(scope="session")
def default_atlas() -> Atlas:
    """The atlas in geodata/."""
    return read_atlas(ROOT / "geodata")


@pytest.fixture(scope="session")
def ancient() -> Atlas:
    """A small invented atlas of years, from 61 BCE to 20 CE."""
    return read_atlas(VYHADIA.with_name("ancient"))


@pytest.fixture(scope="session")
def medieval() -> Atlas:
    """A small invented atlas of months, from 1414 to 1417."""
    return read_atlas(VYHADIA.with_name("medieval"))


@pytest.fixture(scope="session")
def vyhadia() -> Atlas:
    """An atlas that is nothing like the default one: an invented land in Ukrainian, Georgian and English."""
    return read_atlas(VYHADIA)
