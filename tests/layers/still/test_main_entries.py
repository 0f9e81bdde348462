"""A small picture has a key of one line: the families with the most ground, and how many more there are."""

from xml.etree import ElementTree

import pytest

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from layers.still.legend import Entry
from layers.still.main_entries import MOST_NAMES, pick_for_one_line
from layers.still.resolve import resolve_still
from text.translations import load_words

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
DAYS = ("2014-07-15", "2017-11-12", "2020-12-17")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_small_picture_has_a_key_of_one_line(default_atlas: Atlas, view: str, lang: str) -> None:
    families = {family.name.translate(lang) for family in default_atlas.families.values()}
    for day in DAYS:
        options = {"view": view, "date": day, "lang": lang, "size": "300x250"}
        root = ElementTree.fromstring(draw_map(default_atlas, parse_request(default_atlas, options)))
        legend = next(part for part in root.iter() if part.get("id") == "legend")
        texts = list(legend.iter(f"{SVG}text"))
        names = [text for text in texts if (text.text or "").strip("\u202b\u202c\u200f") in families]
        assert 1 < len(names) <= MOST_NAMES, (view, day)
        whole = len(texts) > len(names) + 1
        assert whole or len({text.get("y") for text in texts}) == 1, (view, day)


def test_the_families_with_the_most_ground_come_first(default_atlas: Atlas) -> None:
    for day, expected in (("2014-07-15", "ISIS"), ("2020-12-17", "SDF")):
        options = {"view": "deir-ez-zor", "date": day, "size": "300x250"}
        still = resolve_still(default_atlas, parse_request(default_atlas, options))
        assert still.frame is not None
        assert expected in [entry.text for entry in still.frame.room.entries][:2]
    large = resolve_still(default_atlas, parse_request(default_atlas, options | {"size": "social"}))
    assert large.frame is not None
    order = [family.name.translate("en") for family in default_atlas.families.values()]
    drawn = [entry.text for entry in large.frame.room.entries if entry.text in order]
    assert drawn == sorted(drawn, key=order.index)


def test_what_is_left_out_is_counted_where_it_fits() -> None:
    entries = [Entry(name, "#fff", "#000") for name in "abcdefg"]
    words = load_words("en")
    every = pick_for_one_line(entries, words, lambda tried: len(tried) <= 6)
    assert [entry.text for entry in every] == ["a", "b", "c", "d", "e", "and 2 more"]
    assert every[-1].bare
    few = pick_for_one_line(entries, words, lambda tried: len(tried) <= 3)
    assert [entry.text for entry in few] == ["a", "b", "c"]
    short = pick_for_one_line(entries, words, lambda tried: "b" not in [entry.text for entry in tried])
    assert [entry.text for entry in short] == ["a", "c", "d", "e", "f", "and 2 more"]
    assert pick_for_one_line(entries, words, lambda tried: not tried) == []
    assert [entry.text for entry in pick_for_one_line(entries[:2], words, lambda tried: True)] == ["a", "b"]
