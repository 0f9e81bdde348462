"""What counts for a claim, and how much: origins, speakers, days, and contradictions."""

from pathlib import Path

import pytest

from atlas.evidence.standings import weigh_records
from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.narrow import leave_out
from tests.atlases import pieces, write_atlas

HEAD = "id,place,force,status,from,to,standing,by,by_side,contradicts,sources\n"
SOURCES = """id,publisher,title,published,origin,leaning
observer,Observer,Notes,2018-03-01,,none
relay,Relay,Notes again,2018-03-02,observer,pro-army
wire,Wire,News,2018-03-05,,none
bulletin,Bulletin,Orders,2018-03-05,,army
gazette,Gazette,More orders,2018-03-06,,pro-army
undated,Leaflet,,,,none
"""


def read(folder: Path, *rows: str) -> Atlas:
    """Return an atlas with some records on east: each is its id, force, then the columns from standing on."""
    faults = [
        f"{own},east,{force},control,2018-03-01,,{rest}"
        for own, force, rest in (row.split(",", 2) for row in rows)
    ]
    files = pieces(**{"records.csv": HEAD + "\n".join(faults) + "\n", "sources.csv": SOURCES})
    files["events.csv"] = "id,date,place,title,sources\n"
    return read_atlas(write_atlas(folder, files))


def standings(atlas: Atlas) -> dict[str, str]:
    return dict(zip(atlas.records["id"], atlas.records["standing"], strict=True))


@pytest.mark.parametrize(
    ("rest", "standing"),
    [
        (",,,,observer", "reported"),
        (",,,,observer;wire", "confirmed"),
        (",,,,undated;wire", "confirmed"),
        (",,,,observer;relay", "reported"),  # a relay counts with its origin
        (",,,,relay", "reported"),  # and does not lend it a side
        (",,,,bulletin", "claimed"),
        (",,,,bulletin;gazette", "claimed"),  # a party alone, twice
        (",,,,bulletin;wire", "confirmed"),
        (",army,,,wire", "claimed"),
        (",army,,,observer;wire", "claimed"),  # quoted twice, one voice
        (",A general,government,,observer;wire", "claimed"),
        (",A resident,,,observer;wire", "reported"),
        (",A resident,,,bulletin", "reported"),
        (",guards,,,observer", "reported"),  # about somebody else
    ],
)
def test_an_empty_standing_is_computed(rest: str, standing: str, tmp_path: Path) -> None:
    assert standings(read(tmp_path, f"one,army,{rest}"))["one"] == standing


def test_a_source_older_than_the_claim_does_not_count(tmp_path: Path) -> None:
    atlas = read(tmp_path, "one,army,,,,,observer;wire")
    assert standings(atlas)["one"] == "confirmed"
    files = pieces(**{"sources.csv": SOURCES, "events.csv": "id,date,place,title,sources\n"})
    files["records.csv"] = HEAD + "one,east,army,control,2018-03-04,,,,,,observer;wire\n"
    assert standings(read_atlas(write_atlas(tmp_path / "later", files)))["one"] == "reported"


def test_a_contradiction_overrides_everything(tmp_path: Path) -> None:
    atlas = read(tmp_path, "one,army,,,,,observer;wire", "two,guards,,guards,,one,undated")
    assert standings(atlas) == {"one": "disputed", "two": "disputed"}


def test_without_the_denial_the_sources_decide(tmp_path: Path) -> None:
    atlas = read(tmp_path, "one,army,,,,,observer;wire", "two,guards,disputed,guards,,one,undated")
    assert standings(leave_out(atlas, ("undated",))) == {"one": "confirmed"}
    assert standings(leave_out(atlas, ("observer", "wire"))) == {"two": "claimed"}


def test_without_the_independent_source_only_a_party_remains(tmp_path: Path) -> None:
    atlas = read(tmp_path, "one,army,,,,,bulletin;wire")
    assert standings(leave_out(atlas, ("wire",))) == {"one": "claimed"}
    assert standings(leave_out(atlas, ("bulletin",))) == {"one": "reported"}


def test_a_speaker_with_an_id_has_its_name(tmp_path: Path) -> None:
    record = read(tmp_path, "one,army,,army,,,wire").record(0)
    army = read(tmp_path / "again", "one,army,,army,,,wire").forces["army"]
    assert (record.by, record.speaker, record.by_side) == (army.name, "army", army.family)


@pytest.mark.parametrize("year", ["1940", "1969", "2018"])
def test_a_war_of_any_year_is_weighed_alike(tmp_path: Path, year: str) -> None:
    """A book that came out decades later counts beside the reports of the day, and these beside it."""
    files = pieces()
    settings = [
        ("2017-01-01", f"{year}-01-01"),
        ("2019-01-01", f"{year}-12-31"),
        ("2018-01-01", f"{year}-06-01"),
    ]
    for old, new in settings:
        files["atlas.toml"] = files["atlas.toml"].replace(old, new)
    files["sources.csv"] = (
        SOURCES.replace("2018-", f"{year}-") + "book,Historian,A history,2019-01-01,,none\n"
    )
    files["records.csv"] = HEAD + (
        f"both,east,army,control,{year}-03-01,,,,,,observer;book\n"
        f"early,east,guards,control,{year}-03-03,,,,,,observer;wire;book\n"
    )
    files["events.csv"] = f"id,date,place,title,sources\nfall,{year}-03-01,east,Fall,observer;book\n"
    for zone in files["zones.geojson"]["features"]:
        zone["properties"].pop("from", None)
    atlas = read_atlas(write_atlas(tmp_path, files))
    assert standings(atlas) == {"both": "confirmed", "early": "confirmed"}
    assert [weight[:2] for weight in weigh_records(atlas)] == [(2, 2), (2, 2)]
    assert [event.standing.value for event in atlas.events] == ["confirmed"]
