"""PNG: exact sizes, metadata, the same bytes every time."""

import hashlib
import io
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from atlas.model.atlas import Atlas
from atlas.request.options import MAX_PIXELS, MAX_SIDE, SIZES
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from layers.style.theme import FONTS
from layers.svg.elements import el, serialise
from layers.svg.text_width import letter
from outputs.metadata.about import NAMESPACES, TOOL, describe
from outputs.stills.typeset import RasterError, rasterise
from outputs.writers import write
from tests.conftest import ROOT, STARTER

SIZES_IN_PIXELS = {
    "social": (1200, 675), "card": (1200, 630), "square": (1080, 1080), "story": (1080, 1920),
    "article": (3200, 1800), "print": (3508, 2479), "801x601": (801, 601), "333x217@1.5": (500, 326),
}  # fmt: skip


SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_of(atlas: Atlas, **options: str) -> bytes:
    return write(atlas, parse_request(atlas, options), "png")


def open_png(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def read_chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and data of every chunk; a wrong checksum fails the test."""
    at = len(SIGNATURE)
    assert png[:at] == SIGNATURE
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", png, at + 8 + size) == (zlib.crc32(kind + data),), kind
        yield kind, data
        at += 12 + size


def texts_of(png: bytes) -> dict[str, str]:
    chunks = {}
    for kind, data in read_chunks(png):
        if kind == b"iTXt":
            keyword, rest = data.split(b"\0", 1)
            text = rest[4:]
            chunks[keyword.decode()] = (zlib.decompress(text) if rest[0] else text).decode()
    return chunks


@pytest.mark.parametrize("size", SIZES_IN_PIXELS)
def test_size_is_exact(starter: Atlas, size: str) -> None:
    picture = open_png(png_of(starter, size=size))
    picture.load()
    assert picture.size == SIZES_IN_PIXELS[size]


def test_every_named_size_is_tested() -> None:
    assert set(SIZES) <= set(SIZES_IN_PIXELS)


@pytest.mark.parametrize(("size", "dpi"), [("social", 72), ("article", 144), ("print", 300)])
def test_png_contains_its_resolution(starter: Atlas, size: str, dpi: int) -> None:
    assert open_png(png_of(starter, size=size)).info["dpi"] == pytest.approx((dpi, dpi), abs=0.05)


def test_chunks_are_whole_and_in_order(starter: Atlas) -> None:
    kinds = [kind for kind, _ in read_chunks(png_of(starter))]
    assert kinds[0] == b"IHDR"
    assert kinds[-1] == b"IEND"
    assert kinds.index(b"pHYs") < kinds.index(b"IDAT")
    assert kinds.count(b"pHYs") == 1


def test_texts_contain_the_metadata(starter: Atlas) -> None:
    texts = texts_of(png_of(starter, date="2020-10-12", view="old-town"))
    assert texts["Title"] == "Who holds what around the old town"
    assert "12 October 2020" in texts["Description"]
    assert "Southern League" in texts["Description"]
    assert texts["Author"] == "Invented for Marchland"
    assert texts["Copyright"] == "CC0-1.0"
    assert texts["Source"] == "/?date=2020-10-12&known=2020-10-09&size=social&view=old-town"
    assert texts["Date shown"] == "2020-10-12"
    assert texts["Information date"] == "2020-10-09"
    assert texts["Atlas version"] == starter.version
    assert texts["Software"] == TOOL
    assert "Creation Time" not in texts
    assert "Island Gazette, The year begins, 2020-01-02, https://example.org/gazette/1" in texts["Sources"]
    assert "Rangers take over" not in texts["Sources"], "that source is of the hills, outside this view"


def test_pillow_reads_the_texts(starter: Atlas) -> None:
    info = open_png(png_of(starter)).info
    assert info["Title"] == "Who holds what on Example Island"
    assert info["XML:com.adobe.xmp"].startswith("<?xpacket begin=")


def test_xmp_contains_the_same(starter: Atlas) -> None:
    packet = texts_of(png_of(starter))["XML:com.adobe.xmp"]
    root = ElementTree.fromstring(re.sub(r"<\?xpacket[^>]*\?>", "", packet))
    metadata = {
        name: "".join(element.itertext())
        for name in ("dc:title", "dc:description", "dc:date", "dc:rights", "dc:identifier", "dc:source",
                     "Iptc4xmpCore:AltTextAccessibility", "photoshop:Credit", "xmpMM:VersionID")
        if (element := root.find(f".//{name}", dict(NAMESPACES))) is not None
    }  # fmt: skip
    assert metadata["dc:title"] == "Who holds what on Example Island"
    assert metadata["dc:date"] == "2020-10-12"
    assert metadata["dc:rights"] == "Invented for Marchland · CC0-1.0"
    assert metadata["photoshop:Credit"] == "Invented for Marchland"
    assert metadata["dc:identifier"].startswith("/?date=2020-10-12&known=2020-10-09")
    about = describe(starter, parse_request(starter, {}))
    assert metadata["Iptc4xmpCore:AltTextAccessibility"] == about.alt
    assert metadata["dc:description"] == about.caption
    assert metadata["xmpMM:VersionID"] == starter.version
    assert "example.org" in metadata["dc:source"]


def test_same_request_is_the_same_bytes(starter: Atlas) -> None:
    assert png_of(starter) == png_of(starter)


def test_other_process_makes_the_same_bytes(starter: Atlas) -> None:
    formats = ("png", "svg", "csv", "geojson", "gpkg", "parquet")
    code = (
        "import hashlib; from atlas.reading.read import read_atlas; from outputs.writers import write;"
        "from atlas.request.request import default_request;"
        f"atlas = read_atlas({str(STARTER)!r});"
        f"print(*(hashlib.sha256(write(atlas, default_request(atlas), s)).hexdigest() for s in {formats}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    request = parse_request(starter, {})
    own = [hashlib.sha256(write(starter, request, s)).hexdigest() for s in formats]
    assert done.stdout.split() == own


def test_threads_draw_at_once(starter: Atlas) -> None:
    days = [f"2020-{month:02}-01" for month in range(1, 13)]
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(lambda day: png_of(starter, date=day, size="300x200"), days))
    assert at_once == [png_of(starter, date=day, size="300x200") for day in days]


def test_transparent_leaves_the_land_out(starter: Atlas) -> None:
    def corner(**options: str) -> tuple[int, ...]:
        pixels = np.asarray(open_png(png_of(starter, plain="1", size="300x200", **options)).convert("RGBA"))
        return tuple(pixels[2, 2].tolist())

    assert corner()[3] == 255
    assert corner(transparent="1")[3] == 0


@pytest.mark.parametrize(
    ("size", "limit"),
    [("8001x600", f"{MAX_SIDE:,}"), ("4001x400@2", f"{MAX_SIDE:,}"), ("5000x4001", f"{MAX_PIXELS:,}")],
)
def test_limit_is_named(starter: Atlas, size: str, limit: str) -> None:
    with pytest.raises(RequestError, match=limit):
        png_of(starter, size=size)


def test_unknown_format_lists_the_known_ones(starter: Atlas) -> None:
    with pytest.raises(RequestError, match="png, webp, jpg, avif, pdf, gif, mp4, vtt, html, csv"):
        write(starter, parse_request(starter, {}), "bmp")


def test_broken_drawing_is_an_internal_error() -> None:
    with pytest.raises(RasterError):
        rasterise("<svg", (10, 10))


def ink_of(text: str) -> int:
    line = letter(text, 20, 40, 24, "#000000")
    svg = el("svg", line, xmlns="http://www.w3.org/2000/svg", width=700, height=60, font_family=FONTS)
    picture = Image.open(io.BytesIO(rasterise(serialise(svg), (700, 60)))).convert("L")
    return int((np.asarray(picture) < 128).sum())


@pytest.mark.parametrize("latin", [" · v1.2", " © OSM", " (NDF)", " – 5 km"])
@pytest.mark.parametrize("other", ["كانون الأول", "لا", "قوات الأسد", "הגולן"])
def test_line_of_two_scripts_loses_no_letter(other: str, latin: str) -> None:
    """The rasteriser drops a whole script where it has to fall back from one font to another."""
    assert ink_of(f"{other}{latin}") > 0.9 * (ink_of(other) + ink_of(latin))
