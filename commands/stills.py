"""What commands say about stills: names that have no room, and letters that no font has."""

from collections.abc import Mapping

import click

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request
from layers.news.missing_names import find_missing_names
from outputs.stills.missing_letters import describe_missing, find_drawn_letters, find_missing_letters
from outputs.writers import FILMS

STILLS = ("svg", "png", "webp", "jpg", "avif", "pdf")


def report_missing(atlas: Atlas, request: Request, suffix: str, file: str) -> None:
    """Name the names of the option `labels` that have no room in a still, and letters that no font has."""
    missing = find_missing_names(narrow(atlas, request), request) if suffix in STILLS else []
    if missing:
        names = ", ".join(missing)
        cure = "Make the picture larger, move them, or drop (id~) a name beside them."
        click.echo(f"{file}: labels: no room for {names}. {cure}", err=True)
    letters = _find_letters(atlas, request, suffix)
    if letters:
        click.echo(f"{file}: letters: {describe_missing(letters)}", err=True)


def _find_letters(atlas: Atlas, request: Request, suffix: str) -> Mapping[str, str]:
    """Return the texts of a file with letters that no font has; tables of data need no font."""
    if suffix in STILLS:
        return find_drawn_letters(narrow(atlas, request), request)
    return find_missing_letters(atlas, request) if suffix in (*FILMS, "html") else {}
