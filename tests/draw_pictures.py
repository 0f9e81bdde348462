"""Pictures of README and docs: a news picture, the dashboard, and the slider of an embed as it moves.

`make pictures` runs this; the pictures are screenshots, so no test compares their bytes.
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from atlas.reading.read import read_atlas
from outputs.writers import write
from tests.browser.conftest import FLAGS, find_chromium, serve
from tests.browser.rest import wait_for_frame
from tests.scenes import scene_request

DOCS = Path(__file__).resolve().parents[1] / "docs"
FIRST, LAST, FRAMES = "2017-08-01", "2018-02-01", 24
"""Half a year in which the ground around Albu Kamal changed hands."""
EMBED = f"/embed?view=albu-kamal&date={FIRST}&from={FIRST}&to={LAST}"
FRAME_MS, LAST_FRAME_MS = 350, 2000
WIDTH = 720
MOVE = "(range, day) => { range.value = day; range.dispatchEvent(new Event('input', { bubbles: true })); }"


def main() -> None:
    """Write docs/news.png, docs/dashboard.png and docs/slider.gif."""
    atlas = read_atlas(DOCS.parent / "geodata")
    (DOCS / "news.png").write_bytes(write(atlas, scene_request(atlas, "news-card"), "png"))
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address, wait_until="networkidle")
        page.screenshot(path=DOCS / "dashboard.png")
        film_slider(page, address)
        browser.close()


def film_slider(page: Page, address: str) -> None:
    """Move the slider of an embed from end to end, and write a GIF of it."""
    page.set_viewport_size({"width": WIDTH, "height": 820})
    page.goto(address + EMBED, wait_until="networkidle")
    slider = page.locator("input[type=range]").first
    first, last = (int(slider.get_attribute(name) or 0) for name in ("min", "max"))
    pictures = []
    for number in range(FRAMES):
        day = first + (last - first) * number // (FRAMES - 1)
        slider.evaluate(MOVE, day)
        wait_for_frame(page)
        pictures.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
    palette = pictures[len(pictures) // 2].quantize(96)
    frames = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    pace = [FRAME_MS] * (FRAMES - 1) + [LAST_FRAME_MS]
    frames[0].save(
        DOCS / "slider.gif", save_all=True, append_images=frames[1:], duration=pace, loop=0, optimize=True
    )


if __name__ == "__main__":
    main()
