"""Signing on the command line: the option, its check before anything is drawn, and signed files."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request
from commands.open_atlas import Refusal
from outputs.metadata.about import describe, describe_film
from outputs.metadata.atomic_files import replace_file
from outputs.signing.signable import Credentials, Report, SigningError, Verdict, check_format
from outputs.writers import write

EXIT_CODES = {
    Verdict.TRUSTED: 0,
    Verdict.SIGNED: 0,
    Verdict.CHANGED: 1,
    Verdict.UNSIGNED: 3,
    Verdict.FOREIGN: 3,
}
_NOT_TRUSTED = 4
_UNCHECKED = "Whether that name is true was not checked: see --trust"
_NO_AUTHORITY = "No authority in --trust vouches for that name"


def sign_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option --sign, with a certificate and its key."""
    return click.option(
        "--sign",
        "signing",
        nargs=2,
        type=click.Path(path_type=Path),
        metavar="CERT KEY",
        help="Sign with a certificate (its chain after it) and its key, both PEM: C2PA content credentials.",
    )(command)


def open_credentials(signing: tuple[Path, Path] | None, suffix: str = "") -> Credentials | None:
    """Return the credentials of --sign, checked, for a format; None without the option."""
    if signing is None:
        return None
    from outputs.signing.credentials import read_credentials  # noqa: PLC0415 - it takes half a second

    try:
        if suffix:
            check_format(suffix)
        return read_credentials(*signing, datetime.now(UTC))
    except SigningError as error:
        raise Refusal(f"--sign: {error}") from None


def write_signed(atlas: Atlas, request: Request, suffix: str, credentials: Credentials | None) -> bytes:
    """Return the file for a request, signed if there are credentials."""
    data = write(atlas, request, suffix)
    if credentials is None:
        return data
    from outputs.signing.signer import sign  # noqa: PLC0415

    return sign(data, suffix, describe(narrow(atlas, request), request), credentials)


def sign_film(path: Path, atlas: Atlas, request: Request, suffix: str, credentials: Credentials) -> None:
    """Sign a film in its place."""
    from outputs.signing.signer import sign_stream  # noqa: PLC0415

    about = describe_film(narrow(atlas, request), request)
    with replace_file(path) as part, path.open("rb") as source, part.open("w+b") as target:
        sign_stream(source, target, suffix, about, credentials)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    metavar="PEM",
    help="Certificates of the authorities that you trust; anybody else is then refused.",
)
def verify(file: Path, trust: Path | None) -> None:
    """Say who signed FILE, whether it was changed, and which atlas and day it shows.

    Exit codes: 0 signed and unchanged, 1 changed since it was signed, 2 FILE cannot be read, 3 not signed,
    4 signed and unchanged, but by nobody in --trust.
    """
    from outputs.signing.verify import verify as verify_file  # noqa: PLC0415

    try:
        report = verify_file(file, trust.read_bytes() if trust else b"")
    except OSError as error:
        raise Refusal(f'--trust: "{trust}" cannot be read: {error.strerror}.') from None
    except SigningError as error:
        raise Refusal(f"FILE: {error}") from None
    refused = trust is not None and report.verdict is Verdict.SIGNED
    for line in _describe(report, _NO_AUTHORITY if refused else _UNCHECKED):
        click.echo(line)
    sys.exit(_NOT_TRUSTED if refused else EXIT_CODES[report.verdict])


def _describe(report: Report, identity: str) -> list[str]:
    organisation = "" if report.organisation in ("", report.signer) else f" ({report.organisation})"
    signer = f"{report.signer or 'an unknown signer'}{organisation}"
    first = {
        Verdict.TRUSTED: f"Signed by {signer}, whom an authority in --trust vouches for. Not changed since.",
        Verdict.SIGNED: f"Signed by {signer}. Not changed since. {identity}.",
        Verdict.CHANGED: f"Changed since it was signed by {signer} ({', '.join(report.faults)}).",
        Verdict.UNSIGNED: "Not signed. Its metadata, which anybody can change, says:",
        Verdict.FOREIGN: "Not signed, and not made by Marchland as far as its metadata says.",
    }[report.verdict]
    facts = {
        "Atlas version": report.version,
        "Date shown": report.day,
        "Information as of": report.known,
        "Address": report.permalink,
    }
    return [first, *(f"{name}: {text}" for name, text in facts.items() if text)]
