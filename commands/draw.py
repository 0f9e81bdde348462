"""draw: one picture, film or table of an atlas."""

from collections.abc import Mapping
from pathlib import Path

import click

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from commands.draw_batch import draw_batch
from commands.open_atlas import Refusal, open_atlas, read_request
from commands.request_options import atlas_option, brand_option, request_options
from commands.signing import open_credentials, sign_film, sign_option, write_signed
from commands.stills import STILLS, report_missing
from outputs.metadata.atomic_files import replace_file, write_file
from outputs.metadata.progress import print_frames_done
from outputs.signing.signable import Credentials
from outputs.writers import ALIASES, FILMS, HISTORIES, OUTPUTS, find_output, write_film, write_history

_RANGED = (*FILMS, "vtt", "html")
_USED_BY: Mapping[str, tuple[str, ...]] = {
    "from": (*_RANGED, *HISTORIES),
    "to": (*_RANGED, *HISTORIES),
    "step": (*FILMS, "vtt"),
    "controls": ("html",),
    "notes": STILLS,
    "layered": ("pdf",),
    "bleed": ("pdf",),
    "ink": ("pdf",),
}
"""The formats to which an option applies, if it does not apply to all."""


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@atlas_option
@brand_option
@click.option(
    "--batch",
    "table",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="Draw a picture for each row of a table; OUT is then a folder.",
)
@sign_option
@request_options
def draw(
    out: Path,
    folder: Path,
    brand: Path | None,
    table: Path | None,
    signing: tuple[Path, Path] | None,
    **options: str | bool | None,
) -> None:
    """Write one map or film to OUT; its file extension sets the format.

    Stills: .svg, .png, .webp, .jpg, .avif, .pdf. Films: .gif, .mp4; .vtt says what happens in one.
    The embed, one page: .html.
    Data: .csv, .geojson, .gpkg (GeoPackage), .parquet (GeoParquet); with --from or --to, the last two
    contain all records between these days.
    """
    suffix = "" if table else _check_out(out)
    credentials = open_credentials(signing, suffix)
    atlas = open_atlas(folder, brand)
    given = {
        option: "1" if value is True else str(value)
        for option, value in options.items()
        if value not in (None, False)
    }
    if table is not None:
        draw_batch(atlas, table, out, given, credentials)
        return
    request = read_request(atlas, given)
    _check_use(given, suffix)
    if suffix in FILMS:
        size = _save_film(out, atlas, request, suffix, credentials)
    else:
        history = suffix in HISTORIES and bool(given.keys() & {"from", "to"})
        data = (
            write_history(atlas, request, suffix) if history else _draw(atlas, request, suffix, credentials)
        )
        try:
            write_file(out, data)
        except OSError as error:
            raise Refusal(f'OUT: "{out}" cannot be written: {error.strerror}.') from None
        size = len(data)
    width, height = request.pixels_of_still
    pixels = f"{width} × {height} px, " if suffix in ("png", "webp", "jpg", "avif", *FILMS) else ""
    click.echo(f"{out}: {pixels}{size:,} bytes")
    report_missing(atlas, request, suffix, str(out))


def _check_out(out: Path) -> str:
    """Return the format for a file's suffix, before any work is done in vain."""
    suffix = out.suffix.removeprefix(".").lower()
    suffix = ALIASES.get(suffix, suffix)
    try:
        find_output(suffix)
    except RequestError:
        allowed = ", ".join(f".{name}" for name in OUTPUTS)
        raise Refusal(f'OUT: "{out}" has no known file extension. Use one of: {allowed}.') from None
    if not out.parent.is_dir():
        raise Refusal(f'OUT: the folder "{out.parent}" does not exist. Create it first, or choose another.')
    return suffix


def _check_use(options: Mapping[str, str], suffix: str) -> None:
    """Refuse options that a format cannot show. Addresses allow them: pages pass all options on."""
    for option, formats in _USED_BY.items():
        if option in options and suffix not in formats:
            suffixes = " or ".join(f".{name}" for name in formats)
            allowed = f"This option does not apply to .{suffix}. Leave it out, or write a {suffixes}."
            raise Refusal(f"--{RequestError(option, options[option], allowed)}")


def _draw(atlas: Atlas, request: Request, suffix: str, credentials: Credentials | None) -> bytes:
    """Return a file; what its size or frame has no room for is refused once it is laid out."""
    try:
        return write_signed(atlas, request, suffix, credentials)
    except RequestError as error:
        raise Refusal(f"--{error}") from None


def _save_film(
    out: Path, atlas: Atlas, request: Request, suffix: str, credentials: Credentials | None
) -> int:
    """Write a film whole or not at all, showing the progress, and return its size."""
    try:
        with replace_file(out) as part:
            write_film(atlas, request, suffix, part, print_frames_done)
            if credentials is not None:
                sign_film(part, atlas, request, suffix, credentials)
    except RequestError as error:
        raise Refusal(f"--{error}") from None
    except OSError as error:
        raise Refusal(f'OUT: "{out}" cannot be written: {error.strerror}.') from None
    return out.stat().st_size
