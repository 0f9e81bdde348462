"""The encoding of a text file: from its mark, from its bytes if they leave one reading, or else asked for."""

import codecs
import re

from imports.formats.layer import UnreadableError

_COMMON = {
    "cp1251": "оеаинтсрвлкмдпуіяы",
    "cp1256": "اليمنتربوهعدسفكحق",
    "cp1252": "éèáàâäöüßóòôíìîúùûçñãõåøæ’“”–«»°",
    "cp1253": "αοιετσνηυρπκμλ",
}
"""For each 8-bit encoding, what its bytes above 127 mostly stand for."""
_TURKISH = frozenset("ðýþÐÝÞ")
"""What Turkish letters become when they are read as cp1252."""
_RUN = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")
_LEAST, _LEAST_LATIN, _MARGIN = 0.6, 0.9, 0.1


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of a file; UnreadableError if the encoding is wrong or cannot be detected."""
    name = encoding or detect(data)
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        wrong = data[error.start : error.start + 1].hex()
        raise UnreadableError(
            f"is not {name}: byte {wrong} cannot be read", "Give another --encoding"
        ) from None
    except LookupError:
        raise UnreadableError(
            f'has no known encoding "{encoding[:40]}"', "Use utf-8, utf-16, cp1252, cp1251 or cp1256"
        ) from None


def detect(data: bytes) -> str:
    """Return the encoding of some bytes; UnreadableError asks for it if several are as likely."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:4096]
    if head[1::2].count(0) * 4 > len(head):
        return "utf-16-le"
    if head[::2].count(0) * 4 > len(head):
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _detect_8_bit(data)
    return "utf-8"


def _detect_8_bit(data: bytes) -> str:
    """Choose by whether bytes beyond ASCII stand beside letters of ASCII, as in Latin scripts."""
    high = bytes(byte for byte in data if byte > 127)[:100_000]
    runs = _RUN.findall(data[:500_000])
    beside = sum(run[:1].isalpha() or run[-1:].isalpha() for run in runs)
    latin = beside * 2 > len(runs)
    names = ("cp1252",) if latin else tuple(name for name in _COMMON if name != "cp1252")
    shares = sorted(((_share(high, name), name) for name in names), reverse=True)
    (best, name), second = shares[0], shares[1][0] if len(shares) > 1 else 0.0
    turkish = latin and _TURKISH & set(high.decode("cp1252", errors="replace"))
    if best < (_LEAST_LATIN if latin else _LEAST) or best - second < _MARGIN or turkish:
        options = ", ".join(("cp1252", "cp1251", "cp1256", "cp1254"))
        raise UnreadableError("is not UTF-8, and its encoding is not clear", f"Give --encoding: {options} …")
    return name


def _share(high: bytes, encoding: str) -> float:
    text = high.decode(encoding, errors="replace").lower()
    return sum(character in _COMMON[encoding] for character in text) / len(text)
