"""docs/atlas-format.md lists every column, key and closed word, and marks the required columns."""

import re

import pytest
from pydantic import BaseModel

from atlas.model.colours import SHADE_COLUMNS
from atlas.model.limits import Limits
from atlas.model.vocabulary import LineStyle, Standing, Status, WorldPart
from atlas.reading.folder import BASEMAP, PLACES, REQUIRED
from atlas.reading.shapes.derived_zones import KEYS
from atlas.reading.shapes.modelled_ground import KEYS as TOWN_KEYS
from atlas.reading.tables.atlas_toml import Boundaries, Settings, ViewRow
from atlas.reading.tables.csv_tables import fields_of
from atlas.reading.tables.house_names import KINDS
from atlas.reading.tables.row_schemas import CONTRACTS, BasemapRow, PlaceRow
from tests.conftest import ROOT

DERIVED = (ROOT / "docs" / "derived-zones.md").read_text(encoding="utf-8")
TEXT = (ROOT / "docs" / "atlas-format.md").read_text(encoding="utf-8")
EVIDENCE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (`[^|]*) \| ([^|]*)\|", re.MULTILINE)
WHERE: dict[str, type[BaseModel]] = {
    "## records.csv": CONTRACTS["records"],
    "## sources.csv": CONTRACTS["sources"],
    "## leanings.csv": CONTRACTS["leanings"],
    "| column of families.csv": CONTRACTS["families"],
    "| column of forces.csv": CONTRACTS["forces"],
    "## events.csv": CONTRACTS["events"],
    "## boundaries.csv": CONTRACTS["boundaries"],
    "## zones.geojson": PlaceRow,
    "## basemap/": BasemapRow,
    "## atlas.toml": Settings,
    "| key of `[[views]]`": ViewRow,
    "| key of `[[boundaries]]`": Boundaries,
}


def table_at(start: str) -> dict[str, bool]:
    """Return the names in the first table after a text, each with whether it is marked as required."""
    text = EVIDENCE if start == "## leanings.csv" else TEXT
    rows = text[text.index(f"\n{start}") :].partition("|---")[2].partition("\n\n")[0]
    return {
        name: mark.strip() == "yes"
        for names, mark in ROW.findall(rows)
        for name in re.findall(r"`([^`]+)`", names)
    }


@pytest.mark.parametrize("start", WHERE)
def test_the_format_names_every_column(start: str) -> None:
    named = table_at(start)
    required = {
        name: info.is_required()
        for name, info in fields_of(WHERE[start]).items()
        if name not in SHADE_COLUMNS
    }
    extra = {"focus"} if WHERE[start] is BasemapRow else set()
    assert {name: mark for name, mark in named.items() if name not in extra} == required


def test_the_page_on_colours_names_every_shade() -> None:
    text = (ROOT / "docs" / "colours.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`((?:light|dark|print)_[a-z]+)`", text)) == set(SHADE_COLUMNS)
    assert "(colours.md)" in TEXT
    for contract in (CONTRACTS["families"], CONTRACTS["forces"]):
        assert set(SHADE_COLUMNS) < set(fields_of(contract))


def test_every_contract_has_its_table() -> None:
    assert set(CONTRACTS.values()) <= set(WHERE.values())


def test_the_format_names_every_word_of_a_closed_set() -> None:
    derived = {key for keys in (*KEYS.values(), TOWN_KEYS) for key in keys}
    for word in (*Status, *Standing, *LineStyle, *WorldPart, *KINDS, *BASEMAP):
        assert f"`{word}`" in TEXT or f"`[{word}." in TEXT, word
    for word in derived:
        assert f'"{word}": ' in DERIVED, word
    assert set(table_at("| status |")) == set(Status)
    assert set(table_at("| standing |")) == set(Standing)


def test_the_format_names_every_file() -> None:
    needed = set(
        re.findall(
            r"`([^`]+)`", "".join(re.findall(r"^\| (`.*) \| yes \|", TEXT.partition("\n## ")[0], re.M))
        )
    )
    assert needed == set(REQUIRED)
    for place in PLACES:
        assert f"`{place}.geojson`" in TEXT
    assert f"{Limits().string_bytes:,} bytes" in TEXT


def test_the_format_is_short_and_linked() -> None:
    assert len(TEXT.splitlines()) < 240
    assert "docs/atlas-format.md" in (ROOT / "README.md").read_text(encoding="utf-8")
