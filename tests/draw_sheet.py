"""The sheet: 72 news pictures side by side, to be looked at before a change of drawing is accepted.

`make sheet` runs this and writes sheet/<size>.png; four views, three sizes, two themes, two languages; and
one view in each of the two example brands.
"""

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from atlas.model.atlas import Atlas
from atlas.reading.read import dress_atlas, read_atlas
from atlas.request.request import parse_request
from outputs.writers import write

ROOT = Path(__file__).resolve().parents[1]
OUT, BRANDS = ROOT / "sheet", ROOT / "examples" / "brands"
DAYS = {
    "south-and-east": "2020-12-17",
    "albu-kamal": "2017-11-19",
    "deir-ez-zor": "2017-11-05",
    "golan-hauran": "2018-07-09",
}
SIZES = ("social", "square", "story")
COLUMNS, HEIGHT, GAP = 4, 540, 12


def main() -> None:
    """Draw one sheet for each size."""
    OUT.mkdir(exist_ok=True)
    atlas = read_atlas(ROOT / "geodata")
    for size in SIZES:
        lay_out(list(draw_size(atlas, size))).save(OUT / f"{size}.png")


def draw_size(atlas: Atlas, size: str) -> Iterator[Image.Image]:
    """Yield the pictures of one size."""
    branded = [dress_atlas(atlas, BRANDS / name) for name in ("saltmarsh-ledger", "quarrystone-wire")]
    shows = [(atlas, view) for view in DAYS] + [(worn, "albu-kamal") for worn in branded]
    for (worn, view), theme, language in itertools.product(shows, ("light", "dark"), ("en", "ar")):
        yield draw(worn, {"view": view, "date": DAYS[view], "theme": theme, "lang": language, "size": size})


def draw(atlas: Atlas, options: dict[str, str]) -> Image.Image:
    """Return one news picture, made smaller."""
    request = parse_request(atlas, {"style": "news", **options})
    picture = Image.open(io.BytesIO(write(atlas, request, "png"))).convert("RGB")
    return picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT))


def lay_out(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures of one size side by side, a few in a row."""
    wide, rows = pictures[0].width + GAP, -(-len(pictures) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * wide, rows * (HEIGHT + GAP)), "#888888")
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (number % COLUMNS * wide, number // COLUMNS * (HEIGHT + GAP)))
    return sheet


if __name__ == "__main__":
    main()
