"""Colours are distinguishable: by eye, with three colour deficiencies, in grey, and as text on their ground.

Distances are CIEDE2000; deficiencies are simulated by Machado et al. (2009), greys by lightness alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from xml.etree.ElementTree import fromstring

import pytest
from coloraide import Color

from atlas.history.certainty import UNKNOWN
from atlas.history.changes import compile_changes
from atlas.history.scene import Holding, scene_on
from atlas.model.atlas import Atlas
from atlas.model.colours import contrast
from atlas.model.vocabulary import Status
from atlas.request.request import default_request, parse_request
from layers.geometry.shared_edges import OUTSIDE
from layers.geometry.viewport import fit, set_viewport
from layers.still.draw import draw_map
from layers.style.colour import mix, readable_on
from layers.style.symbology import Symbol, Symbolizer
from layers.style.theme import Theme, theme_of
from tests.random_histories import change_days

THEMES = ("light", "dark", "print")
COLOURED = ("light", "dark")
EYES = ("normal", "deutan", "protan", "tritan")
DEFICIENT = EYES[1:]
GROUNDS = ("land", "neighbour", "sea", "lake")
SYRIA = "35.4,32,42.5,37.4"

MEET = 15.0
"""The least difference of two families that meet somewhere on some day."""
MEET_DEFICIENT, MEET_LIGHTNESS = 10.0, 12.0
"""The same to a deficient eye: in the whole, or in lightness alone."""
SEEN_TOGETHER = 12.0
"""Of any two families: every two of them share the widest view on some day."""
LOOK_ALIKE = 6.5
"""Of two that never meet, to a deficient eye: about three times what an eye can just distinguish."""
GROUND, GROUND_DEFICIENT = 10.0, 7.5
"""Of a fill from land, neighbour, sea and lake."""
PALED = 9.0
"""Of two that meet, both as pale as their records' age makes them."""
SIBLINGS = 6.0
"""Of two forces of one family that meet."""
PRINT_EDGE, PRINT_WATER, PRINT_ANY = 10.0, 10.0, 2.0
"""In print, of L*: of fills that share an edge, of a fill from water, of any two."""
PRINT_FORCES = 10.0
"""In print, of L*: of forces of two families whose fills meet."""
INK, LINE, DARK_WATER = 4.5, 3.0, 1.3
"""Contrast of text, of lines, and of land from sea in the dark."""
DARK_GROUNDS = {("land", "sea"): 1.4, ("neighbour", "sea"): 1.2, ("land", "lake"): 1.2, ("sea", "lake"): 1.1}
"""Contrast of the parts of the basemap in the dark, so that a coast is seen on a poor screen."""
DARK_STEP = 2.0
"""Contrast of the fills of government and ISIS in the dark: they meet in most pictures of the war."""
TINT = 5.0
"""Of a tint from the land: presence on ground that nobody holds."""
ALWAYS_APART = ("isis", "sdf", "rebels", "fourth", "coalition")
"""Families that a reader must tell apart in every theme and with every eye."""
ALWAYS_PRINT = 8.0
"""Of L*, of two of them in print; nearer greys must never share an edge."""
HALO_OPACITY, HALO_SHARE = 0.95, 0.18
"""How much a halo covers, and how wide it is at least, in sizes of its type."""
Pairs = set[tuple[str, str]]
Near = dict[tuple[str, str], float]


@cache
def seen(colour: str, eyes: str) -> Color:
    """Return a colour as someone sees it."""
    whole = Color(colour)
    return whole if eyes == "normal" else whole.filter(eyes, method="machado", space="srgb-linear")


@cache
def apart(first: str, second: str, eyes: str = "normal") -> float:
    return float(seen(first, eyes).delta_e(seen(second, eyes), method="2000"))


@cache
def lightness(colour: str, eyes: str = "normal") -> float:
    return float(seen(colour, eyes).convert("lab-d65")["lightness"])


def gap(first: str, second: str, eyes: str = "normal") -> float:
    return abs(lightness(first, eyes) - lightness(second, eyes))


@dataclass(frozen=True)
class Meetings:
    """Who meets whom on some day: forces whose fills share an edge or stripes, families in any way."""

    fills: Pairs
    families: Pairs


