"""Stated standings and speakers, case by case: which a row may have, and what is said of the others."""

from pathlib import Path

import pytest

from tests.atlas.reading.checks.test_validate_ids import add_row
from tests.atlas.reading.test_faults import faults_of

NOTE = "explains a standing, but standing is empty. Fill in standing, or leave both empty"
LOWER = "is lower than {}, which the sources support, but no reason is given. Give the reason in"
CASES: list[tuple[dict[str, str], str, str]] = [
    ({"sources": "observer", "standing": ""}, "", ""),
    ({"sources": "observer", "standing": "reported"}, "", ""),
    ({"sources": "observer;wire", "standing": "confirmed"}, "", ""),
    ({"sources": "observer;wire", "standing": "reported"}, "standing", LOWER.format("confirmed")),
    ({"sources": "observer;wire", "standing": "reported", "standing_note": "Why"}, "", ""),
    ({"sources": "observer", "standing": "", "standing_note": "Why"}, "standing_note", NOTE),
    ({"sources": "observer", "standing": "claimed"}, "standing", "must be claimed by one of the parties"),
    ({"sources": "state-news", "standing": "claimed"}, "", ""),
    (
        {"sources": "state-news", "standing": "reported"},
        "standing",
        "needs a source that does not lean towards it, because only the force’s own side says so. Add one.",
    ),
    (
        {"sources": "observer", "standing": "reported", "by": "army"},
        "standing",
        "needs a speaker other than by, because only the force’s own side says so. Add one.",
    ),
    (
        {"sources": "observer;relay", "standing": "confirmed"},
        "standing",
        "1 independent source (1 relay)",
    ),
    ({"sources": "observer", "standing": "disputed"}, "standing", "needs a record that contradicts it"),
    ({"sources": "observer", "standing": "disputed", "contradicts": "gate-fourth", "by": "A man"}, "", ""),
    (
        {"sources": "observer", "standing": "disputed", "contradicts": "gate-fourth"},
        "by",
        "is empty, and no source leans towards a side, so it is unclear who says it. Fill in by",
    ),
    ({"by": "", "by_side": "iran"}, "by_side", "is filled in, but by is empty"),
    ({"by": "army", "by_side": "iran", "standing": "claimed"}, "by_side", 'is not needed: by is "army"'),
    ({"by": "A man", "by_side": "iran"}, "", ""),
    ({"by": "armi"}, "by", 'looks like an id, but is not the id of a force or family. Did you mean "army"?'),
    ({"by": "Armi"}, "", ""),
    ({"by": "armi of"}, "", ""),
    ({"by": "somebody"}, "", ""),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_standing_fits_its_sources_and_a_speaker_its_side(number: int, tmp_path: Path) -> None:
    cells, column, says = CASES[number]
    files = add_row("records.csv", **({"by": "", "place": "east", "status": "presence"} | cells))
    faults = faults_of(tmp_path, files)
    assert [fault.column for fault in faults] == ([column] if column else [])
    assert all(says in fault.format_text() for fault in faults), [fault.format_text() for fault in faults]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"standing": "confirmed", "sources": "observer"}, "standing"),
        ({"standing": "disputed", "sources": "observer", "by": "A man", "standing_note": "Denied"}, ""),
        ({"standing": "claimed", "sources": "state-news", "to_force": "army"}, ""),
        ({"standing": "reported", "sources": "state-news", "to_force": "army"}, "standing"),
        ({"standing": "", "sources": "observer", "standing_note": "Why"}, "standing_note"),
        ({"by": "", "by_side": "iran"}, "by_side"),
    ],
)
def test_events_are_weighed_like_records(cells: dict[str, str], column: str, tmp_path: Path) -> None:
    faults = faults_of(tmp_path, add_row("events.csv", **({"by": ""} | cells)))
    assert [fault.column for fault in faults] == ([column] if column else []), faults


@pytest.mark.parametrize(
    ("family", "parent", "sponsor", "leaning", "alone"),
    [
        ("government", "", "", "pro-iran", False),
        ("government", "", "guards", "pro-iran", True),
        ("government", "guards", "", "pro-iran", True),
        ("iran", "", "", "pro-iran", True),
        ("iran", "", "", "pro-government", False),
        ("iran", "army", "", "pro-government", True),
        ("iran", "", "army", "pro-government", True),
    ],
)
def test_a_force_is_on_the_side_of_its_family_its_parent_and_its_sponsor(
    tmp_path: Path, family: str, parent: str, sponsor: str, leaning: str, alone: bool
) -> None:
    row = {"place": "east", "status": "presence", "force": "unit", "sources": "front", "standing": "reported"}
    files = add_row("records.csv", **row, by="")
    files["forces.csv"] += f"unit,Unit,,{family},{parent},{sponsor},,unit,,\n"
    files["sources.csv"] += f"front,Front,News,,,2018-03-05,en,,{leaning}\n"
    rules = [fault.rule for fault in faults_of(tmp_path, files)]
    assert len(rules) == int(alone), rules
    assert all("only the force’s own side says so" in rule for rule in rules)
