"""Uncertainty is drawn: the possible fades by how far into its window the day is, unknown ground is bare."""

import pytest

from atlas.history.certainty import CERTAIN, SHARES, UNKNOWN
from atlas.history.changes import compile_changes, holdings_on
from atlas.history.scene import Holding, scene_on
from atlas.history.value_tracks import value_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.request import parse_request
from layers.geometry.viewport import fit, set_viewport
from layers.still.draw import draw_map
from layers.still.legend import list_legend_entries
from layers.style.context import DrawingContext
from layers.style.symbology import EMPTY, Hatch, Symbol, Symbolizer
from layers.style.theme import AGE_SHARES, POSSIBLE_SHARES, load_theme, theme_of
from layers.style.zone_edges import HIDDEN, edge_between
from outputs.player.uncertainty import is_doubtful, uncertainty_track
from tests.layers.style.test_colours import apart
from text.translations import load_words

GAP = parse_day("2020-05-01")


def symbol_on(atlas: Atlas, place: str, day: str, theme: str = "light") -> Symbol:
    scene = scene_on(atlas, parse_day(day), atlas.latest_source)
    return Symbolizer(atlas, theme_of(atlas, theme)).symbolize(scene.holdings(place))


def held(atlas: Atlas, share: int) -> Holding:
    """A holding of the starter atlas with the given certainty."""
    scene = scene_on(atlas, parse_day("2020-02-01"), atlas.latest_source)
    return scene.holdings("north-bank")[0]._replace(share=share, age=0)


def test_each_step_into_the_window_is_drawn_darker(starter: Atlas) -> None:
    assert len(POSSIBLE_SHARES) == SHARES
    assert (*POSSIBLE_SHARES, min(AGE_SHARES)) == tuple(sorted((*POSSIBLE_SHARES, min(AGE_SHARES))))
    symbolizer = Symbolizer(starter, theme_of(starter, "light"))
    grounds = [symbolizer.symbolize([held(starter, share)]).ground for share in range(1, CERTAIN + 1)]
    distances = [apart(ground, load_theme("light")["land"]) for ground in grounds]
    assert distances == sorted(distances)
    assert len(set(grounds)) == len(grounds)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_possible_holding_is_paler_than_any_certain_one(default_atlas: Atlas, theme: str) -> None:
    colours = theme_of(default_atlas, theme)
    symbolizer = Symbolizer(default_atlas, colours)
    scene = scene_on(default_atlas, parse_day("2017-11-12"), default_atlas.latest_source)
    holding = next(
        holding
        for zone in default_atlas.places
        for holding in scene.holdings(zone)
        if holding.status == "control"
    )
    for force in default_atlas.forces:
        certain = symbolizer.symbolize([holding._replace(force=force, share=CERTAIN, age=3)]).ground
        possible = symbolizer.symbolize([holding._replace(force=force, share=SHARES, age=0)]).ground
        assert apart(possible, colours["land"]) < apart(certain, colours["land"])


def test_a_window_of_june_passes_from_the_old_holder_to_the_new(starter: Atlas) -> None:
    symbols = [symbol_on(starter, "hills", f"2020-06-{day:02d}") for day in range(1, 31)]
    leaders = [symbol.leader for symbol in symbols]
    assert leaders[0] == "council" and leaders[-1] == "rangers"
    assert leaders == sorted(leaders), "it turns once"
    assert symbols[0].changing and symbols[14].changing
    assert symbols[-1].held and not symbols[-1].faded


def test_unknown_ground_is_bare_with_a_symbol_and_no_name(starter: Atlas) -> None:
    symbol = symbol_on(starter, "south-bank", "2020-05-01")
    assert symbol.ground == load_theme("light")["land"]
    assert symbol.pattern and symbol.pattern.hatch is Hatch.UNKNOWN
    assert not (symbol.held or symbol.leader or symbol.faded)
    for day, known in (
        ("2020-03-09", True),
        ("2020-03-10", False),
        ("2020-08-14", False),
        ("2020-08-15", True),
    ):
        assert symbol_on(starter, "south-bank", day).held is known, day


def test_unknown_ground_has_an_edge_and_differs_from_uncovered_ground(starter: Atlas) -> None:
    symbol, theme = symbol_on(starter, "south-bank", "2020-05-01"), load_theme("light")
    assert edge_between(symbol, symbol_on(starter, "north-bank", "2020-05-01"), theme) != HIDDEN
    assert edge_between(symbol, symbol, theme) == HIDDEN
    assert symbol != EMPTY


def test_records_beside_a_gap_are_drawn(starter: Atlas) -> None:
    symbolizer = Symbolizer(starter, theme_of(starter, "light"))
    unknown = held(starter, UNKNOWN)._replace(force="league")
    known = held(starter, CERTAIN)
    assert symbolizer.symbolize([unknown, known]) == symbolizer.symbolize([known])
    hidden = Symbolizer(starter, theme_of(starter, "light"), frozenset({starter.forces["league"].family}))
    assert hidden.symbolize([unknown]) == EMPTY


def test_the_legend_lists_unknown_only_if_it_is_drawn(starter: Atlas) -> None:
    word = load_words("en")["unknown_short"]
    context = DrawingContext(
        set_viewport(starter, fit(starter.views["island"].bbox, 800, 500)), "light", "en"
    )
    symbolizer = Symbolizer(starter, theme_of(starter, "light"))
    for day, is_listed in ((GAP, True), (parse_day("2020-02-01"), False)):
        scene = scene_on(starter, day, starter.latest_source)
        holdings = {zone: scene.holdings(zone) for zone in context.viewport.zones}
        symbols = {zone: symbolizer.symbolize(of_zone) for zone, of_zone in holdings.items()}
        assert (
            word in [entry.text for entry in list_legend_entries(context, symbolizer, holdings, symbols)]
        ) is is_listed
    assert "League" not in draw_map(starter, parse_request(starter, {"date": "2020-05-01"})).replace(
        "leagues", ""
    )


def test_the_uncertainty_on_the_slider_is_that_of_the_scenes(default_atlas: Atlas) -> None:
    changes = compile_changes(default_atlas, default_atlas.latest_source)
    track = uncertainty_track(changes, changes)
    for day in range(default_atlas.meta.first, default_atlas.meta.last, 17):
        doubtful = sum(is_doubtful(holdings_on(change, day)) for change in changes.values())
        assert value_on(track, day) == doubtful, day
