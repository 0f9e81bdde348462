"""check: every fault of an atlas, and what may be wrong with it."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from atlas.model.atlas import Atlas
from atlas.model.faults import Fault, format_faults, split_faults
from atlas.reading.read import check_atlas
from commands.open_atlas import Refusal, count, count_findings
from commands.request_options import atlas_option, brand_option
from outputs.checks.draw_check import check_drawing
from outputs.checks.inspect_atlas import inspect_atlas
from outputs.metadata.link_check import check_links, find_dead, is_offline, list_links, sum_up
from text.translation_check import check_words


@click.command()
@atlas_option
@brand_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--no-draw", is_flag=True, help="Do not draw the views to find out whether they can be drawn.")
@click.option(
    "--links",
    is_flag=True,
    help="Also check that the address of every source answers; needs a network connection.",
)
def check(
    folder: Path,
    brand: Path | None,
    form: Literal["text", "json"],
    strict: bool,
    no_draw: bool,
    links: bool,
) -> None:
    """List the faults and warnings of an atlas; the exit code is 1 if there are faults."""
    checked = check_atlas(folder, moment=datetime.now(UTC), brand=brand)
    findings = [*checked.faults, *checked.warnings, *check_words()]
    if checked.atlas is not None:
        findings += inspect_atlas(checked.atlas)
    if checked.atlas is not None and not no_draw:
        findings += check_drawing(checked.atlas, folder)
    if links and checked.atlas is not None:
        findings += _check_links(checked.atlas)
    faults, warnings = split_faults(findings)
    if form == "json":
        click.echo(format_faults((*faults, *warnings), "json"))
    else:
        _print_text(folder, checked.atlas, faults, warnings)
    sys.exit(1 if faults or (strict and warnings) else 0)


def _check_links(atlas: Atlas) -> tuple[Fault, ...]:
    answers = check_links(list_links(atlas))
    if is_offline(answers):
        raise Refusal("No address could be reached. Check the network connection.")
    click.echo(sum_up(answers), err=True)
    return find_dead(answers)


def _print_text(
    folder: Path, atlas: Atlas | None, faults: tuple[Fault, ...], warnings: tuple[Fault, ...]
) -> None:
    if findings := (*faults, *warnings):
        click.echo(format_faults(findings))
    if faults or atlas is None:
        click.echo(count_findings(faults, warnings), err=True)
        return
    counts = (
        count(len(atlas.places), "place"),
        count(len(atlas.records), "record"),
        count(len(atlas.events), "event"),
        count(len(atlas.sources), "source"),
    )
    due = atlas.next_release
    held = f" Embargoed data becomes visible from {due:%Y-%m-%d %H:%M} UTC." if due else ""
    doubts = f", {count(len(warnings), 'warning')}" if warnings else ""
    click.echo(f"{folder}: no faults{doubts}. {', '.join(counts)}; version {atlas.version}.{held}")
