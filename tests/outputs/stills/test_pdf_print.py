"""PDFs for a press: layers, bleed, crop marks, inks and outlines, read back by pikepdf and PDFium."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner

from app import main
from atlas.model.atlas import Atlas
from atlas.reading.read import dress_atlas
from atlas.request.parsers import RequestError
from atlas.request.request import format_request, parse_request
from outputs.stills.pdf_inks import convert
from outputs.writers import write
from tests.conftest import ROOT, STARTER

NEWS = {"style": "news", "view": "albu-kamal", "date": "2020-12-17", "size": "85x110", "unit": "mm"}
TWO = {"view": "albu-kamal", "date": "2020-12-17", "compare": "2020-12-07"}
MM = 72 / 25.4
RGB = {"rg", "RG", "sc", "SC"}


def pdf_of(atlas: Atlas, **options: str) -> bytes:
    return write(atlas, parse_request(atlas, options), "pdf")


def pixels(pdf: bytes, scale: float = 2) -> np.ndarray:
    return np.asarray(pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")).astype(int)


def text_of(pdf: bytes) -> list[str]:
    return sorted(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def list_layers(pdf: bytes) -> list[str]:
    opened = pikepdf.open(io.BytesIO(pdf))
    return [str(group.Name) for group in opened.Root.OCProperties.OCGs.as_list()]


def streams_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every content stream: the page, forms and patterns."""
    yield pdf.pages[0].obj
    for item in pdf.objects:
        drawn = isinstance(item, pikepdf.Stream) and (
            item.get("/Subtype") == "/Form" or "/PatternType" in item
        )
        if drawn:
            yield item


def operators_of(pdf: bytes) -> set[str]:
    opened = pikepdf.open(io.BytesIO(pdf))
    return {
        str(instruction.operator)
        for stream in streams_of(opened)
        for instruction in pikepdf.parse_content_stream(stream)
    }


@pytest.mark.parametrize("options", [NEWS, TWO, NEWS | {"lang": "ar"}])
def test_layers_together_are_the_plain_picture_and_its_text(
    default_atlas: Atlas, options: dict[str, str]
) -> None:
    plain, layered = pdf_of(default_atlas, **options), pdf_of(default_atlas, **options, layered="1")
    apart = np.abs(pixels(plain, 3) - pixels(layered, 3)).max(axis=2)
    assert apart.mean() < 0.5
    assert (apart > 64).mean() < 0.001
    assert text_of(plain) == text_of(layered)
    assert "OCProperties" not in str(pikepdf.open(io.BytesIO(plain)).Root.keys())


def test_layers_have_the_names_of_the_svg(default_atlas: Atlas) -> None:
    names = list_layers(pdf_of(default_atlas, **NEWS, layered="1"))
    assert names[:2] == ["Land and sea", "Ground held"]
    assert {"Names", "Heading", "Sources", "Logo"} <= set(names)
    assert "Callouts" not in names  # none is in this picture
    arabic = list_layers(pdf_of(default_atlas, **NEWS, lang="ar", layered="1"))
    assert arabic[0] == "اليابسة والبحر"
    both = list_layers(pdf_of(default_atlas, **TWO, layered="1"))
    assert {"Map 1 · Names", "Map 2 · Names", "Heading"} <= set(both)


def test_small_maps_have_layers_of_their_own_and_an_inset_is_one(default_atlas: Atlas) -> None:
    maps = {"style": "news", "view": "albu-kamal", "dates": "2016-01-01,2018-01-01,2020-12-17"}
    names = list_layers(pdf_of(default_atlas, **maps, layered="1"))
    assert {f"Map {number} · {name}" for number in (1, 2, 3) for name in ("Land and sea", "Names")} <= set(
        names
    )
    assert {"Heading", "Sources", "Logo"} <= set(names)
    inset = {"style": "news", "view": "south-and-east", "date": "2018-07-09", "inset": "35.7,32.4,36.4,32.9"}
    plain, layered = pdf_of(default_atlas, **inset), pdf_of(default_atlas, **inset, layered="1")
    assert list_layers(layered).count("Inset") == 1
    assert text_of(plain) == text_of(layered)


def test_a_hidden_layer_is_not_drawn(default_atlas: Atlas) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of(default_atlas, **NEWS, layered="1")))
    heading = next(group for group in pdf.Root.OCProperties.OCGs.as_list() if str(group.Name) == "Heading")
    pdf.Root.OCProperties.D.OFF = pikepdf.Array([heading])
    pdf.Root.OCProperties.D.ON = pikepdf.Array([])
    out = io.BytesIO()
    pdf.save(out)
    before, after = pixels(pdf_of(default_atlas, **NEWS)), pixels(out.getvalue())
    rows = np.argwhere((np.abs(before - after).max(axis=2) > 64).any(axis=1)).ravel()
    assert rows.size > 20
    assert rows.max() < 0.3 * before.shape[0]


def test_bleed_has_its_boxes_marks_and_ground(default_atlas: Atlas) -> None:
    pdf = pdf_of(default_atlas, **NEWS, bleed="3")
    opened = pikepdf.open(io.BytesIO(pdf))
    page = opened.pages[0].obj
    boxes = {name: [float(side) for side in page[f"/{name}Box"]] for name in ("Trim", "Bleed", "Media")}
    assert boxes["Trim"] == pytest.approx([0, 0, 85 * MM, 110 * MM], abs=0.01)
    assert boxes["Bleed"] == pytest.approx([-3 * MM, -3 * MM, 88 * MM, 113 * MM], abs=0.01)
    assert boxes["Media"] == pytest.approx([-9 * MM, -9 * MM, 94 * MM, 119 * MM], abs=0.01)
    assert list_layers(pdf)[0] == "Bleed"
    assert list_layers(pdf)[-1] == "Crop marks"
    drawn, scale = pixels(pdf), 2 * MM
    edge = round(9 * scale)
    inside, outside = drawn[:, edge + 2], drawn[:, edge - 3]
    middle = slice(edge + 100, drawn.shape[0] - edge - 100)
    assert (np.abs(inside - outside)[middle].max(axis=1) < 24).mean() > 0.9
    assert (drawn[:, edge - round(3.4 * scale)][middle] > 250).all()
    marks = drawn[edge - round(6 * scale) : edge - round(5 * scale), edge - 3 : edge + 4]
    assert marks.min() < 160


