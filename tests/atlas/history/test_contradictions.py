"""Contradictions: which records deny each other, who are rivals, and who speaks in a record."""

from pathlib import Path

import pytest

from atlas.history.in_effect import find_denied, find_rivals, list_denials
from atlas.history.scene import scene_on
from atlas.history.side_differences import DifferenceTracks
from atlas.history.sides import is_partial, voices
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from tests.atlases import pieces, write_atlas

SOURCES = """\
id,publisher,title,url,archive_url,published,language,origin,leaning
observer,Observer,A,,,2018-03-01,en,,none
wire,Wire,A,,,2018-03-01,en,,none
state-news,State News,A,,,2018-03-05,ar,,pro-government
front,Front,A,,,2018-03-05,ar,,pro-iran
"""
HEAD = "id,place,force,status,from,to,by,by_side,contradicts,sources"
RECORDS = {
    "army": "west,army,control,2017-11-19,,,,guards,state-news",
    "guards": "west,guards,control,2017-11-19,,,,,wire",
    "fourth": "west,fourth,control,2017-11-19,,,,,observer;wire",
    "alone": "east,army,control,2017-11-19,,,,,observer;wire",
    "absent": "east,guards,absent,2017-11-19,,,,,state-news",
    "mixed": "gate,army,presence,2017-11-19,,,,,state-news;observer",
    "both": "gate,fourth,presence,2017-11-19,,,,,state-news;front",
    "spoken": "gate,guards,presence,2017-11-19,,A man,,,observer",
    "sided": "far,guards,presence,2017-11-19,,A man,iran,,observer",
    "against": "far,army,presence,2017-11-19,,A man,iran,,observer",
}
DAY = parse_day("2018-04-01")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    rows = [HEAD, *(f"{own},{cells}" for own, cells in RECORDS.items()), ""]
    changes = {"records.csv": "\n".join(rows), "sources.csv": SOURCES, "events.csv": None}
    return read_atlas(write_atlas(tmp_path_factory.mktemp("contradictions") / "a", pieces(**changes)))


def row_of(atlas: Atlas, record: str) -> int:
    return list(atlas.records["id"]).index(record)


def test_a_denial_counts_for_both_sides(atlas: Atlas) -> None:
    army, guards = row_of(atlas, "army"), row_of(atlas, "guards")
    assert list_denials(atlas) == {army: {guards}, guards: {army}}
    holdings = {holding.force: holding for holding in scene_on(atlas, DAY, DAY).holdings("west")}
    assert find_denied(atlas, [holdings["army"]], holdings.values()) == {"guards"}
    assert find_denied(atlas, [holdings["guards"]], holdings.values()) == {"army"}
    assert find_denied(atlas, [holdings["fourth"]], holdings.values()) == set()


def test_two_rivals_make_a_place_disputed_among_all_its_holders(atlas: Atlas) -> None:
    scene = scene_on(atlas, DAY, DAY)
    rivals = find_rivals(atlas, scene.holdings("west"))
    assert set(rivals) == {"army", "guards", "fourth"}
    assert rivals == tuple(holding.force for holding in scene.holdings("west"))
    assert find_rivals(atlas, scene.holdings("east")) == ()


@pytest.mark.parametrize(
    ("record", "sides", "independent", "partial"),
    [
        ("alone", set(), True, False),
        ("army", {"government"}, False, True),
        ("absent", {"government"}, False, True),  # the absence of others is in its interest
        ("mixed", {"government"}, True, False),
        ("both", {"government", "iran"}, False, False),  # not in the interest of one of the two
        ("spoken", set(), True, False),
        ("sided", {"iran"}, False, True),
        ("against", {"iran"}, False, False),
    ],
)
def test_a_record_speaks_for_the_sides_of_its_sources_or_its_speaker(
    atlas: Atlas, record: str, sides: set[str], independent: bool, partial: bool
) -> None:
    voice = voices(atlas)[row_of(atlas, record)]
    assert (voice.sides, voice.independent) == (sides, independent)
    assert is_partial(atlas, row_of(atlas, record)) is partial


def test_two_versions_differ_where_they_have_a_claim_of_their_own(tmp_path: Path) -> None:
    tracks = DifferenceTracks({"west": [[1, 2], [5, 1], [9, 0]], "east": [[1, 0]]}, ())
    assert tracks.present() == {"west": [[1, 1], [9, 0]], "east": []}
