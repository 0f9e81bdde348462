"""import: an atlas made from the files of other programs."""

from pathlib import Path

import click

from commands.open_atlas import Refusal


@click.command("import")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The new atlas folder.",
)
def import_sources(sources: tuple[Path, ...], folder: Path) -> None:
    """Make an atlas in DIR from files of other programs."""
    raise Refusal(f"{len(sources)} files were not read into {folder}: no format can be read yet.")
