"""Job: one file for the child process to read."""

from dataclasses import dataclass
from pathlib import Path

from imports.formats.limits import ImportLimits


@dataclass(frozen=True)
class Job:
    """One staged file."""

    path: Path
    """The copy that is read, in a folder of its own."""
    file: str
    """The name that it had."""
    format: str
    encoding: str
    crs: str
    """The CRS of files that do not name theirs; empty if nobody said."""
    limits: ImportLimits
