"""Staging: a copy of a file, and of the parts of a Shapefile, in a folder of its own under a neutral name.

What libraries open is this copy: nothing beside the original can be reached from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.reading.file_kinds import NotAFileError, find_obstacle, open_file
from imports.formats.layer import UnreadableError
from imports.formats.limits import ImportLimits
from imports.formats.sniff import HEAD, Format, sniff

_PARTS = (".shx", ".dbf", ".prj", ".cpg")
"""The parts of a Shapefile beside it."""
_INDEXES = (*_PARTS, ".qix", ".sbn", ".sbx", ".qmd", ".xml", ".md", ".qgz")
"""Files in a folder that are no sources by themselves."""


@dataclass(frozen=True)
class Staged:
    """A copy that is ready to be read."""

    path: Path
    name: str
    format: str


def list_files(sources: Iterable[Path]) -> Iterator[Path]:
    """Yield each source; a folder stands for the files in it, by name, without those inside its folders."""
    for source in sources:
        if source.is_dir():
            for path in sorted(source.iterdir()):
                if (
                    not path.is_dir()
                    and not path.name.startswith(".")
                    and path.suffix.lower() not in _INDEXES
                ):
                    yield path
        else:
            yield source


def stage(source: Path, folder: Path, limits: ImportLimits) -> Staged:
    """Copy a file into a new folder; UnreadableError says why it cannot be taken."""
    data = _read(source, limits)
    format_ = sniff(data[:HEAD], source.suffix.lower())
    folder.mkdir()
    path = folder / f"source.{format_}"
    path.write_bytes(data)
    if format_ == Format.SHAPEFILE:
        for part in _PARTS:
            if beside := _find_part(source, part):
                path.with_suffix(part).write_bytes(_read(beside, limits))
        if not path.with_suffix(".dbf").exists():
            raise UnreadableError(
                "has no .dbf beside it", "Put all parts of the Shapefile in one folder, or zip them"
            )
    return Staged(path, source.name, format_)


def _find_part(source: Path, suffix: str) -> Path | None:
    candidates = (source.with_suffix(suffix), source.with_suffix(suffix.upper()))
    return next((path for path in candidates if path.exists()), None)


def _read(path: Path, limits: ImportLimits) -> bytes:
    if rule := find_obstacle(path):
        raise UnreadableError(rule, "Give a file")
    if not path.exists():
        raise UnreadableError("does not exist", "Check the path")
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        raise UnreadableError("is a link to a file outside its folder", "Give the file itself")
    try:
        with open_file(path) as file:
            data = file.read(limits.source_bytes + 1)
    except NotAFileError as error:
        raise UnreadableError(str(error), "Give a file") from None
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", "Check its permissions") from None
    if len(data) > limits.source_bytes:
        raise UnreadableError(f"is larger than {limits.source_bytes:,} bytes", "Split it, or simplify it")
    return data
