"""Making an atlas: layers and a mapping become a folder that `check` accepts. No row is lost unnoticed."""

import tempfile
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.model.faults import Fault, format_faults
from imports.checking import find_faults, trace_faults
from imports.columns.mapping import FILE, Mapping, TableMapping, format_mapping
from imports.columns.roles import Role
from imports.formats.layer import Layer
from imports.known_forms.suggest_mapping import find_file_date
from imports.records.assemble import assemble, find_last_days
from imports.records.claims import Citation, Defaults, RowRef, read_claims
from imports.records.content import Content, Result
from imports.records.snapshots import assemble_series, find_days, name_series
from imports.writing.folder import About, write_files
from imports.writing.reports import (
    DOUBTFUL,
    REJECTED,
    format_doubtful,
    format_rejected,
    is_untouched,
    write_report,
)

_ROUNDS = 12
"""Rejecting rows may uncover further faults; so many times."""
_AMBIGUOUS = "give --dates"


class QuestionError(ValueError):
    """Raised when only the user can decide: a sentence that names the option."""


@dataclass(frozen=True)
class Options:
    """What the user decided."""

    dates: str = ""
    date: str = ""
    source: str = ""
    title: str = ""
    language: str = ""
    countries: tuple[str, ...] = ()
    snapshots: bool = False
    """True if each file shows the situation on one day of a series."""


@dataclass(frozen=True)
class Summary:
    """What became of the rows."""

    read: int
    taken: int
    rejected: int
    doubtful: int
    content: Content


def make_atlas(folder: Path, layers: Sequence[Layer], mapping: Mapping, options: Options) -> Summary:
    """Write an atlas to a folder; QuestionError if something is unclear, or if nothing can be taken."""
    defaults = _find_all_defaults(layers, mapping, options)
    _ask(layers, mapping, defaults)
    find_last_days(layers, mapping, defaults)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        target = Path(scratch) / "atlas"
        target.mkdir()
        result = _write_until_sound(target, layers, mapping, defaults, options)
        summary = _count(layers, result)
        _write_reports(target, layers, mapping, result, summary)
        _put(target, folder)
    return summary


def find_obstacle_to(folder: Path) -> str:
    """Return why a folder may not be written; empty if it is new, empty, or as import left it."""
    if not folder.exists() and not folder.is_symlink():
        return ""
    if not folder.is_dir():
        return f"{folder} is not a folder"
    if {path.name for path in folder.iterdir()} <= {FILE} or is_untouched(folder):
        return ""
    if (folder / "import.json").exists():
        return f"{folder} has been edited since it was imported. Choose a new folder, so that nothing is lost"
    return f"{folder} is not empty. Choose a new folder"


