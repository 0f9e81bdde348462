"""Words without a place to break stay inside a still: titles get smaller, then break; entries are cut."""

import re
from dataclasses import replace

import pytest

from atlas.model.atlas import Atlas
from atlas.model.translated_text import Text
from atlas.request.request import parse_request
from layers.news.pictures import draw_picture
from layers.still.layout import layout_of, set_heading
from layers.svg.text_width import shorten_to, width_of, wrap

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
TEXTS = re.compile(
    r'<text x="([\d.-]+)" y="[^"]+"([^>]*) font-size="([\d.]+)"( font-weight="600")?([^>]*)>([^<]*)<'
)


def with_long_names(atlas: Atlas) -> Atlas:
    """Return the atlas with one long word as the name of everything."""
    name = Text(WORD, {})
    return replace(
        atlas,
        meta=replace(atlas.meta, title=name, credit=name),
        views={own: replace(view, name=name, title=name) for own, view in atlas.views.items()},
        families={own: replace(family, name=name) for own, family in atlas.families.items()},
        forces={own: replace(force, name=name, short=name) for own, force in atlas.forces.items()},
        places={own: replace(place, name=name) for own, place in atlas.places.items()},
    )


@pytest.mark.parametrize("size", ["social", "square", "story", "320x400", "300x250"])
def test_words_of_the_frame_stay_inside(starter: Atlas, size: str) -> None:
    atlas = with_long_names(starter)
    request = parse_request(atlas, {"size": size})
    width, _, _ = request.pixels
    lines = TEXTS.findall(draw_picture(atlas, request))
    assert "".join(text for *_, text in lines).count("Donaudampf") > 2
    for x, before, px, bold, after, text in lines:
        if "text-anchor" not in before + after:
            right = float(x) + width_of(text, float(px), 600 if bold else 400)
            assert right <= width, text


@pytest.mark.parametrize(("width", "lines"), [(1300, 1), (900, 1), (320, 2)])
def test_a_title_gets_smaller_before_it_breaks(starter: Atlas, width: int, lines: int) -> None:
    layout = layout_of(parse_request(starter, {"size": f"{width}x600"}), starter)
    heading, wide = set_heading(layout, WORD, "12 October 2020"), layout.width - 2 * layout.pad
    texts = [text for text, _ in heading.title]
    assert ("".join(texts), len(texts)) == (WORD, lines)
    share = wide / width_of(WORD, layout.title, 600)
    assert heading.size == pytest.approx(max(layout.title * min(1, max(share, 0.6)), layout.date))
    assert all(width_of(text, heading.size, 600) <= wide + 0.01 for text in texts)


def test_words_break_only_where_that_is_asked_for() -> None:
    assert wrap(f"a {WORD}", 12, 100) == ["a", WORD]
    broken = wrap(f"a {WORD}", 12, 100, breaks=True)
    assert len(broken) > 3
    assert "".join(broken).removeprefix("a") == WORD
    assert all(width_of(line, 12) <= 100 for line in broken)


def test_a_text_is_cut_only_if_it_is_too_wide() -> None:
    whole = width_of("North bank", 14)
    assert shorten_to("North bank", 14, whole) == "North bank"
    cut = shorten_to("North bank", 14, whole - 0.1)
    assert cut in {"North ba…", "North ban…"}
    assert width_of(cut, 14) <= whole - 0.1
