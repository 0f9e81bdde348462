"""Marchland's command line, and the one place where its parts are put together. Nothing imports it."""

import os
import re
import shutil
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from atlas.corrections import list_corrections
from atlas.faults import AtlasRefused, Fault, format_faults
from atlas.model import Atlas
from atlas.options import OPTIONS, RequestError
from atlas.read import check_atlas, read_atlas
from atlas.request import Request, parse_request
from outputs import FILMS, OUTPUTS, find_output, write, write_film
from outputs.corrections import format_corrections
from outputs.links import check_links, find_dead, is_offline, list_links, sum_up
from outputs.progress import tell_frames, tell_progress
from web.serving import listen, run_server, share_counts

if TYPE_CHECKING:
    from flask import Flask

HERE = Path(__file__).resolve().parent
GEODATA = HERE / "geodata"
SNAPSHOTS = HERE / "snapshots"
STARTER = HERE / "atlas" / "starter"
FLAGS = ("age", "plain", "transparent", "border")
_HELP = {
    "date": "The day shown: earliest, latest or YYYY-MM-DD.",
    "known": "As known on this day: earliest, latest or YYYY-MM-DD.",
    "view": "A named extent of the atlas.",
    "bbox": "west,south,east,north in degrees, instead of a view.",
    "place": "A place of the atlas, marked by a line around it.",
    "layers": "Which layers, with commas: zones,lines,sites,events,labels,claims.",
    "hide": "Families to leave out, with commas; a force is force.ID.",
    "lang": "A language of the atlas.",
    "theme": "light, dark, auto or print.",
    "borders": "A policy on boundaries: how disputed lines are drawn.",
    "age": "Coloured by the age of the evidence, not by who holds what.",
    "side": "As one side tells it, or two with a comma: families that sources lean to.",
    "without": "Without these sources and what relays them: ids, with commas.",
    "compare": "A second day, drawn beside the first.",
    "size": "social, card, square, story, article, print, or WxH such as 1200x675@2.",
    "unit": "px, or mm for a size on paper such as 210x148.",
    "zoom": "How much to enlarge, from 1 to 64.",
    "plain": "The map alone, without title and key.",
    "transparent": "Without land and paper.",
    "border": "With a thin line around the picture.",
    "text": "font, or outline: the letters of an SVG as paths.",
    "from": "First day of a range.",
    "to": "Last day of a range.",
    "step": "What a film goes by: day, month or change.",
    "controls": "What an embed lets its reader do: none, slider or full.",
    "title": "A title of your own.",
}


class _Refusal(click.ClickException):
    """A question that can't be answered: one sentence and exit code 2."""

    exit_code = 2


class _ServeByDefault(click.Group):
    """Takes a bare call, or one that begins with an option, as a call of `serve`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` before arguments that name no command."""
        named = args and (not args[0].startswith("-") or args[0] in {"--help", "--version"})
        return super().parse_args(ctx, args if named else ["serve", *args])


def _check_folder(_: click.Context, option: click.Parameter, folder: Path) -> Path:
    """Refuse a path that is no folder, before its faults are counted."""
    if folder.is_dir():
        return folder
    reason = "is a file, not a folder" if folder.exists() else "is not there"
    raise _Refusal(f'{option.opts[0]}: "{folder}" {reason}. Name the folder that holds atlas.toml.')


_atlas_option = click.option(
    "--atlas",
    "folder",
    callback=_check_folder,
    type=click.Path(path_type=Path),
    default=GEODATA,
    metavar="DIR",
    help="The atlas folder; the default one is geodata.",
)


@click.group(cls=_ServeByDefault)
@click.version_option("0.1.0", prog_name="Marchland")
def main() -> None:
    """Marchland: a map dashboard of zones of influence. Without a command it serves."""


