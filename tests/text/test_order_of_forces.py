"""The largest holders: the order of the forces in an alt text is that of the pixels of its picture."""

import io
import re
from collections import Counter

import numpy as np
import pytest
from PIL import Image

from atlas.history.changes_of_control import find_changes_of_control
from atlas.history.in_effect import forces_in_effect
from atlas.history.scene import scene_on
from atlas.history.side_differences import compare_versions
from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request, parse_request
from layers.still.draw import draw_map
from layers.still.facts import find_facts
from layers.still.resolve import find_content, resolve_still
from outputs.stills.typeset import rasterise
from tests.pictures import alt_of, caption_of
from text.translations import load_words

VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
SIZES = ("article", "square", "story", "600x400", "300x250@3")
CLOSE = 0.01
"""Forces whose shares differ by less may be in either order."""
LEAST = 0.02
_ZONE = re.compile(r'<path id="zone-([^"]+)"([^>]*?)fill="[^"]*" stroke="[^"]*"')


def share_pixels(atlas: Atlas, request: Request) -> dict[str, float]:
    """Return the share of each force in the pixels that are held."""
    held, _ = count_held(atlas, request)
    return {force: pixels / held.total() for force, pixels in held.items()}


def count_held(atlas: Atlas, request: Request) -> tuple[Counter[str], int]:
    """Return the pixels of each force and of all covered ground, drawn with one flat colour a zone."""
    colours = {place: f"#{40 * number + 45:06x}" for number, place in enumerate(atlas.places)}
    drawn = draw_map(atlas, request)
    flat = _ZONE.sub(
        lambda zone: f'<path id="zone-{zone[1]}"{zone[2]}fill="{colours[zone[1]]}" stroke="none"', drawn
    )
    start, end = flat.index('<g id="layer-zones"'), flat.index('<g id="layer-edges"')
    grounds = re.sub(r'<path d="[^"]*" fill="url[^>]*/>', "", flat[start:end])
    # Letters, lines and scale lie on the ground but do not count as covering it; locator and legend do.
    rest = next(
        flat[flat.index(part) :]
        for part in ('<g id="locator"', '<g id="scale"', '<g id="provenance"')
        if part in flat
    )
    rest = re.sub(r'<g id="scale">.*?</g>', "", rest)
    png = rasterise(flat[:start] + grounds + rest, request.pixels_of_still, request.transparent)
    rgb = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    seen = Counter((rgb @ (1 << 16, 1 << 8, 1)).ravel().tolist())
    scene = scene_on(atlas, request.date, request.known)
    held: Counter[str] = Counter()
    for place, colour in colours.items():
        forces = forces_in_effect(scene.holdings(place)) if atlas.places[place].covered else frozenset()
        for force in forces:
            held[force] += seen[int(colour[1:], 16)] / len(forces)
    covered = (seen[int(colours[place.id][1:], 16)] for place in atlas.places.values() if place.covered)
    return held, sum(covered)


def named_in(atlas: Atlas, alt: str) -> list[str]:
    """Return the forces that the sentence on the ground names, in its order; none if news needs the room."""
    if load_words("en")["alt_known_unnamed"] in alt:
        return []
    ground = next(part for part in alt.split(". ") if " held by " in part)
    positions = {ground.find(load_words("en").call(force)): force.id for force in atlas.forces.values()}
    return [positions[at] for at in sorted(positions) if at >= 0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("date", ["2017-09-20", "2020-12-17"])
def test_forces_are_named_in_the_order_of_their_pixels(
    default_atlas: Atlas, view: str, size: str, date: str
) -> None:
    options = {"view": view, "date": date, "size": size, "plain": "1" if size == "600x400" else "0"}
    request = parse_request(default_atlas, options)
    pixels = share_pixels(default_atlas, request)
    ranked = find_facts(default_atlas, request).shares
    for force, share in ranked:
        assert share == pytest.approx(pixels[force], abs=CLOSE)
    named = named_in(default_atlas, alt_of(default_atlas, request))
    assert named or (view, size, date) == ("albu-kamal", "story", "2020-12-17")
    assert [force for force, _ in ranked][: len(named)] == named
    for number, force in enumerate(named):
        later = (other for other in pixels if other not in named[: number + 1])
        assert pixels[force] > max((pixels[other] for other in later), default=0) - CLOSE
    unnamed = {force for force, share in pixels.items() if share > LEAST + CLOSE} - {
        force for force, _ in ranked
    }
    assert not unnamed


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("2020-01-02", "Most of the territory is held by the Northern Council, smaller parts by"),
        ("2020-05-01", "Most of the territory is held by the Northern Council."),
        ("2020-08-01", "The largest part whose holder is known is held by the Northern Council, smaller"),
        ("2020-10-12", "The largest part is held by the Southern League."),
    ],
)
@pytest.mark.parametrize("size", ["article", "story"])
def test_unknown_ground_belongs_to_the_territory(starter: Atlas, date: str, sentence: str, size: str) -> None:
    """On 1 May nobody knows who holds the south: the Council does not hold nearly all the island."""
    request = parse_request(starter, {"date": date, "size": size})
    held, covered = count_held(starter, request)
    most, unknown = max(held.values()) / covered, 1 - held.total() / covered
    assert find_facts(starter, request).share_held == pytest.approx(1 - unknown, abs=CLOSE)
    assert (most > 0.5) == sentence.startswith("Most")
    assert (unknown > most) == ("whose holder is known" in sentence)
    assert sentence in alt_of(starter, request)


