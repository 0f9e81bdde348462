"""Sides: who speaks in a record, what each side's account contains, and where two accounts differ."""

from dataclasses import replace

import pytest

from atlas.evidence.standing_rule import find_contradicted
from atlas.history.in_effect import sum_km2
from atlas.history.scene import scene_on
from atlas.history.sides import end_by_account, is_partial, sides_in, voices
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.model.vocabulary import Status
from atlas.request.narrow import narrow, take_sides
from atlas.request.parsers import RequestError
from atlas.request.request import default_request, format_query, parse_request
from outputs.writers import write
from tests.random_histories import find_differences

CLAIM = "band-140-iran-aligned-absent"
"""Russia's claim of September 2018 that Iran-aligned forces are 140 km from the Golan."""
QUNEITRA = ("quneitra-north", "quneitra-centre", "quneitra-south")
DENIALS = tuple(f"{zone}-iran-still-there" for zone in QUNEITRA)
OCTOBER = parse_day("2018-10-01")


def row_of(atlas: Atlas, record: str) -> int:
    return list(atlas.records["id"]).index(record)


def statuses(atlas: Atlas, side: str, place: str, day: int = OCTOBER) -> set[tuple[str, Status]]:
    version = take_sides(atlas, (side,))
    return {
        (holding.force, holding.status)
        for holding in scene_on(version, day, atlas.latest_source).holdings(place)
    }


def test_sides_are_the_families_that_sources_lean_to(default_atlas: Atlas) -> None:
    sides = sides_in(default_atlas)
    assert {"government", "russian", "iran", "sdf", "rebels", "israel", "coalition"} <= set(sides)
    assert not {"local", "unidentified", "isis"} & set(sides)


def test_the_claimant_speaks_and_not_the_relay(default_atlas: Atlas) -> None:
    """Syria TV and ANHA report the claim, but the Russian ministry makes it."""
    voice = voices(default_atlas)[row_of(default_atlas, CLAIM)]
    assert (voice.sides, voice.independent) == ({"russian"}, False)
    assert is_partial(default_atlas, row_of(default_atlas, CLAIM))


def test_the_140_km_are_in_russias_account_and_not_in_israels(default_atlas: Atlas) -> None:
    absent = ("iran-aligned", Status.ABSENT)
    assert absent in statuses(default_atlas, "russian", "band-140")
    assert absent not in statuses(default_atlas, "israel", "band-140", parse_day("2019-02-01"))
    still = ("iran-aligned", Status.PRESENCE)
    for zone in QUNEITRA:
        assert absent in statuses(default_atlas, "russian", zone)
        assert still not in statuses(default_atlas, "russian", zone)
        assert still in statuses(default_atlas, "israel", zone)
        assert absent not in statuses(default_atlas, "israel", zone)


def test_the_accounts_differ_in_quneitra_by_the_area_of_its_zones(default_atlas: Atlas) -> None:
    differences = find_differences(default_atlas, "russian", "israel", OCTOBER, default_atlas.latest_source)
    places = {place.place for place in differences.places}
    assert {"band-140", *QUNEITRA} <= places
    assert differences.km2 == pytest.approx(sum_km2(default_atlas, places))
    assert differences.km2 > sum_km2(default_atlas, ["quneitra-north"]) > 0
    same = find_differences(default_atlas, "israel", "israel", OCTOBER, default_atlas.latest_source)
    assert (same.places, same.km2) == ((), 0)


def test_a_denial_has_no_effect_before_it_is_known(default_atlas: Atlas) -> None:
    """The claim of September 2018 was contradicted in January 2019: until then it was in every account."""
    row, until = row_of(default_atlas, CLAIM), end_by_account(default_atlas, "israel")
    assert until[row] == min(default_atlas.index.reported[row_of(default_atlas, name)] for name in DENIALS)
    assert end_by_account(default_atlas, "russian")[row] == default_atlas.index.retracted[row]


def test_uncontradicted_records_are_in_every_account(default_atlas: Atlas) -> None:
    links = dict(zip(default_atlas.records["id"], default_atlas.records["contradicts"], strict=True))
    disputed = find_contradicted(links)
    for side in sides_in(default_atlas):
        records = set(take_sides(default_atlas, (side,)).records["id"])
        assert links.keys() - records <= disputed


def test_two_sides_combine_their_accounts(default_atlas: Atlas) -> None:
    israeli, russian = (
        set(take_sides(default_atlas, (side,)).records["id"]) for side in ("israel", "russian")
    )
    assert set(take_sides(default_atlas, ("russian", "israel")).records["id"]) == israeli | russian


@pytest.mark.parametrize("suffix", ["svg", "csv", "geojson"])
def test_every_output_shows_the_requested_account(default_atlas: Atlas, suffix: str) -> None:
    options = {"date": "2018-10-01", "layers": "zones,claims,lines"}
    files = [
        write(default_atlas, parse_request(default_atlas, options | {"side": side}), suffix)
        for side in ("russian", "israel")
    ]
    assert files[0] != files[1]


def test_a_side_is_an_option_like_any_other(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"side": "israel,russian"})
    assert format_query(default_atlas, request) == "side=russian,israel"
    assert narrow(default_atlas, default_request(default_atlas)) is default_atlas
    assert narrow(default_atlas, request) is narrow(default_atlas, replace(request, lang="ar"))
    for wrong in ("isis", "russian,israel,government"):
        with pytest.raises(RequestError, match="side"):
            parse_request(default_atlas, {"side": wrong})
