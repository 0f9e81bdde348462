"""Without a source: what depends on it alone disappears, and the rest follows from the other sources."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.vocabulary import STANDINGS
from atlas.reading.read import read_atlas
from atlas.request.narrow import find_resting, leave_out, narrow, relaying
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from outputs.player.payload import compile_map
from outputs.writers import write
from tests.atlases import pieces, write_atlas
from tests.conftest import ROOT
from web.app.build import build_app


@pytest.fixture
def plain(tmp_path: Path) -> Atlas:
    return read_atlas(write_atlas(tmp_path, pieces()))


def standing_of(atlas: Atlas, record: str) -> str:
    return str(STANDINGS[atlas.index.standing[list(atlas.records["id"]).index(record)]])


def test_relays_disappear_with_their_original(plain: Atlas) -> None:
    assert relaying(plain, ["observer"]) == {"observer", "relay"}
    assert relaying(plain, ["relay"]) == {"relay"}


def test_records_with_no_other_source_disappear(plain: Atlas) -> None:
    left = leave_out(plain, ("observer",))
    assert set(plain.records["id"]) - set(left.records["id"]) == {"west-guards", "east-guards"}
    assert {event.id for event in plain.events} - {event.id for event in left.events} == {"handover"}
    assert len(left.index) == len(left.records)


def test_the_rest_follows_from_the_remaining_sources(plain: Atlas) -> None:
    """The army's control of the west is confirmed by the observer and the later wire."""
    left = leave_out(plain, ("observer",))
    row = list(left.records["id"]).index("west-army")
    assert (standing_of(plain, "west-army"), standing_of(left, "west-army")) == ("confirmed", "reported")
    assert left.index.reported[row] == parse_day("2018-03-05")
    assert left.records["sources"].iat[row] == ("wire",)


def test_without_every_source_nothing_is_left(default_atlas: Atlas) -> None:
    assert len(leave_out(default_atlas, tuple(default_atlas.sources)).index) == 0


def test_without_an_uncited_source_nothing_changes(default_atlas: Atlas) -> None:
    # The reader drops a source that no row names; an archive of an earlier program may have one.
    idle = replace(default_atlas.sources["memri-2019-01-04"], id="idle", origin="idle", relays="")
    atlas = replace(default_atlas, sources={**default_atlas.sources, "idle": idle})
    left = leave_out(atlas, ("idle",))
    assert left.records.equals(default_atlas.records)
    for column in ("reported", "attested", "from_latest", "standing"):
        assert np.array_equal(getattr(left.index, column), getattr(default_atlas.index, column))


def test_dependents_of_a_source_are_those_that_disappear(default_atlas: Atlas) -> None:
    for source in ("sohr-2020-12-17", "memri-2019-01-04", "southfront-2020-12-17"):
        resting, left = find_resting(default_atlas, source), leave_out(default_atlas, (source,))
        gone = set(default_atlas.records["id"]) - set(left.records["id"])
        assert gone <= set(resting.records)
        assert set(resting.records) & resting.sole <= gone
        events = {event.id for event in default_atlas.events} - {event.id for event in left.events}
        assert events == set(resting.events) & resting.sole


def test_every_output_excludes_the_source(default_atlas: Atlas) -> None:
    title = default_atlas.sources["memri-2019-01-04"].title
    options = {"date": "2018-10-01", "layers": "zones,claims,events"}
    whole, left = (
        [
            write(default_atlas, parse_request(default_atlas, options | more), suffix).decode()
            for suffix in ("svg", "csv", "geojson")
        ]
        for more in ({}, {"without": "memri-2019-01-04"})
    )
    assert all("memri-2019-01-04" in text or title in text for text in whole)
    assert not any("quneitra-north-iran-still-there" in text for text in left)
    request = parse_request(default_atlas, options | {"without": "memri-2019-01-04"})
    payload = compile_map(narrow(default_atlas, request), request)
    assert "memri-2019-01-04" not in {source["id"] for source in payload["sources"]}
    assert any("memri" in text.lower() for text in payload["filters"])


def test_the_texts_of_a_picture_exclude_the_source() -> None:
    client = build_app(ROOT / "geodata").server.test_client()
    path = "/about.json?date=2018-10-01&layers=zones,claims"
    whole, left = (
        client.get(path + more).get_json()["sources"] for more in ("", "&without=memri-2019-01-04")
    )
    assert any("MEMRI" in source for source in whole)
    assert not any("MEMRI" in source for source in left)


def test_the_picture_lists_excluded_sources(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"without": "memri-2019-01-04", "side": "russian"})
    picture = write(default_atlas, request, "svg").decode()
    assert "Excluding MEMRI (4 Jan 2019)" in picture, "the document: others of its publisher may count"
    assert "According to Russia" in picture


def test_a_source_that_is_not_there_is_refused(default_atlas: Atlas) -> None:
    with pytest.raises(RequestError, match="Did you mean"):
        parse_request(default_atlas, {"without": "memri-2019-01-05"})
    with pytest.raises(RequestError, match="at most"):
        parse_request(default_atlas, {"without": ",".join(default_atlas.sources)})
