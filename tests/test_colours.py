"""Colours can be told apart: by eye, with three colour deficiencies, in grey, and as text on their ground.

Distances are CIEDE2000; deficiencies are simulated by Machado et al. (2009), greys by lightness alone.
"""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from coloraide import Color

from atlas.changes import change_days, compile_changes
from atlas.model import Atlas
from atlas.request import default_request, parse_request
from atlas.state import scene_on
from atlas.vocabulary import Status
from layers.arcs import OUTSIDE
from layers.colour import contrast
from layers.looks import Look, Painter
from layers.stage import fit, set_stage
from layers.theme import load_theme

THEMES = ("light", "dark", "print")
EYES = ("normal", "deutan", "protan", "tritan")
LEAST_BETWEEN_NEIGHBOURS = {"normal": 15, "deutan": 10, "protan": 10, "tritan": 10}
LEAST_BETWEEN_ALL = 6.5
"""Families that never meet need less: about three times the least difference that an eye sees."""
LEAST_IN_GREY = 4.5
"""Twelve greys are near each other: names and codes stand beside them, so neighbours need only this."""


@cache
def seen(colour: str, eyes: str) -> Color:
    """Return a colour as someone sees it."""
    whole = Color(colour)
    return whole if eyes == "normal" else whole.filter(eyes, method="machado", space="srgb-linear")


def apart(one: str, other: str, eyes: str = "normal") -> float:
    return float(seen(one, eyes).delta_e(seen(other, eyes), method="2000"))


@pytest.fixture(scope="module")
def touching(default_atlas: Atlas) -> set[tuple[str, str]]:
    """The pairs of families that hold ground side by side on some day of the default atlas."""
    request = parse_request(default_atlas, {"bbox": "35.4,32,42.5,37.4"})
    assert request.bbox
    stage = set_stage(default_atlas, fit(request.bbox, 1200, 1000))
    painter = Painter(default_atlas, load_theme("light"))
    pairs = set()
    for day in change_days(compile_changes(default_atlas, request.known)):
        scene = scene_on(default_atlas, day, request.known)
        families = {
            zone: default_atlas.forces[look.leader].family
            for zone in stage.zones
            if (look := painter.look(scene.holdings(zone))).leader
        }
        for arc in stage.arcs:
            if arc.right != OUTSIDE and arc.left in families and arc.right in families:
                pairs.add(tuple(sorted((families[arc.left], families[arc.right]))))
    different = {(one, other) for one, other in pairs if one != other}
    assert len(different) > 15
    return different


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neighbours_can_be_told_apart(touching: set[tuple[str, str]], theme: str, eyes: str) -> None:
    families = load_theme(theme).families
    near = {
        (one, other): round(distance, 1)
        for one, other in touching
        if (distance := apart(families[one].fill, families[other].fill, eyes))
        < LEAST_BETWEEN_NEIGHBOURS[eyes]
    }
    assert not near


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_families_look_alike(theme: str, eyes: str) -> None:
    families = load_theme(theme).families
    near = {
        (one, other): round(distance, 1)
        for one, other in combinations(families, 2)
        if (distance := apart(families[one].fill, families[other].fill, eyes)) < LEAST_BETWEEN_ALL
    }
    assert not near


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_fill_stands_out_from_the_land(theme: str, eyes: str) -> None:
    colours = load_theme(theme)
    assert not [name for name, one in colours.families.items() if apart(one.fill, colours["land"], eyes) < 8]


def test_neighbours_can_be_told_apart_in_print(touching: set[tuple[str, str]]) -> None:
    families = load_theme("print").families
    near = {
        pair: round(apart(*fills), 1)
        for pair in touching
        if apart(*(fills := (families[pair[0]].fill, families[pair[1]].fill))) < LEAST_IN_GREY
    }
    assert not near


def test_print_is_grey() -> None:
    theme = load_theme("print")
    colours = [one.fill for one in theme.families.values()] + [*theme.members.values(), *theme.base.values()]
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


@pytest.mark.parametrize("theme", THEMES)
def test_text_reads_on_its_ground(theme: str) -> None:
    colours = load_theme(theme)
    for one in colours.families.values():
        assert contrast(one.text, colours["land"]) >= 4.5
        assert contrast(one.on_fill, one.fill) >= 4.5
    for ink in ("ink", "ink2", "ink3"):
        assert contrast(colours[ink], colours["page"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_edges_are_seen(theme: str) -> None:
    colours = load_theme(theme)
    assert all(contrast(one.line, colours["land"]) >= 2.9 for one in colours.families.values())
    for line in ("border", "river", "ceasefire"):
        assert contrast(colours[line], colours["land"]) >= 3


def test_statuses_differ_by_more_than_colour(default_atlas: Atlas) -> None:
    """Each status of one force has a pattern, an edge or a ground that no other status has."""
    painter = Painter(default_atlas, load_theme("print"))
    request = default_request(default_atlas)
    scene = scene_on(default_atlas, request.date, request.known)
    holding = next(one for place in default_atlas.places for one in scene.holdings(place) if one.certain)
    looks = {status: painter.look([replace(holding, status=status)]) for status in Status}
    shapes = {status: _without_colour(look) for status, look in looks.items()}
    different = {status: shape for status, shape in shapes.items() if status is not Status.NOMINAL}
    assert len(set(different.values())) == len(different)
    assert looks[Status.NOMINAL].ground != looks[Status.CONTROL].ground
    assert not looks[Status.ABSENT].ground


def _without_colour(look: Look) -> tuple[object, ...]:
    hatch = look.pattern and (look.pattern.hatch, look.pattern.faint)
    return bool(look.ground), hatch, look.doubted, look.faded, look.besieged, look.loose, look.held
