"""The option `place`: a place of the atlas, marked in a still by the same line as in the player."""

import re

import pytest

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import format_query, parse_request
from layers.map.highlight import RING_PX
from layers.still.draw import draw_map
from layers.style.theme import load_theme


@pytest.mark.parametrize("place", ["tanf-zone", "alpha-line"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_still_marks_its_place(default_atlas: Atlas, place: str, theme: str) -> None:
    request = parse_request(default_atlas, {"place": place, "theme": theme})
    assert format_query(default_atlas, request).startswith(f"place={place}")
    (line,) = re.findall(r'<path id="highlight"[^>]*>', draw_map(default_atlas, request))
    assert f'stroke="{load_theme(theme)["ink"]}"' in line and 'fill="none"' in line


def test_a_still_marks_a_site_by_a_ring_around_it(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"place": "albu-kamal-crossing", "view": "albu-kamal"})
    drawn = draw_map(default_atlas, request)
    (ring,) = re.findall(r'<circle id="highlight" r="([\d.]+)"[^>]*fill="none"', drawn)
    (site,) = re.findall(r'<circle id="site-albu-kamal-crossing" r="([\d.]+)"', drawn)
    assert float(ring) == float(site) + RING_PX


def test_no_place_no_line(default_atlas: Atlas) -> None:
    elsewhere = {"view": "albu-kamal"}
    for options in ({}, {"place": "alpha-line"} | elsewhere, {"place": "quneitra-crossing"} | elsewhere):
        assert 'id="highlight"' not in draw_map(default_atlas, parse_request(default_atlas, options))


@pytest.mark.parametrize("place", ["al-tanff", "", "x" * 5000])
def test_an_unknown_place_is_refused(default_atlas: Atlas, place: str) -> None:
    with pytest.raises(RequestError, match=r"^place: "):
        parse_request(default_atlas, {"place": place})
