"""Patterns, value by value: tiles whose marks meet at their edges, scaled by a turn and a size alone."""

import re

import pytest

from layers.style.colour import grey, legible_on, readable_on
from layers.style.patterns import clearest_patterns, draw_patterns, pattern_id
from layers.style.symbology import Hatch, Pattern
from layers.svg.elements import serialise

TWO = ("#111111", "#222222")
TILES = {
    Hatch.STRIPES: ("12 12 rotate(45)", ["0 0 6 12 #111111", "6 0 6 12 #222222"]),
    Hatch.RIVALS: ("10 10 rotate(45)", ["0 0 10 10 #111111", "5 0 5 5 #222222", "0 5 5 5 #222222"]),
    Hatch.DOTS: (
        "32 16 ",
        [
            "M4 4h0M28 12h0 #111111",
            "M20 4h0M12 12h0 #222222",
        ],
    ),
    Hatch.CROSS: ("9 9 rotate(45)", ["M0 4.5h9 #111111 1.1 none", "M4.5 0v9 #222222 1.1 none"]),
    Hatch.DASHES: ("14 10 rotate(-45)", ["1 2 6 1.6 0.8 #111111 0.7", "8 7 6 1.6 0.8 #111111 0.7"]),
    Hatch.UNKNOWN: (
        "44 44 ",
        [
            "M9 9.6a2 2 0 1 1 3.1 1.6q-1.1.7-1.1 1.9M11 14.9v.1M31 31.6a2 2 0 1 1 3.1 1.6q-1.1.7-1.1 1.9"
            "M33 36.9v.1 none #111111 1.1 round"
        ],
    ),
}


def drawn(pattern: Pattern, marks: float = 1.0) -> tuple[str, list[str]]:
    """Return sides and turn of a tile, and the values of its marks in the order in which they are written."""
    text = serialise(draw_patterns([pattern], marks))
    tile = re.search(
        r'width="([\d.]+)" height="([\d.]+)" patternUnits="\w+"(?: patternTransform="([^"]*)")?', text
    )
    assert tile
    marked = re.findall(r"<(?:rect|circle|path) ([^>]*)/>", text)
    return " ".join(tile.groups("")), [" ".join(re.findall(r'"([^"]*)"', mark)) for mark in marked]


@pytest.mark.parametrize("hatch", Hatch)
def test_tiles(hatch: Hatch) -> None:
    assert drawn(Pattern(hatch, TWO)) == TILES[hatch]


def test_marks_scale_the_tile_after_its_turn() -> None:
    assert drawn(Pattern(Hatch.CROSS, TWO), 2.0)[0] == "9 9 rotate(45) scale(2)"
    assert drawn(Pattern(Hatch.DOTS, TWO), 0.5)[0] == "32 16 scale(0.5)"


def test_three_families_of_dots_alternate_in_every_row() -> None:
    sides, dots = drawn(Pattern(Hatch.DOTS, (*TWO, "#333333"), faint=True))
    assert sides == "60 60 "
    rows: dict[str, dict[float, int]] = {}
    for number, data in enumerate(dots):
        for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", data):
            rows.setdefault(y, {})[float(x)] = number
    assert len(rows) == 6
    assert all(sorted(row.values()) == [0, 1, 2] for row in rows.values())
    first, second = ([row[x] for x in sorted(row)] for row in list(rows.values())[:2])
    assert first[1:] == second[:2]
    firsts = [min(row) for row in rows.values()]
    assert firsts == [5, 15, 5, 15, 5, 15], "every second row is shifted by half a pitch"


def test_a_cross_hatch_of_open_ground_is_wide_and_thin() -> None:
    sides, lines = drawn(Pattern(Hatch.CROSS, TWO, faint=True))
    assert sides == "16 16 rotate(45)"
    assert lines == ["M0 8h16 #111111 0.8 none", "M8 0v16 #222222 0.8 none"]


def test_the_legend_has_a_cross_hatch_of_open_ground_only_if_there_is_no_other() -> None:
    faint, plain = Pattern(Hatch.CROSS, TWO, faint=True), Pattern(Hatch.CROSS, TWO)
    assert clearest_patterns([faint, plain]) == {Hatch.CROSS: plain}
    assert clearest_patterns([faint]) == {Hatch.CROSS: faint}


def test_a_pattern_is_drawn_once_and_named_by_its_colours() -> None:
    same = [Pattern(Hatch.CROSS, TWO), Pattern(Hatch.CROSS, TWO)]
    assert serialise(draw_patterns(same)).count("<pattern") == 1
    assert pattern_id(Pattern(Hatch.DOTS, TWO, faint=True)) == "dots-faint-111111-222222"


def test_the_legend_has_the_stripes_that_differ_most_and_the_first_of_the_others() -> None:
    near, far = Pattern(Hatch.STRIPES, TWO), Pattern(Hatch.STRIPES, ("#000000", "#808080", "#ffffff"))
    first, second = Pattern(Hatch.DOTS, ("#222222",)), Pattern(Hatch.DOTS, ("#ffffff",))
    clearest = clearest_patterns([near, first, far, second])
    assert clearest == {Hatch.STRIPES: far, Hatch.DOTS: first}


def test_greys_have_the_lightness_of_their_colours_and_inks_are_legible() -> None:
    greys = {"#ff0000": "#4c4c4c", "#0000ff": "#1c1c1c", "#ffffff": "#ffffff", "#000000": "#000000"}
    assert {colour: grey(colour) for colour in greys} == greys
    assert (readable_on("#ffee88"), readable_on("#203040")) == ("#000000", "#ffffff")
    assert legible_on("#203040", "#ffffff") == "#203040"
    assert legible_on("#dddddd", "#ffffff") == "#000000"
    assert legible_on("#dddddd", "#ffffff", least=1.2) == "#dddddd"
