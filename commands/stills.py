"""What commands say about stills: names that a request pins or moves and that have no room."""

import click

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request
from layers.news.missing_names import find_missing_names

STILLS = ("svg", "png", "webp", "jpg", "avif", "pdf")


def report_missing(atlas: Atlas, request: Request, suffix: str, file: str) -> None:
    """Name the names of the option `labels` that have no room in a still."""
    missing = find_missing_names(narrow(atlas, request), request) if suffix in STILLS else []
    if missing:
        names = ", ".join(missing)
        cure = "Make the picture larger, move them, or drop (id~) a name beside them."
        click.echo(f"{file}: labels: no room for {names}. {cure}", err=True)