def write_mapping(folder: Path, mapping: Mapping) -> Path:
    """Write only the mapping, for the user to change before anything else is written."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(format_mapping(mapping), encoding="utf-8")
    return path


def _find_all_defaults(layers: Sequence[Layer], mapping: Mapping, options: Options) -> list[Defaults]:
    if not options.snapshots:
        return [_find_defaults(layer, mapping.find(layer), options) for layer in layers]
    citation = Citation(options.source or name_series(layers))
    if {Role.FROM, Role.DATE} & mapping.find(layers[0]).columns.keys():
        return [Defaults("", options.dates, citation)] * len(layers)
    try:
        days = find_days(layers)
    except ValueError as error:
        raise QuestionError(str(error)) from None
    return [Defaults(days[layer.file], options.dates, citation) for layer in layers]


def _find_defaults(layer: Layer, table: TableMapping, options: Options) -> Defaults:
    date = options.date or find_file_date(layer)
    name = options.source or Path(layer.file).stem
    return Defaults(date, options.dates, Citation(name))


def _ask(layers: Sequence[Layer], mapping: Mapping, defaults: Sequence[Defaults]) -> None:
    """Raise a question if dates can be read in two ways, or if a table of records has none at all."""
    for at, (layer, default) in enumerate(zip(layers, defaults, strict=True)):
        table = mapping.find(layer)
        if table.use == "skip":
            continue
        dated = {Role.FROM, Role.DATE} & table.columns.keys()
        if table.use == "records" and not dated and not default.date:
            raise QuestionError(
                f"{layer.title} has no column with dates. Give --date YYYY-MM-DD, the day that it describes"
            )
        reasons = read_claims(at, layer, table, mapping, default).rejected
        unclear = {ref: reason for ref, reason in reasons.items() if _AMBIGUOUS in reason}
        if unclear:
            first = min(unclear)
            raise QuestionError(
                f"{layer.title}, row {first.number}: {unclear[first]}. Such dates: {len(unclear):,}"
            )


def _find_day(content: Content, defaults: Sequence[Defaults]) -> str:
    """Return the day of an atlas in which nothing else has a date; a question if nobody said it."""
    if content.records or content.events:
        return ""
    if dates := [default.date for default in defaults if default.date]:
        return max(dates)
    raise QuestionError("The files contain only places, without dates. Give --date YYYY-MM-DD, their day")


def _write_until_sound(
    target: Path, layers: Sequence[Layer], mapping: Mapping, defaults: Sequence[Defaults], options: Options
) -> Result:
    """Write the folder, and reject the rows that `check` refuses, until it refuses none."""
    refused: dict[RowRef, str] = {}
    for _ in range(_ROUNDS):
        result = (
            assemble_series(layers, mapping, defaults, refused)
            if options.snapshots
            else assemble(layers, mapping, defaults, refused, options.countries)
        )
        if not any(result.content.features.values()) and not result.content.events:
            raise QuestionError(_explain_emptiness(layers, result.rejected))
        write_files(
            target,
            result.content,
            _describe(layers, result.content, options, _find_day(result.content, defaults)),
        )
        faults = find_faults(target)
        if not faults:
            return result
        rows, others = trace_faults(faults, result.content)
        if not rows.keys() - refused.keys():
            raise RuntimeError(_report_own_faults(others or faults))
        refused |= rows
    raise RuntimeError(_report_own_faults(faults))


def _report_own_faults(faults: Sequence[Fault]) -> str:
    return "Import wrote an atlas with faults, which is an error of the program:\n" + format_faults(
        faults[:5]
    )


def _explain_emptiness(layers: Sequence[Layer], rejected: Table[RowRef, str]) -> str:
    if not rejected:
        return "No row can be taken: the files contain no places"
    first = min(rejected)
    where = f"{layers[first.layer].title}, row {first.number}"
    return f"No row can be taken; the first is {where}, which {rejected[first]}"


def _describe(layers: Sequence[Layer], content: Content, options: Options, day: str) -> About:
    names = dict.fromkeys(Path(layer.file).stem.replace("_", " ") for layer in layers)
    title = options.title or (name_series(layers) if options.snapshots else ", ".join(names))
    publishers = list(dict.fromkeys(row["publisher"] for row in content.sources))
    credit = f"Data: {', '.join(publishers[:3])}{' and others' if len(publishers) > 3 else ''}"
    return About(title[:1].upper() + title[1:], credit, options.language or _guess_language(content), day)


def _guess_language(content: Content) -> str:
    """Return ar if most names are in Arabic letters, else en: the languages of the interface."""
    names = "".join(
        feature.properties["name"] for features in content.features.values() for feature in features
    )
    letters = [sign for sign in names if sign.isalpha()]
    arabic = sum("\u0600" <= sign <= "\u06ff" for sign in letters)
    return "ar" if arabic * 2 > len(letters) else "en"


def _count(layers: Sequence[Layer], result: Result) -> Summary:
    """Count the rows; each is in the atlas or rejected, or else the program is wrong."""
    content = result.content
    taken = {ref for refs in content.refs.values() for row in refs for ref in row}
    taken |= {ref for features in content.features.values() for feature in features for ref in feature.refs}
    taken -= result.rejected.keys()
    every = {RowRef(at, number) for at, layer in enumerate(layers) for number in layer.numbers}
    if lost := every - taken - result.rejected.keys():
        raise RuntimeError(f"Import lost {len(lost):,} rows, which is an error of the program: {min(lost)}")
    return Summary(len(every), len(taken), len(result.rejected), len(content.doubtful), content)


def _write_reports(
    target: Path, layers: Sequence[Layer], mapping: Mapping, result: Result, summary: Summary
) -> None:
    (target / FILE).write_text(format_mapping(mapping), encoding="utf-8")
    (target / REJECTED).write_text(format_rejected(layers, result.rejected), encoding="utf-8", newline="\n")
    if result.content.doubtful:
        (target / DOUBTFUL).write_text(
            format_doubtful(result.content.doubtful), encoding="utf-8", newline="\n"
        )
    counts = {"read": summary.read, "taken": summary.taken, "rejected": summary.rejected}
    write_report(target, counts)


def _put(target: Path, folder: Path) -> None:
    """Move a finished folder to its place; what import wrote there before is dropped once this has worked."""
    before = target.with_name("before")
    if folder.exists():
        folder.rename(before)
    try:
        target.rename(folder)
    except OSError:
        if before.exists():
            before.rename(folder)
        raise
