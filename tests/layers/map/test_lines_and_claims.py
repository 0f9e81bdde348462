"""The text of a band is on the band, whole, readable, and on nothing else."""

import pytest

from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.request.options import SIZES
from atlas.request.request import parse_request
from layers.labels.placement import overlap
from layers.map.lines_and_claims import claim_of, claim_spots
from layers.still.layout import layout_for, reserved_boxes
from layers.still.one_map import make_context


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["south-and-east", "golan-hauran"])
def test_text_of_a_band_is_whole_and_alone(default_atlas: Atlas, view: str, size: str, lang: str) -> None:
    request = parse_request(default_atlas, {"view": view, "size": size, "lang": lang, "date": "2020-12-17"})
    width, height, _ = request.pixels
    layout = layout_for(width, height)
    context = make_context(default_atlas, request, layout, width, 0.6 * height)
    held = scene_on(default_atlas, request.date, request.known)
    holdings = ((band, held.holdings(band)) for band in context.viewport.bands)
    claims = [
        claim for band, holdings in holdings if holdings and (claim := claim_of(context, band, holdings))
    ]
    reserved = reserved_boxes(context, layout)
    spots = claim_spots(context, claims, reserved)
    assert len(spots) == len(claims) > 1
    taken = [*spots.values(), *reserved]
    for number, (left, top, right, bottom) in enumerate(spots.values()):
        assert left >= 0 and top >= 0 and right <= width and bottom <= 0.6 * height
        assert not any(overlap(taken[number], other) for other in taken[number + 1 :])
