"""News of one place, history by history: what each change of its records is reported as."""

from pathlib import Path

import pytest

from atlas.history.news import News, find_news
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from tests.atlases import pieces, write_atlas

HEAD = "id,place,force,status,from,to,standing,by,reported,retracted,contradicts,sources,note"
ARMY, GUARDS = "army control 2017-06-01 -", "guards control 2017-06-01 -"
ARMY_CAME = "CONTROL 2017-06-01 after army: control (0)"


def atlas_of(folder: Path, rows: tuple[str, ...]) -> Atlas:
    """Return an atlas with records of one zone: force, status, from, to, and what they contradict."""
    lines = [HEAD]
    for number, row in enumerate(rows):
        force, status, start, end, *denied = ("" if cell == "-" else cell for cell in row.split())
        by = "Somebody" if denied else ""
        lines.append(f"r{number},west,{force},{status},{start},{end},,{by},,,{''.join(denied)},observer,")
    files = {"records.csv": "\n".join([*lines, ""]), "events.csv": None}
    return read_atlas(write_atlas(folder, pieces(**files)))


def format_news(item: News) -> str:
    """Return an item in one line: kind, date, who is there, instead of whom, beside whom, status, records."""
    sides = (("after", item.after), ("before", item.before), ("beside", item.beside))
    who = " ".join(f"{name} {'+'.join(forces)}" for name, forces in sides if forces)
    state = "over" if item.over else str(item.status or "gone")
    doubt = "" if item.standing == "reported" else f" {item.standing}"
    return f"{item.kind.name} {item.when.text} {who}: {state}{doubt} ({','.join(map(str, item.rows))})"


HISTORIES = {
    (ARMY,): [ARMY_CAME],
    # Who is there on the first day of the atlas did not come on it.
    ("army control 2017-01-01 -",): [],
    ("army control 2017-01-02 -",): ["CONTROL 2017-01-02 after army: control (0)"],
    ("army control 2017-06-01 2017-09-01", "guards control 2017-09-01 -"): [
        ARMY_CAME,
        "CONTROL 2017-09-01 after guards before army: control (1)",
    ],
    ("army control 2017-06-01 2017-09-01",): [ARMY_CAME, "CONTROL 2017-09-01 before army: gone (0)"],
    # Nobody knows when it ended or began.
    ("army control 2017-06-01 2017-09-01/..",): [ARMY_CAME],
    ("army control ../2017-06-01 -",): [],
    ("army presence ../2017-06-01 -",): [],
    ("army besieged ../2017-06-01 -",): [],
    ("army absent ../2017-06-01 -",): ["CLAIM ../2017-06-01 after army: absent (0)"],
    (ARMY, "guards control 2017-09-01 -"): [
        ARMY_CAME,
        "CONTROL 2017-09-01 after guards beside army: control (1)",
    ],
    # Of several records of one force, the surest start counts, and the latest end.
    (ARMY, "army control 2017-06-01/2017-06-05 -"): ["CONTROL 2017-06-01 after army: control (0,1)"],
    ("army presence 2017-06-01 -", "army presence 2017-06-01/2017-06-05 -"): [
        "STATUS 2017-06-01 after army: presence (0,1)"
    ],
    ("army control 2017-06-01 2017-09-01", "army control 2017-06-01 2017-08-20/2017-09-01"): [
        ARMY_CAME.replace("(0)", "(0,1)"),
        "CONTROL 2017-09-01 before army: gone (0,1)",
    ],
    (ARMY, GUARDS): ["CONTROL 2017-06-01 after army+guards: control (0,1)"],
    (ARMY, "guards control 2017-06-01 2017-09-01"): [
        "CONTROL 2017-06-01 after army+guards: control (0,1)",
        "CONTROL 2017-09-01 before guards beside army: gone (1)",
    ],
    ("army control 2017-06-01 2017-08-01", GUARDS, "fourth control 2017-08-01 -"): [
        "CONTROL 2017-06-01 after army+guards: control (0,1)",
        "CONTROL 2017-08-01 after fourth before army beside guards: control (2)",
    ],
    ("army control 2017-06-01 2017-08-01", "army control 2017-08-01 -"): [ARMY_CAME],
    # Within an open window, the one who is gone at its end has left.
    ("army control 2017-06-01 2017-08", "guards control 2017-08 -"): [
        ARMY_CAME,
        "CONTROL 2017-08 after guards before army: control (1)",
    ],
    ("army control 2017-06-01 2017-08", "guards control 2017-09-10 -"): [
        ARMY_CAME,
        "CONTROL 2017-08 before army: gone (0)",
        "CONTROL 2017-09-10 after guards: control (1)",
    ],
    ("army control 2017-06-01 2017-08-10", "guards control ../2017-08-01 -"): [
        ARMY_CAME,
        "CONTROL 2017-08-10 before army beside guards: gone (0)",
    ],
    # It is possible that the army was still there, but it is known to have left.
    ("army control 2017-06-01 2017-07/2017-10", "guards control 2017-08-01 -"): [
        ARMY_CAME,
        "CONTROL 2017-08-01 after guards before army: control (1)",
    ],
    # Of several records the one that begins first dates the news, and the surest.
    (ARMY, "army control 2017-06-01/2017-06-10 -"): ["CONTROL 2017-06-01 after army: control (0,1)"],
    ("army control 2017-06-01 2017-08-01", "army control 2017-06-01 2017-09-01"): [
        "CONTROL 2017-06-01 after army: control (0,1)",
        "CONTROL 2017-09-01 before army: gone (1)",
    ],
    # Rivals share nothing.
    (ARMY, "guards control 2017-08-01 - r0"): [
        "CONTROL 2017-06-01 after army: control disputed (0)",
        "CONTROL 2017-08-01 after guards: control disputed (1)",
    ],
    ("army besieged 2017-06-01 -",): ["CONTROL 2017-06-01 after army: besieged (0)"],
    (
        "army control 2017-06-01 2017-08-01",
        "army besieged 2017-08-01 2017-09-01",
        "army control 2017-09-01 -",
    ): [
        ARMY_CAME,
        "FIGHTING 2017-08-01 after army: besieged (1)",
        "FIGHTING 2017-09-01 before army: over (1)",
    ],
    (
        "army control 2017-06-01 2017-08-01",
        "army besieged 2017-08-01 2017-09-01",
        "guards control 2017-09-01 -",
    ): [
        ARMY_CAME,
        "FIGHTING 2017-08-01 after army: besieged (1)",
        "CONTROL 2017-09-01 after guards before army: control (2)",
    ],
    (
        "army control 2017-06-01 2017-08-01",
        "army besieged 2017-08-01 2017-09-01/..",
        "army control ../2017-10-01 -",
    ): [ARMY_CAME, "FIGHTING 2017-08-01 after army: besieged (1)"],
    ("army contested 2017-06-01 -", "guards contested 2017-06-01 -"): [
        "FIGHTING 2017-06-01 after army+guards: contested (0,1)"
    ],
    ("army contested 2017-06-01 -", "guards contested 2017-07-01 -"): [
        "FIGHTING 2017-06-01 after army: contested (0)",
        "FIGHTING 2017-07-01 after guards: contested (1)",
    ],
    ("army presence 2017-06-01 -", "guards nominal 2017-06-01 -"): [
        "STATUS 2017-06-01 after guards: nominal (1)",
        "STATUS 2017-06-01 after army: presence (0)",
    ],
    ("army presence ../2017-06-01 -", "guards nominal ../2017-07-01 -"): [],
    ("army absent 2017-06-01 -", "guards absent ../2017-07-01 -"): [
        "CLAIM 2017-06-01 after army: absent (0)",
        "CLAIM ../2017-07-01 after guards: absent (1)",
    ],
    (
        "army presence 2017-05-01 2017-06-01",
        "army control 2017-06-01 2017-07-01",
        "army presence 2017-07-01 -",
    ): [
        "STATUS 2017-05-01 after army: presence (0)",
        "CONTROL 2017-06-01 after army: control (1)",
        "CONTROL 2017-07-01 before army: gone (1)",
        "STATUS 2017-07-01 after army: presence (2)",
    ],
}


