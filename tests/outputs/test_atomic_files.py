"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from outputs.metadata.atomic_files import replace_file, write_file


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_file(path, b"old")
    with pytest.raises(OSError, match="full"), replace_file(path) as part:
        part.write_bytes(b"half")
        assert path.read_bytes() == b"old"
        raise OSError("full")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