def test_half_of_the_ground_that_is_held_is_not_most_of_the_territory(default_atlas: Atlas) -> None:
    options = {"view": "deir-ez-zor", "size": "square", "date": "2020-12-17"}
    request = parse_request(default_atlas, options)
    held, covered = count_held(default_atlas, request)
    assert held["sdf"] < 0.5 * covered < 0.5 * covered + held["sdf"] - 0.5 * held.total()
    assert "The largest part is held by the Syrian Democratic Forces" in alt_of(default_atlas, request)


def test_the_largest_part_at_albu_kamal_is_the_governments(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal", "date": "2020-12-17"})
    pixels = share_pixels(default_atlas, request)
    assert max(pixels, key=lambda force: pixels[force]) == "gov"
    assert "held by the Syrian government" in alt_of(default_atlas, request)


def test_ground_that_another_zone_covers_does_not_count(starter: Atlas) -> None:
    request = parse_request(starter, {})
    share = dict(find_facts(starter, request).shares)
    assert sum(share.values()) == pytest.approx(1)


PAIRS = (
    {"date": "2017-09-20", "compare": "2014-08-01"},
    {"date": "2018-10-01", "compare": "2018-06-01"},
    {"date": "2020-12-17", "compare": "2018-06-01"},
    {"date": "2018-10-01", "side": "russian", "versus": "israel"},
)
FEW_PX = 4
"""A zone with so few visible pixels may be an edge of its neighbour."""


def count_pixels(atlas: Atlas, request: Request) -> tuple[dict[str, int], float]:
    """Return the pixels of each zone in the first of two maps, and the km² of one of them."""
    colours = {place: f"#{40 * number + 45:06x}" for number, place in enumerate(atlas.places)}
    drawn, extent = draw_map(atlas, request), resolve_still(atlas, request).area.extent
    first = drawn[: drawn.index('<g id="layer-edges"')]
    zones = {
        zone[1]: f'<path {zone[2]} fill="{colours[zone[1]]}"/>'
        for zone in re.finditer(r'<path id="zone-([^"]+)" (d="[^"]*")', first)
    }
    wide, high = round(extent.width), round(extent.height)
    size = f'width="{wide}" height="{high}" shape-rendering="crispEdges"'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    png = rasterise(f"{root}{''.join(zones.values())}</svg>", (wide, high), True)
    rgb = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    seen = Counter((rgb @ (1 << 16, 1 << 8, 1)).ravel().tolist())
    return {place: seen[int(colours[place][1:], 16)] for place in zones}, extent.px_per_km() ** -2


@pytest.mark.parametrize("size", ["article", "square", "story"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(pair.values()))
def test_two_maps_list_differences_in_their_extent(
    default_atlas: Atlas, pair: dict[str, str], view: str, size: str
) -> None:
    request = parse_request(default_atlas, {"view": view, "size": size, **pair})
    atlas = narrow(default_atlas, request)
    pixels, km2 = count_pixels(atlas, request)
    facts, scenes = find_facts(atlas, request), find_content(atlas, request).scenes
    assert scenes
    if facts.differences:
        everywhere = compare_versions(*scenes).ids
        within = facts.differences.ids
        seen = sum(pixels[place] for place in within & pixels.keys()) * km2
        assert facts.differences.km2 == pytest.approx(seen, rel=0.05, abs=5)
    else:
        changes = find_changes_of_control(*scenes, (), (-180, -85, 180, 85))
        everywhere = frozenset(place.id for change in changes for place in change.places)
        within = frozenset(place.id for change in facts.changes for place in change.places)
    for place, count in pixels.items():
        if count > FEW_PX:
            assert (place in within) == (place in everywhere), place
    framed = resolve_still(atlas, request).content.maps
    assert all(each.differing == within for each in framed), "the frames are around what the texts name"


def test_a_picture_that_is_too_small_for_two_maps_is_described_as_the_one_it_shows(
    default_atlas: Atlas,
) -> None:
    request = parse_request(default_atlas, {**PAIRS[2], "view": "albu-kamal", "size": "200x120"})
    assert resolve_still(default_atlas, request).frame is None
    alt = alt_of(default_atlas, request)
    assert alt.startswith("Map of the Albu Kamal area on 17 December 2020. The largest known part is held by")
    assert "17 December 2020" in caption_of(default_atlas, request)
    assert "2018" not in caption_of(default_atlas, request)
