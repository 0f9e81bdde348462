"""Dated shapes in an embed: a step changes the ground, its edge and its outline; the place stays one."""

from pathlib import Path

from playwright.sync_api import Page

from atlas.model.edtf_dates import parse_day
from atlas.reading.read import read_atlas
from atlas.request.request import parse_request
from outputs.writers import write
from tests.atlases import write_atlas
from tests.browser.rest import wait_for_rest
from tests.dated_atlas import MOVES, dated_pieces

DRAWN = "[...document.querySelectorAll('[id^=zone-]:not([display])')].map((zone) => zone.id).sort()"
EDGES = (
    "[...document.querySelectorAll('#layer-edges path')]"
    ".filter((edge) => (edge.getAttribute('stroke') ?? 'none') !== 'none').length"
)
OUTLINE = "document.querySelector('path.highlight').getAttribute('d')"


def test_an_embed_shows_the_shape_of_each_day(page: Page, tmp_path: Path) -> None:
    atlas = read_atlas(write_atlas(tmp_path, dated_pieces()))
    (tmp_path / "map.html").write_bytes(write(atlas, parse_request(atlas, {"date": "2018-01-01"}), "html"))
    page.goto((tmp_path / "map.html").as_uri())
    page.wait_for_selector(".embed.live")
    wait_for_rest(page)
    assert page.evaluate(DRAWN) == ["zone-east", "zone-north", "zone-west"]
    page.evaluate("marchland.select('west')")
    outlines = {page.evaluate(OUTLINE)}
    for number, day in enumerate(map(parse_day, MOVES), 2):
        page.evaluate("marchland.step(1, 'change')")
        assert page.evaluate("marchland.day") == day
        assert page.evaluate(DRAWN) == [f"zone-east@{number}", "zone-north", f"zone-west@{number}"]
        assert page.evaluate(EDGES) == 1
        outlines.add(page.evaluate(OUTLINE))
    assert len(outlines) == 4, "the outline of the selected place follows its shape"
    assert page.evaluate("marchland.subject") == "west"