@pytest.fixture(scope="module")
def meetings(default_atlas: Atlas) -> Meetings:
    """Every day of the default atlas, in its widest view."""
    request = parse_request(default_atlas, {"bbox": SYRIA})
    assert request.bbox
    viewport = set_viewport(default_atlas, fit(request.bbox, 1200, 1000))
    symbolizer = Symbolizer(default_atlas, theme_of(default_atlas, "light"))
    sides = [
        (shared_edge.left, shared_edge.right)
        for shared_edge in viewport.shared_edges
        if shared_edge.right != OUTSIDE
    ]
    fills, families = set(), set()
    for day in change_days(compile_changes(default_atlas, request.known)):
        scene = scene_on(default_atlas, day, request.known)
        symbols = {zone: symbolizer.symbolize(scene.holdings(zone)) for zone in viewport.zones}
        held = {zone: {symbol.leader, *symbol.partners} for zone, symbol in symbols.items() if symbol.held}
        families_at = {
            place: families_in(default_atlas, scene.holdings(place)) for place in default_atlas.places
        }
        fills |= pairs_of(held.values()) | {
            pair
            for left, right in sides
            for pair in pairs_across(held.get(left, set()), held.get(right, set()))
        }
        families |= pairs_of(families_at.values())
    families |= {pair for pair in (families_of(default_atlas, fill) for fill in fills) if len(set(pair)) > 1}
    assert len(fills) >= 34
    assert len(families) >= 30
    return Meetings(fills, families)


def families_in(atlas: Atlas, holdings: Iterable[Holding]) -> set[str]:
    drawn = [
        holding for holding in holdings if holding.status is not Status.ABSENT and holding.share != UNKNOWN
    ]
    return {atlas.forces[holding.force].family for holding in drawn}


def pairs_of(groups: Iterable[set[str]]) -> Pairs:
    return {pair for group in groups if len(group) > 1 for pair in combinations(sorted(group), 2)}


def pairs_across(left: set[str], right: set[str]) -> Pairs:
    return {(min(first, second), max(first, second)) for first in left for second in right if first != second}


def families_of(atlas: Atlas, pair: tuple[str, str]) -> tuple[str, str]:
    first, second = sorted(atlas.forces[force].family for force in pair)
    return first, second


def fill_of(atlas: Atlas, theme: Theme, force: str) -> str:
    return theme.fill(atlas.forces[force], atlas.families[atlas.forces[force].family])


def least(pairs: Iterable[tuple[str, str]], measure: Callable[[str, str], float], floor: float) -> Near:
    """Return the pairs nearer than a floor."""
    return {pair: round(distance, 1) for pair in pairs if (distance := measure(*pair)) < floor}


@pytest.mark.parametrize("theme", COLOURED)
def test_families_that_meet_are_distinguishable(default_atlas: Atlas, meetings: Meetings, theme: str) -> None:
    families = theme_of(default_atlas, theme).families

    def measure(first: str, second: str) -> float:
        return apart(families[first].fill, families[second].fill)

    assert not least(meetings.families, measure, MEET)


@pytest.mark.parametrize("eyes", DEFICIENT)
@pytest.mark.parametrize("theme", COLOURED)
def test_families_that_meet_are_distinguishable_to_deficient_eyes(
    default_atlas: Atlas, meetings: Meetings, theme: str, eyes: str
) -> None:
    families = theme_of(default_atlas, theme).families

    def measure(first: str, second: str) -> float:
        fills = families[first].fill, families[second].fill
        return max(apart(*fills, eyes), gap(*fills, eyes) * MEET_DEFICIENT / MEET_LIGHTNESS)

    assert not least(meetings.families, measure, MEET_DEFICIENT)


@pytest.mark.parametrize("theme", COLOURED)
def test_families_that_meet_are_distinguishable_when_both_are_pale(
    default_atlas: Atlas, meetings: Meetings, theme: str
) -> None:
    colours = theme_of(default_atlas, theme)
    pale = {
        name: mix(shades.fill, colours["land"], min(colours.age_shares))
        for name, shades in colours.families.items()
    }
    assert not least(meetings.families, lambda first, second: apart(pale[first], pale[second]), PALED)


@pytest.mark.parametrize(
    ("eyes", "floor"), [("normal", SEEN_TOGETHER), *((deficiency, LOOK_ALIKE) for deficiency in DEFICIENT)]
)
@pytest.mark.parametrize("theme", COLOURED)
def test_no_two_families_look_alike(default_atlas: Atlas, theme: str, eyes: str, floor: float) -> None:
    families = theme_of(default_atlas, theme).families

    def measure(first: str, second: str) -> float:
        return apart(families[first].fill, families[second].fill, eyes)

    assert not least(combinations(families, 2), measure, floor)


