"""Fonts in an atlas are hostile data: each is read within limits, or reported with its file and a cure."""

import io
import random
import resource
import struct
import time
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, woff2

from atlas.fonts.font_stack import FOLDER
from atlas.model.faults import AtlasRefused
from atlas.reading.fonts.read_fonts import MOST_FILES, stack_fonts
from atlas.reading.fonts.unpack_font import MOST_PACKED, FontError, unpack_font
from atlas.reading.read import check_atlas, read_atlas
from tests.outputs.fonts.scripts import FONTS, write_atlas

BURMESE = (FONTS / "myanmar-400.woff2").read_bytes()


def build_font(letters: str = "ა", *, heavy: float = 0.0) -> bytes:
    """Return a font with square letters; if `heavy`, a variable one that is wider at that weight."""
    names = [f"g{ord(char):x}" for char in letters]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap(dict(zip(map(ord, letters), names, strict=True)))
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf(dict.fromkeys([".notdef", *names], square))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (600, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    if heavy:
        builder.setupFvar([("wght", 100, 400, heavy, "Weight")], [])
        moved = [(0, 0), (0, 0), (100, 0), (100, 0), (0, 0), (100, 0), (0, 0), (0, 0)]
        from fontTools.ttLib.tables.TupleVariation import TupleVariation  # noqa: PLC0415

        variation = TupleVariation({"wght": (0, 1, 1)}, moved)
        builder.setupGvar({name: [variation] for name in names})
    whole = io.BytesIO()
    builder.save(whole)
    return whole.getvalue()


def pack_bomb(size: int) -> bytes:
    """Return a small WOFF2 that unpacks to many bytes."""
    packed = brotli.compress(b"\0" * size, quality=5)
    entry = b"\x3f" + b"zero" + woff2.packBase128(100)
    head = struct.pack(
        ">4s4sLHHLLHHLLLLL", b"wOF2", b"\0\1\0\0", 48 + len(entry) + len(packed), 1, 0, 1000,
        len(packed), 1, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    return head + entry + packed


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "is not a font"),
        (b"<svg/>", "is not a font"),
        (b"wOFF" + b"\0" * 100, "is a WOFF of the first version"),
        (b"ttcf" + b"\0" * 100, "is a collection of fonts"),
        (b"\0\1\0\0" + b"\xff" * 200, "is not a font, or has no letters"),
        (b"\0\1\0\0" + b"\0" * (17 * 1024 * 1024), "is larger than 16 MB, the limit for a font"),
        (BURMESE[:-500], "is a damaged WOFF2"),
        (BURMESE + b"\0" * MOST_PACKED, "is a WOFF2 larger than 1 MB, which is slow to unpack"),
        (pack_bomb(200_000_000), "is a WOFF2 with more than 4 MB in it, which is slow to unpack"),
    ],
    ids=["empty", "svg", "woff", "collection", "noise", "large", "cut", "long", "bomb"],
)
def test_what_is_no_font_is_a_fault(tmp_path: Path, data: bytes, rule: str) -> None:
    folder = write_atlas(tmp_path / "atlas", fonts=True)
    (folder / "fonts" / "own.woff2").write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    checked = check_atlas(folder)
    assert [(fault.file, fault.rule) for fault in checked.faults] == [("fonts/own.woff2", rule)]
    assert checked.faults[0].cure
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


@pytest.mark.parametrize("seed", range(4))
def test_damaged_fonts_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    plain = build_font("აბგდ")
    for original in (BURMESE, plain):
        for _ in range(40):
            data = bytearray(original)
            for _ in range(chance.randrange(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                fonts = unpack_font(bytes(data))
            except FontError as error:
                assert error.rule
                assert error.cure
                continue
            assert all(TTFont(io.BytesIO(font.data), lazy=True)["maxp"].numGlyphs for font in fonts)


def test_a_variable_font_has_both_weights() -> None:
    regular, bold = unpack_font(build_font("ა", heavy=600.0))
    assert (regular.weight, bold.weight) == (400, 600)
    assert regular.letters == bold.letters == "ა"
    read = [TTFont(io.BytesIO(font.data)) for font in (regular, bold)]
    assert [font["glyf"][font.getBestCmap()[ord("ა")]].xMax for font in read] == [500, 600]


def test_other_files_in_the_folder(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "atlas", fonts=True)
    (folder / "fonts" / "OFL.txt").write_text("Licence")
    (folder / "fonts" / ".DS_Store").write_bytes(b"\0")
    assert read_atlas(folder).fonts.more
    (folder / "fonts" / "font.exe").write_bytes(b"MZ")
    with pytest.raises(AtlasRefused, match=r"fonts/font.exe: has no known file extension. Give a font that"):
        read_atlas(folder)


def test_too_many_fonts(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "atlas")
    (folder / "fonts").mkdir()
    font = build_font()
    for number in range(MOST_FILES + 1):
        (folder / "fonts" / f"{number:03}.ttf").write_bytes(font)
    begun = time.process_time()
    assert [fault.rule for fault in check_atlas(folder).faults] == ["has 65 fonts; the limit is 64"]
    assert time.process_time() - begun < 10


def install(folder: Path) -> Path:
    """Install a package as npm does it."""
    package = folder / "noto-sans-myanmar"
    (package / "files").mkdir(parents=True)
    (package / "unicode.json").write_text('{"myanmar": "U+1000-109F,U+200C", "latin": "U+0000-00FF"}')
    for weight in (400, 600):
        data = (FONTS / f"myanmar-{weight}.woff2").read_bytes()
        (package / "files" / f"noto-sans-myanmar-myanmar-{weight}-normal.woff2").write_bytes(data)
        (package / "files" / f"noto-sans-myanmar-latin-{weight}-normal.woff2").write_bytes(b"not read")
    return folder


def by_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.reading.fonts.installed.PACKAGES", install(folder))


def by_variable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARCHLAND_FONTS", f"/nowhere:{FONTS}")


@pytest.mark.parametrize("way", [by_package, by_variable])
def test_installed_fonts_are_used_for_letters_that_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    bare = read_atlas(write_atlas(tmp_path / "atlas"))
    way(tmp_path / "packages", monkeypatch)
    equipped = read_atlas(tmp_path / "atlas")
    assert bare.fonts.find_missing("မြို့")
    assert not equipped.fonts.find_missing("မြို့")
    assert {font.weight for font in equipped.fonts.more} == {400, 600}
    assert bare.version != equipped.version


def test_an_atlas_without_such_letters_reads_no_installed_font(
    monkeypatch: pytest.MonkeyPatch, default_atlas: object
) -> None:
    monkeypatch.setenv("MARCHLAND_FONTS", str(FONTS))
    assert stack_fonts((), frozenset()).more == ()
    assert stack_fonts((), frozenset("မ")).more != ()
    assert (FOLDER / "NotoSans-Regular.ttf").is_file()
