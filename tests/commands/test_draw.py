"""`python app.py draw`: files in every format, and a sentence for every request that cannot be answered."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from app import main
from atlas.model.atlas import Atlas
from atlas.request.options import OPTIONS
from atlas.request.request import parse_request, permalink
from outputs.metadata.about import NAMESPACES, describe
from outputs.writers import FILES, OUTPUTS, write
from tests.conftest import ROOT, STARTER

SVG = "{http://www.w3.org/2000/svg}"


def draw(out: Path | str, *options: str) -> Result:
    return CliRunner().invoke(main, ["draw", str(out), "--atlas", str(STARTER), *options])


@pytest.mark.parametrize("suffix", FILES)
def test_suffix_is_the_format(starter: Atlas, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"map.{suffix}"
    result = draw(out, "--date", "2020-06-15")
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == write(starter, parse_request(starter, {"date": "2020-06-15"}), suffix)
    assert f"{out}: " in result.output
    assert f"{out.stat().st_size:,} bytes" in result.output
    assert [path.name for path in tmp_path.iterdir()] == [out.name], "no half-written file is left"


def test_all_options_are_taken(tmp_path: Path, starter: Atlas) -> None:
    options = {
        "date": "2020-09-20", "known": "2020-10-09", "view": "old-town", "bbox": "0.8,0,1.3,0.4",
        "place": "hills",
        "layers": "zones,claims", "hide": "force.rangers", "lang": "en", "theme": "dark",
        "compare": "2020-03-01", "size": "211x141@2", "zoom": "1.5", "borders": "de-facto",
        "unit": "mm", "text": "outline",
        "side": "southern", "without": "radio-october", "title": "A map of ours", "labels": "hills~",
    }  # fmt: skip
    news = {
        "style",
        "deck",
        "note",
        "source",
        "byline",
        "callouts",
        "notes",
        "focus",
        "since",
        "dates",
        "inset",
        "key",
    }
    others = {"from", "to", "step", "controls", "layered", "bleed", "ink"}
    flags = {"versus", "extras", "age", "plain", "transparent", "border"}
    assert {*options, *others, *news, *flags} == set(OPTIONS)
    out = tmp_path / "map.svg"
    arguments = [part for option, value in options.items() for part in (f"--{option}", value)]
    result = draw(out, *arguments, "--age", "--plain", "--transparent", "--border")
    assert result.exit_code == 0, result.output
    request = parse_request(starter, options | {"age": "1", "plain": "1", "transparent": "1", "border": "1"})
    assert out.read_bytes() == write(starter, request, "svg")


def test_the_words_of_a_news_picture_are_taken(tmp_path: Path, starter: Atlas) -> None:
    options = {
        "style": "news", "date": "2020-09-20", "title": "A headline of ours", "deck": "A deck of ours.",
        "note": "A note of ours.", "source": "Our own reporting", "byline": "A desk", "callouts": "none",
        "notes": "hills:A note on the hills|1.1,0.2@700,600:Another", "focus": "hills",
        "key": "full", "since": "2020-03-01",
    }  # fmt: skip
    out = tmp_path / "map.svg"
    arguments = [part for option, value in options.items() for part in (f"--{option}", value)]
    result = draw(out, *arguments)
    assert result.exit_code == 0, result.output
    drawn = out.read_text(encoding="utf-8")
    assert drawn.encode() == write(starter, parse_request(starter, options), "svg")
    for text in (
        "A headline of ours",
        "A deck of ours.",
        "A note of ours.",
        "Our own reporting",
        "A desk",
        "Another",
    ):
        assert text in drawn


@pytest.mark.parametrize(
    ("suffix", "option", "value", "cure"),
    [
        ("csv", "from", "2020-02-01", "write a .gif or .mp4 or .vtt or .html or .gpkg or .parquet."),
        ("geojson", "to", "2020-02-01", "write a .gif or .mp4 or .vtt or .html or .gpkg or .parquet."),
        ("png", "from", "2020-02-01", "write a .gif or .mp4 or .vtt or .html or .gpkg or .parquet."),
        ("html", "step", "day", "write a .gif or .mp4 or .vtt."),
        ("svg", "controls", "full", "write a .html."),
    ],
)
def test_option_that_a_format_has_no_use_for_is_refused(
    tmp_path: Path, starter: Atlas, suffix: str, option: str, value: str, cure: str
) -> None:
    result = draw(tmp_path / f"map.{suffix}", f"--{option}", value)
    assert result.exit_code == 2
    output = (
        f'--{option}: "{value}" is not allowed. '
        f"This option does not apply to .{suffix}. Leave it out, or {cure}"
    )
    assert output in " ".join(result.output.split())
    assert not any(tmp_path.iterdir())
    # Addresses allow it: the dashboard passes all options on.
    assert write(starter, parse_request(starter, {option: value}), suffix)


def test_an_embed_takes_its_range_and_its_controls(tmp_path: Path, starter: Atlas) -> None:
    out = tmp_path / "map.html"
    assert draw(out, "--from", "2020-02-01", "--to", "latest", "--controls", "full").exit_code == 0
    options = {"from": "2020-02-01", "to": "latest", "controls": "full"}
    assert out.read_bytes() == write(starter, parse_request(starter, options), "html")


def test_help_of_draw_names_every_format() -> None:
    help_text = CliRunner().invoke(main, ["draw", "--help"]).output
    assert all(f".{suffix}" in help_text for suffix in OUTPUTS)


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("date", "2020-13-01", "earliest, latest or YYYY-MM-DD"),
        ("date", "1999-01-01", "2020-01-01 to 2020-12-31"),
        ("date", "", "earliest, latest or YYYY-MM-DD"),
        ("known", "soon", "YYYY-MM-DD"),
        ("view", "moon", "island, old-town"),
        ("bbox", "1,2,3", "west,south,east,north"),
        ("layers", "zones,roads", "zones, lines, sites, events, labels, claims"),
        ("hide", "nobody", "northern, southern"),
        ("lang", "xx", "en"),
        ("theme", "pink", "light, dark, auto, print"),
        ("size", "huge", "social, card, square, story, article, print"),
        ("size", "8001x600", "8,000 px"),
        ("size", "5000x4001", "20,000,000 pixels"),
        ("zoom", "0.5", "from 1 to 64"),
        ("from", "2021-01-01", "2020-01-01 to 2020-12-31"),
    ],
)
def test_wrong_option_is_named_with_value_and_allowed_values(
    tmp_path: Path, option: str, value: str, allowed: str
) -> None:
    result = draw(tmp_path / "map.png", f"--{option}", value)
    assert result.exit_code == 2
    assert f"--{option}" in result.output or f"{option}:" in result.output
    assert value.rsplit(",", maxsplit=1)[-1] in result.output
    assert allowed in result.output
    assert "Traceback" not in result.output
    assert not any(tmp_path.iterdir())


def test_unknown_option_is_refused(tmp_path: Path) -> None:
    result = draw(tmp_path / "map.png", "--dat", "2020-01-01")
    assert result.exit_code == 2
    assert "--date" in result.output


@pytest.mark.parametrize("name", ["map", "map.tiff", "map.bmp", ".png", "map.png.txt"])
def test_unknown_suffix_lists_the_known_ones(tmp_path: Path, name: str) -> None:
    result = draw(tmp_path / name)
    assert result.exit_code == 2
    assert name in result.output
    assert ".svg, .png, .webp, .jpg, .avif, .pdf, .gif, .mp4, .vtt, .html, .csv, .geojson" in result.output


def test_missing_folder_is_named(tmp_path: Path) -> None:
    result = draw(tmp_path / "none" / "map.png")
    assert result.exit_code == 2
    assert f'"{tmp_path / "none"}" does not exist' in result.output


def test_unwritable_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "map.png").mkdir()
    result = draw(tmp_path / "map.png")
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


def test_old_file_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    out.write_text("old")
    assert draw(out).exit_code == 0
    assert out.read_text().startswith("<svg")


def test_capital_suffix_is_the_same_format(tmp_path: Path) -> None:
    assert draw(tmp_path / "map.PNG").exit_code == 0
    with Image.open(tmp_path / "map.PNG") as picture:
        assert picture.format == "PNG"


def test_command_in_a_process_of_its_own(tmp_path: Path, starter: Atlas) -> None:
    out = tmp_path / "karte ü.png"
    done = subprocess.run(
        [sys.executable, "app.py", "draw", str(out), "--atlas", str(STARTER), "--size", "400x300"],
        cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "400 × 300 px" in done.stdout
    assert out.read_bytes() == write(starter, parse_request(starter, {"size": "400x300"}), "png")


def test_svg_is_a_document_with_metadata(tmp_path: Path, starter: Atlas) -> None:
    out = tmp_path / "map.svg"
    draw(out, "--view", "old-town")
    root = ElementTree.fromstring(out.read_bytes())
    assert (root.tag, root.get("width"), root.get("height")) == (f"{SVG}svg", "1200", "675")
    assert [child.tag for child in root][:3] == [f"{SVG}title", f"{SVG}desc", f"{SVG}metadata"]
    assert root.findtext(f"{SVG}title") == "Who holds what around the old town"
    assert "Northern Council" in (root.findtext(f"{SVG}desc") or "")
    for name, expected in {
        "dc:title": "Who holds what around the old town",
        "dc:date": "2020-10-12",
        "dc:rights": "Invented for Marchland · CC0-1.0",
        "dc:identifier": describe(starter, parse_request(starter, {"view": "old-town"})).permalink,
        "dcterms:extent": "1200 × 675 px",
        "dcterms:valid": "2020-10-09",
    }.items():
        (element,) = root.findall(f".//{name}", dict(NAMESPACES))
        assert "".join(element.itertext()) == expected


def test_ids_are_unique_where_two_days_are_compared(starter: Atlas) -> None:
    options = {
        "date": "2020-09-20",
        "compare": "2020-03-01",
        "layers": "zones,lines,sites,events,labels,claims",
    }
    root = ElementTree.fromstring(write(starter, parse_request(starter, options), "svg"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert {"map-1", "map-2", "layer-land", "layer-land-later"} < set(ids)
    assert len(ids) == len(set(ids))


def test_permalink_contains_both_dates_and_gives_the_same_request(starter: Atlas) -> None:
    link = permalink(starter, parse_request(starter, {}))
    assert link == "/?date=2020-10-12&known=2020-10-09"
    request = parse_request(starter, {"theme": "dark", "bbox": "0.8,0,1.3,0.4", "plain": "1"})
    pairs = permalink(starter, request).removeprefix("/?").split("&")
    again = parse_request(starter, dict(pair.split("=", 1) for pair in pairs))
    assert (request.fixed, again.fixed) == (False, True)  # a permalink keeps its information date
    assert replace(again, fixed=False) == request


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_film_is_drawn_whole_or_refused(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"film.{suffix}"
    result = draw(out, "--from", "2020-10-01", "--to", "2020-10-03", "--step", "day", "--size", "200x140")
    assert result.exit_code == 0, result.output
    assert f"{out}: 200 × 140 px, {out.stat().st_size:,} bytes" in result.output
    refused = draw(tmp_path / f"other.{suffix}", "--compare", "2020-02-01")
    assert refused.exit_code == 2
    assert "--compare" in refused.output
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_brand_is_a_file_or_its_folder(tmp_path: Path) -> None:
    brand = ROOT / "examples" / "brands" / "quarrystone-wire"
    for number, path in enumerate((brand, brand / "brand.toml")):
        result = draw(tmp_path / f"{number}.svg", "--brand", str(path), "--size", "wide")
        assert result.exit_code == 0, result.output
    first, second = ((tmp_path / f"{number}.svg").read_text(encoding="utf-8") for number in range(2))
    assert first == second
    assert 'font-family="Archivo Narrow, sans-serif"' in first
    assert 'width="1920" height="1080"' in first
    assert "<stFnt:fontFamily>Archivo Narrow</stFnt:fontFamily>" in first


def test_a_brand_with_faults_draws_nothing(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text('name = "Paper"\nlogo = "logo.svg"\n', encoding="utf-8")
    result = draw(tmp_path / "map.svg", "--brand", str(tmp_path))
    assert result.exit_code == 1
    assert 'brand.toml, line 2, key logo: "logo.svg" does not exist beside brand.toml' in result.output
    assert not (tmp_path / "map.svg").exists()
