"""corrections: what was added, changed and retracted between two information dates."""

from pathlib import Path
from typing import Literal

import click

from atlas.history.corrections import list_corrections
from commands.open_atlas import Refusal, known_day, open_atlas, read_request
from commands.request_options import atlas_option
from outputs.data.corrections import format_corrections


@click.command()
@atlas_option
@click.option("--from", "since", required=True, metavar="DATE", help="First information date to compare.")
@click.option("--to", "until", required=True, metavar="DATE", help="Second information date to compare.")
@click.option("--date", metavar="DATE", help="Date of the map to compare; by default that of the atlas.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
def corrections(
    folder: Path, since: str, until: str, date: str | None, form: Literal["text", "json"]
) -> None:
    """List what was added, changed and retracted between two information dates."""
    atlas = open_atlas(folder)
    before, after = known_day(atlas, "from", since), known_day(atlas, "to", until)
    if after < before:
        raise Refusal(f'--to: "{until}" is before --from "{since}". Swap the two.')
    day = read_request(atlas, {"date": date} if date else {}).date
    click.echo(format_corrections(atlas, list_corrections(atlas, before, after, day), form))
