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
    """Write a small atlas to start from into DIR."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(f"{folder} is not an empty folder. Name one that is empty or not there yet.")
    try:
        shutil.copytree(STARTER, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except OSError as error:
        raise Refusal(f"{folder} can’t be written: {error.strerror}.") from None
    click.echo(f"{folder} holds a small atlas. Next: python app.py check --atlas {folder}")
    click.echo(
        "Every file, column and word is told in docs/atlas-format.md; check tells what is wrong and where."
    )
