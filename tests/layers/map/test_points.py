"""An atlas without zones: every site is a disc in the colour of its holder, with or without its name."""

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.reading.read import read_atlas
from atlas.request.request import default_request
from layers.style.theme import theme_of
from outputs.embed.page import write_page
from outputs.stills.svg import write_svg
from tests.atlases import collection, feature, pieces, write_atlas

HEAD = "id,place,force,status,from,to,sources\n"
COUNT = 30


@lru_cache
def read(folder: Path, basemap: bool = True) -> Atlas:
    """Read an atlas of 30 towns close together, every second one held by nobody."""
    sites = [feature(f"t{n}", "Point", [38 + n / 200, 33], kind="town") for n in range(COUNT)]
    sites.append(feature("far", "Point", [41, 36], kind="crossing"))
    rows = [f"r{n},t{n},army,control,2017-02-01,,wire\n" for n in range(0, COUNT, 2)]
    files = pieces(**{"sites.geojson": collection(*sites), "records.csv": HEAD + "".join(rows)})
    files["events.csv"] = files["events.csv"].splitlines()[0] + "\n"
    files["records.csv"] += "c,far,guards,control,2017-02-01,,wire\n"
    del files["zones.geojson"]
    if not basemap:
        del files["basemap/land.geojson"]
        files["atlas.toml"] = 'world = "none"\n' + files["atlas.toml"]
    return read_atlas(write_atlas(folder, files))


def draw(atlas: Atlas) -> str:
    """Return a still of the atlas."""
    return write_svg(atlas, default_request(atlas)).decode()


def test_every_point_is_drawn_in_the_colour_of_its_holder(tmp_path: Path) -> None:
    atlas = read(tmp_path)
    drawn = draw(atlas)
    fills = dict(re.findall(r'<circle id="site-(\w+)"[^>]* fill="([^"]+)"', drawn))
    assert set(fills) == {"far", *(f"t{n}" for n in range(COUNT))}
    assert {fills[f"t{n}"] for n in range(1, COUNT, 2)} == {"none"}
    (held,) = {fills[f"t{n}"] for n in range(0, COUNT, 2)}
    assert held not in ("none", fills["far"]) and fills["far"] != "none"


def test_names_are_written_where_there_is_room(tmp_path: Path) -> None:
    names = re.findall(r">(T\d+)</text>", draw(read(tmp_path)))
    assert 0 < len(names) < COUNT / 2


def test_an_embed_contains_every_point_too(tmp_path: Path) -> None:
    atlas = read(tmp_path)
    page = write_page(atlas, replace(default_request(atlas), size="600x400")).decode()
    assert set(re.findall(r'id="?site-(\w+)', page)) == {"far", *(f"t{n}" for n in range(COUNT))}


def test_without_land_the_ground_is_neutral(tmp_path: Path) -> None:
    land, sea = (theme_of(read(tmp_path / "a"), "light")[colour] for colour in ("land", "sea"))
    bare = draw(read(tmp_path / "b", basemap=False))
    group = bare[bare.index('id="layer-land"') :]
    assert land in group[:300] and sea not in group[:300]
    drawn = draw(read(tmp_path / "a"))
    assert sea in drawn[drawn.index('id="layer-land"') :][:300]