@pytest.mark.parametrize(
    ("eyes", "floor"), [("normal", GROUND), *((deficiency, GROUND_DEFICIENT) for deficiency in DEFICIENT)]
)
@pytest.mark.parametrize("theme", COLOURED)
def test_every_fill_stands_out_from_its_ground(
    default_atlas: Atlas, theme: str, eyes: str, floor: float
) -> None:
    colours = theme_of(default_atlas, theme)
    fills = {name: shades.fill for name, shades in colours.families.items()}

    def measure(name: str, ground: str) -> float:
        return apart(fills[name], colours[ground], eyes)

    assert not least(product(fills, GROUNDS), measure, floor)


@pytest.mark.parametrize("theme", COLOURED)
def test_forces_whose_ground_meets_are_distinguishable(
    default_atlas: Atlas, meetings: Meetings, theme: str
) -> None:
    colours = theme_of(default_atlas, theme)

    def measure(first: str, second: str) -> float:
        return apart(fill_of(default_atlas, colours, first), fill_of(default_atlas, colours, second))

    siblings = {pair for pair in meetings.fills if len(set(families_of(default_atlas, pair))) == 1}
    named = {pair for pair in siblings if {*pair} <= colours.members.keys()}
    assert not least(meetings.fills - siblings, measure, MEET)
    assert not least(named, measure, SIBLINGS)


def test_forces_whose_ground_meets_are_distinguishable_in_print(
    default_atlas: Atlas, meetings: Meetings
) -> None:
    colours = theme_of(default_atlas, "print")
    fills = {force: fill_of(default_atlas, colours, force) for pair in meetings.fills for force in pair}
    two = {pair for pair in meetings.fills if len(set(families_of(default_atlas, pair))) == 2}
    shades = {name: colours_of.fill for name, colours_of in colours.families.items()}
    edges = {families_of(default_atlas, pair) for pair in two}
    assert not least(two, lambda first, second: gap(fills[first], fills[second]), PRINT_FORCES)
    assert not least(edges, lambda first, second: gap(shades[first], shades[second]), PRINT_EDGE)


def test_greys_differ_from_each_other_and_from_water(default_atlas: Atlas) -> None:
    colours = theme_of(default_atlas, "print")
    fills = {name: shades.fill for name, shades in colours.families.items()}
    wet = product(fills.keys() - ONLY_PRESENT, ("sea", "lake"))
    assert not least(
        combinations(fills, 2), lambda first, second: gap(fills[first], fills[second]), PRINT_ANY
    )
    assert not least(wet, lambda name, water: gap(fills[name], colours[water]), PRINT_WATER)


ONLY_PRESENT = {"un"}
"""Families that hold no ground on any day: their fill is for dots and the key."""


def test_print_is_grey(default_atlas: Atlas) -> None:
    theme = theme_of(default_atlas, "print")
    colours = [family.fill for family in theme.families.values()] + [
        *theme.members.values(),
        *theme.base.values(),
    ]
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_legible_on_its_ground(default_atlas: Atlas, theme: str) -> None:
    colours = theme_of(default_atlas, theme)
    for name, shades in colours.families.items():
        for ground in ("land", "panel", "neighbour"):
            assert contrast(shades.text, colours[ground]) >= INK, (name, ground)
        assert contrast(readable_on(shades.fill), shades.fill) >= INK, name
    for fill in colours.members.values():
        assert contrast(readable_on(fill), fill) >= INK
    for ink in ("ink", "ink2", "ink3"):
        assert contrast(colours[ink], colours["page"]) >= INK


LABELS = (
    ("label", "land"), ("label_minor", "land"), ("label_water", "sea"), ("label_water", "lake"),
    ("label_country", "neighbour"),
)  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_names_of_lands_and_waters_are_legible_on_their_ground(default_atlas: Atlas, theme: str) -> None:
    colours = theme_of(default_atlas, theme)
    assert not least(LABELS, lambda ink, ground: contrast(colours[ink], colours[ground]), INK)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["label", "label_minor", "label_water", "label_country"])
def test_names_of_places_are_legible_on_their_halo_over_every_ground(
    default_atlas: Atlas, theme: str, ink: str
) -> None:
    colours = theme_of(default_atlas, theme)
    shades = colours.families.values()
    grounds = {colours[ground] for ground in GROUNDS} | set(colours.members.values())
    grounds |= {colour for shade in shades for colour in (shade.fill, shade.tint)}
    assert len(grounds) > 20
    for ground in grounds:
        assert contrast(colours[ink], mix(colours["halo"], ground, HALO_OPACITY)) >= INK, ground


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "golan-hauran"])
def test_every_text_on_a_map_has_a_halo_on_which_it_reads(
    default_atlas: Atlas, view: str, theme: str
) -> None:
    options = {"view": view, "date": "2017-11-12", "theme": theme}
    drawn = fromstring(draw_map(default_atlas, parse_request(default_atlas, options)).encode())
    layers = [
        element for element in drawn.iter() if element.get("id") in ("layer-labels", "layer-sites", "scale")
    ]
    texts = [text for layer in layers for text in layer.iter() if text.tag.endswith("text")]
    assert len(texts) > 12
    for text in texts:
        ink, halo = text.get("fill", ""), text.get("stroke", "")
        assert contrast(ink, halo) >= INK, text.text
        assert float(text.get("stroke-opacity", 1)) >= HALO_OPACITY
        assert text.get("paint-order") == "stroke"
        assert float(text.get("stroke-width", 0)) >= HALO_SHARE * float(text.get("font-size", 0)), text.text


