"""Origins of claims: who made a claim first, how many independent sources it has, and their sides."""

import pytest

from atlas.evidence.leanings import Side, find_sides, side_words, sides_named
from atlas.evidence.origins import count_origins, find_cycles, resolve_origins
from atlas.evidence.standing_rule import compute_standing, find_contradicted, lower_standing, stated_number
from atlas.model.vocabulary import STANDINGS, Standing

FORCES = {
    "gov": Side("government", names=("Syrian government forces", "SAA")),
    "fifth-corps": Side("russian", parent="gov", sponsor="moscow"),
    "moscow": Side("russian"),
    "brigade": Side("local", parent="fifth-corps"),
}
FAMILIES = ("government", "russian", "local")


def test_relays_are_followed_to_their_root() -> None:
    relays = {"sohr": "", "anha": "sohr", "repost": "anha", "afp": ""}
    assert resolve_origins(relays) == {"sohr": "sohr", "anha": "sohr", "repost": "sohr", "afp": "afp"}


def test_relay_of_an_unknown_source_is_its_own_origin() -> None:
    assert resolve_origins({"repost": "lost", "again": "repost"}) == {"repost": "repost", "again": "repost"}


def test_a_loop_of_relays_ends_at_its_least_id() -> None:
    relays = {"b": "a", "a": "c", "c": "b", "tail": "b", "self": "self"}
    assert resolve_origins(relays) == {"a": "a", "b": "a", "c": "a", "tail": "a", "self": "self"}


def test_a_relay_may_come_before_its_original() -> None:
    chain = {f"s{number}": f"s{number + 1}" for number in range(5000)} | {"s5000": ""}
    assert set(resolve_origins(chain).values()) == {"s5000"}


def test_source_without_an_id_is_no_origin() -> None:
    assert resolve_origins({"": "", "a": ""}) == {"a": "a"}


def test_loops_are_found_once_each() -> None:
    assert find_cycles({"a": "b", "b": "a", "c": "a", "d": "d", "e": ""}) == [("a", "b"), ("d",)]


def test_reposts_count_as_one_source() -> None:
    origins = resolve_origins({"sohr": "", "anha": "sohr", "southfront": "sohr", "epc": ""})
    assert count_origins(["sohr", "anha", "southfront"], origins) == 1
    assert count_origins(["anha", "epc"], origins) == 2
    assert count_origins(["nobody"], origins) == 0


@pytest.mark.parametrize(
    ("leaning", "force", "leans"),
    [
        ("pro-government", "gov", True),
        ("pro-government", "fifth-corps", True),
        ("Russian-backed", "fifth-corps", True),
        ("Moscow", "brigade", True),
        ("pro-SAA", "gov", True),
        ("Moscow", "gov", False),
        ("opposition", "gov", False),
        ("none", "gov", False),
        ("", "gov", False),
        ("rights; pro-government", "gov", True),
        ("Syrian government forces", "gov", True),
        ("local", "brigade", False),
    ],
)
def test_leaning_names_a_side(leaning: str, force: str, leans: bool) -> None:
    named = sides_named(leaning, side_words(FAMILIES, FORCES))
    assert (not named.isdisjoint(find_sides(FORCES)[force])) is leans


def test_sides_are_found_despite_a_loop_of_sponsors() -> None:
    ring = {"a": Side("x", sponsor="b"), "b": Side("y", sponsor="a")}
    assert find_sides(ring)["a"] == {"x", "y"}


def test_sides_of_a_ring_of_thousands_are_those_of_all_its_families() -> None:
    ring = {f"f{n}": Side("xy"[n % 2], parent=f"f{(n + 1) % 5000}") for n in range(5000)}
    assert set(find_sides(ring).values()) == {frozenset("xy")}


def test_denial_marks_both_records() -> None:
    links = {"a": ("b",), "b": (), "c": ("c",), "d": ("nobody",), "e": ()}
    assert find_contradicted(links) == {"a", "b"}


@pytest.mark.parametrize(
    ("origins", "party_alone", "contradicted", "standing"),
    [
        (1, False, False, "reported"),
        (2, False, False, "confirmed"),
        (5, False, False, "confirmed"),
        (1, True, False, "claimed"),
        (3, True, False, "claimed"),
        (1, True, True, "disputed"),
        (5, False, True, "disputed"),
    ],
)
def test_standing_is_computed(origins: int, party_alone: bool, contradicted: bool, standing: str) -> None:
    assert compute_standing(origins, party_alone, contradicted) == standing


def test_a_stated_standing_can_only_be_lower() -> None:
    for computed in Standing:
        assert lower_standing(computed, stated_number(None)) == computed
        for stated in Standing:
            both = (STANDINGS.index(computed), STANDINGS.index(stated))
            assert lower_standing(computed, stated_number(stated)) == STANDINGS[max(both)]
