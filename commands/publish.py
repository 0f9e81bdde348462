"""publish: a static site for any web host."""

import re
import time
from pathlib import Path

import click

from commands.open_atlas import Refusal, count, open_atlas, refuse_undrawable
from commands.request_options import atlas_option, brand_option
from outputs.metadata.progress import print_progress


@click.command()
@click.argument("site", metavar="DIR", type=click.Path(path_type=Path))
@atlas_option
@brand_option
@click.option("--base-url", default="", metavar="URL", help="Public address of the site, for full addresses.")
def publish(site: Path, folder: Path, brand: Path | None, base_url: str) -> None:
    """Write a static site for any web host into DIR; later runs update only what changed."""
    start = time.monotonic()
    if base_url and not re.fullmatch(r"https?://[^\s?#]+", base_url):
        raise Refusal(
            f'--base-url: "{base_url}" is not the address of a site. Use one such as https://example.org/maps.'
        )
    atlas = open_atlas(folder, brand)
    if not (site / "embed" / atlas.version).is_dir():  # what was published has been drawn
        refuse_undrawable(atlas, folder)
    # Only this command builds pages, and starts processes for that.
    from outputs.site.build import publish as build  # noqa: PLC0415
    from outputs.site.folder import SiteError  # noqa: PLC0415

    try:
        done = build(atlas, site, base_url, print_progress)
    except (SiteError, OSError) as error:
        raise Refusal(f"DIR: {error}") from None
    seconds = time.monotonic() - start
    click.echo(
        f"{site}: {done.drawn:,} of {done.drawn + done.unchanged:,} files updated, "
        f"{done.unchanged:,} unchanged, {done.size / 1e6:.1f} MB, "
        f"{seconds:.1f} s; {count(len(done.versions), 'pinned version')}"
    )
    if not base_url:
        click.echo("Links are relative. For the sitemap, feeds and oEmbed, add --base-url URL.")
