"""Which families meet: at one place, or as neighbours, on some day; and what colours are derived from."""

from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.meetings import find_meetings
from atlas.reading.read import check_atlas, read_atlas
from tests.atlases import collection, feature, pieces, square, write_atlas

HEADS = ("id,name,code,colour\n", "id,name,family\n", "id,publisher,published\n")
HEAD = "id,place,force,status,from,to,standing,sources\n"


def read_with(folder: Path, rows: str, **families: str) -> Atlas:
    """Read an atlas of two families and three zones: `a` and `b` touch, `c` lies apart."""
    zones = [feature(own, "Polygon", square(at, 33.5, 1.0)) for own, at in (("a", 36), ("b", 37), ("c", 40))]
    tables = {"records.csv": HEAD + rows, "events.csv": None} | families
    files = {"zones.geojson": collection(*zones), "sites.geojson": None, "lines.geojson": None}
    checked = check_atlas(write_atlas(folder, pieces(**files | tables)))
    assert checked.atlas is not None, checked.faults
    return checked.atlas


@pytest.mark.parametrize(
    ("guards", "meet"),
    [
        ("b,guards,control,2017-06-01,2018-01-01", True),
        ("a,guards,presence,2017-06-01,2018-01-01", True),
        ("b,guards,presence,2017-06-01,2018-01-01", False),
        ("a,guards,absent,2017-06-01,2018-01-01", False),
        ("c,guards,control,2017-06-01,2018-01-01", False),
        ("b,guards,control,2018-03-01,2018-04-01", False),
        ("b,guards,control,2018-02,2018-04-01", False),
        ("b,guards,control,2018-01-31,2018-04-01", True),
    ],
)
def test_families_meet_at_one_place_or_across_a_border(tmp_path: Path, guards: str, meet: bool) -> None:
    rows = "r1,a,army,control,2017-03-01,2018-02-01,reported,observer\n"
    atlas = read_with(tmp_path, f"{rows}r2,{guards},reported,observer\n")
    assert find_meetings(atlas) == (frozenset({("government", "iran")}) if meet else frozenset())


def test_up_to_eight_families_all_count_as_neighbours(starter: Atlas) -> None:
    assert starter.colours.meetings is None
    assert [bloc.id for bloc in starter.colours.blocs] == list(starter.families)


@pytest.mark.parametrize(("count", "meetings"), [(8, None), (9, (("f0", "f1"),))])
def test_more_families_count_as_neighbours_where_they_meet(
    tmp_path: Path, count: int, meetings: tuple[tuple[str, str], ...] | None
) -> None:
    names = [f"f{at}" for at in range(count)]
    places = ("a", "b", *["c"] * (count - 2))
    years = ("2010", "2010", *(str(2010 + at) for at in range(2, count)))
    records = [
        f"r-{own},{place},of-{own},control,{year}-01-01,{year}-12-31,reported,observer\n"
        for own, place, year in zip(names, places, years, strict=True)
    ]
    tables = {
        "families.csv": HEADS[0] + "".join(f"{own},{own},,#{10 + 9 * int(own[1])}8090\n" for own in names),
        "forces.csv": HEADS[1] + "".join(f"of-{own},{own},{own}\n" for own in names),
        "sources.csv": f"{HEADS[2]}observer,Observer,2020-03-01\n",
        "atlas.toml": 'title = "Nine"\nlanguages = ["en"]\n',
    }
    plan = read_with(tmp_path, "".join(records), **tables).colours
    assert plan.meetings == meetings
    assert [bloc.id for bloc in plan.blocs] == names


def test_an_atlas_with_all_its_shades_needs_no_meetings(default_atlas: Atlas) -> None:
    assert default_atlas.colours.meetings is None
    assert len(find_meetings(default_atlas)) >= 34


def test_lines_of_the_file_do_not_change_the_version(tmp_path: Path) -> None:
    files = pieces()
    first = read_atlas(write_atlas(tmp_path / "first", files))
    head, *rows = str(files["families.csv"]).splitlines()
    spaced = pieces(**{"families.csv": "\n\n".join([head, *rows]) + "\n"})
    second = read_atlas(write_atlas(tmp_path / "second", spaced))
    assert first.version == second.version
    assert [bloc.at_line for bloc in second.colours.blocs] == [3, 5]


@pytest.mark.parametrize("column", ["light_fill", "print_text"])
def test_a_shade_changes_the_version(tmp_path: Path, column: str) -> None:
    files = pieces()
    first = read_atlas(write_atlas(tmp_path / "first", files))
    head, *rows = str(files["families.csv"]).splitlines()
    with_shade = "\n".join([f"{head},{column}", *(f"{row},#777777" for row in rows)]) + "\n"
    second = read_atlas(write_atlas(tmp_path / "second", pieces(**{"families.csv": with_shade})))
    assert first.version != second.version
