"""Every file has the provenance line: day shown, latest source, information date, version; plain ones too."""

import csv
import io
import json
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.request.request import Request, parse_request
from layers.still import draw as drawing
from layers.still import resolve as resolving
from layers.still.draw import draw_map
from layers.still.resolve import resolve_still
from outputs.embed import article
from outputs.player.payload import compile_map
from outputs.writers import FILMS, OUTPUTS, write, write_film
from text.provenance import describe_narrowing, sources_to, write_provenance
from text.translations import load_words

OPTIONS = {
    "date": "2020-09-20",
    "known": "2020-10-08",
    "size": "640x400",
    "from": "2020-09-18",
    "to": "2020-09-20",
}
DATA = ("csv", "geojson", "gpkg", "parquet", "vtt")


def ask(atlas: Atlas, plain: str, **more: str) -> Request:
    return parse_request(atlas, OPTIONS | {"plain": plain} | more)


def test_the_line_has_all_four_parts(starter: Atlas) -> None:
    line = write_provenance(starter, ask(starter, "0"))[0]
    days = "Showing 20 Sept 2020 · Latest source 7 Oct 2020 · Information as of 8 Oct 2020"
    assert line == f"{days} · v{starter.version[:7]}"


@pytest.mark.parametrize("plain", ["0", "1"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "more", [{}, {"age": "1"}, {"transparent": "1"}, {"compare": "2018-07-10"}, {"size": "story"}]
)
def test_every_drawing_has_a_provenance_line(
    default_atlas: Atlas, plain: str, language: str, more: dict[str, str]
) -> None:
    request = parse_request(default_atlas, {"plain": plain, "lang": language, **more})
    drawn = draw_map(default_atlas, request)
    for part in write_provenance(default_atlas, request)[0].split(" · "):
        assert all(word in drawn for word in part.split()), part


@pytest.mark.parametrize(("lang", "phrase"), [("en", "Not shown: "), ("ar", "غير ظاهر: ")])
@pytest.mark.parametrize("plain", ["0", "1"])
def test_a_picture_lists_what_it_leaves_out(default_atlas: Atlas, lang: str, phrase: str, plain: str) -> None:
    family, force = next(iter(default_atlas.families)), next(iter(default_atlas.forces))
    options = {"lang": lang, "plain": plain, "size": "article"}
    hiding = parse_request(default_atlas, options | {"hide": f"{family},force.{force}"})
    drawn = draw_map(default_atlas, hiding)
    assert phrase in drawn
    line = drawn[drawn.index(phrase) :].partition("<")[0]
    assert default_atlas.families[family].name.translate(lang) in line
    assert default_atlas.forces[force].short.translate(lang) in line
    assert phrase not in draw_map(default_atlas, parse_request(default_atlas, options))


def file_of(atlas: Atlas, request: Request, suffix: str, folder: Path) -> bytes:
    if suffix not in FILMS:
        return write(atlas, request, suffix)
    path = folder / f"film.{suffix}"
    write_film(atlas, request, suffix, path, lambda *_: None)
    return path.read_bytes()


@pytest.mark.parametrize("plain", ["0", "1"])
@pytest.mark.parametrize("suffix", [suffix for suffix in OUTPUTS if suffix not in DATA])
def test_the_provenance_line_is_in_every_picture_and_film(
    starter: Atlas, suffix: str, plain: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A different provenance line makes a different file, so it is in the file."""
    stamped = file_of(starter, ask(starter, plain), suffix, tmp_path)
    line = write_provenance(starter, ask(starter, plain))[0]
    for module in (drawing, resolving, article):
        monkeypatch.setattr(
            module, "write_provenance", lambda *_, **__: ["Shown never", "Invented for Marchland"]
        )
    resolve_still.cache_clear()
    other = file_of(starter, ask(starter, plain, zoom="1"), suffix, tmp_path)
    resolve_still.cache_clear()
    assert stamped != other
    if suffix == "svg":
        assert line in stamped.decode() and line not in other.decode()


def test_every_row_of_data_has_its_provenance(starter: Atlas) -> None:
    request = ask(starter, "0")
    facts = {
        "date": "2020-09-20",
        "known": "2020-10-08",
        "sources_to": "2020-10-07",
        "version": starter.version,
    }
    rows = list(csv.DictReader(io.StringIO(write(starter, request, "csv").decode())))
    assert rows and all(row.items() >= facts.items() for row in rows)
    whole = json.loads(write(starter, request, "geojson"))
    assert whole.items() >= facts.items()


def test_the_player_gets_the_same_provenance_line(starter: Atlas) -> None:
    request = ask(starter, "0")
    payload = compile_map(starter, request)
    words = load_words("en")
    assert format_day(payload["latestSource"]) == "2020-10-07"
    assert (payload["known"], payload["atlas"]) == (parse_day("2020-10-08"), starter.version)
    assert {"showing", "sources_to", "known_on"} <= payload["words"].keys() & words.table.keys()


def test_the_latest_source_is_never_later_than_the_information_date(default_atlas: Atlas) -> None:
    for day in ("2012-01-01", "2017-11-12", "2020-12-17", "2022-02-16"):
        assert sources_to(default_atlas, parse_request(default_atlas, {"known": day})) <= parse_day(day)


def test_an_excluded_source_dates_nothing(default_atlas: Atlas) -> None:
    published = {name: source.published or 0 for name, source in default_atlas.sources.items()}
    newest = max(published, key=lambda name: published[name])
    without = parse_request(default_atlas, {"without": newest})
    assert sources_to(default_atlas, without) < sources_to(default_atlas, parse_request(default_atlas, {}))


@pytest.mark.parametrize(
    ("options", "sentences"),
    [
        ({}, []),
        ({"side": "russian"}, ["According to Russia"]),
        ({"side": "russian,israel"}, ["According to Russia and Israel"]),
        (
            {"side": "russian", "versus": "israel"},
            ["outlines mark where the account of Israel differs"],
        ),
        ({"without": "memri-2019-01-04"}, ["MEMRI"]),
        ({"side": "russian", "without": "memri-2019-01-04"}, ["According to Russia", "MEMRI"]),
    ],
)
def test_a_picture_names_the_accounts_it_shows(
    default_atlas: Atlas, options: dict[str, str], sentences: list[str]
) -> None:
    narrowing = describe_narrowing(default_atlas, parse_request(default_atlas, options))
    assert len(narrowing) == len(sentences)
    assert all(part in sentence for part, sentence in zip(sentences, narrowing, strict=True)), narrowing
