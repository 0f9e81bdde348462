"""new: a small atlas to start from."""

import shutil
from pathlib import Path

import click

from commands.open_atlas import Refusal
from commands.request_options import ROOT

STARTER = ROOT / "atlas" / "starter"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small example atlas to DIR."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(f"{folder} is not empty. Choose an empty folder or a new name.")
    try:
        shutil.copytree(STARTER, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except OSError as error:
        raise Refusal(f"{folder} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote a small example atlas to {folder}. Next: python app.py check --atlas {folder}")
    click.echo("docs/atlas-format.md describes every file and column; check lists what is wrong and where.")
