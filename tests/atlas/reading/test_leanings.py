"""A leaning that nearly names a side is a fault; other words are free; an atlas may have no sides."""

from pathlib import Path

import pytest

from atlas.evidence.standings import evidence_of
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import STANDINGS, Standing
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from tests.atlas.reading.test_faults import faults_of
from tests.atlases import FAMILIES, SOURCES, pieces, write_atlas


def list_messages(folder: Path, leaning: str) -> list[str]:
    families = FAMILIES + "southern,Allies of the coast,,SOU,#aabbcc\n"
    files = pieces(**{"families.csv": families, "sources.csv": SOURCES.replace("pro-government", leaning)})
    # A claim would depend on the leaning of its source.
    files["records.csv"] = files["records.csv"].replace("claimed,,", ",,")
    return [fault.format_text() for fault in faults_of(folder, files)]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("south", "southern"),
        ("Sothern", "southern"),
        ("pro-goverment", "government"),
        ("iranian", "iran"),
        ("4th Divison", "fourth"),
        ("Allies of the coast", "southern"),
        ("Allies of the cost", "southern"),
    ],
)
def test_a_leaning_that_nearly_names_a_side_is_a_fault(slip: str, meant: str, tmp_path: Path) -> None:
    assert list_messages(tmp_path, slip) == [
        f'sources.csv, line 5, column leaning: "{slip}" looks like the name of a side, but matches no '
        f'leaning, family or force by id or name. Did you mean "{meant}"?'
    ]


LEANINGS = """id,side,name,name_ar
crown,government,the Crown,التاج
sea-towns-north,iran,the northern towns,
rights,,human rights groups,منظمات حقوقية
"""


def read_with(folder: Path, leaning: str, leanings: str = LEANINGS) -> Atlas:
    """Read an atlas with a source of this leaning."""
    sources = SOURCES.replace("pro-government", leaning)
    files = pieces(**{"sources.csv": sources, "leanings.csv": leanings})
    files["records.csv"] = files["records.csv"].replace("claimed,,", ",,")
    checked = check_atlas(write_atlas(folder, files))
    assert checked.atlas is not None, checked.faults
    return checked.atlas


@pytest.mark.parametrize(
    ("leaning", "sides", "name"),
    [
        ("crown", {"government"}, "the Crown"),
        ("Crown; rights", {"government"}, "the Crown; human rights groups"),
        ("Sea towns (north)", {"iran"}, "the northern towns"),
        ("rights", set(), "human rights groups"),
        ("pro-government", {"government"}, "Government"),
        ("SAA", {"government"}, "SAA"),
        ("guards;crown", {"iran", "government"}, "Guards; the Crown"),
        ("observers", set(), "observers"),
        ("none", set(), ""),
        ("", set(), ""),
    ],
)
def test_a_leaning_has_the_side_and_name_of_its_list(
    tmp_path: Path, leaning: str, sides: set[str], name: str
) -> None:
    atlas = read_with(tmp_path, leaning)
    assert evidence_of(atlas).leanings["state-news"] == sides
    assert atlas.sources["state-news"].leaning_name.translate("en") == name
    assert atlas.sources["state-news"].leaning == leaning


def test_names_of_leanings_are_translated(tmp_path: Path) -> None:
    source = read_with(tmp_path, "crown; rights").sources["state-news"]
    assert source.leaning_name.translate("ar") == "التاج; منظمات حقوقية"


def test_a_listed_word_names_its_side_and_no_other(tmp_path: Path) -> None:
    listed = LEANINGS + "iran,,the people of Iran,\nguards,government,the palace guards,\n"
    atlas = read_with(tmp_path, "iran; guards", listed)
    assert evidence_of(atlas).leanings["state-news"] == {"government"}


def test_the_list_decides_how_well_a_claim_is_attested(tmp_path: Path) -> None:
    standings = []
    for number, leanings in enumerate((LEANINGS, LEANINGS.replace("crown,government", "crown,iran"))):
        files = pieces(
            **{"sources.csv": SOURCES.replace("pro-government", "crown"), "leanings.csv": leanings}
        )
        files["records.csv"] = files["records.csv"].replace("2018-01,claimed,", "2018-01,,")
        atlas = read_atlas(write_atlas(tmp_path / str(number), files))
        at = list(atlas.records["id"]).index("east-army")
        standings.append(STANDINGS[atlas.index.standing[at]])
    assert standings == [Standing.CLAIMED, Standing.REPORTED]


def test_a_list_with_an_unknown_side_or_a_double_is_a_fault(tmp_path: Path) -> None:
    leanings = "id,side,name\ncrown,goverment,the Crown\nlocal,,locals\nlocal,,residents\nsea,,\n"
    texts = [fault.format_text() for fault in faults_of(tmp_path, pieces(**{"leanings.csv": leanings}))]
    assert texts == [
        'leanings.csv, line 2, column side: "goverment" is not the id of a family. '
        'Did you mean "government"?',
        *texts[1:],
    ]
    assert any("line 4, column id" in text for text in texts)
    assert any("line 5, column name" in text for text in texts)


def test_a_word_that_nearly_matches_the_list_is_a_fault(tmp_path: Path) -> None:
    files = pieces(**{"sources.csv": SOURCES.replace("pro-government", "crowns"), "leanings.csv": LEANINGS})
    files["records.csv"] = files["records.csv"].replace("claimed,,", ",,")
    (fault,) = faults_of(tmp_path, files)
    assert fault.cure == 'Did you mean "crown"?'


def test_each_part_of_a_leaning_is_looked_at(tmp_path: Path) -> None:
    (text,) = list_messages(tmp_path, "iran; guard; rights")
    assert '"guard" looks like the name of a side' in text


@pytest.mark.parametrize(
    "leaning",
    [
        "southern",
        "pro-government",
        "Iran-aligned",
        "4th Division",
        "SAA",
        "rights",
        "local",
        "none",
        "US",
        "opposition",
        "",
    ],
)
def test_names_of_sides_and_free_words_are_allowed(leaning: str, tmp_path: Path) -> None:
    assert list_messages(tmp_path, leaning) == []


@pytest.mark.parametrize("option", ["side", "versus"])
def test_an_atlas_without_sides_refuses_the_option(option: str, tmp_path: Path) -> None:
    files = pieces(**{"sources.csv": SOURCES.replace("pro-government", "rights")})
    files["records.csv"] = files["records.csv"].replace("claimed,,", ",,")
    atlas = check_atlas(write_atlas(tmp_path, files)).atlas
    assert atlas
    with pytest.raises(RequestError, match="No source in this atlas leans towards a side"):
        parse_request(atlas, {option: "iran"} | ({"side": "iran"} if option == "versus" else {}))


@pytest.mark.parametrize(
    ("slip", "meant"), [("southernmost", "alpha"), ("southe", "zulu"), ("souther", "alpha"), ("sou", "")]
)
def test_the_side_with_the_nearest_name_is_meant(tmp_path: Path, slip: str, meant: str) -> None:
    """Of names that begin alike, the one that shares the largest part; words of three letters are free."""
    families = FAMILIES + "alpha,Southern,,ALP,#aabbcc\nzulu,South,,ZUL,#aabbdd\n"
    files = pieces(**{"families.csv": families, "sources.csv": SOURCES.replace("pro-government", slip)})
    files["records.csv"] = files["records.csv"].replace("claimed,,", ",,")
    cures = [fault.cure for fault in faults_of(tmp_path, files)]
    assert cures == ([f'Did you mean "{meant}"?'] if meant else [])
