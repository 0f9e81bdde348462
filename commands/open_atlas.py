"""Opening: the atlas and the request of a command, or one sentence with the reason why not."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from atlas.model.atlas import Atlas
from atlas.model.faults import AtlasRefused, Fault, format_faults, split_faults
from atlas.model.gc_pause import spare_existing
from atlas.reading.read import read_atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request, parse_request
from outputs.checks.draw_check import check_drawing
from text.translation_check import check_words


class Refusal(click.ClickException):
    """A request that cannot be answered: one sentence and exit code 2."""

    exit_code = 2


def open_atlas(folder: Path, brand: Path | None = None) -> Atlas:
    """Return the atlas in a folder, in a brand if one is given, or print all faults and exit with 1."""
    try:
        atlas = read_atlas(folder, moment=datetime.now(UTC), brand=brand)
    except AtlasRefused as refused:
        _leave(folder, refused.faults)
    if faults := check_words():
        _leave(folder, faults)
    spare_existing()
    return atlas


def refuse_undrawable(atlas: Atlas, folder: Path) -> None:
    """Print what keeps a view of an atlas from being drawn and exit with 1, if there is anything."""
    faults, _ = split_faults(check_drawing(atlas, folder))
    if faults:
        _leave(folder, faults)


def _leave(folder: Path, faults: tuple[Fault, ...]) -> NoReturn:
    click.echo(format_faults(faults), err=True)
    click.echo(f"{folder} has {count_findings(faults)} and was not opened", err=True)
    sys.exit(1)


def read_request(atlas: Atlas, options: Mapping[str, str]) -> Request:
    """Return the request made by options of the command line."""
    try:
        return parse_request(atlas, options)
    except RequestError as error:
        raise Refusal(f"--{error}") from None


def known_day(atlas: Atlas, option: str, value: str) -> int:
    """Return the information date in an option of a command."""
    try:
        return parse_request(atlas, {"known": value}).known
    except RequestError as error:
        raise Refusal(f"--{RequestError(option, value, error.allowed)}") from None


def count_findings(faults: tuple[Fault, ...], warnings: tuple[Fault, ...] = ()) -> str:
    """Return how many faults there are, and how many warnings if there are any."""
    parts = [count(len(faults), "fault")]
    if warnings:
        parts.append(count(len(warnings), "warning"))
    return " and ".join(parts)


def count(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
