"""Files by themselves: what reading atlas.toml, a table and a whole folder returns, and reports."""

from pathlib import Path

import pytest

from atlas.model.faults import Faults
from atlas.model.limits import Limits
from atlas.model.vocabulary import STANDINGS, Standing
from atlas.reading.folder import Folder
from atlas.reading.read import read_atlas
from atlas.reading.tables.atlas_toml import Toml, find_lines, read_settings
from atlas.reading.tables.csv_tables import Table, read_table
from atlas.reading.tables.row_schemas import CONTRACTS
from atlas.reading.validate import check_folder
from tests.atlases import RECORDS, TOML, edit, pieces, write_atlas

VIEW = '\n[[views]]\nid = "{}"\nname = "Part"\nbbox = {}\n'


def read_toml(text: str) -> tuple[Toml | None, list[str]]:
    faults = Faults()
    return read_settings(text, faults, Limits()), [fault.format_text() for fault in faults.sorted()]


def read_families(text: str) -> tuple[Table, list[str]]:
    faults = Faults()
    table = read_table("families.csv", text, CONTRACTS["families"], faults, Limits())
    return table, [fault.format_text() for fault in faults.sorted()]


def check_files(folder: Path, **changes: str | None) -> bool:
    """Return whether a folder with changed files can be checked to its end."""
    opened = Folder(write_atlas(folder, pieces(**changes)), Limits(), Faults())
    return check_folder(opened) is not None


def test_the_extent_is_the_box_around_all_views() -> None:
    toml, faults = read_toml(
        TOML + VIEW.format("east", "[36, 30, 43, 35]") + VIEW.format("in", "[36, 33, 37, 34]")
    )
    assert toml is not None
    assert toml.extent == (35, 30, 43, 37)
    assert faults == []
    toml, _ = read_toml(TOML + VIEW.format("east", "[36, 30, 36, 35]"))
    assert toml is not None
    assert toml.extent == (35, 31, 42, 37), "a box without an area is left out"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[35, 31, 42, 37]", "[-180, -90, 180, 90]", ""),
        ("[35, 31, 42, 37]", "[-180.5, -90, 180, 90]", 'bbox: "[-180.5, -90, 180, 90]" is not an extent'),
        ("[35, 31, 42, 37]", "[-180, -90.5, 180, 90]", 'bbox: "[-180, -90.5, 180, 90]" is not an extent'),
        ("[35, 31, 42, 37]", "[-180, -90, 180.5, 90]", 'bbox: "[-180, -90, 180.5, 90]" is not an extent'),
        ("[35, 31, 42, 37]", "[-180, -90, 180, 90.5]", 'bbox: "[-180, -90, 180, 90.5]" is not an extent'),
        ("[35, 31, 42, 37]", "[35, 31, 35, 37]", 'bbox: "[35, 31, 35, 37]" is not an extent'),
        ("[35, 31, 42, 37]", "[35, 31, 42, 31]", 'bbox: "[35, 31, 42, 31]" is not an extent'),
        ("[35, 31, 42, 37]", "[35, 31, 42]", 'bbox: "[35, 31, 42]" is not an extent'),
        ("[35, 31, 42, 37]", '[35, 31, 42, "x"]', "is not an extent"),
        (
            "first = 2017-01-01",
            "first = 2019-01-01\nstale_after = [1, 2, 3]",
            "is not between first and last",
        ),
        ("first = 2017-01-01", "first = 2019-01-02", 'last: "2019-01-01" is before first, "2019-01-02"'),
        ("last = 2019-01-01", "last = 2018-01-01", ""),
        ("last = 2019-01-01", "last = 2017-12-31", "is not between first and last"),
        ("first = 2017-01-01", "first = 2018-01-01", ""),
        ("first = 2017-01-01", "stale_after = [0, 1, 2]", "must be three increasing numbers of days"),
        ("first = 2017-01-01", "stale_after = [1, 2, 3]", ""),
        ("first = 2017-01-01", "stale_after = [1, 2, 2]", "must be three increasing numbers of days"),
        ("first = 2017-01-01", "stale_after = [1, 3, 2]", "must be three increasing numbers of days"),
        ("first = 2017-01-01", "stale_after = [1, 2]", "must be three increasing numbers of days"),
        ("first = 2017-01-01", "stale_after = [1, 2, 3.5]", "must be three increasing numbers of days"),
        ('default_view = "whole"', 'default_view = "hole"', 'default_view: "hole" is not the id of a view'),
        ('["en", "ar"]', '["en", "Arabic"]', 'languages: "Arabic" is not a language code'),
        ('title = "A test"', f'title = "{"x" * 70}"', ""),
        ('title = "A test"', f'title = "{"x" * 71}"', "is longer than 70 characters"),
        ('policy = "de-facto"', 'policy = "de-facto"\n\n[[boundaries]]\npolicy = "un"', ""),
        (
            'policy = "de-facto"',
            'policy = "un"\n\n[[boundaries]]\npolicy = "un"',
            'policy: "un" appears twice',
        ),
        ("[[views]]", "[views]", 'views: "[views]" is a single table, not a list of tables'),
        (
            "[[boundaries]]",
            "[boundaries]",
            'boundaries: "[boundaries]" is a single table, not a list of tables',
        ),
    ],
)
def test_a_setting_that_cannot_be_is_reported(old: str, new: str, fault: str) -> None:
    _, faults = read_toml(edit(TOML, old, new))
    assert (fault in "\n".join(faults)) if fault else (faults == [])


