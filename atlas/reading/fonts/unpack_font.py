"""A font file as fonts that can be drawn with: unpacked within limits, checked and rewritten by HarfBuzz."""

import io
import struct

import uharfbuzz

from atlas.fonts.font_file import FontFile

SUFFIXES = (".ttf", ".otf", ".woff2")
MOST_BYTES = 16 * 1024 * 1024
MOST_PACKED, MOST_UNPACKED = 1024 * 1024, 4 * 1024 * 1024
"""The limits for a WOFF2 file and what is in it: it is slow to unpack."""
_MOST_TABLES = 64
_PLAIN = (b"\0\1\0\0", b"OTTO", b"true")
_WOFF2, _WOFF, _COLLECTION = b"wOF2", b"wOFF", b"ttcf"
_LEAST_WEIGHT, _MOST_WEIGHT = 1, 1000
_WEIGHTS = (400, 600)
"""The weights that texts are set in; a variable font is read at each."""


class FontError(ValueError):
    """Raised for a file that cannot be used; contains what is wrong and how to correct it."""

    def __init__(self, rule: str, cure: str) -> None:
        super().__init__(rule)
        self.rule, self.cure = rule, cure


def unpack_font(data: bytes) -> tuple[FontFile, ...]:
    """Return the fonts in a file, more than one if it is a variable font; FontError if it has none."""
    if len(data) > MOST_BYTES:
        rule = f"is larger than {MOST_BYTES // 1024 // 1024} MB, the limit for a font"
        raise FontError(rule, "Leave out the scripts that you do not write")
    face = uharfbuzz.Face(uharfbuzz.Blob(_unpack(data)))
    letters = "".join(map(chr, sorted(face.unicodes)))
    if not face.glyph_count or not letters:
        raise FontError("is not a font, or has no letters", f"Give a file that ends in {', '.join(SUFFIXES)}")
    axes = {axis.tag: axis for axis in face.axis_infos} if face.has_var_data else {}
    weights = _WEIGHTS if "wght" in axes else (_read_weight(face),)
    return tuple(FontFile(weight, _rewrite(face, axes, weight), letters) for weight in weights)


def _rewrite(face: uharfbuzz.Face, axes: dict[str, uharfbuzz.OTVarAxisInfo], weight: int) -> bytes:
    """Return a font with only the tables that drawing needs, as HarfBuzz understands them."""
    chosen = uharfbuzz.SubsetInput()
    chosen.keep_everything()
    chosen.name_id_set.clear()
    chosen.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    for tag, axis in axes.items():
        if tag == "wght":
            chosen.pin_axis_location(face, tag, min(max(weight, axis.min_value), axis.max_value))
        else:
            chosen.pin_axis_to_default(face, tag)
    try:
        return bytes(uharfbuzz.subset(face, chosen).blob.data)
    except RuntimeError:
        raise FontError("is a damaged font", "Download it again, or save it anew in a font editor") from None


def _read_weight(face: uharfbuzz.Face) -> int:
    """Return the weight that a font states, or that of text if it states none."""
    table = bytes(face.reference_table("OS/2").data)
    weight = struct.unpack_from(">H", table, 4)[0] if len(table) > 5 else _WEIGHTS[0]
    return weight if _LEAST_WEIGHT <= weight <= _MOST_WEIGHT else _WEIGHTS[0]


def _unpack(data: bytes) -> bytes:
    kind = data[:4]
    if kind in _PLAIN:
        return data
    if kind == _WOFF2:
        return _unpack_woff2(data)
    if kind == _COLLECTION:
        raise FontError("is a collection of fonts", "Give each of its fonts in a file of its own")
    if kind == _WOFF:
        raise FontError("is a WOFF of the first version", "Give the WOFF2, TTF or OTF of the same font")
    raise FontError("is not a font", f"Give a file that ends in {', '.join(SUFFIXES)}")


def _unpack_woff2(data: bytes) -> bytes:
    # Only atlases with such a file need it, and it takes time to import.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    slow = "is slow to unpack"
    if len(data) > MOST_PACKED:
        rule = f"is a WOFF2 larger than {MOST_PACKED // 1024 // 1024} MB, which {slow}"
        raise FontError(rule, "Give the TTF or OTF of the same font")
    try:
        if _measure_unpacked(data) > MOST_UNPACKED:
            rule = f"is a WOFF2 with more than {MOST_UNPACKED // 1024 // 1024} MB in it, which {slow}"
            raise FontError(rule, "Give the TTF or OTF of the same font")
        whole = io.BytesIO()
        with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False) as font:
            font.flavor = None
            font.save(whole, reorderTables=False)
    except FontError:
        raise
    except Exception:  # whatever a damaged file makes the reader raise
        raise FontError("is a damaged WOFF2", "Download it again, or give the TTF or OTF") from None
    return whole.getvalue()


def _measure_unpacked(data: bytes) -> int:
    """Return how many bytes are in a WOFF2 file, unpacked no further than a little over the limit."""
    import brotli  # type: ignore[import-untyped] # noqa: PLC0415
    from fontTools.misc import sstruct  # noqa: PLC0415
    from fontTools.ttLib import woff2  # noqa: PLC0415

    file = io.BytesIO(data)
    head, _ = sstruct.unpack2(woff2.woff2DirectoryFormat, file.read(woff2.woff2DirectorySize))
    if head["numTables"] > _MOST_TABLES:
        raise FontError(f"has more than {_MOST_TABLES} tables", "Save it anew in a font editor")
    stated = 0
    for _ in range(head["numTables"]):
        entry = woff2.WOFF2DirectoryEntry()
        entry.fromFile(file)
        stated += entry.origLength
    packed = file.read(head["totalCompressedSize"])
    unpacked = brotli.Decompressor().process(packed, output_buffer_limit=MOST_UNPACKED + 1)
    return max(len(unpacked), stated, int(head["totalSfntSize"]))
