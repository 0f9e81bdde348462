"""PDF and WebP: sizes in px and mm, fonts embedded, text that can be found, the same bytes every time."""

import io
import re

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, JpegImagePlugin

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import parse_request
from outputs.metadata.about import describe, format_xmp
from outputs.writers import write
from tests.scenes import SCENES, scene_request


def pdf_of(atlas: Atlas, **options: str) -> bytes:
    return write(atlas, parse_request(atlas, options), "pdf")


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB")).astype(int)


def test_size_in_mm_is_exact(starter: Atlas) -> None:
    page = pypdfium2.PdfDocument(pdf_of(starter, size="210x148", unit="mm"))[0]
    assert page.get_size() == pytest.approx((210 / 25.4 * 72, 148 / 25.4 * 72), abs=0.01)


def test_size_in_mm_makes_pixels_of_300_dpi(starter: Atlas) -> None:
    request = parse_request(starter, {"size": "210x148", "unit": "mm"})
    assert Image.open(io.BytesIO(write(starter, request, "png"))).size == (2480, 1748)
    svg = write(starter, request, "svg").decode()
    assert 'width="210mm" height="148mm" viewBox="0 0 595 420"' in svg


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"unit": "mm", "size": "story"}, "size=210x148"),
        ({"unit": "mm", "size": "30x30"}, "at least 42 mm"),
        ({"unit": "inch"}, "px, mm"),
        ({"unit": "mm", "size": "700x700"}, "8,000 px"),
        ({"text": "bold"}, "font, outline"),
    ],
)
def test_size_that_can_t_be_is_refused(starter: Atlas, options: dict[str, str], says: str) -> None:
    with pytest.raises(RequestError, match=says):
        parse_request(starter, options)


def test_pdf_contains_its_metadata(starter: Atlas) -> None:
    metadata = pypdfium2.PdfDocument(pdf_of(starter)).get_metadata_dict()
    assert metadata["Title"] == "Who holds what on Example Island"
    assert metadata["Author"] == "Invented for Marchland"
    assert metadata["Subject"]
    assert metadata["Keywords"].startswith("/?date=2020-10-12&known=2020-10-09")
    assert not metadata["CreationDate"]


def test_same_request_is_the_same_bytes(starter: Atlas) -> None:
    for suffix in ("pdf", "webp"):
        request = parse_request(starter, {})
        assert write(starter, request, suffix) == write(starter, request, suffix)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_letters_are_text_in_embedded_fonts(default_atlas: Atlas, lang: str) -> None:
    pdf = pdf_of(default_atlas, lang=lang, view="albu-kamal")
    page = pypdfium2.PdfDocument(pdf)[0]
    texts = [item for item in page.get_objects() if item.type == pdfium.FPDF_PAGEOBJ_TEXT]
    assert len(texts) > 20
    assert all(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text.raw)) == 1 for text in texts)
    assert b"NotoSans" in pdf
    text = page.get_textpage().get_text_range()
    assert ("Albu Kamal" if lang == "en" else "البوكمال") in text


def test_pdf_contains_vectors_and_no_picture(default_atlas: Atlas) -> None:
    page = pypdfium2.PdfDocument(pdf_of(default_atlas))[0]
    kinds = {item.type for item in page.get_objects()}
    assert pdfium.FPDF_PAGEOBJ_IMAGE not in kinds


@pytest.mark.parametrize("name", [name for name in SCENES if name not in ("article-arabic-dark", "print")])
def test_looks_like_the_png(default_atlas: Atlas, name: str) -> None:
    """Two renderers soften edges differently; positions and colours must be the same."""
    request = scene_request(default_atlas, name)
    page = pypdfium2.PdfDocument(write(default_atlas, request, "pdf"))[0]
    from_pdf = pixels(page.render(scale=1).to_pil())
    from_png = pixels(Image.open(io.BytesIO(write(default_atlas, request, "png"))))
    apart = np.abs(from_pdf - from_png).max(axis=2)
    assert apart.mean() < 4.5
    assert (apart > 96).mean() < 0.012


def test_webp_has_the_pixels_of_the_png_and_metadata(starter: Atlas) -> None:
    for transparent in ("0", "1"):
        request = parse_request(starter, {"transparent": transparent})
        webp = Image.open(io.BytesIO(write(starter, request, "webp")))
        png = Image.open(io.BytesIO(write(starter, request, "png")))
        assert webp.mode == ("RGBA" if transparent == "1" else "RGB")
        # Under full transparency a colour has no meaning, and lossless WebP drops it.
        seen = [np.asarray(picture.convert("RGBA")).astype(int) for picture in (webp, png)]
        assert (np.abs(seen[0] - seen[1]) * (seen[1][..., 3:] > 0)).max() == 0
        assert re.search(rb"dc:identifier>/\?date=2020-10-12", webp.info["xmp"])


@pytest.mark.parametrize("suffix", ["jpg", "avif"])
def test_lossy_pictures_have_clean_edges_and_metadata(starter: Atlas, suffix: str) -> None:
    request = parse_request(starter, {"style": "news", "size": "600x338"})
    data = write(starter, request, suffix)
    assert data == write(starter, request, suffix)
    lossy = Image.open(io.BytesIO(data))
    lossless = Image.open(io.BytesIO(write(starter, request, "png")))
    assert (lossy.mode, lossy.size) == ("RGB", (600, 338))
    apart = np.abs(pixels(lossy) - pixels(lossless)).max(axis=2)
    assert apart.mean() < 2
    assert np.percentile(apart, 99.5) < 16
    assert re.search(rb"dc:identifier>/\?date=2020-10-12", data)
    assert request.style.encode() in data
    if suffix == "jpg":
        assert JpegImagePlugin.get_sampling(lossy) == 0, "each pixel has its colour"


def test_a_jpeg_cannot_be_transparent_and_an_avif_can(starter: Atlas) -> None:
    request = parse_request(starter, {"transparent": "1", "size": "300x200"})
    with pytest.raises(RequestError, match="cannot be transparent"):
        write(starter, request, "jpg")
    assert Image.open(io.BytesIO(write(starter, request, "avif"))).mode == "RGBA"


def test_a_jpeg_without_room_for_all_sources_has_the_rest(default_atlas: Atlas) -> None:
    request = parse_request(default_atlas, {"view": "south-and-east", "size": "600x338"})
    packet = format_xmp(describe(default_atlas, request)).encode()
    data = write(default_atlas, request, "jpg")
    assert (b"<dc:source></dc:source>" in data or b"<dc:source/>" in data) == (len(packet) > 65_000)
    assert b"dc:identifier>/?date=" in data


def test_border_is_a_thin_line_at_the_edge(starter: Atlas) -> None:
    for more in ({}, {"plain": "1"}):
        with_border, without = (
            pixels(Image.open(io.BytesIO(write(starter, parse_request(starter, more | options), "png"))))
            for options in ({"border": "1"}, {})
        )
        changed = np.argwhere((with_border != without).any(axis=2))
        assert len(changed) > 2 * (1200 + 675) - 40
        rows, columns = changed.T
        assert ((rows == 0) | (rows == 674) | (columns == 0) | (columns == 1199)).all()
