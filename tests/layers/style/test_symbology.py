"""Symbols, value by value: who leads, what lies over a ground and in which order, and how edges are drawn."""

from dataclasses import replace
from itertools import permutations

import pytest

from atlas.history.certainty import CERTAIN, UNKNOWN
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.colours import contrast, plan_of_families
from atlas.model.vocabulary import Standing, Status
from layers.style.colour import mix, pair, visible_on
from layers.style.symbology import EMPTY, Hatch, Pattern, Symbol, Symbolizer
from layers.style.theme import (
    AGE_SHARES,
    BESIEGED_EDGE,
    CLAIM_EDGE,
    POSSIBLE_SHARES,
    load_theme,
    theme_of,
)
from layers.style.zone_edges import HIDDEN, Edge, edge_between
from tests.layers.style.shades.palettes import EIGHT


def holding(
    force: str,
    status: Status = Status.CONTROL,
    share: int = CERTAIN,
    age: int = 0,
    standing: Standing = Standing.CONFIRMED,
) -> Holding:
    return Holding(force, status, standing, share, age, ())


def symbol_of(atlas: Atlas, *holdings: Holding) -> Symbol:
    return Symbolizer(atlas, theme_of(atlas, "light")).symbolize(holdings)


def present(*forces: str) -> list[Holding]:
    return [holding(force, Status.PRESENCE) for force in forces]