def test_the_parts_of_the_basemap_differ_in_luminance_in_the_dark(default_atlas: Atlas) -> None:
    colours = theme_of(default_atlas, "dark")
    assert contrast(colours["land"], colours["sea"]) >= DARK_WATER
    for (first, second), floor in DARK_GROUNDS.items():
        assert contrast(colours[first], colours[second]) >= floor, (first, second)


def test_government_and_isis_differ_in_luminance_in_the_dark(default_atlas: Atlas) -> None:
    families = theme_of(default_atlas, "dark").families
    assert contrast(families["government"].fill, families["isis"].fill) >= DARK_STEP


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize(("first", "second"), [*combinations(ALWAYS_APART, 2)])
def test_the_main_opponents_are_distinguishable_to_every_eye(
    default_atlas: Atlas, theme: str, first: str, second: str
) -> None:
    fills = [theme_of(default_atlas, theme).families[name].fill for name in (first, second)]
    assert apart(*fills) >= MEET
    for eyes in DEFICIENT:
        assert max(apart(*fills, eyes), gap(*fills, eyes) * MEET_DEFICIENT / MEET_LIGHTNESS) >= MEET_DEFICIENT


def test_the_main_opponents_are_distinguishable_in_print(default_atlas: Atlas, meetings: Meetings) -> None:
    """By their greys; greys that are near never share an edge, and the codes beside them differ."""
    families = theme_of(default_atlas, "print").families
    edges = {families_of(default_atlas, pair) for pair in meetings.fills}
    near = least(
        combinations(sorted(ALWAYS_APART), 2),
        lambda first, second: gap(families[first].fill, families[second].fill),
        ALWAYS_PRINT,
    )
    assert not near.keys() & edges
    for pair in near:
        codes = {default_atlas.families[family].code for family in pair}
        assert len(codes - {""}) == 2
    assert len(near) <= 1


@pytest.mark.parametrize("theme", THEMES)
def test_tints_stand_out_from_the_land(default_atlas: Atlas, theme: str) -> None:
    colours = theme_of(default_atlas, theme)
    tints = {name: shades.tint for name, shades in colours.families.items()}
    near = {name: round(apart(tint, colours["land"]), 1) for name, tint in tints.items()}
    assert not {name: distance for name, distance in near.items() if distance < TINT}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_are_seen(default_atlas: Atlas, theme: str) -> None:
    colours = theme_of(default_atlas, theme)
    assert all(contrast(family.line, colours["land"]) >= LINE for family in colours.families.values())
    for line in ("border", "river", "ceasefire"):
        assert contrast(colours[line], colours["land"]) >= LINE


def test_statuses_differ_by_more_than_colour(default_atlas: Atlas) -> None:
    """Each status of one force has a pattern, an edge or a ground that no other status has."""
    symbolizer = Symbolizer(default_atlas, theme_of(default_atlas, "print"))
    request = default_request(default_atlas)
    scene = scene_on(default_atlas, request.date, request.known)
    holding = next(
        holding for place in default_atlas.places for holding in scene.holdings(place) if holding.certain
    )
    symbols = {status: symbolizer.symbolize([holding._replace(status=status)]) for status in Status}
    shapes = {status: _without_colour(symbol) for status, symbol in symbols.items()}
    different = {status: shape for status, shape in shapes.items() if status is not Status.NOMINAL}
    assert len(set(different.values())) == len(different)
    assert symbols[Status.NOMINAL].ground != symbols[Status.CONTROL].ground
    assert not symbols[Status.ABSENT].ground


def _without_colour(symbol: Symbol) -> tuple[object, ...]:
    hatch = symbol.pattern and (symbol.pattern.hatch, symbol.pattern.faint)
    return (
        bool(symbol.ground),
        hatch,
        symbol.doubted,
        symbol.faded,
        symbol.besieged,
        symbol.loose,
        symbol.held,
    )
