"""import: an atlas made from the files of other programs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from atlas.model.edtf_dates import parse_window
from commands.open_atlas import Refusal, count
from imports.columns.mapping import Mapping, MappingError, check_columns, read_mapping
from imports.explain import explain
from imports.formats.layer import Layer
from imports.formats.read_files import read_files
from imports.known_forms.forms import notice_snapshots
from imports.known_forms.suggest_mapping import suggest_mapping
from imports.known_forms.suggest_series import join_layers, pad, suggest_series
from imports.make_atlas import Options, QuestionError, Summary, find_obstacle_to, make_atlas, write_mapping
from imports.records.snapshots import name_series
from imports.values.dates import ORDERS


@click.command("import")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to write; it must be new or empty.",
)
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A mapping.toml of an earlier import, changed as you like.",
)
@click.option(
    "--dates", type=click.Choice(ORDERS), help="The order of 3/4/2022: day first (dmy) or month first (mdy)."
)
@click.option("--date", metavar="YYYY-MM-DD", default="", help="The day that files without dates describe.")
@click.option(
    "--source",
    metavar="NAME",
    default="",
    help="The publisher of rows that name no source; default: the name of the file.",
)
@click.option(
    "--crs", metavar="CODE", default="", help="The CRS of files that name none, such as EPSG:32637."
)
@click.option("--encoding", metavar="NAME", default="", help="The encoding of text files, such as cp1251.")
@click.option(
    "--countries", metavar="CODES", default="", help="Look up towns only in these countries, such as SY,IQ."
)
@click.option(
    "--snapshots",
    is_flag=True,
    help="Each file shows who held which ground on the day in its name: a series becomes places with dates.",
)
@click.option("--title", default="", help="The title of the atlas.")
@click.option(
    "--lang",
    "language",
    metavar="CODE",
    default="",
    help="The language of its names; default: en, or ar if most are Arabic.",
)
def import_sources(
    sources: tuple[Path, ...],
    folder: Path,
    mapping_file: Path | None,
    encoding: str,
    crs: str,
    snapshots: bool,
    **options: str | None,
) -> None:
    """Make an atlas in DIR from GIS files, tables and spreadsheets.

    Reads GeoJSON, GeoPackage, Shapefile, KML, KMZ, FlatGeobuf, GeoParquet, CSV, TSV, XLSX and ODS, and
    Wikipedia's modules of detailed maps. Rows that cannot be taken are listed in DIR/rejected.csv.
    """
    if obstacle := find_obstacle_to(folder):
        raise Refusal(f"{obstacle}.")
    given = replace(_read_options(options), snapshots=snapshots)
    reading = read_files(sources, encoding, crs)
    for refused in reading.refused:
        click.echo(str(refused), err=True)
    if not reading.layers:
        raise Refusal("No file was read.")
    layers = reading.layers
    if snapshots:
        columns = join_layers(layers).columns
        layers = tuple(pad(layer, columns) for layer in layers)
    mapping = _choose_mapping(mapping_file, layers, snapshots=snapshots)
    for line in _explain(layers, mapping, snapshots=snapshots):
        click.echo(line)
    try:
        summary = make_atlas(folder, layers, mapping, given)
    except QuestionError as question:
        hint = "" if mapping_file else f" The columns as understood are in {write_mapping(folder, mapping)}."
        raise Refusal(f"{question}.{hint}") from None
    _report(folder, summary)
    if reading.refused:
        raise Refusal(
            f"{count(len(reading.refused), 'file')} could not be read, and the atlas is without them."
        )


def _read_options(options: dict[str, str | None]) -> Options:
    date = options["date"] or ""
    try:
        parse_window(date or "2000")
    except ValueError as error:
        raise Refusal(f"--date: {error}.") from None
    countries = tuple(
        code.strip().upper() for code in (options["countries"] or "").split(",") if code.strip()
    )
    return Options(
        dates=options["dates"] or "",
        date=date,
        source=options["source"] or "",
        title=options["title"] or "",
        language=options["language"] or "",
        countries=countries,
    )


def _explain(layers: tuple[Layer, ...], mapping: Mapping, *, snapshots: bool) -> Iterator[str]:
    """Yield what import understood: of a series its first file, since all are read alike."""
    if not snapshots:
        yield from (*explain(layers, mapping), *notice_snapshots(layers))
        return
    yield from explain(layers[:1], mapping)
    yield f"and {count(len(layers) - 1, 'more layer')} of the series, read in the same way"


def _choose_mapping(file: Path | None, layers: tuple[Layer, ...], *, snapshots: bool) -> Mapping:
    if file is None:
        return suggest_series(layers, name_series(layers)) if snapshots else suggest_mapping(layers)
    try:
        mapping = read_mapping(file)
        check_columns(mapping, layers)
    except MappingError as error:
        raise Refusal(f"{error}.") from None
    return mapping


def _report(folder: Path, summary: Summary) -> None:
    content = summary.content
    for note in content.notes:
        click.echo(f"Note: {note}.")
    features = [feature for features in content.features.values() for feature in features]
    places = {feature.properties["id"] for feature in features}
    parts = (
        count(len(places), "place")
        + (f" in {len(features):,} shapes" if len(features) > len(places) else ""),
        count(len(content.records), "record"),
        count(len(content.events), "event"),
        count(len(content.sources), "source"),
    )
    click.echo(f"{folder}: {', '.join(parts)}")
    click.echo(f"{count(summary.read, 'row')} read = {summary.taken:,} taken + {summary.rejected:,} rejected")
    if summary.rejected:
        click.echo(f"The reasons are in {folder / 'rejected.csv'}")
    if summary.doubtful:
        click.echo(
            f"{count(summary.doubtful, 'town')} may be another than you mean: {folder / 'doubtful.csv'}"
        )
    click.echo(f"To change how columns are read, edit {folder / 'mapping.toml'} and run again with --mapping")
    click.echo(f"Next: python app.py serve --atlas {folder}")
