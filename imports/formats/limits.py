"""Limits on one foreign file, so that a hostile or broken one cannot fill memory, disk or time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """The limits of the child process and of what it returns, for each file."""

    source_bytes: int = 500_000_000
    unpacked_bytes: int = 1_000_000_000
    """All files of an archive together."""
    unpacked_files: int = 1_000
    unpacked_ratio: int = 200
    """How many times larger than the archive its content may be; a spreadsheet seldom exceeds 30."""
    memory_bytes: int = 4_000_000_000
    """Address space; libraries reserve more than they use."""
    cpu_seconds: int = 120
    wall_seconds: int = 180
    open_files: int = 64
    rows: int = 250_000
    columns: int = 500
    cell_bytes: int = 65_536
    vertices: int = 1_000_000
    """As many as an atlas may have."""
    depth: int = 64
    """Of nested lists and objects in JSON, and of nested elements in XML."""
