"""Atlases without places or days are refused with a cure; nothing falls back to 1 January 1970."""

from pathlib import Path

import pytest

from atlas.model.edtf_dates import format_day
from atlas.reading.read import check_atlas, read_atlas
from tests.atlases import EVENTS, FAMILIES, FORCES, RECORDS, SOURCES, TOML, collection, pieces, write_atlas

HEADS = {"records.csv": RECORDS.splitlines()[0] + "\n", "events.csv": EVENTS.splitlines()[0] + "\n"}
UNDATED = {"first = 2017-01-01\n": "", "last = 2019-01-01\n": "", 'default_date = "2018-01-01"\n': ""}


def without_days(*given: str) -> str:
    """Return atlas.toml without its days but those given."""
    text = TOML
    for line, nothing in UNDATED.items():
        if not line.startswith(given or ("no key",)):
            text = text.replace(line, nothing)
    return text


def faults_of(folder: Path, **changes: object) -> list[str]:
    """Return the texts of all faults of an atlas made of pieces."""
    return [fault.format_text() for fault in check_atlas(write_atlas(folder, pieces(**changes))).faults]


def test_an_atlas_without_places_is_refused_in_one_line(tmp_path: Path) -> None:
    empty = {name: collection() for name in ("zones.geojson", "sites.geojson", "lines.geojson")}
    assert faults_of(tmp_path, **HEADS | empty) == [
        "zones.geojson: contains no places, and neither does any other file. "
        "Add the zones or sites that somebody holds."
    ]


@pytest.mark.parametrize(
    ("given", "missing"), [((), ["first", "last"]), (("first",), ["last"]), (("last",), ["first"])]
)
def test_an_atlas_without_days_needs_first_and_last(
    given: tuple[str, ...], missing: list[str], tmp_path: Path
) -> None:
    texts = faults_of(tmp_path, **HEADS | {"atlas.toml": without_days(*given)})
    assert texts == [
        f"atlas.toml, key {key}: is needed, because no record or event has a date. "
        f"Add {key} = 2020-01-31, with the {key} day of the atlas."
        for key in missing
    ]


def test_an_atlas_without_records_shows_its_own_days(tmp_path: Path) -> None:
    sources = SOURCES.splitlines()[0] + "\n"
    files = pieces(**HEADS | {"sources.csv": sources, "families.csv": FAMILIES, "forces.csv": FORCES})
    atlas = read_atlas(write_atlas(tmp_path, files))
    days = (atlas.meta.first, atlas.meta.last, atlas.meta.default_date, atlas.latest_source)
    assert [format_day(day) for day in days] == ["2017-01-01", "2019-01-01", "2018-01-01", "2019-01-01"]