HEADER = "id,name,code,colour"
ROW = "iran,Iran,IRN,#edaf53"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (f"{HEADER}\n{ROW}\n", []),
        (f"\n{HEADER},hue\n{ROW},x\n", [", line 2, column hue: is not a known column"]),
        ("\n\nid,name,code\niran,Iran,IRN\n", [", line 3, column colour: is missing"]),
        ("", [": is empty"]),
        (
            HEADER.replace(",", ";") + "\n" + ROW.replace(",", ";"),
            [", line 1: uses semicolons instead of commas"],
        ),
        (f"{HEADER},name\n{ROW},Iran\n", [", line 1, column name: appears twice in the header"]),
        (
            f'{HEADER}\n"x"y,a,b,c\n{ROW}\n"x"y,a,b,c\n',
            [", line 2: is not a valid CSV row", ", line 4: is not a valid CSV row"],
        ),
    ],
)
def test_faults_of_a_header_are_on_its_line(text: str, faults: list[str]) -> None:
    table, listed = read_families(text)
    assert len(listed) == len(faults)
    for fault, start in zip(listed, faults, strict=True):
        assert fault.startswith(f"families.csv{start}")
    assert table.ids() == (["iran"] if text else [])


@pytest.mark.parametrize(
    ("text", "lines", "names"),
    [
        ("id, name \na,A\n\n,\n b , B \n", [2, 5], ["A", "B"]),
        ('id,name\na,"A\nor B"\n\nb,B\n', [2, 5], ["A\nor B", "B"]),
        ('id,name\na,"A"B\nb,B\n', [3], ["B"]),
    ],
)
def test_rows_keep_their_lines_and_cells_lose_the_spaces_around_them(
    text: str, lines: list[int], names: list[str]
) -> None:
    table, _ = read_families(text)
    assert list(table.lines) == lines
    assert table.text["name"] == names
    assert [name.strip() for name in table.text["id"]] == table.text["id"]


def test_a_folder_is_checked_to_its_end_only_with_its_settings_and_its_records(tmp_path: Path) -> None:
    assert check_files(tmp_path / "whole")
    assert not check_files(tmp_path / "records", **{"records.csv": None})
    assert not check_files(tmp_path / "settings", **{"atlas.toml": None})
    assert not check_files(tmp_path / "neither", **{"records.csv": None, "atlas.toml": None})
    assert not check_files(tmp_path / "unreadable", **{"atlas.toml": "title ="})


def test_standings_are_stated_by_number_but_disputed_is_always_computed(tmp_path: Path) -> None:
    rows = edit(RECORDS, "2018-01,claimed,,,,,", "2018-01,disputed,,,,east-guards,")
    rows = edit(rows, "../2018-02-01,,reported,", "../2018-02-01,,,")
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": rows})))
    assert dict(zip(atlas.records["id"], atlas.index.stated.tolist(), strict=True)) == {
        "west-army": STANDINGS.index(Standing.CONFIRMED),
        "west-guards": -1,
        "east-army": -1,
        "east-guards": STANDINGS.index(Standing.REPORTED),
        "gate-fourth": STANDINGS.index(Standing.REPORTED),
    }


LINES = """\
title = "A test"
"languages" = ["en"]
note = \"\"\"
[views]
''' key = 1
\"\"\"
[[views]]
id = "a"
  bbox = [1, 2, 3, 4]
[[views]]
id = "b"
id = "again"
[[boundaries]]
policy = '''
[[none]]
'''
note = \"\"\"on one line\"\"\"
"""


def test_keys_have_the_lines_on_which_they_are_first_written() -> None:
    """Nothing within a long text is a key; a table is a key of the file where its name first stands."""
    assert find_lines(LINES) == {
        ("", 0, "title"): 1,
        ("", 0, "languages"): 2,
        ("", 0, "note"): 3,
        ("", 0, "views"): 7,
        ("views", 0, ""): 7,
        ("views", 0, "id"): 8,
        ("views", 0, "bbox"): 9,
        ("views", 1, ""): 10,
        ("views", 1, "id"): 11,
        ("", 0, "boundaries"): 13,
        ("boundaries", 0, ""): 13,
        ("boundaries", 0, "policy"): 14,
        ("boundaries", 0, "note"): 17,
    }


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title =", "titel =", 'line 1, key titel: is not a known key. Did you mean "title"?'),
        ("last =", "zzzzzz =", "line 5, key zzzzzz: is not a known key. Use one of: title, description,"),
        ("bbox = [35, 31, 42, 37]", "", "line 9, key bbox: is empty"),
        ("bbox = [35, 31, 42, 37]", "bbox = [35, 31, 42]", "line 12, key bbox:"),
        ('title = "A test"', "", "atlas.toml, key title: is empty"),
        ('note = "As held."', 'note = "As\\u0007held."', "line 16, key note:"),
        ('default_view = "whole"', "", ""),
        ('[[views]]\nid = "whole"', 'views = 3\n[[view]]\nid = "whole"', "is not a list of tables"),
    ],
)
def test_a_fault_is_on_the_line_of_its_key_or_its_table(old: str, new: str, fault: str) -> None:
    _, faults = read_toml(edit(TOML, old, new))
    assert (fault in "\n".join(faults)) if fault else (faults == [])


def test_an_atlas_is_stale_after_a_quarter_half_a_year_and_a_year_unless_it_says_otherwise() -> None:
    toml, _ = read_toml(TOML)
    assert toml is not None
    assert toml.settings.values["stale_after"] == [(90, 180, 365)]


def test_an_empty_translation_is_none(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, pieces()))
    names = {family.id: family.name.others for family in atlas.families.values()}
    assert names == {"government": {"ar": "الحكومة"}, "iran": {}}
