"""How the bytes of a file become text: UTF-8, what was saved as UTF-16, and where a bad byte is."""

from pathlib import Path

import pytest

from atlas.model.faults import Faults
from atlas.model.limits import Limits
from atlas.reading.folder import Folder

LIMITS = Limits()
TABLE = "id,name\nhills,Hills\n"


def read(folder: Path, data: bytes, limits: Limits = LIMITS) -> tuple[str | None, list[str]]:
    """Return the text of a file of these bytes, and its faults."""
    (folder / "events.csv").write_bytes(data)
    faults = Faults()
    text = Folder(folder, limits, faults).read_text("events.csv")
    return text, [fault.format_text() for fault in faults.sorted()]


@pytest.mark.parametrize("text", ["", "a", "id", "a,b", "ab,c", TABLE, "اسم,id\n", TABLE * 50])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_and_without_a_mark(text: str, mark: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, mark + text.encode()) == (text, [])


@pytest.mark.parametrize("text", ["id,name\n", TABLE, "id,اسم\nhills,Hills\n", TABLE * 50])
@pytest.mark.parametrize("form", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf_16_is_one_fault_and_is_read_all_the_same(
    text: str, form: str, mark: str, tmp_path: Path
) -> None:
    assert read(tmp_path, (mark + text).encode(form)) == (
        text,
        ["events.csv: is UTF-16, not UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8)."],
    )


@pytest.mark.parametrize(
    ("data", "line"), [(b"\xe9,b\n", 1), (b"a\nb\xe9\n", 2), (b"a\nb\n\nc\xe9\xe9\n", 4)]
)
def test_a_byte_that_is_not_utf_8_is_at_its_line(data: bytes, line: int, tmp_path: Path) -> None:
    text, faults = read(tmp_path, data)
    assert text == data.decode(errors="replace")
    assert len(faults) == 1
    assert faults[0].startswith(f"events.csv, line {line}: is not UTF-8: byte e9 cannot be read. ")


@pytest.mark.parametrize(("text", "line"), [("\x01", 1), ("a\nb\x01\n", 2), ("a\nb\n\x01\x02", 3)])
def test_a_control_character_is_at_its_line(text: str, line: int, tmp_path: Path) -> None:
    assert read(tmp_path, text.encode())[1] == [
        f"events.csv, line {line}: contains the control character U+0001. Delete it; it cannot be displayed."
    ]


def test_zeros_here_and_there_are_no_utf_16(tmp_path: Path) -> None:
    text, faults = read(tmp_path, b"id\x00,name\nhills\x00,Hills,and,more\n")
    assert text is not None and text.startswith("id\x00,name")
    assert ["U+0000" in fault for fault in faults] == [True]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("length", [20, 64])
def test_from_more_than_a_quarter_of_zeros_on_it_is_utf_16(first: int, length: int, tmp_path: Path) -> None:
    def zeros(count: int) -> bytes:
        data = bytearray(b"a" * length)
        data[first : first + 2 * count : 2] = bytes(count)
        return bytes(data)

    assert "UTF-16" not in str(read(tmp_path, zeros(length // 4))[1])
    assert "UTF-16" in str(read(tmp_path, zeros(length // 4 + 1))[1])


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    limits = Limits(file_bytes=len(TABLE))
    assert read(tmp_path, TABLE.encode(), limits) == (TABLE, [])
    text, (fault,) = read(tmp_path, f"{TABLE}\n".encode(), limits)
    assert text is None
    assert fault.startswith(f"events.csv: is larger than {len(TABLE)} bytes, the limit for one file.")
