"""Many pictures at once: a row of a CSV file for each, drawn in several processes."""

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from atlas.model.atlas import Atlas
from atlas.model.faults import AtlasRefused, format_faults
from atlas.reading.brand.brand_toml import FILE as BRAND_FILE
from atlas.reading.read import dress_atlas
from atlas.request.options import OPTIONS
from atlas.request.parsers import RequestError
from atlas.request.request import Request, parse_request
from commands.open_atlas import Refusal, count
from commands.signing import write_signed
from commands.stills import report_missing
from outputs.drawing_pool import draw_in_processes
from outputs.metadata.atomic_files import write_file
from outputs.metadata.file_names import name_alternative, name_file
from outputs.metadata.progress import print_progress
from outputs.signing.signable import Credentials, SigningError, check_format
from outputs.writers import ALIASES, FILES

ALTERNATIVES = "|"
"""Separates values of a cell for which a picture each is drawn: square|story."""
MOST_JOBS = 2_000
_FEW = 2
_OWN = ("file", "format", "brand")
_WHOLE = ("title", "notes")
"""Options in which | does not separate alternatives."""


@dataclass(frozen=True, slots=True)
class Job:
    """One picture: its file in the folder, and what it shows."""

    file: str
    suffix: str
    request: Request
    brand: str = ""
    """The brand file of its row, as written."""
    credentials: Credentials | None = None
    """Who signs it; nobody by default."""


def draw_batch(
    atlas: Atlas,
    table: Path,
    folder: Path,
    given: Mapping[str, str],
    credentials: Credentials | None = None,
) -> None:
    """Draw every row of a table into a folder; options `given` hold for rows that do not set their own.

    Pictures are signed if there are credentials.
    """
    if not folder.is_dir():
        raise Refusal(f'OUT: with --batch, "{folder}" must be a folder that exists.')
    branded = Branded(atlas, table.parent)
    jobs = read_jobs(branded, table, given)
    if credentials is not None:
        jobs = [_sign_later(table, job, credentials) for job in jobs]
    total = 0
    for done, (job, data) in enumerate(_draw_all(branded.atlases, jobs), start=1):
        try:
            write_file(folder / job.file, data)
        except OSError as error:
            raise Refusal(f'OUT: "{folder / job.file}" cannot be written: {error.strerror}.') from None
        total += len(data)
        print_progress(done, len(jobs), job.file)
        report_missing(atlas, job.request, job.suffix, job.file)
    click.echo(f"{folder}: {count(len(jobs), 'file')}, {total:,} bytes")


class Branded:
    """An atlas in each of the brands that a table names; their files lie beside the table."""

    def __init__(self, atlas: Atlas, folder: Path) -> None:
        self.atlases, self._folder = {"": atlas}, folder

    def wear(self, brand: str) -> Atlas:
        """Return the atlas in a brand; RequestError with its faults."""
        if brand not in self.atlases:
            try:
                self.atlases[brand] = dress_atlas(self.atlases[""], self._folder / brand)
            except AtlasRefused as refused:
                raise RequestError("brand", brand, format_faults(refused.faults)) from None
        return self.atlases[brand]


def read_jobs(branded: Branded, table: Path, given: Mapping[str, str]) -> list[Job]:
    """Read the rows of a table into jobs; all faults are reported together, each with its line."""
    jobs: list[Job] = []
    faults: list[str] = []
    lines: dict[str, int] = {}
    for line, cells in _read_rows(table):
        try:
            made = list(_expand(branded, cells, given))
        except RequestError as error:
            faults.append(f"{table.name}, line {line}, column {error}")
            continue
        for job in made:
            if job.file in lines:
                faults.append(
                    f'{table.name}, line {line}, column file: "{job.file}" is also written by line '
                    f"{lines[job.file]}. Give each picture a name of its own."
                )
            lines.setdefault(job.file, line)
        jobs += made
    if not jobs and not faults:
        faults.append(f"{table.name} has no rows. Write a header with options, and a row for each picture.")
    if len(jobs) > MOST_JOBS:
        faults.append(f"{table.name} asks for {len(jobs):,} pictures; the limit is {MOST_JOBS:,}. Split it.")
    if faults:
        raise Refusal("\n".join(faults))
    return jobs


def _sign_later(table: Path, job: Job, credentials: Credentials) -> Job:
    """Return a job whose picture is signed."""
    try:
        check_format(job.suffix)
    except SigningError as error:
        raise Refusal(f"{table.name}, column format: {error}") from None
    return replace(job, credentials=credentials)


def _read_rows(table: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row with its line; cells that are empty are left out."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            for name in rows.fieldnames or ():
                if name not in (*OPTIONS, *_OWN):
                    allowed = ", ".join((*_OWN, *OPTIONS))
                    raise Refusal(f'{table.name}: "{name}" is no column. Use some of: {allowed}.')
            for cells in rows:
                if None in cells:
                    raise Refusal(f"{table.name}, line {rows.line_num}: has more cells than the header.")
                yield (
                    rows.line_num,
                    {name: cell.strip() for name, cell in cells.items() if cell and cell.strip()},
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Refusal(f'--batch: "{table}" cannot be read: {reason}.') from None


def _expand(branded: Branded, cells: Mapping[str, str], given: Mapping[str, str]) -> Iterator[Job]:
    """Yield a job for each combination of the alternatives in a row."""
    wanted = {**given, **cells}
    file, format_ = wanted.pop("file", ""), wanted.pop("format", "png")
    choices = [[cell] if name in _WHOLE else cell.split(ALTERNATIVES) for name, cell in wanted.items()]
    several = [name for name, values in zip(wanted, choices, strict=True) if len(values) > 1]
    suffixes = [ALIASES.get(suffix, suffix) for suffix in format_.split(ALTERNATIVES)]
    for suffix, *values in itertools.product(suffixes, *choices):
        if suffix not in FILES:
            raise RequestError("format", suffix, f"Use one of: {', '.join(FILES)}.")
        options = dict(zip(wanted, values, strict=True))
        parts = [_name_brand(options[name]) if name == "brand" else options[name] for name in several]
        brand = options.pop("brand", "")
        request = parse_request(branded.wear(brand), options)
        yield Job(_name(file, request, suffix, parts), suffix, request, brand)


def _name_brand(brand: str) -> str:
    """Return the part of a name that stands for a brand: its folder, or the name of its own file."""
    path = Path(brand)
    return path.parent.name if path.name == BRAND_FILE else path.stem


def _name(file: str, request: Request, suffix: str, parts: Sequence[str]) -> str:
    """Return the name of a file: that of the row, with its alternatives, or the one of a download."""
    name = name_alternative(file or name_file(request, suffix), suffix, parts)
    if Path(name).name != name or name.startswith("."):
        raise RequestError("file", file, "Write the name of a file without a folder.")
    return name


def _draw_all(atlases: Mapping[str, Atlas], jobs: Sequence[Job]) -> Iterator[tuple[Job, bytes]]:
    if len(jobs) <= _FEW:
        return iter([_draw(atlases, job) for job in jobs])
    return draw_in_processes(atlases, _draw, jobs)


def _draw(atlases: Mapping[str, Atlas], job: Job) -> tuple[Job, bytes]:
    return job, write_signed(atlases[job.brand], job.request, job.suffix, job.credentials)