def test_nothing_written_is_mirrored_into_the_bleed(default_atlas: Atlas) -> None:
    plain, bled = (pdf_of(default_atlas, **NEWS, **more) for more in ({}, {"bleed": "3"}))
    assert text_of(plain) == text_of(bled)


@pytest.mark.parametrize("brand", ["saltmarsh-ledger", "quarrystone-wire"])
@pytest.mark.parametrize("ink", ["cmyk", "grey"])
def test_every_colour_is_one_of_the_press(default_atlas: Atlas, brand: str, ink: str) -> None:
    """The logo of one brand has a gradient."""
    atlas = dress_atlas(default_atlas, ROOT / "examples" / "brands" / brand)
    data = pdf_of(atlas, **NEWS, ink=ink)
    used = operators_of(data)
    assert not used & RGB
    assert used & {"k", "K", "g", "G", "cs"} <= ({"k", "K", "cs"} if ink == "cmyk" else {"g", "G", "cs"})
    assert ("k" if ink == "cmyk" else "g") in used
    pdf = pikepdf.open(io.BytesIO(data))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            for key in ("/ColorSpace", "/CS"):
                space = item.get(key)
                assert space is None or str(space) in ("/DeviceCMYK", "/DeviceGray"), (key, space)
    (intent,) = pdf.Root.OutputIntents.as_list()
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert intent.DestOutputProfile.N == 4
    assert text_of(data) == text_of(pdf_of(atlas, **NEWS))


def test_colours_of_the_press() -> None:
    assert convert("cmyk", (1.0, 1.0, 1.0)) == [0, 0, 0, 0]
    assert convert("cmyk", (0.0, 0.0, 0.0)) == [0, 0, 0, 1]
    assert convert("cmyk", (0x1F / 255, 0x1E / 255, 0x1B / 255)) == [0, 0, 0, 1]  # of letters
    assert convert("cmyk", (0x1D / 255, 0x27 / 255, 0x33 / 255)) == [0, 0, 0, 1]  # of letters in a brand
    *colours, black = convert("cmyk", (0x55 / 255, 0x50 / 255, 0x4A / 255))
    assert colours == [0, 0, 0]
    assert 0.6 < black < 0.9
    cyan, magenta, yellow, _ = convert("cmyk", (1.0, 0.0, 0.0))
    assert cyan < 0.1
    assert min(magenta, yellow) > 0.9
    strong = [
        convert("cmyk", (red, green, blue))
        for red in (0.0, 1.0)
        for green in (0.0, 1.0)
        for blue in (0.0, 0.5)
    ]
    assert max(sum(amounts) for amounts in strong) <= 3.05
    steps = [convert("grey", (step / 10,))[0] for step in range(3, 11)]
    assert convert("grey", (0.0,)) == [0]
    assert steps == sorted(steps)
    assert steps[-1] == 1
    assert len(set(steps)) == len(steps)


def test_outlines_need_no_font_and_draw_the_same(default_atlas: Atlas) -> None:
    plain, outlined = (pdf_of(default_atlas, **NEWS, **more) for more in ({}, {"text": "outline"}))
    kinds = {item.type for item in pypdfium2.PdfDocument(outlined)[0].get_objects()}
    assert pdfium.FPDF_PAGEOBJ_TEXT not in kinds
    assert b"/FontFile" not in outlined
    apart = np.abs(pixels(plain, 4) - pixels(outlined, 4)).max(axis=2)
    assert (apart > 96).mean() < 0.01


@pytest.mark.parametrize("options", [{"layered": "1"}, {"ink": "cmyk", "bleed": "3"}, {"ink": "grey"}])
def test_the_same_request_is_the_same_bytes_with_its_metadata(
    starter: Atlas, options: dict[str, str]
) -> None:
    first, second = (pdf_of(starter, **options) for _ in range(2))
    assert first == second
    metadata = pypdfium2.PdfDocument(first).get_metadata_dict()
    assert metadata["Title"] == "Who holds what on Example Island"
    assert not metadata["CreationDate"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"bleed": "11"}, "bleed: .* from 0 to 10"),
        ({"bleed": "-1"}, "bleed"),
        ({"bleed": "wide"}, "bleed"),
        ({"ink": "gold"}, "ink: .*rgb, cmyk, grey"),
        ({"layered": "yes"}, "layered: .*1 for yes"),
    ],
)
def test_what_a_press_cannot_do_is_refused(starter: Atlas, options: dict[str, str], says: str) -> None:
    with pytest.raises(RequestError, match=says):
        parse_request(starter, options)


def test_addresses_keep_the_options_and_other_files_refuse_them(starter: Atlas, tmp_path: Path) -> None:
    options = {"layered": "1", "bleed": "2.5", "ink": "grey"}
    assert format_request(starter, parse_request(starter, options)) == options
    for option, value in (("--bleed", ["3"]), ("--ink", ["cmyk"]), ("--layered", [])):
        arguments = ["draw", str(tmp_path / "map.png"), "--atlas", str(STARTER), option, *value]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2
        assert "does not apply to .png. Leave it out, or write a .pdf." in result.output
