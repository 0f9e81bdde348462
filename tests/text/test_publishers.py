"""Publishers have names in other languages, wherever they are named; one without keeps its own."""

import gzip
import re
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.translated_text import Text
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from atlas.storage.archive import pack_atlas, unpack_atlas
from outputs.metadata.about import describe
from outputs.player.payload import compile_map
from outputs.site.data_package import write_package
from tests.atlases import SOURCES, edit, pieces, write_atlas
from tests.pictures import caption_of
from text.speakers import name_origin
from text.translations import load_words
from web.pages.source import render_source

ARABIC = {"observer": "المراقب", "relay": "الناقل عبر موقع", "wire": "", "state-news": "أخبار الدولة"}


@pytest.fixture
def translated(tmp_path: Path) -> Atlas:
    head, *rows = SOURCES.splitlines()
    table = [head + ",publisher_ar", *(f"{row},{ARABIC.get(row.split(',')[0], '')}" for row in rows), ""]
    return read_atlas(write_atlas(tmp_path, pieces(**{"sources.csv": "\n".join(table)})))


def test_a_publisher_is_named_in_the_language_of_each_output(translated: Atlas) -> None:
    request = parse_request(translated, {"lang": "ar"})
    payload = compile_map(translated, request)
    listed = {source["id"]: source for source in payload["sources"]}
    assert listed["observer"]["publisher"] == "المراقب"
    assert listed["relay"]["relays"] == "المراقب"
    assert listed["wire"]["publisher"] == "Wire", "it has no Arabic name"
    assert any(record["speaker"].startswith("المراقب") for record in payload["records"])
    assert any("المراقب" in source for source in describe(translated, request).sources)
    assert "المراقب" in write_package(translated, request, "")["sources.csv"].decode()
    page = render_source(translated, translated.sources["relay"], load_words("ar"), request)
    assert "الناقل عبر موقع" in page and "نقلاً عن" not in page.partition("</h1>")[0]
    english = compile_map(translated, parse_request(translated, {}))
    assert "المراقب" not in str(english)


def test_an_outlet_is_not_the_speaker_in_arabic_either(translated: Atlas) -> None:
    arabic, english = load_words("ar"), load_words("en")
    assert name_origin(translated.sources["relay"], arabic) == "الناقل"
    assert name_origin(translated.sources["relay"], english) == "Relay"


def test_the_default_atlas_has_the_arabic_names_of_its_main_publishers(default_atlas: Atlas) -> None:
    named = {
        source.publisher.default: source.publisher.translate("ar")
        for source in default_atlas.sources.values()
    }
    assert named["SANA"] == "سانا"
    assert named["Syrian Observatory for Human Rights"] == named["SOHR"] == "المرصد السوري لحقوق الإنسان"
    assert named["Reuters via OANN"] == "رويترز عبر OANN"
    assert named["SouthFront"] == "ساوث فرونت"
    assert named["Washington Institute (Fikra) via handsoffiran.com"].startswith("معهد واشنطن")
    latin = [name for name, arabic in named.items() if arabic == name]
    assert len(latin) <= 48, "personal sites and brands without an Arabic name"
    options = {"view": "albu-kamal", "date": "2020-12-17", "lang": "ar"}
    caption = caption_of(default_atlas, parse_request(default_atlas, options))
    assert "المرصد السوري لحقوق الإنسان" in caption and "Observatory" not in caption


def test_older_archives_keep_their_publishers(translated: Atlas) -> None:
    packed = gzip.decompress(pack_atlas(translated)).decode()
    text = r'"publisher":\{"noun":\["Text",\{"default":"(\w+[^"]*)","others":\{"map":\[.*?\]\}\}\]\}'
    older, count = re.subn(text, r'"publisher":"\1"', packed)
    assert count == len(translated.sources)
    again = unpack_atlas(gzip.compress(older.encode()))
    assert again.sources["observer"].publisher == Text("Observer", {})
    assert unpack_atlas(pack_atlas(translated)).sources == translated.sources


def test_a_name_counts_in_the_version(translated: Atlas, tmp_path: Path) -> None:
    folder = write_atlas(
        tmp_path / "other", pieces(**{"sources.csv": edit(SOURCES, "Observer,", "Observers,")})
    )
    plain = read_atlas(write_atlas(tmp_path / "plain"))
    assert len({translated.version, read_atlas(folder).version, plain.version}) == 3
    assert plain.sources["observer"].publisher == Text("Observer", {})
