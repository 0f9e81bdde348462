"""The timeline: which rows, which bars on which days, and nothing before it was known."""

from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from atlas.history.changes import compile_changes, turn_days
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from layers.style.symbology import EMPTY, Symbolizer
from layers.style.theme import theme_of
from web.timeline.figure import CONFIG, draw_timeline
from web.timeline.rows import TimelineRow, find_rows


def rows_of(atlas: Atlas, **options: str) -> dict[str, TimelineRow]:
    return {row.place.id: row for row in find_rows(atlas, parse_request(atlas, options))}


def figure_of(atlas: Atlas, **options: str) -> dict[str, Any]:
    return draw_timeline(atlas, parse_request(atlas, options))[1]


def days(row: TimelineRow) -> list[tuple[int, int]]:
    return [(stretch.start, stretch.end) for stretch in row.stretches]


@pytest.mark.parametrize("known", ["latest", "2018-03-01"])
def test_a_span_looks_like_the_map_on_its_days(default_atlas: Atlas, known: str) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal", "known": known})
    known_atlas = narrow(default_atlas, request)
    symbolizer = Symbolizer(known_atlas, theme_of(known_atlas, "light"))
    rows = find_rows(default_atlas, request)
    for text in ("2012-06-01", "2014-07-10", "2017-11-08", "2017-11-12", "2017-11-19", "2018-02-28"):
        day = parse_day(text)
        scene = scene_on(known_atlas, day, request.known)
        for row in rows:
            symbols = [stretch.symbol for stretch in row.stretches if stretch.start <= day < stretch.end]
            seen = symbolizer.symbolize(scene.holdings(row.place.id))
            assert symbols == ([seen] if seen.ground else []), (row.place.id, text)


def test_spans_follow_one_another_within_the_slider(default_atlas: Atlas) -> None:
    meta = default_atlas.meta
    for row in rows_of(default_atlas).values():
        assert days(row)[0][0] >= meta.first
        assert days(row)[-1][1] <= meta.last + 1
        assert all(start < end for start, end in days(row))
        assert all(before[1] <= after[0] for before, after in pairwise(days(row)))
        assert all(stretch.symbol != EMPTY for stretch in row.stretches)


def test_nothing_appears_before_it_was_known(default_atlas: Atlas) -> None:
    known = parse_day("2017-11-10")
    rows = rows_of(default_atlas, known="2017-11-10", view="albu-kamal")
    assert rows
    for row in rows.values():
        assert all(end <= known + 1 for _, end in days(row))
        assert all(event.reported <= known for event in row.events)
    figure = figure_of(default_atlas, known="2017-11-10", view="albu-kamal")
    band = figure["layout"]["shapes"][-1]
    assert (band["x0"], band["x1"]) == (known + 1, default_atlas.meta.last)
    assert figure["layout"]["annotations"][0]["text"] == "not yet known"


def test_everything_is_known_by_default(default_atlas: Atlas) -> None:
    layout = figure_of(default_atlas)["layout"]
    assert not layout["annotations"]
    assert not layout["shapes"]


def test_timeline_rows_are_the_places_of_the_view(default_atlas: Atlas) -> None:
    east, south = rows_of(default_atlas, view="albu-kamal"), rows_of(default_atlas, view="golan-hauran")
    assert {"albu-kamal", "albu-kamal-crossing"} <= set(east)
    assert {"daraa-balad", "quneitra-crossing"} <= set(south)
    assert not set(east) & set(south)


def test_the_most_eventful_place_comes_first(starter: Atlas) -> None:
    assert list(rows_of(starter))[:2] == ["old-town", "hills"]
    changes = compile_changes(starter, parse_request(starter, {}).known)
    counts = [
        sum(1 for _ in turn_days(changes.get(place, ()))) + len(row.events)
        for place, row in rows_of(starter).items()
    ]
    assert counts == sorted(counts, reverse=True)


def test_hidden_families_have_no_bars(starter: Atlas) -> None:
    rows = rows_of(starter, hide="southern")
    assert "south-bank" in rows_of(starter)
    assert "south-bank" not in rows
    leaders = {stretch.symbol.leader for row in rows.values() for stretch in row.stretches}
    assert "league" not in leaders


def test_an_uncertain_date_is_a_soft_end_of_faded_spans(starter: Atlas) -> None:
    start, end = parse_day("2020-10-02"), parse_day("2020-10-05")
    faded = [stretch for stretch in rows_of(starter)["old-town"].stretches if stretch.symbol.faded]
    assert [(stretch.start, stretch.end) for stretch in faded] == [
        (day, day + 1) for day in range(start, end)
    ]


