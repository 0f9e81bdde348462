"""Gestures on a map in a real browser: drag, double click, double tap, pinch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.embed.page import Frame, write_page

CAMERA = "(({ k, x, y }) => [k, x, y])(marchland.map.camera.at)"


@pytest.fixture
def touched(browser: Browser, default_atlas: Atlas, tmp_path: Path) -> Iterator[Page]:
    """An embed in a browser with a touch screen."""
    path = tmp_path / "embed.html"
    path.write_bytes(write_page(default_atlas, parse_request(default_atlas, {"view": "albu-kamal"}), Frame()))
    context = browser.new_context(viewport={"width": 700, "height": 900}, has_touch=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("window.marchland")
    yield page
    context.close()


def _camera(page: Page) -> tuple[float, float, float]:
    k, x, y = page.evaluate(CAMERA)
    return k, x, y


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator(".viewport").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _drawn(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return the point of the map at zoom 1 that a point of the page shows."""
    box, (k, left, top) = page.locator(".viewport").bounding_box(), _camera(page)
    assert box
    return (x - box["x"] - left) / k, (y - box["y"] - top) / k


def test_a_double_click_zooms_on_its_point_and_a_drag_holds_it(touched: Page) -> None:
    x, y = _middle(touched)
    held = _drawn(touched, x + 60, y + 30)
    touched.mouse.dblclick(x + 60, y + 30)
    assert _camera(touched)[0] == 2
    assert _drawn(touched, x + 60, y + 30) == pytest.approx(held, abs=0.5)
    touched.evaluate("marchland.select(null)")
    touched.mouse.move(x, y)
    touched.mouse.down()
    held = _drawn(touched, x, y)
    touched.mouse.move(x - 40, y - 25, steps=4)
    assert _drawn(touched, x - 40, y - 25) == pytest.approx(held, abs=0.5)
    touched.mouse.up()
    assert touched.evaluate("marchland.subject") is None, "the click that ends a drag opens nothing"
    touched.keyboard.down("Shift")
    touched.mouse.dblclick(x, y)
    touched.keyboard.up("Shift")
    assert _camera(touched)[0] == 1


def test_a_drag_does_not_leave_the_drawing(touched: Page) -> None:
    x, y = _middle(touched)
    touched.mouse.move(x, y)
    touched.mouse.down()
    touched.mouse.move(x + 300, y + 200, steps=5)
    touched.mouse.up()
    k, left, top = _camera(touched)
    assert k == 1
    assert 0 <= left < 60
    assert 0 <= top < 60


def test_a_drag_that_ends_outside_of_the_window_is_over(touched: Page) -> None:
    x, y = _middle(touched)
    touched.mouse.dblclick(x, y)
    touched.mouse.move(x - 200, y)
    touched.mouse.down()
    held = _drawn(touched, x - 200, y)
    touched.mouse.move(-60, y + 5, steps=3)
    assert _drawn(touched, -60, y + 5) == pytest.approx(held, abs=0.5)
    touched.mouse.up()
    after = _camera(touched)
    touched.mouse.move(x, y, steps=3)
    assert _camera(touched) == after


def _touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def test_two_fingers_zoom_and_hold_what_they_touch(touched: Page) -> None:
    session = touched.context.new_cdp_session(touched)
    x, y = _middle(touched)
    held = _drawn(touched, x, y)
    _touch(session, "touchStart", (x - 40, y))
    _touch(session, "touchStart", (x - 40, y), (x + 40, y))
    for reach in (50, 60, 80, 100):
        _touch(session, "touchMove", (x - reach, y), (x + reach, y))
    touched.wait_for_function(f"{CAMERA}[0] > 2.4")
    assert _camera(touched)[0] == pytest.approx(2.5, abs=0.05)
    assert _drawn(touched, x, y) == pytest.approx(held, abs=1)
    _touch(session, "touchEnd", (x - 100, y))
    _touch(session, "touchEnd")
    assert touched.evaluate("marchland.describe().zoom") == pytest.approx(2.5, abs=0.05)


def test_one_finger_scrolls_the_page(touched: Page) -> None:
    session = touched.context.new_cdp_session(touched)
    touched.set_viewport_size({"width": 400, "height": 500})
    x, y = _middle(touched)
    before = _camera(touched)
    _touch(session, "touchStart", (x, y))
    for down in range(10, 130, 10):
        _touch(session, "touchMove", (x, y - down))
    _touch(session, "touchEnd")
    touched.wait_for_function("scrollY > 50")
    assert _camera(touched) == before


def test_a_double_tap_zooms_in_on_its_point(touched: Page) -> None:
    session = touched.context.new_cdp_session(touched)
    x, y = _middle(touched)
    held = _drawn(touched, x + 60, y + 30)
    for _ in range(2):
        _touch(session, "touchStart", (x + 60, y + 30))
        _touch(session, "touchEnd")
    touched.wait_for_function(f"{CAMERA}[0] > 1")
    assert _camera(touched)[0] == 2
    assert _drawn(touched, x + 60, y + 30) == pytest.approx(held, abs=0.5)