def test_the_first_holder_leads_under_joint_control(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    for first, second in (("gov", "sdf"), ("sdf", "gov")):
        symbol = symbol_of(default_atlas, holding(first), holding(second))
        assert (symbol.leader, symbol.partners) == (first, (second,))
        colours = tuple(Symbolizer(default_atlas, light).fill(force) for force in (first, second))
        assert symbol.ground == colours[0]
        assert symbol.pattern is not None
        assert (symbol.pattern.hatch, symbol.pattern.colours) == (Hatch.STRIPES, colours)
        assert symbol.edge == light.families[default_atlas.forces[first].family].line
        assert symbol.over == ()
        assert symbol.held
        assert not symbol.changing


def test_dots_stand_for_three_families_at_most_in_the_order_of_the_atlas(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    symbol = symbol_of(default_atlas, holding("gov"), *present("rebels", "isis", "iran-aligned", "russia-mp"))
    families = ("russian", "iran", "isis")
    assert symbol.over == families
    assert symbol.pattern is not None
    assert symbol.pattern.hatch is Hatch.DOTS
    inks = (visible_on(light.families[family].text, symbol.ground, 3.0) for family in families)
    assert symbol.pattern.colours == tuple(inks)
    assert symbol.pattern.faint
    three = symbol_of(default_atlas, holding("gov"), *present("isis", "iran-aligned", "russia-mp"))
    assert three.over == families


def test_dots_are_faint_only_where_somebody_else_is_certain(default_atlas: Atlas) -> None:
    faint = {
        share: symbol_of(default_atlas, holding("isis", Status.PRESENCE, share)).pattern
        for share in (2, CERTAIN)
    }
    assert {share: pattern and pattern.faint for share, pattern in faint.items()} == {2: True, CERTAIN: False}


def test_crosses_stand_for_two_that_fight_and_hide_stripes_and_dots(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    fighting = [holding(force, Status.CONTESTED) for force in ("isis", "rebels", "sdf")]
    symbol = symbol_of(
        default_atlas, holding("gov"), holding("iran-aligned"), *fighting, *present("russia-mp")
    )
    assert symbol.pattern is not None
    assert symbol.pattern.hatch is Hatch.CROSS
    assert symbol.pattern.colours == tuple(light.families[family].fill for family in ("isis", "rebels"))
    assert symbol.over == ("isis", "rebels")
    assert symbol.partners == ("iran-aligned",)


def test_stripes_hide_dots_and_dashes_show_one_possible_holder(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    striped = symbol_of(default_atlas, holding("gov"), holding("sdf"), *present("isis"))
    assert striped.pattern is not None
    assert striped.pattern.hatch is Hatch.STRIPES
    possible = [holding("sdf", share=3), holding("isis", share=2)]
    dashed = symbol_of(default_atlas, holding("gov"), *possible)
    assert dashed.pattern is not None
    assert (dashed.pattern.hatch, dashed.over) == (Hatch.DASHES, ("sdf",))
    assert dashed.pattern.colours == (Symbolizer(default_atlas, light).fill("sdf"),)
    assert (dashed.leader, dashed.partners) == ("gov", ())


def test_the_likeliest_of_several_possible_holders_leads(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    symbol = symbol_of(default_atlas, holding("gov", share=1), holding("sdf", share=3))
    assert (symbol.leader, symbol.partners) == ("sdf", ("gov",))
    fill = Symbolizer(default_atlas, light).fill("sdf")
    assert symbol.ground == mix(fill, light["land"], POSSIBLE_SHARES[2])
    assert symbol.faded
    assert symbol.held
    assert symbol.changing
    assert not symbol_of(default_atlas, holding("gov", share=1)).changing


@pytest.mark.parametrize("age", range(4))
def test_a_fill_pales_with_the_newest_record_of_its_force(default_atlas: Atlas, age: int) -> None:
    light = theme_of(default_atlas, "light")
    fill = Symbolizer(default_atlas, light).fill("gov")
    besieged = holding("gov", Status.BESIEGED, age=3)
    for both in ((holding("gov", age=age), besieged), (besieged, holding("gov", age=age))):
        symbol = symbol_of(default_atlas, *both)
        assert symbol.ground == mix(fill, light["land"], AGE_SHARES[age])
        assert symbol.partners == ()
        assert symbol.besieged


def test_ground_is_doubted_if_all_its_holders_are(default_atlas: Atlas) -> None:
    claimed = holding("gov", standing=Standing.CLAIMED)
    disputed = holding("sdf", standing=Standing.DISPUTED)
    reported = holding("isis", standing=Standing.REPORTED)
    assert symbol_of(default_atlas, claimed, disputed).doubted
    assert not symbol_of(default_atlas, claimed, reported).doubted
    assert symbol_of(default_atlas, claimed._replace(share=2)).doubted
    assert not symbol_of(default_atlas, claimed._replace(share=2), reported._replace(share=2)).doubted
    assert symbol_of(default_atlas, claimed._replace(status=Status.PRESENCE)).doubted
    assert not symbol_of(default_atlas, *present("gov")).doubted
    both = [replaced._replace(status=Status.PRESENCE) for replaced in (claimed, reported)]
    assert not symbol_of(default_atlas, *both).doubted
    assert not symbol_of(default_atlas, *reversed(both)).doubted


def test_ground_without_a_holder_is_tinted_and_paler_for_mere_presence(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    tint = light.families["isis"].tint
    nominal = symbol_of(default_atlas, holding("isis", Status.NOMINAL))
    assert (nominal.ground, nominal.loose, nominal.faded, nominal.held) == (tint, False, False, False)
    mere = symbol_of(default_atlas, *present("isis"))
    assert mere.ground not in (tint, light["land"])
    assert (mere.loose, mere.leader) == (True, "isis")
    maybe = symbol_of(default_atlas, holding("isis", Status.NOMINAL, share=2))
    assert maybe.ground == mere.ground
    assert (maybe.loose, maybe.faded) == (False, True)


def test_the_absent_and_the_hidden_are_not_drawn_and_the_unknown_has_marks(default_atlas: Atlas) -> None:
    light = theme_of(default_atlas, "light")
    assert symbol_of(default_atlas) == EMPTY
    assert symbol_of(default_atlas, holding("gov", Status.ABSENT)) == EMPTY
    hiding = Symbolizer(default_atlas, light, frozenset({"force.gov", "isis"}))
    assert hiding.symbolize([holding("gov"), *present("isis")]) == EMPTY
    assert hiding.symbolize([holding("gov"), holding("sdf")]).leader == "sdf"
    unknown = symbol_of(default_atlas, holding("gov", share=UNKNOWN))
    assert unknown.pattern is not None
    assert (unknown.pattern.hatch, unknown.ground, unknown.leader) == (Hatch.UNKNOWN, light["land"], "")
    assert symbol_of(default_atlas, holding("gov", share=UNKNOWN), holding("sdf")).leader == "sdf"


def test_edges(default_atlas: Atlas) -> None:
    """The rules one by one, from what hides an edge to the plain front."""
    light = theme_of(default_atlas, "light")
    gov, sdf = (symbol_of(default_atlas, holding(force)) for force in ("gov", "sdf"))
    isis, rebels = (symbol_of(default_atlas, *present(force)) for force in ("isis", "rebels"))
    for both in ((gov, gov), (EMPTY, EMPTY)):
        assert edge_between(*both, light) == HIDDEN
    older = symbol_of(default_atlas, holding("gov", age=2))
    dotted = symbol_of(default_atlas, holding("gov"), *present("isis"))
    assert edge_between(gov, older, light) == HIDDEN
    assert edge_between(gov, dotted, light) == HIDDEN
    fighting = symbol_of(default_atlas, holding("gov"), holding("isis", Status.CONTESTED))
    within = edge_between(gov, fighting, light)
    assert within == Edge(light.families["isis"].fill, 0.8, "1 3", 0.8)
    two = [holding(force, Status.CONTESTED) for force in ("isis", "sdf")]
    crossed = symbol_of(default_atlas, holding("gov"), *two)
    assert edge_between(gov, crossed, light).colour == Symbolizer(default_atlas, light).fill("sdf")
    front = edge_between(gov, sdf, light)
    assert front == edge_between(sdf, gov, light)
    assert (front.width, front.dash, front.opacity) == (1.0, "", 1.0)
    assert front.colour in (gov.edge, sdf.edge)
    assert edge_between(gov, EMPTY, light) == Edge(gov.edge, 1.0, "", 1.0)
    assert edge_between(isis, gov, light) == Edge(gov.edge, 1.0, "", 1.0), "the held side gives its ink"
    loose = edge_between(isis, rebels, light)
    assert (loose.width, loose.dash, loose.opacity) == (0.8, "1 3", 0.8)
    assert edge_between(EMPTY, isis, light) == Edge(isis.edge, 0.8, "1 3", 0.8)
    claimed = symbol_of(default_atlas, holding("gov", standing=Standing.CLAIMED))
    assert edge_between(claimed, EMPTY, light) == Edge(gov.edge, *CLAIM_EDGE)
    besieged = symbol_of(default_atlas, holding("sdf", Status.BESIEGED))
    assert edge_between(claimed, besieged, light) == Edge(sdf.edge, *BESIEGED_EDGE)
    maybe, too = (symbol_of(default_atlas, holding(force, share=2)) for force in ("gov", "sdf"))
    assert edge_between(maybe, too, light).opacity == 0.6
    assert edge_between(maybe, sdf, light).opacity == 1.0


def test_possible_holders_share_nothing_but_possible_rivals_have_a_chequerboard(
    default_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    possible = [holding("gov", share=3), holding("sdf", share=2)]
    symbol = symbol_of(default_atlas, *possible)
    assert symbol.pattern is not None
    assert (symbol.pattern.hatch, symbol.rivals, symbol.changing) == (Hatch.DASHES, False, True)
    monkeypatch.setattr("layers.style.symbology.find_rivals", lambda *_: ("gov", "sdf"))
    symbol = symbol_of(default_atlas, *possible)
    assert symbol.pattern is not None
    assert (symbol.pattern.hatch, symbol.rivals, symbol.changing) == (Hatch.RIVALS, True, False)


def test_a_cross_hatch_is_quiet_on_open_ground_and_clear_on_ground_of_its_colour(
    default_atlas: Atlas,
) -> None:
    light = theme_of(default_atlas, "light")
    symbolizer = Symbolizer(default_atlas, light)
    fought = (holding("gov"), holding("isis", Status.CONTESTED))
    isis, gov = (symbolizer.fill(force) for force in ("isis", "gov"))
    expected = {
        "": (isis, False),
        "albu-kamal": (isis, False),
        "suwayda-desert": (mix(isis, gov, 0.45), True),
    }
    for place, (ink, faint) in expected.items():
        assert symbolizer.symbolize(fought, place).pattern == Pattern(Hatch.CROSS, (ink,), faint), place
    alone = symbolizer.symbolize([holding("isis", Status.CONTESTED)], "suwayda-desert")
    tint = light.families["isis"].tint
    assert alone.ground == mix(tint, light["land"], 0.45)
    assert alone.pattern == Pattern(Hatch.CROSS, (mix(isis, alone.ground, 0.45),), faint=True)
    siblings = symbolizer.symbolize([holding("gov"), holding("liwa-al-quds", Status.CONTESTED)])
    assert siblings.pattern == Pattern(Hatch.CROSS, (light.families["government"].line,))
    quiet = symbolizer.symbolize(fought, "suwayda-desert")
    assert edge_between(symbolizer.symbolize([holding("gov")]), quiet, light).colour == mix(isis, gov, 0.45)


@pytest.mark.parametrize(
    ("ink", "ground", "visible"),
    [
        ("#000000", "#ffffff", "#000000"),
        ("#808080", "#808080", "#202020"),
        ("#f0f0f0", "#ffffff", "#787878"),
        ("#303030", "#000000", "#646464"),
    ],
)
def test_an_ink_gets_as_much_black_or_white_as_it_needs(ink: str, ground: str, visible: str) -> None:
    assert visible_on(ink, ground, 3.0) == visible
    assert contrast(visible, ground) >= 3.0
    assert visible_on(pair(ink, "#000000"), pair(ground, "#ffffff"), 3.0) == pair(visible, "#000000")


def test_a_cross_hatch_in_print_is_seen_on_every_ground(starter: Atlas) -> None:
    family, force = next(iter(starter.families.values())), next(iter(starter.forces.values()))
    coloured = zip("abcdefgh", EIGHT, strict=True)
    families = {own: replace(family, id=own, colour=colour) for own, colour in coloured}
    forces = {own: replace(force, id=own, family=own, colour="") for own in families}
    plan = plan_of_families(families.values())
    atlas = replace(starter, families=families, forces=forces, colours=plan)
    symbolizer = Symbolizer(atlas, theme_of(atlas, "print"))
    for held, fighting in permutations(families, 2):
        symbol = symbolizer.symbolize([holding(held), holding(fighting, Status.CONTESTED)])
        assert symbol.pattern
        assert all(contrast(ink, symbol.ground) >= 1.5 for ink in symbol.pattern.colours), (held, fighting)


def test_a_cross_hatch_has_the_fill_of_a_force_if_it_is_clear_enough(
    default_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    light = theme_of(default_atlas, "light")
    fighting = holding("isis", Status.CONTESTED)
    fills = Symbolizer(default_atlas, light)
    clear = contrast(fills.fill("isis"), fills.fill("gov"))
    for least, ink in ((clear, fills.fill("isis")), (clear + 0.01, light.families["isis"].line)):
        monkeypatch.setattr("layers.style.symbology._LEAST_HATCH", least)
        pattern = symbol_of(default_atlas, holding("gov"), fighting).pattern
        assert pattern is not None
        assert pattern.colours == (ink,)


@pytest.mark.parametrize(("theme", "ink"), [("light", "#202020"), ("dark", "#f0f0f0")])
def test_a_front_has_the_colour_of_the_side_that_stands_out_more_from_the_land(theme: str, ink: str) -> None:
    sides = [Symbol(ground="#808080", edge=edge, held=True, leader=edge) for edge in ("#202020", "#f0f0f0")]
    for left, right in (sides, sides[::-1]):
        assert edge_between(left, right, load_theme(theme)).colour == ink
