"""serve: the dashboard, the embeds, the images and the data over HTTP."""

import socket
import sys
from pathlib import Path

import click

from commands.open_atlas import Refusal, open_atlas, refuse_undrawable
from commands.request_options import ROOT, WholeNumber, atlas_option, brand_option
from web.app.run import Hooks, listen, run_server, share_counts

SNAPSHOTS = ROOT / "snapshots"


@click.command()
@atlas_option
@brand_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8050, show_default=True, type=WholeNumber(0, 65535), help="0: any free one.")
@click.option("--workers", default=1, show_default=True, type=WholeNumber(1, 64), help="Server processes.")
@click.option(
    "--base-url",
    metavar="URL",
    default="",
    help="Public address of this server; otherwise taken from each request.",
)
@click.option(
    "--snapshots",
    metavar="DIR|URL",
    default=str(SNAPSHOTS),
    help="Where to save versions for pinned embeds: a folder, or a bucket such as s3://maps/kept.",
)
@click.option(
    "--proxies",
    default=0,
    show_default=True,
    type=WholeNumber(0, 8),
    help="Number of proxies in front of this server; their X-Forwarded-For and -Proto headers are trusted.",
)
def serve(  # noqa: PLR0913, PLR0917 - click passes every option
    folder: Path,
    brand: Path | None,
    host: str,
    port: int,
    workers: int,
    base_url: str,
    snapshots: str,
    proxies: int,
) -> None:
    """Serve the dashboard."""
    refuse_undrawable(open_atlas(folder, brand), folder)
    listener = _listen(host, port)
    if workers > 1:
        share_counts()
    # Importing Dash takes longer than drawing a map, so only the command that needs it does.
    from web.app.build import HostOptions, build_app  # noqa: PLC0415
    from web.http.base_url import parse_base  # noqa: PLC0415
    from web.services.picture_processes import PROCESSES  # noqa: PLC0415
    from web.services.snapshots import SnapshotsError  # noqa: PLC0415

    try:
        base = parse_base(base_url) if base_url else ""
    except ValueError as error:
        raise Refusal(f'--base-url: "{base_url}" is not allowed. {error}') from None
    try:
        options = HostOptions(base, snapshots, PROCESSES if workers == 1 else 1, prepares=True, brand=brand)
        app = build_app(folder, options)
    except SnapshotsError as error:
        raise Refusal(str(error)) from None
    app.render_first_pages()
    address = f"[{host}]" if ":" in host else host
    click.echo(f"Marchland is at http://{address}:{listener.getsockname()[1]}  (Ctrl+C stops it)")
    sys.stdout.flush()
    hooks = Hooks(app.start, app.stop)
    run_server(app.server, listener, workers, proxies, hooks)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        advice = "Marchland may already be running. Choose another port with --port."
        raise click.ClickException(
            f"--port: {host}:{port} is not available: {error.strerror}. {advice}"
        ) from None
