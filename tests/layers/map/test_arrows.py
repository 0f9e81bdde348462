"""Arrows: their shape, the days on which they show, and what names them."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import box

from atlas.history.as_known import as_known
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from atlas.request.request import Request, parse_request
from layers.labels.placement import text_box
from layers.map.arrows import HEAD_PX, NECK_PX, TAIL_PX, find_arrows, shape_arrow
from layers.news.pictures import draw_picture
from layers.news.placing import lay_out_map
from layers.news.resolve import resolve_news
from layers.still.legend_entries import entries_between
from layers.still.one_map import Picture, compose_picture
from layers.still.resolve import resolve_still
from outputs.player.payload import compile_map
from tests.atlases import feature, pieces, write_atlas

DAY = "2020-09-20"
ADVANCE = "Advance of the Southern League"


def ask(atlas: Atlas, **options: str) -> Request:
    return parse_request(atlas, {"date": DAY, **options})


def picture_of(atlas: Atlas, request: Request) -> Picture:
    still = resolve_still(atlas, request)
    assert still.frame
    return compose_picture(still.frame.contexts[0], request, still.content.maps[0])


@pytest.mark.parametrize("marks", [1.0, 1.9])
def test_an_arrow_widens_from_tail_to_head(marks: float) -> None:
    outline = shape_arrow(np.array([[0.0, 0.0], [300.0, 0.0]]), marks)
    assert outline.is_valid

    def width_at(x: float) -> float:
        return float(outline.intersection(shapely.LineString([(x, -99), (x, 99)])).length)

    neck = 300 - HEAD_PX * marks
    assert outline.bounds[2] == pytest.approx(300)
    assert width_at(0.1) == pytest.approx(TAIL_PX * marks, abs=0.1)
    assert width_at(neck - 0.1) == pytest.approx(NECK_PX * marks, abs=0.2)
    assert width_at(neck + 0.1) == pytest.approx(HEAD_PX * marks, abs=0.3)
    widths = [width_at(x) for x in np.linspace(1, neck - 1, 20)]
    assert widths == sorted(widths)


def test_an_arrow_goes_through_its_points_in_their_order() -> None:
    points = np.array([[0.0, 0.0], [100.0, 50.0], [220.0, 40.0]])
    outline = shape_arrow(points, 1.0)
    assert all(outline.buffer(0.5).intersects(shapely.Point(point)) for point in points)
    back = shape_arrow(points[::-1], 1.0)
    assert outline.intersection(shapely.Point(points[-1]).buffer(20)).area > 1.5 * (
        back.intersection(shapely.Point(points[-1]).buffer(20)).area
    ), "the head is at the last point"


def test_a_short_arrow_is_half_head() -> None:
    outline = shape_arrow(np.array([[0.0, 0.0], [20.0, 0.0]]), 1.0)
    assert outline.bounds[3] - outline.bounds[1] == pytest.approx(10)


@pytest.mark.parametrize("style", ["reference", "news"])
def test_an_arrow_shows_from_its_first_day_until_its_last(starter: Atlas, style: str) -> None:
    days = {"2020-09-13": 0, "2020-09-14": 1, DAY: 1, "2020-10-04": 1, "2020-10-05": 0}
    for day, count in days.items():
        drawn = draw_picture(starter, ask(starter, date=day, style=style))
        assert drawn.count('id="line-old-town-advance"') == count, day
        assert drawn.count(ADVANCE) == count, day


@pytest.mark.parametrize("more", [{"hide": "force.league"}, {"hide": "southern"}, {"layers": "zones,labels"}])
def test_an_arrow_is_hidden_with_its_force_and_the_lines(starter: Atlas, more: dict[str, str]) -> None:
    for style in ("reference", "news"):
        drawn = draw_picture(starter, ask(starter, style=style, **more))
        assert "old-town-advance" not in drawn
        assert ADVANCE not in drawn
    payload = compile_map(starter, ask(starter, hide="southern"))
    assert "advances" not in payload
    assert not any('id="line-old-town-advance"' in sheet for _, sheet in payload["sheets"])


@pytest.mark.parametrize("size", ["social", "square", "story"])
def test_no_name_and_no_note_lies_on_an_arrow(starter: Atlas, size: str) -> None:
    news = resolve_news(starter, ask(starter, style="news", size=size))
    pictures = [picture_of(starter, ask(starter, size=size)), (laid := lay_out_map(news)).picture]
    for picture in pictures:
        (outline,) = find_arrows(picture.context).values()
        for label in picture.labels():
            candidate, (left, top, right, bottom) = (
                label.placed.candidate,
                text_box(label.placed.candidate, label.placed.spot),
            )
            words = box(candidate.x + left, candidate.y + top, candidate.x + right, candidate.y + bottom)
            assert not outline.intersects(words)
    (outline,) = find_arrows(news.context).values()
    assert all(not outline.intersects(box(*note.box)) for note in laid.notes)


def test_the_legend_of_a_film_names_the_arrows_of_its_days(starter: Atlas) -> None:
    def texts(first: str, last: str) -> list[str]:
        days = parse_day(first), parse_day(last)
        return [entry.text for entry in entries_between(starter, ask(starter), *days)]

    assert ADVANCE in texts("2020-09-01", "2020-09-14")
    assert ADVANCE not in texts("2020-10-05", "2020-10-09")


def test_the_player_switches_an_arrow_by_day(starter: Atlas) -> None:
    payload = compile_map(starter, ask(starter))
    track = [[parse_day("2020-09-14"), 1], [parse_day("2020-10-05"), 0]]
    assert payload["tracks"]["existence"]["exists-old-town-advance"] == track
    (advance,) = payload["advances"]
    assert (advance["name"], advance["present"]) == (ADVANCE, track)
    over = dict(payload["sheets"])["over"]
    assert '<g id="exists-old-town-advance" display="none">' in over
    place = payload["places"]["old-town-advance"]
    assert place["about"] == f"{ADVANCE} · 14 September 2020 – 5 October 2020"


def test_an_arrow_is_unknown_before_it_begins(starter: Atlas) -> None:
    before, during = (as_known(starter, parse_day(day)) for day in ("2020-09-13", DAY))
    assert "old-town-advance" not in before.places
    place = during.places["old-town-advance"]
    assert place.force == "league"
    assert place.end is None, "its end is later"


def test_an_arrow_reveals_no_force_under_embargo(tmp_path: Path) -> None:
    files = pieces()
    line = feature(
        "push", "LineString", [[40, 34], [41, 34]], kind="arrow", force="rovers", **{"from": "2017"}
    )
    files["lines.geojson"]["features"].append(line)
    files["forces.csv"] += "rovers,Rovers,,iran,,,,state,,\n"
    atlas = read_atlas(write_atlas(tmp_path / "a", files))
    assert "rovers" not in atlas.forces, "no record names it"
    assert "push" not in atlas.places
    files["records.csv"] += "new,west,rovers,presence,2017-06,,reported,,,,,observer,\n"
    assert "push" in read_atlas(write_atlas(tmp_path / "b", files)).places
