"""Limits on the size of an atlas, so that a hostile or broken folder cannot fill the memory.

Contains only limits on data; limits on requests and images are defined where they are enforced.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one atlas folder."""

    features: int = 50_000
    """Features in all GeoJSON files together; each shape of a place is one."""
    vertices: int = 3_000_000
    """Vertices in all GeoJSON files together."""
    file_bytes: int = 150_000_000
    json_depth: int = 32
    string_bytes: int = 4_096
    """Length of one cell, property or setting, in bytes of UTF-8."""
    place_records: int = 10_000
    """Records on one place."""
