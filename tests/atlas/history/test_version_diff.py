"""Versions: what an old one shows differently from the newest, in view and in all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.history.corrections import Kind
from atlas.history.version_diff import Span, find_changed, list_revised, list_revised_events
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from tests.atlases import EVENTS, RECORDS, SOURCES, edit, feature, pieces, square, write_atlas

EVERYWHERE = (35.0, 31.0, 43.0, 37.0)
WEST = (40.1, 34.1, 40.9, 34.9)


@pytest.fixture
def old(tmp_path: Path) -> Atlas:
    return read_atlas(write_atlas(tmp_path / "old", pieces()))


def changed(tmp_path: Path, **files: Any) -> Atlas:
    return read_atlas(write_atlas(tmp_path / "new", pieces(**files)))


def span(old: Atlas, new: Atlas, first: str = "2017-01-01", last: str = "2018-12-31") -> Span:
    return Span(parse_day(first), parse_day(last), old.latest_source, new.latest_source)


def test_nothing_is_changed_where_nothing_changed(old: Atlas) -> None:
    again = replace(old, version="another")
    assert find_changed(old, again, EVERYWHERE, span(old, again)) == {}
    assert list_revised(old, again) == []


def test_a_later_source_alone_changes_nothing(old: Atlas, tmp_path: Path) -> None:
    sources = SOURCES + "later,Later,Later,,,2020-01-01,en,,none\n"
    new = changed(tmp_path, **{"sources.csv": sources})
    assert find_changed(old, new, EVERYWHERE, span(old, new)) == {}


def test_a_retraction_is_a_change_from_the_day_the_record_began(old: Atlas, tmp_path: Path) -> None:
    records = edit(RECORDS, "confirmed,,,,,observer;wire", "confirmed,,,2018-06-01,,observer;wire")
    sources = SOURCES + "later,Later,Later,,,2020-01-01,en,,none\n"
    new = changed(tmp_path, **{"records.csv": records, "sources.csv": sources})
    assert find_changed(old, new, EVERYWHERE, span(old, new)) == {"west": parse_day("2017-06-01")}
    assert find_changed(old, new, EVERYWHERE, span(old, new, "2018-03-01")) == {}
    (revised,) = list_revised(old, new)
    assert (revised.kind, revised.record.id) == (Kind.RETRACTED, "west-army")
    assert revised.since == parse_day("2018-06-01")


def test_changes_out_of_view_do_not_count(old: Atlas, tmp_path: Path) -> None:
    records = edit(RECORDS, "east-guards,east,guards,control", "east-guards,east,guards,presence")
    new = changed(tmp_path, **{"records.csv": records})
    assert set(find_changed(old, new, EVERYWHERE, span(old, new))) == {"east"}
    assert find_changed(old, new, WEST, span(old, new)) == {}
    (revised,) = list_revised(old, new)
    assert (revised.kind, revised.record.id, revised.since) == (Kind.CHANGED, "east-guards", None)


def test_a_removed_record_and_a_changed_event_are_listed(old: Atlas, tmp_path: Path) -> None:
    gone = "".join(line for line in RECORDS.splitlines(keepends=True) if not line.startswith("gate-"))
    events = edit(EVENTS, "2018-02,,40.5,34.5,Strike", "2018-03,,40.5,34.5,Strike")
    new = changed(tmp_path, **{"records.csv": gone, "events.csv": events})
    places = find_changed(old, new, EVERYWHERE, span(old, new))
    assert set(places) == {"gate", ""}
    assert [(revision.kind, revision.record.id) for revision in list_revised(old, new)] == [
        (Kind.RETRACTED, "gate-fourth")
    ]
    (event,) = list_revised_events(old, new)
    assert (event.kind, event.event.title.translate("en")) == (Kind.CHANGED, "Strike")
    assert event.now and event.now.date != event.event.date


def test_a_removed_event_is_listed_as_retracted(old: Atlas, tmp_path: Path) -> None:
    gone = "".join(line for line in EVENTS.splitlines(keepends=True) if "Strike" not in line)
    new = changed(tmp_path, **{"events.csv": gone})
    assert [
        (revision.kind, revision.event.title.translate("en"), revision.now)
        for revision in list_revised_events(old, new)
    ] == [(Kind.RETRACTED, "Strike", None)]
    assert list_revised_events(old, old) == []


def test_an_event_of_one_version_alone_counts_from_its_first_day(old: Atlas, tmp_path: Path) -> None:
    events = "".join(line for line in EVENTS.splitlines(keepends=True) if ",Strike" not in line)
    without = changed(tmp_path, **{"events.csv": events})
    for before, after in ((old, without), (without, old)):
        assert find_changed(before, after, EVERYWHERE, span(before, after)) == {"": parse_day("2018-02-01")}
        late = span(before, after, "2018-02-10")
        assert find_changed(before, after, EVERYWHERE, late) == {"": parse_day("2018-02-10")}
        assert find_changed(before, after, WEST, span(before, after, "2018-03-01")) == {}


def test_an_event_that_moved_counts_where_and_when_it_was(old: Atlas, tmp_path: Path) -> None:
    events = edit(EVENTS, "2018-02,,40.5,34.5,Strike", "2018-04,,40.6,34.5,Strike")
    new = changed(tmp_path, **{"events.csv": events})
    assert find_changed(old, new, EVERYWHERE, span(old, new)) == {"": parse_day("2018-02-01")}
    assert find_changed(new, old, EVERYWHERE, span(new, old)) == {"": parse_day("2018-04-01")}


def test_a_place_that_moved_is_changed_on_every_day(old: Atlas, tmp_path: Path) -> None:
    """The circle around it moves with it; what did not move and what changed on a day are distinguished."""
    files = pieces()
    files["sites.geojson"]["features"][0]["geometry"]["coordinates"] = [38.6, 33.5]
    records = edit(RECORDS, "east-guards,east,guards,control", "east-guards,east,guards,presence")
    new = changed(tmp_path, **{"sites.geojson": files["sites.geojson"], "records.csv": records})
    first, east = parse_day("2017-03-01"), parse_day("2018-01-01")
    days = find_changed(old, new, EVERYWHERE, span(old, new, "2017-03-01"))
    assert days == {"gate": first, "far": first, "east": east}


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        ("2018-02-27", "2018-12-31", True),  # the strike is on a day of February
        ("2018-02-28", "2018-12-31", True),
        ("2018-03-01", "2018-12-31", False),
        ("2017-01-01", "2018-02-01", True),
        ("2017-01-01", "2018-01-31", False),
    ],
)
def test_an_event_counts_if_it_may_lie_in_the_span(
    old: Atlas, tmp_path: Path, first: str, last: str, counts: bool
) -> None:
    gone = "".join(line for line in EVENTS.splitlines(keepends=True) if ",Strike" not in line)
    new = changed(tmp_path, **{"events.csv": gone})
    assert ("" in find_changed(old, new, EVERYWHERE, span(old, new, first, last))) is counts


@pytest.mark.parametrize(
    ("bbox", "counts"),
    [
        ((40.5, 34.0, 42.0, 36.0), True),  # the strike lies at 40.5, 34.5: on an edge it is inside
        ((39.0, 34.5, 42.0, 36.0), True),
        ((39.0, 34.0, 40.5, 36.0), True),
        ((39.0, 34.0, 42.0, 34.5), True),
        ((40.6, 34.0, 42.0, 36.0), False),
        ((39.0, 34.6, 42.0, 36.0), False),
        ((39.0, 34.0, 40.4, 36.0), False),
        ((39.0, 34.0, 42.0, 34.4), False),
    ],
)
def test_an_event_counts_if_it_lies_in_the_view(
    old: Atlas, tmp_path: Path, bbox: tuple[float, float, float, float], counts: bool
) -> None:
    gone = "".join(line for line in EVENTS.splitlines(keepends=True) if ",Strike" not in line)
    new = changed(tmp_path, **{"events.csv": gone})
    assert ("" in find_changed(old, new, bbox, span(old, new))) is counts


def test_an_event_counts_from_the_day_on_which_it_was_reported(old: Atlas, tmp_path: Path) -> None:
    gone = "".join(line for line in EVENTS.splitlines(keepends=True) if ",Strike" not in line)
    new = changed(tmp_path, **{"events.csv": gone})
    reported = next(event.reported for event in old.events if event.id == "strike")
    for known, counts in ((reported - 1, False), (reported, True)):
        asked = replace(span(old, new), known=known)
        assert ("" in find_changed(old, new, EVERYWHERE, asked)) is counts


def test_a_new_place_without_records_is_no_change(old: Atlas, tmp_path: Path) -> None:
    files = pieces()
    new_zone = feature("new", "Polygon", square(36, 32), kind="town")
    files["zones.geojson"]["features"].append(new_zone)
    new = changed(tmp_path, **{"zones.geojson": files["zones.geojson"]})
    for before, after in ((old, new), (new, old)):
        assert find_changed(before, after, EVERYWHERE, span(before, after)) == {}


@pytest.mark.parametrize("retracted", ["2018-11-30", "2018-12-01", "2018-12-02"])
def test_a_retraction_is_listed_even_if_nothing_is_newer(old: Atlas, tmp_path: Path, retracted: str) -> None:
    rows = RECORDS.replace(
        "west-guards,west,guards,presence,../2018-02-01,,reported,,,,",
        f"west-guards,west,guards,presence,../2018-02-01,,reported,,,{retracted},",
    )
    assert rows != RECORDS
    new = changed(tmp_path, **{"records.csv": rows})
    assert new.latest_source == max(old.latest_source, parse_day(retracted))
    (revised,) = list_revised(old, new)
    assert (revised.kind, revised.since) == (Kind.RETRACTED, parse_day(retracted))
