"""Who holds most: the order of the forces in an alt text is that of the pixels of its picture."""

import io
import re
from collections import Counter

import numpy as np
import pytest
from PIL import Image

from atlas.history.in_effect import forces_in_effect
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.request.request import Request, parse_request
from layers.still.draw import draw_map
from layers.still.facts import find_facts
from outputs.stills.typeset import rasterise
from tests.pictures import alt_of
from text.translations import load_words

VIEWS = ("south-and-east", "albu-kamal", "deir-ez-zor", "golan-hauran")
SIZES = ("article", "square", "story", "600x400", "300x250@3")
CLOSE = 0.01
"""Forces whose shares differ by less may stand in either order."""
LEAST = 0.02
_ZONE = re.compile(r'<path id="zone-([^"]+)"([^>]*?)fill="[^"]*" stroke="[^"]*"')


def share_pixels(atlas: Atlas, request: Request) -> dict[str, float]:
    """Return the share of each force in the pixels of a picture, drawn with one flat colour a zone."""
    colours = {place: f"#{40 * number + 45:06x}" for number, place in enumerate(atlas.places)}
    drawn = draw_map(atlas, request)
    flat = _ZONE.sub(
        lambda zone: f'<path id="zone-{zone[1]}"{zone[2]}fill="{colours[zone[1]]}" stroke="none"', drawn
    )
    start, end = flat.index('<g id="layer-zones"'), flat.index('<g id="layer-edges"')
    grounds = re.sub(r'<path d="[^"]*" fill="url[^>]*/>', "", flat[start:end])
    # Letters, lines and scale lie on the ground, and are not what covers it; locator and key are.
    rest = next(
        flat[flat.index(part) :]
        for part in ('<g id="locator"', '<g id="scale"', '<g id="stamp"')
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
    return {force: pixels / held.total() for force, pixels in held.items()}


def named_in(atlas: Atlas, alt: str) -> list[str]:
    """Return the forces that the sentence on the ground names, in its order."""
    ground = next(one for one in alt.split(". ") if " held by " in one)
    found = {ground.find(load_words("en").call(force)): force.id for force in atlas.forces.values()}
    return [found[at] for at in sorted(found) if at >= 0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("date", ["2017-09-20", "2020-12-17"])
def test_forces_are_named_in_the_order_of_their_pixels(
    default_atlas: Atlas, view: str, size: str, date: str
) -> None:
    asked = {"view": view, "date": date, "size": size, "plain": "1" if size == "600x400" else "0"}
    request = parse_request(default_atlas, asked)
    pixels = share_pixels(default_atlas, request)
    ranked = find_facts(default_atlas, request).shares
    for force, share in ranked:
        assert share == pytest.approx(pixels[force], abs=CLOSE)
    named = named_in(default_atlas, alt_of(default_atlas, request))
    assert named
    assert [force for force, _ in ranked][: len(named)] == named
    for number, force in enumerate(named):
        later = (other for other in pixels if other not in named[: number + 1])
        assert pixels[force] > max((pixels[other] for other in later), default=0) - CLOSE
    unnamed = {force for force, share in pixels.items() if share > LEAST + CLOSE} - {
        force for force, _ in ranked
    }
    assert not unnamed


def test_the_largest_part_at_albu_kamal_is_the_governments(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "albu-kamal", "date": "2020-12-17"})
    pixels = share_pixels(default_atlas, request)
    assert max(pixels, key=lambda force: pixels[force]) == "gov"
    assert "held by the Syrian government" in alt_of(default_atlas, request)


def test_ground_that_another_zone_covers_does_not_count(starter: Atlas) -> None:
    request = parse_request(starter, {})
    share = dict(find_facts(starter, request).shares)
    assert sum(share.values()) == pytest.approx(1)
