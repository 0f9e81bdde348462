"""The files of an atlas folder: found safely, within their limits, as text.

Handles bytes and encodings, not the content of files. Never follows a link out of the folder.
"""

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from atlas.model.faults import Fault, Faults
from atlas.model.limits import Limits
from atlas.reading.file_kinds import NotAFileError, find_obstacle, open_file

BASEMAP = ("land", "borders", "admin1", "rivers", "lakes", "towns", "roads", "oilfields")
REQUIRED = ("atlas.toml", "forces.csv", "families.csv", "records.csv", "sources.csv")
TABLES = ("families", "forces", "sources", "leanings", "records", "events", "boundaries")
PLACES = ("zones", "sites", "lines")
FILES = (
    *REQUIRED,
    "house.toml",
    "brand.toml",
    *(f"{name}.csv" for name in TABLES if f"{name}.csv" not in REQUIRED),
    *(f"{name}.geojson" for name in PLACES),
    *(f"basemap/{name}.geojson" for name in BASEMAP),
)
"""Every file that an atlas can be read from."""

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no SVG, HTML or UTF-8 may contain."""

_SAVE = "Save it as UTF-8 (in Excel: CSV UTF-8)"


@dataclass
class Folder:
    """An atlas folder while it is read; each text is read once and remembered."""

    path: Path
    limits: Limits
    faults: Faults
    counts: Counter[str] = field(default_factory=Counter)
    """Features and vertices so far, for the limits on all files together."""

    def read_text(self, name: str) -> str | None:
        """Return the text of a file, or None if it is missing or unreadable; the fault is then reported."""
        data = self.read_bytes(name)
        if data is None:
            return None
        text = self._decode(name, data)
        if match := UNFIT.search(text):
            rule = f"contains the control character U+{ord(match[0]):04X}"
            line = text[: match.start()].count("\n") + 1
            self.faults.add(Fault(name, rule, "Delete it; it cannot be displayed", line=line))
        return text

    def contains(self, name: str) -> bool:
        """Return whether anything has this name, readable or not."""
        return os.path.lexists(self.path / name)

    def read_bytes(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None if it is missing or unreadable; the fault is then reported."""
        path = self.path / name
        if path.parent != self.path and (rule := find_obstacle(path.parent, "folder")):
            self.faults.add(Fault(path.parent.name, rule, "Replace it with a folder, or delete it"))
            return None
        if rule := find_obstacle(path):
            self._refuse(name, rule)
            return None
        if not self.contains(name):
            if name in REQUIRED:
                self.faults.add(Fault(name, "is missing", f"Every atlas needs {', '.join(REQUIRED)}"))
            return None
        if not path.resolve().is_relative_to(self.path.resolve()):
            self.faults.add(
                Fault(name, "is a link to a file outside the atlas folder", "Copy the file into the folder")
            )
            return None
        return self._read_limited(name, path)

    def _refuse(self, name: str, rule: str) -> None:
        readable = not rule.startswith("cannot be read")
        self.faults.add(Fault(name, rule, "Replace it with a file" if readable else "Check its permissions"))

    def _read_limited(self, name: str, path: Path) -> bytes | None:
        most = self.limits.file_bytes
        try:
            with open_file(path) as file:
                # One byte more than allowed: the file may grow between the size check and the read.
                data = file.read(most + 1)
        except NotAFileError as error:
            self._refuse(name, str(error))
            return None
        except OSError as error:
            self._refuse(name, f"cannot be read ({error.strerror})")
            return None
        if len(data) > most:
            rule = f"is larger than {most:,} bytes, the limit for one file"
            self.faults.add(Fault(name, rule, "Simplify or split it, or raise the limit"))
            return None
        return data

    def _decode(self, name: str, data: bytes) -> str:
        if wide := _find_utf16(data):
            self.faults.add(Fault(name, "is UTF-16, not UTF-8", _SAVE))
            return data.decode(wide, errors="replace").removeprefix("\ufeff")
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            wrong = data[error.start : error.start + 1].hex()
            rule = f"is not UTF-8: byte {wrong} cannot be read"
            line = data[: error.start].count(b"\n") + 1
            self.faults.add(Fault(name, rule, _SAVE, line=line))
            # The readable rest is still checked, so that one bad byte hides no other fault.
            return data.decode(errors="replace")


def _find_utf16(data: bytes) -> str:
    """Return which UTF-16 some bytes are, by their mark or by the zeros beside plain letters, or nothing."""
    head = data[:64]
    if head.startswith(b"\xff\xfe") or head[1::2].count(0) * 4 > len(head):
        return "utf-16-le"
    return "utf-16-be" if head.startswith(b"\xfe\xff") or head[::2].count(0) * 4 > len(head) else ""
