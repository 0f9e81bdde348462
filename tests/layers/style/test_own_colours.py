"""An atlas has the colours of its own files, whatever its ids are; key and map agree in every theme."""

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from atlas.model.atlas import Atlas
from atlas.reading.read import check_atlas, read_atlas
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from layers.style.shades.colour_space import parse_hex, to_oklch
from layers.style.theme import theme_of
from outputs.embed.page import write_page
from outputs.player.payload import compile_map
from tests.atlases import pieces, write_atlas
from web.timeline.figure import draw_timeline

ROOT = Path(__file__).parents[3]
CASE = ROOT / "tests" / "cases" / "atlases" / "palette-family"
SVG = "{http://www.w3.org/2000/svg}"
THEMES = ("light", "dark", "print")


@pytest.fixture(scope="module")
def foreign() -> Atlas:
    """An atlas whose ids are those of another: a red family `government`, a blue one `russian`."""
    return read_atlas(CASE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("family", "colour"), [("government", "#c0504d"), ("russian", "#4f81bd")])
def test_a_family_has_the_hue_of_its_own_colour(foreign: Atlas, family: str, colour: str, theme: str) -> None:
    fill = theme_of(foreign, theme).families[family].fill
    wanted, drawn = to_oklch(parse_hex([colour, fill]))
    assert abs((wanted[2] - drawn[2] + 180) % 360 - 180) < 10
    assert abs(wanted[1] - drawn[1]) < 0.03


def test_light_fills_are_the_colours_of_the_file(foreign: Atlas) -> None:
    assert [shades.fill for shades in theme_of(foreign, "light").families.values()] == ["#c0504d", "#4f81bd"]


@pytest.mark.parametrize("theme", THEMES)
def test_key_map_player_and_timeline_have_the_same_colours(foreign: Atlas, theme: str) -> None:
    fills = {name: shades.fill for name, shades in theme_of(foreign, theme).families.items()}
    request = parse_request(foreign, {"theme": theme})
    drawn = draw_map(foreign, request)
    zones = {
        shape.get("id"): shape.get("fill")
        for shape in fromstring(drawn.encode()).iter(f"{SVG}path")
        if (shape.get("id") or "").startswith("zone-")
    }
    assert zones == {"zone-z0": fills["government"], "zone-z1": fills["russian"]}
    assert all(drawn.count(f'fill="{fill}"') >= 2 for fill in fills.values()), "the key has them too"
    payload = compile_map(foreign, request)
    assert {entry["id"]: entry["fill"] for entry in payload["families"]} == fills
    if theme != "print":
        embed = write_page(foreign, request).decode()
        assert all(fill in embed for fill in fills.values())
    styles = draw_timeline(foreign, request)[1]["styles"]
    assert {style.get("fillcolor") for style in styles} >= set(fills.values())


@pytest.mark.parametrize(
    ("theme", "columns"), [("light", "light_fill"), ("dark", "dark_fill"), ("print", "print_fill")]
)
def test_a_column_sets_a_shade_and_a_force_may_set_its_own(tmp_path: Path, theme: str, columns: str) -> None:
    own, of_force = ("#777777", "#555555") if theme == "print" else ("#2a9d8f", "#264653")
    families = (
        f"id,name,code,colour,{columns},{theme}_text\n"
        f"government,G,G,#c0504d,{own},#101010\niran,I,I,#4f81bd,,\n"
    )
    forces = (
        f"id,name,family,parent,colour,{columns},{theme}_line,{theme}_text\n"
        f"army,Army,government,,,,,\nfourth,4th,government,army,#aabbcc,{of_force},#111111,#121212\n"
        "guards,Guards,iran,,,,,\n"
    )
    files = pieces(**{"families.csv": families, "forces.csv": forces})
    checked = check_atlas(write_atlas(tmp_path, files))
    assert checked.atlas is not None, checked.faults
    atlas, theme_of_atlas = checked.atlas, theme_of(checked.atlas, theme)
    army, fourth = (atlas.forces[name] for name in ("army", "fourth"))
    family = atlas.families["government"]
    assert theme_of_atlas.fill(army, family) == own
    assert theme_of_atlas.fill(fourth, family) == of_force
    assert theme_of_atlas.shades(family).text == theme_of_atlas.shades_of(army).text == "#101010"
    assert (theme_of_atlas.shades_of(fourth).line, theme_of_atlas.shades_of(fourth).text) == (
        "#111111",
        "#121212",
    )
    assert theme_of_atlas.shades_of(fourth).fill == own


def test_a_shade_that_is_no_colour_is_a_fault(tmp_path: Path) -> None:
    families = "id,name,code,colour,dark_fill\ngovernment,G,G,#c0504d,red\niran,I,I,#4f81bd,\n"
    (fault,) = check_atlas(write_atlas(tmp_path, pieces(**{"families.csv": families}))).faults
    assert fault.format_text() == (
        'families.csv, line 2, column dark_fill: "red" is not a colour. '
        "Write # and six digits or letters a-f, such as #8a857d."
    )


def test_colours_stay_the_same_on_every_information_date_and_in_every_part(default_atlas: Atlas) -> None:
    earlier = parse_request(default_atlas, {"known": "2015-01-01"})
    part = narrow(default_atlas, earlier)
    assert len(part.families) < len(default_atlas.families)
    assert part.colours is default_atlas.colours
    for theme in THEMES:
        assert theme_of(part, theme).families == theme_of(default_atlas, theme).families


def test_the_program_has_no_colour_for_any_id(default_atlas: Atlas) -> None:
    text = (ROOT / "layers" / "style" / "palette.json").read_text(encoding="utf-8")
    ids = {*default_atlas.families, *default_atlas.forces}
    assert not ids & set(re.findall(r'"([^"]+)"', text))