@main.command()
@_atlas_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8050, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--base-url", metavar="URL", default="", help="The address readers know; else each request's.")
@click.option(
    "--snapshots",
    metavar="DIR|URL",
    default=str(SNAPSHOTS),
    help="Where versions are kept for pinned embeds: a folder, or a bucket such as s3://maps/kept.",
)
def serve(folder: Path, host: str, port: int, workers: int, base_url: str, snapshots: str) -> None:
    """Serve the dashboard."""
    _open_atlas(folder)
    listener = _listen(host, port)
    if workers > 1:
        share_counts()
    # Dash takes longer to import than a map to draw, so only the command that needs it does.
    from web.base import parse_base  # noqa: PLC0415
    from web.server import Site, build_app  # noqa: PLC0415
    from web.snapshots import SnapshotsError  # noqa: PLC0415

    try:
        base = parse_base(base_url) if base_url else ""
    except ValueError as error:
        raise _Refusal(f'--base-url: "{base_url}" can’t be used. {error}') from None
    try:
        server: Flask = build_app(folder, Site(base, snapshots)).server
    except SnapshotsError as error:
        raise _Refusal(str(error)) from None
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Marchland is at http://{shown}:{listener.getsockname()[1]}  (Ctrl+C stops it)")
    sys.stdout.flush()
    run_server(server, listener, workers)


@main.command()
@_atlas_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@click.option("--links", is_flag=True, help="Ask the addresses of all sources too; needs the network.")
def check(folder: Path, form: Literal["text", "json"], links: bool) -> None:
    """List every fault of an atlas; exit code 1 where there is one."""
    checked = check_atlas(folder, moment=datetime.now(UTC))
    faults = checked.faults
    if links and checked.atlas is not None:
        faults = _ask_links(checked.atlas)
    if form == "json":
        click.echo(format_faults(faults, "json"))
    elif faults:
        click.echo(format_faults(faults))
        click.echo(_count(len(faults), "fault"), err=True)
    elif checked.atlas is not None:
        click.echo(_sum_up(folder, checked.atlas))
    sys.exit(1 if faults else 0)


def _ask_links(atlas: Atlas) -> tuple[Fault, ...]:
    """Return the addresses that no longer answer as faults; exit code 2 where none can be reached."""
    answers = check_links(list_links(atlas))
    if is_offline(answers):
        raise _Refusal("No address could be reached: this machine seems to be offline.")
    click.echo(sum_up(answers), err=True)
    return find_dead(answers)


