"""The dashboard of an atlas across the 180th meridian: both halves side by side, also in parts and closer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import serve

ATLAS = "tests/cases/atlases/fiji"


@pytest.fixture(scope="module")
def fiji() -> Iterator[str]:
    """The address of a server of the islands on both sides of the meridian."""
    with serve(ATLAS) as address:
        yield address


def _open(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    page.wait_for_function("window.marchland && marchland.map")


def test_islands_on_both_sides_are_side_by_side(page: Page, fiji: str) -> None:
    _open(page, fiji)
    viti, taveuni, lau = (
        page.locator(f"#zone-{place}").bounding_box() for place in ("viti", "taveuni", "lau")
    )
    assert viti and taveuni and lau
    assert viti["x"] < taveuni["x"] < lau["x"]
    # 0.4 degrees wide, where the whole view is 7: one shape, not one at each end of the world.
    assert taveuni["width"] < viti["width"]


@pytest.mark.parametrize("bbox", ["179,-18,-178,-16", "179,-18,182,-16", "-181,-18,-178,-16"])
def test_an_address_opens_a_part_across_the_meridian(page: Page, fiji: str, bbox: str) -> None:
    _open(page, fiji, f"?bbox={bbox}")
    page.wait_for_function("marchland.map.zoom > 1")
    west, _, east, _ = page.evaluate("marchland.map.bbox")
    assert west <= 179 and east >= 182 and east - west < 8
    assert (west + east) / 2 == pytest.approx(180.5, abs=0.01)


def test_closer_than_the_drawing_the_server_draws_the_part(page: Page, fiji: str) -> None:
    _open(page, fiji)
    with page.expect_response(lambda response: "bbox=" in response.url) as answered:
        page.evaluate("""() => {
            const { map } = marchland, { extent } = map.home;
            marchland.zoomTo(9, (181.2 - extent.west) * extent.perDegree, map.home.height / 2);
        }""")
    assert answered.value.status == 200
    page.wait_for_function("marchland.map.mounted !== marchland.payload")
    extent = page.evaluate("marchland.map.mounted.extent")
    assert 180 < extent["west"] < 182
    assert page.locator("#zone-lau").bounding_box()
