"""How much data an atlas may hold: what keeps a hostile or broken folder from filling memory.

Knows only the limits of data; those of requests and images stand where they are kept.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one atlas folder."""

    features: int = 20_000
    """In all GeoJSON files together."""
    vertices: int = 1_000_000
    """In all GeoJSON files together."""
    file_bytes: int = 50_000_000
    json_depth: int = 32
    string_bytes: int = 4_096
    """Of one cell, property or setting, in UTF-8."""
    place_records: int = 10_000
    """Records on one place."""