def _request_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every request option: the same words as in a URL."""
    for option in reversed(OPTIONS):
        flag: dict[str, Any] = {"is_flag": True} if option in FLAGS else {"metavar": option.upper()}
        command = click.option(f"--{option}", option, help=_HELP.get(option, ""), **flag)(command)
    return command


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@_atlas_option
@_request_options
def draw(out: Path, folder: Path, **options: str | bool | None) -> None:
    """Write one map or film to OUT; its suffix is the format.

    Stills: .svg, .png, .webp, .pdf. Films: .gif, .mp4. Data: .csv, .geojson.
    """
    suffix = _check_out(out)
    atlas = _open_atlas(folder)
    asked = {
        option: "1" if value is True else str(value)
        for option, value in options.items()
        if value not in (None, False)
    }
    request = _ask(atlas, asked)
    size = (
        _shoot(out, atlas, request, suffix) if suffix in FILMS else _save(out, write(atlas, request, suffix))
    )
    width, height = request.pixels_of_still
    pixels = f"{width} × {height} px, " if suffix in ("png", "webp", *FILMS) else ""
    click.echo(f"{out}: {pixels}{size:,} bytes")


@main.command()
@_atlas_option
@click.option("--from", "since", required=True, metavar="DATE", help="What was known on this day.")
@click.option("--to", "until", required=True, metavar="DATE", help="What is known on this day.")
@click.option("--date", metavar="DATE", help="The day whose map is compared; the atlas' own by default.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json.")
def corrections(
    folder: Path, since: str, until: str, date: str | None, form: Literal["text", "json"]
) -> None:
    """List what was added, changed and retracted between two days of knowledge."""
    atlas = _open_atlas(folder)
    before, after = _known_day(atlas, "from", since), _known_day(atlas, "to", until)
    if after < before:
        raise _Refusal(f'--to: "{until}" is before --from "{since}". Swap the two.')
    day = _ask(atlas, {"date": date} if date else {}).date
    click.echo(format_corrections(atlas, list_corrections(atlas, before, after, day), form))


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small atlas to start from into DIR."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _Refusal(f"{folder} is not an empty folder. Name one that is empty or not there yet.")
    try:
        shutil.copytree(STARTER, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except OSError as error:
        raise _Refusal(f"{folder} can’t be written: {error.strerror}.") from None
    click.echo(f"{folder} holds a small atlas. Next: python app.py check --atlas {folder}")


@main.command()
@click.argument("site", metavar="DIR", type=click.Path(path_type=Path))
@_atlas_option
@click.option("--base-url", default="", metavar="URL", help="Where the site will be, for whole addresses.")
def publish(site: Path, folder: Path, base_url: str) -> None:
    """Write a static site for any web host into DIR; run again, it draws only what changed."""
    start = time.monotonic()
    if base_url and not re.fullmatch(r"https?://[^\s?#]+", base_url):
        raise _Refusal(
            f'--base-url: "{base_url}" is no address of a site. Use one such as https://example.org/maps.'
        )
    atlas = _open_atlas(folder)
    # Only this command builds pages, and starts processes that do.
    from outputs.site.build import publish as build  # noqa: PLC0415
    from outputs.site.folder import SiteError  # noqa: PLC0415

    try:
        done = build(atlas, site, base_url, tell_progress)
    except (SiteError, OSError) as error:
        raise _Refusal(f"DIR: {error}") from None
    seconds = time.monotonic() - start
    click.echo(
        f"{site}: {done.drawn:,} of {done.drawn + done.kept:,} files drawn anew, {done.kept:,} kept, "
        f"{done.size / 1e6:.1f} MB, {seconds:.1f} s; {_count(len(done.versions), 'pinned version')}"
    )
    if not base_url:
        click.echo("Links are relative. Sitemap, feeds and oEmbed need whole addresses: add --base-url URL.")


def _open_atlas(folder: Path) -> Atlas:
    """Return the atlas in a folder, or print all its faults and leave with exit code 1."""
    try:
        return read_atlas(folder, moment=datetime.now(UTC))
    except AtlasRefused as refused:
        click.echo(format_faults(refused.faults), err=True)
        click.echo(f"{folder} was not opened: {_count(len(refused.faults), 'fault')}", err=True)
        sys.exit(1)


def _ask(atlas: Atlas, options: dict[str, str]) -> Request:
    try:
        return parse_request(atlas, options)
    except RequestError as error:
        raise _Refusal(f"--{error}") from None


def _known_day(atlas: Atlas, option: str, value: str) -> int:
    """Return a day of knowledge that an option of a command names."""
    try:
        return parse_request(atlas, {"known": value}).known
    except RequestError as error:
        raise _Refusal(f"--{RequestError(option, value, error.allowed)}") from None


def _check_out(out: Path) -> str:
    """Return the format that a file's suffix names, before any work is done in vain."""
    suffix = out.suffix.removeprefix(".").lower()
    try:
        find_output(suffix)
    except RequestError:
        allowed = ", ".join(f".{name}" for name in OUTPUTS)
        raise _Refusal(f'OUT: "{out}" has no suffix that names a format. Use one of: {allowed}.') from None
    if not out.parent.is_dir():
        raise _Refusal(f'OUT: the folder "{out.parent}" is not there. Make it first, or name another.')
    return suffix


def _save(out: Path, data: bytes) -> int:
    """Write a file whole or not at all, and return its size."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _Refusal(f'OUT: "{out}" can’t be written: {error.strerror}.') from None
    return len(data)


def _shoot(out: Path, atlas: Atlas, request: Request, suffix: str) -> int:
    """Write a film whole or not at all, telling how far it is, and return its size."""
    try:
        write_film(atlas, request, suffix, out, tell_frames)
    except RequestError as error:
        raise _Refusal(f"--{error}") from None
    except OSError as error:
        raise _Refusal(f'OUT: "{out}" can’t be written: {error.strerror}.') from None
    return out.stat().st_size


def _sum_up(folder: Path, atlas: Atlas) -> str:
    counts = (
        _count(len(atlas.places), "place"),
        _count(len(atlas.records), "record"),
        _count(len(atlas.events), "event"),
        _count(len(atlas.sources), "source"),
    )
    due = atlas.next_release
    held = f" More may be shown from {due:%Y-%m-%d %H:%M} UTC on." if due else ""
    return f"{folder}: no faults. {', '.join(counts)}; version {atlas.version}.{held}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        advice = "Is Marchland running already? Choose another with --port."
        raise click.ClickException(
            f"--port: {host}:{port} can’t be used: {error.strerror}. {advice}"
        ) from None


if __name__ == "__main__":
    main()