@pytest.mark.parametrize("rows", HISTORIES, ids="; ".join)
def test_each_change_is_one_item(rows: tuple[str, ...], tmp_path: Path) -> None:
    atlas = atlas_of(tmp_path, rows)
    assert [format_news(item) for item in find_news(atlas, atlas.latest_source)] == HISTORIES[rows]


def test_hidden_forces_neither_come_nor_leave(tmp_path: Path) -> None:
    atlas = atlas_of(tmp_path, ("army control 2017-06-01 2017-09-01", "guards control 2017-09-01 -"))
    hidden = find_news(atlas, atlas.latest_source, frozenset({"army"}))
    assert [format_news(item) for item in hidden] == ["CONTROL 2017-09-01 after guards: control (1)"]


def test_events_of_hidden_forces_and_those_not_yet_reported_are_no_news(tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, pieces()))
    reported = {event.id: event.reported for event in atlas.events}

    def events(known: int, *hidden: str) -> set[str]:
        return {item.event.id for item in find_news(atlas, known, frozenset(hidden)) if item.event}

    last = atlas.latest_source
    assert events(last) == {"handover", "strike"}
    assert events(last, "army") == events(last, "guards") == {"strike"}
    assert events(reported["handover"] - 1) == set()
    assert "handover" in events(reported["handover"])


@pytest.mark.parametrize(("known", "before"), [("2018-04-30", ()), ("2018-05-01", ("army",))])
def test_who_may_be_gone_is_gone_once_the_end_is_reported(
    tmp_path: Path, known: str, before: tuple[str, ...]
) -> None:
    head = "id,place,force,status,from,to,to_reported,sources"
    rows = (
        "army,west,army,control,2017-06-01,2017-09-01/2017-10-01,2018-05-01,observer",
        "guards,west,guards,control,2017-09-01,,,observer",
    )
    files = {"records.csv": "\n".join([head, *rows, ""]), "events.csv": None}
    atlas = read_atlas(write_atlas(tmp_path, pieces(**files)))
    (came,) = [item for item in find_news(atlas, parse_day(known)) if item.after == ("guards",)]
    assert came.before == before
    assert came.beside == (() if before else ("army",))