@pytest.mark.parametrize(
    "options", [{}, {"theme": "dark", "lang": "ar"}, {"view": "golan-hauran"}, {"known": "2018-03-01"}]
)
def test_plotly_accepts_the_figure(default_atlas: Atlas, options: dict[str, str]) -> None:
    figure = figure_of(default_atlas, **options)
    checked = go.Figure({"data": figure["styles"], "layout": figure["layout"]})
    assert len(checked.data) == len(figure["styles"])
    go.scatter.Marker(figure["marks"])
    numbers = {style for row in figure["rows"] for style, _, _ in row["bars"]}
    assert numbers == set(range(len(figure["styles"]))), "each style is used"


def test_bars_of_one_look_share_it(default_atlas: Atlas) -> None:
    """A window of rows needs few traces, and bars of one colour that touch are one bar."""
    figure = figure_of(default_atlas)
    styles = [repr(style) for style in figure["styles"]]
    assert len(set(styles)) == len(styles)
    for row in figure["rows"]:
        assert all(start < end for _, start, end in row["bars"])
        filled = sorted(bar for bar in row["bars"] if "fill" in figure["styles"][bar[0]])
        assert all(before[0] != after[0] or before[2] < after[1] for before, after in pairwise(filled))


def test_bars_have_the_colours_patterns_and_edges_of_the_map(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "golan-hauran"})
    figure = draw_timeline(default_atlas, request)[1]
    for row, drawn in zip(find_rows(default_atlas, request), figure["rows"], strict=True):
        for stretch in row.stretches:
            covering = [
                figure["styles"][style] for style, start, end in drawn["bars"] if start <= stretch.start < end
            ]
            symbol = stretch.symbol
            assert next(style["fillcolor"] for style in covering if "fill" in style) == symbol.ground
            patterns = [style["fillpattern"]["fgcolor"] for style in covering if "fillpattern" in style]
            assert patterns == ([symbol.pattern.colours[-1]] if symbol.pattern else [])
            edges = [style["line"]["color"] for style in covering if "line" in style]
            assert edges == ([symbol.edge] if symbol.doubted or symbol.besieged else [])


def test_the_scale_is_the_sliders(default_atlas: Atlas) -> None:
    meta = default_atlas.meta
    assert figure_of(default_atlas)["layout"]["xaxis"]["range"] == [meta.first, meta.last]
    assert figure_of(default_atlas, lang="ar")["layout"]["xaxis"]["range"] == [meta.last, meta.first]
    margin = figure_of(default_atlas)["layout"]["margin"]
    assert set(margin.values()) == {0}


def test_a_stay_describes_who_and_from_when_to_when(starter: Atlas) -> None:
    names, figure = draw_timeline(starter, parse_request(starter, {}))
    assert names[0] == ("old-town", "Old town")
    first = parse_day("2020-01-01"), parse_day("2020-09-14")
    assert figure["rows"][0]["stays"][0] == (
        *first,
        ("Old town", "Northern Council", "1 Jan 2020 – 13 Sept 2020"),
    )


def test_a_site_and_a_zone_of_one_name_are_distinguished(default_atlas: Atlas) -> None:
    names, _ = draw_timeline(default_atlas, parse_request(default_atlas, {"view": "albu-kamal"}))
    assert dict(names)["baghouz"] == "Baghouz"
    assert dict(names)["baghouz-village"] == "Baghouz •"
    assert dict(names)["albu-kamal-crossing"] == "Albu Kamal – al-Qaim crossing"
    assert len({name for _, name in names}) == len(names)


def test_event_marks_lie_on_the_row_of_their_place(starter: Atlas) -> None:
    names, figure = draw_timeline(starter, parse_request(starter, {}))
    placed = {
        (place, day)
        for (place, _), row in zip(names, figure["rows"], strict=True)
        for day, _, _ in row["events"]
    }
    assert placed == {("hills", parse_day("2020-06-01")), ("old-town", parse_day("2020-09-14"))}


def test_an_empty_view_is_an_empty_chart(default_atlas: Atlas) -> None:
    families = ",".join(default_atlas.families)
    names, figure = draw_timeline(default_atlas, parse_request(default_atlas, {"hide": families}))
    assert names == ()
    assert figure["rows"] == []
    go.Figure(layout=figure["layout"])


def test_plotly_sends_nothing_away() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    assert CONFIG["displaylogo"] is False
