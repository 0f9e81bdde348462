"""Decimal numbers as they may be written in data and in requests: plain digits with a point."""

import math
import re

_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def parse_decimal(text: str) -> float:
    """Read a number of plain digits. ValueError for other forms that float() accepts: 1_0, ١٠, inf, 1e999."""
    if not _DECIMAL.fullmatch(text) or not math.isfinite(number := float(text)):
        raise ValueError(f'"{text}" is not a number')
    return number
