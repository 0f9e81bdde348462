"""The options of files for a press: layers, bleed and inks."""

from collections.abc import Callable, Mapping

from atlas.model.atlas import Atlas
from atlas.model.decimals import parse_decimal
from atlas.request.parsers import RequestError, choice_parser, flag_parser

INKS = ("rgb", "cmyk", "grey")
MOST_BLEED_MM = 10.0


def _bleed(_: Atlas, value: str) -> float:
    try:
        bleed = float(f"{parse_decimal(value):g}")
    except ValueError:
        bleed = -1.0
    if not 0 <= bleed <= MOST_BLEED_MM:
        raise RequestError("bleed", value, f"Use a number of mm from 0 to {MOST_BLEED_MM:g}, such as 3.")
    return bleed


PRINT_PARSERS: Mapping[str, Callable[[Atlas, str], object]] = {
    "layered": flag_parser("layered"),
    "bleed": _bleed,
    "ink": choice_parser("ink", lambda _: INKS),
}
