"""A leaning that nearly names a side is a fault; other words are free; an atlas may have no sides."""

from pathlib import Path

import pytest

from atlas.reading.read import check_atlas
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
        f'family id and no force id, name or alias. Did you mean "{meant}"?'
    ]


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
