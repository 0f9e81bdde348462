"""Another information date: the part compiled for it equals that part of the whole map of that day."""

import re
from dataclasses import replace

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.request import default_request
from outputs.player.payload import Payload, compile_known, compile_map
from outputs.player.sheets import STACK

HANDOVER = parse_day("2020-12-17")
SHEETS = [name for name in STACK if name != "frames"]
"""Frames are present only if two accounts are compared."""


def known_on(atlas: Atlas, day: str) -> Payload:
    return compile_known(atlas, replace(default_request(atlas), view="albu-kamal", known=parse_day(day)))


def test_a_map_consists_of_its_constant_part_and_its_known_part(default_atlas: Atlas) -> None:
    request = replace(default_request(default_atlas), known=HANDOVER)
    whole, known = compile_map(default_atlas, request), compile_known(default_atlas, request)
    assert [name for name, _ in whole["sheets"]] == SHEETS
    assert dict(known["sheets"]).items() <= dict(whole["sheets"]).items()
    changed = known.keys() - {"sheets", "tracks"}
    assert {key: known[key] for key in changed} == {key: whole[key] for key in changed}
    assert known["tracks"]["name"].items() <= whole["tracks"]["name"].items()


def test_only_the_known_part_of_a_map_changes_with_knowledge(default_atlas: Atlas) -> None:
    request = default_request(default_atlas)
    first, second = (
        compile_map(default_atlas, request),
        compile_map(default_atlas, replace(request, known=HANDOVER)),
    )
    same = first.keys() - compile_known(default_atlas, request).keys()
    assert {key: first[key] for key in same} == {key: second[key] for key in same}
    moved = {name for name in SHEETS if dict(first["sheets"])[name] != dict(second["sheets"])[name]}
    assert moved <= {"claims", "names", "patterns"}


def test_every_pattern_and_mark_of_the_known_part_is_drawn_in_it(default_atlas: Atlas) -> None:
    known = known_on(default_atlas, "2020-12-17")
    drawn = set(re.findall(r'id="([^"]+)"', "".join(text for _, text in known["sheets"])))
    assert {pattern for _, pattern in known["symbols"] if pattern} <= drawn
    assert set(known["tracks"]["name"]) <= drawn


def test_the_handover_is_known_step_by_step(default_atlas: Atlas) -> None:
    """The 17th brought the first report of the posts, the 29th one that places the army there."""
    known_by_day = {day: known_on(default_atlas, day) for day in ("2020-12-16", "2020-12-17", "2020-12-29")}
    ids = {day: {record["id"] for record in known["records"]} for day, known in known_by_day.items()}
    assert ids["2020-12-16"] < ids["2020-12-17"] < ids["2020-12-29"]
    handover = "albu-kamal-border-points-fifth-corps-handover"
    assert [handover in known_ids for known_ids in ids.values()] == [False, True, True]
    assert ["albu-kamal-border-points" in known["holdings"] for known in known_by_day.values()] == [
        False,
        True,
        True,
    ]
