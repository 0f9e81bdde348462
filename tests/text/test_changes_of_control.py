"""Before and after: changes of control are found, put into words, and laid out for each size."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.history.existence import absent_on
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from atlas.request.content import Content
from atlas.request.narrow import narrow
from atlas.request.request import Request, parse_request
from layers.map.difference_outlines import draw_frames
from layers.still.draw import draw_map, lay_out
from layers.still.layout import layout_for
from layers.still.list_below import list_changes
from layers.still.one_map import make_context
from layers.still.resolve import find_content
from tests.atlases import pieces, write_atlas
from text.changes_of_control import describe_change
from text.provenance import write_provenance
from text.translations import load_words

BEFORE, AFTER = parse_day("2020-12-07"), parse_day("2020-12-17")
EAST = {"view": "albu-kamal", "date": "2020-12-17", "compare": "2020-12-07"}


def compare(atlas: Atlas, request: Request, first: int, last: int) -> Content:
    return find_content(atlas, replace(request, date=last, compare=first))


def lines_of(atlas: Atlas, first: int, last: int, **options: str) -> list[str]:
    request = parse_request(atlas, options)
    words = load_words(request.lang)
    changes = compare(atlas, request, first, last).changes
    return [describe_change(atlas, change, words) for change in changes]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "en",
            "Border points near Albu Kamal: passed from Kata’ib Hezbollah, Harakat al-Nujaba, "
            "Harakat al-Abdal (uncertain) to the Fifth Corps",
        ),
        (
            "ar",
            "نقاط حدودية قرب البوكمال: انتقلت السيطرة من كتائب حزب الله، حركة النجباء، حركة الأبدال "
            "(غير مؤكد) إلى الفيلق الخامس",
        ),
    ],
)
def test_handover_at_the_border_points_comes_first(default_atlas: Atlas, lang: str, line: str) -> None:
    lines = lines_of(default_atlas, BEFORE, AFTER, view="albu-kamal", lang=lang)
    assert lines[0] == line
    drawn = draw_map(default_atlas, parse_request(default_atlas, EAST | {"lang": lang}))
    listing = drawn[drawn.index('id="listing"') :]
    listed = " ".join(re.findall("<text[^>]*>[\u202b]?([^<\u202c]+)", listing))
    assert line in listed, "in as many lines as it needs"


def test_changes_outside_or_hidden_are_not_listed(default_atlas: Atlas) -> None:
    assert lines_of(default_atlas, BEFORE, AFTER, view="golan-hauran") == []
    everyone = ",".join(default_atlas.families)
    assert lines_of(default_atlas, BEFORE, AFTER, view="albu-kamal", hide=everyone) == []


def test_changes_not_yet_known_are_not_listed(default_atlas: Atlas) -> None:
    lines = lines_of(default_atlas, BEFORE, AFTER, view="albu-kamal", known="2020-12-08")
    assert not any("Fifth Corps" in line for line in lines)


def test_ageing_is_no_handover(default_atlas: Atlas) -> None:
    first = parse_day("2020-12-20")
    assert lines_of(default_atlas, first, first, view="albu-kamal") == []


def test_no_change_is_stated(default_atlas: Atlas) -> None:
    same = EAST | {"view": "golan-hauran"}
    assert "No place on this map changed hands" in draw_map(default_atlas, parse_request(default_atlas, same))


@pytest.mark.parametrize("size", ["social", "card", "square", "story", "600x400"])
def test_changes_without_room_are_counted(default_atlas: Atlas, size: str) -> None:
    request = parse_request(default_atlas, {"size": size})
    layout = layout_for(*request.pixels[:2])
    first, last = parse_day("2014-02-01"), AFTER
    content = compare(default_atlas, request, first, last)
    listing = list_changes(content, layout, load_words("en"))
    lines = [line for column in listing.columns for line in column]
    assert lines[-1].startswith("and ")
    assert lines[-1].endswith(" more")
    assert listing.height < 0.32 * layout.height
    assert len(content.changes) > len(lines) // 2


@pytest.mark.parametrize(("lang", "left"), [("en", "map-1"), ("ar", "map-2")])
def test_earlier_day_is_where_reading_begins(default_atlas: Atlas, lang: str, left: str) -> None:
    drawn = draw_map(default_atlas, parse_request(default_atlas, EAST | {"lang": lang}))
    assert f'<g transform="translate(0.00 0)"><g id="{left}"' in drawn


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_site_that_changed_hands_is_named_on_both_maps(default_atlas: Atlas, lang: str) -> None:
    drawn = draw_map(default_atlas, parse_request(default_atlas, EAST | {"lang": lang}))
    place = default_atlas.places["albu-kamal-border-points"]
    assert drawn.count('id="site-albu-kamal-border-points"') == 1
    assert drawn.count('id="site-albu-kamal-border-points-later"') == 1
    maps = drawn[: drawn.index('<g id="paper"')]
    assert maps.count(place.name.translate(lang)) == 2


@pytest.mark.parametrize(("lang", "word"), [("en", "Changed hands"), ("ar", "أماكن تبدّلت السيطرة عليها")])
def test_places_that_changed_hands_are_framed_on_both_maps_and_in_the_legend(
    default_atlas: Atlas, lang: str, word: str
) -> None:
    drawn = draw_map(default_atlas, parse_request(default_atlas, EAST | {"lang": lang}))
    assert drawn.count('<g id="frames') == 2
    assert drawn.count(word) == 2, "heading of the list, entry of the key"
    quiet = draw_map(default_atlas, parse_request(default_atlas, EAST | {"view": "golan-hauran"}))
    assert '<g id="frames' not in quiet


def test_frames_are_around_the_listed_places(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, EAST | {"date": "2018-10-01", "view": "south-and-east"})
    content = find_content(default_atlas, request)
    named = {place.id for change in content.changes for place in change.places}
    assert [each.differing for each in content.maps] == [named, named]


def test_one_line_frames_sites_that_are_near_and_none_a_site_on_framed_ground(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "south-and-east", "size": "article"})
    context = make_context(default_atlas, request, layout_for(1600, 900), 800, 350)
    layers = ("zones", "sites")
    casing, ink = draw_frames(context, ["albu-kamal-tourist-hotel", "albu-kamal-second-crossing"], layers)
    assert [str(path.attributes["d"]).count("M") for path in (casing, ink)] == [1, 1]
    assert (
        draw_frames(context, ["hajin", "hajin-town"], layers) == draw_frames(context, ["hajin"], layers) != []
    )
    assert draw_frames(context, ["hajin", "hajin-town"], ("sites",)) != []


@pytest.mark.parametrize("options", [{"compare": "2020-12-17"}, {"side": "russian", "versus": "israel"}])
@pytest.mark.parametrize("size", ["article", "story", "square"])
@pytest.mark.parametrize("view", ["albu-kamal", "golan-hauran"])
def test_two_maps_have_the_same_place_names(
    default_atlas: Atlas, view: str, size: str, options: dict[str, str]
) -> None:
    layers = "zones,lines,sites,events,labels,claims"
    request = parse_request(
        default_atlas, {"date": "2018-10-01", "view": view, "size": size, "layers": layers, **options}
    )
    atlas = narrow(default_atlas, request)
    first, second = (map_.text.replace("-later", "") for map_ in lay_out(atlas, request).maps)
    days = sorted({request.date, request.compare or request.date})
    gone = {
        atlas.places[place].name.default for day in days for place in absent_on(atlas, day, request.known)
    }
    named = [
        sorted(set(re.findall(r"<text[^>]*>([^<]+)", _places_in(map_))) - gone) for map_ in (first, second)
    ]
    assert len(named[0]) > 5
    assert named[0] == named[1]


def _places_in(drawn: str) -> str:
    """Return the sites and the labels of a map without the names of forces, which differ."""
    start, names = drawn.index('<g id="layer-sites"'), drawn.index('<g id="names"')
    rest = drawn[drawn.index("</g></g>", names) :]
    return drawn[start:names] + re.split('<g id="(?:locator|scale|caption)"', rest)[0]


def test_a_wide_list_has_two_level_columns(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, EAST | {"date": "2018-10-01", "compare": "2020-12-17"})
    content, words = find_content(default_atlas, request), load_words("en")
    layouts = layout_for(1600, 900), layout_for(1080, 1920)
    wide, tall = (list_changes(content, layout, words) for layout in layouts)
    assert [len(column) for column in wide.columns] == [3, 3]
    assert len(tall.columns) == 1


@pytest.mark.parametrize("options", [{"compare": "2020-12-17"}, {"side": "russian", "versus": "israel"}])
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", ["south-and-east", "albu-kamal", "golan-hauran", "deir-ez-zor"])
def test_a_story_of_two_maps_stacks_them_and_is_complete(
    default_atlas: Atlas, view: str, lang: str, options: dict[str, str]
) -> None:
    request = parse_request(
        default_atlas, {"date": "2018-10-01", "view": view, "size": "story", "lang": lang, **options}
    )
    atlas = narrow(default_atlas, request)
    drawn = draw_map(atlas, request)
    assert re.findall(r'<g transform="translate\(0.00 ([\d.]+)\)"><g id="map-(\d)', drawn)[0] == ("0", "1")
    down = float(re.findall(r'<g transform="translate\(0.00 ([\d.]+)\)"><g id="map-2', drawn)[0])
    assert down > 250
    assert 'id="layer-outside-basemap' not in drawn, "ground beyond the basemap"
    words, spoken = load_words(lang), " ".join(re.findall(r"<text[^>]*>([^<]+)", drawn))
    assert words["presence"] in spoken, "the key is whole"
    noted = view in ("south-and-east", "golan-hauran")
    lines = write_provenance(atlas, request, chosen=noted)
    assert all(word in spoken for line in lines for word in line.split())


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            ["army", "fourth"],
            ["fourth", "guards"],
            "{guards} replaced {army}, sharing control with {fourth}",
        ),
        (["army"], ["army", "guards"], "{guards} joined {army} in control"),
        (
            ["army", "guards"],
            ["guards"],
            "control no longer shared with {army}, still held by {guards}",
        ),
        (["army"], ["guards"], "passed from {army} to {guards}"),
    ],
)
def test_a_force_that_holds_a_place_on_both_days_neither_left_nor_came(
    tmp_path: Path, before: list[str], after: list[str], line: str
) -> None:
    rows = [
        f"{force}-{start},west,{force},control,{start},{end},reported,observer"
        for holders, start, end in ((before, "2017-06-01", "2018-01-01"), (after, "2018-01-01", ""))
        for force in holders
    ]
    table = "\n".join(["id,place,force,status,from,to,standing,sources", *rows, ""])
    atlas = read_atlas(write_atlas(tmp_path, pieces(**{"records.csv": table})))
    names = {force.id: load_words("en").call(force) for force in atlas.forces.values()}
    expected = f"West: {line.format(**names)}"
    assert lines_of(atlas, parse_day("2017-07-01"), parse_day("2018-02-01"), lang="en") == [expected]
