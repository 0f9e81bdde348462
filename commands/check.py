"""check: every fault of an atlas."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from atlas.model.faults import format_faults
from atlas.reading.read import check_atlas
from commands.open_atlas import Refusal, count
from commands.request_options import atlas_option, brand_option
from outputs.metadata.link_check import check_links, find_dead, is_offline, list_links, sum_up
from text.translation_check import check_words


@click.command()
@atlas_option
@brand_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option(
    "--links",
    is_flag=True,
    help="Also check that the address of every source answers; needs a network connection.",
)
def check(folder: Path, brand: Path | None, form: Literal["text", "json"], links: bool) -> None:
    """List every fault in an atlas; the exit code is 1 if there are any."""
    checked = check_atlas(folder, moment=datetime.now(UTC), brand=brand)
    faults = (*checked.faults, *check_words())
    if links and checked.atlas is not None:
        answers = check_links(list_links(checked.atlas))
        if is_offline(answers):
            raise Refusal("No address could be reached. Check the network connection.")
        click.echo(sum_up(answers), err=True)
        faults = (*faults, *find_dead(answers))
    if form == "json":
        click.echo(format_faults(faults, "json"))
    elif faults:
        click.echo(format_faults(faults))
        click.echo(count(len(faults), "fault"), err=True)
    elif checked.atlas is not None:
        atlas = checked.atlas
        counts = (
            count(len(atlas.places), "place"),
            count(len(atlas.records), "record"),
            count(len(atlas.events), "event"),
            count(len(atlas.sources), "source"),
        )
        due = atlas.next_release
        held = f" Embargoed data becomes visible from {due:%Y-%m-%d %H:%M} UTC." if due else ""
        click.echo(f"{folder}: no faults. {', '.join(counts)}; version {atlas.version}.{held}")
    sys.exit(1 if faults else 0)
