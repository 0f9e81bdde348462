"""basemap: the land under an atlas, made from packages of public data."""

import tomllib
from pathlib import Path

import click

from commands.open_atlas import Refusal, count
from commands.request_options import ROOT
from imports.basemap.area import Area, AreaError, parse_bbox, parse_countries
from imports.basemap.lands import read_countries
from imports.basemap.make_basemap import PARTS, list_missing, make_basemap
from imports.basemap.packages import PackageMissingError, Shelf

_LANGUAGES = ("en", "ar")


@click.command()
@click.option("--bbox", metavar="W,S,E,N", default="", help="The extent in degrees, such as 35,32,43,38.")
@click.option(
    "--countries",
    metavar="CODES",
    default="",
    help="The countries that the atlas is about, such as SY,IQ: they are in focus, with their surroundings.",
)
@click.option(
    "--into",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The atlas folder; its files are in DIR/basemap.",
)
@click.option("--parts", metavar="NAMES", default=",".join(PARTS), help=f"Which of: {', '.join(PARTS)}.")
@click.option(
    "--packages",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with downloaded packages (.tgz, .whl) or unpacked ones, besides those installed.",
)
@click.option("--lang", metavar="CODES", default="", help="Languages of names; default: those of the atlas.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
def basemap(
    bbox: str, countries: str, folder: Path, parts: str, packages: Path | None, lang: str, *, force: bool
) -> None:
    """Make land, borders, provinces, rivers, lakes and towns for an atlas in DIR."""
    if bool(bbox) == bool(countries):
        raise Refusal("Give either --bbox or --countries.")
    chosen = _read_parts(parts)
    target = folder / "basemap"
    _refuse_existing(target, chosen, force=force)
    shelf = Shelf([*([packages] if packages else []), ROOT, Path.cwd()])
    try:
        early = parse_bbox(bbox) if bbox else None
        _refuse_missing(shelf, chosen, needs_countries=bool(countries))
        made = _make(target, shelf, early, countries, chosen, _read_languages(lang, folder))
    except (AreaError, PackageMissingError) as error:
        raise Refusal(str(error)) from None
    except OSError as error:
        raise Refusal(f"{target} cannot be written: {error.strerror}.") from None
    for line in made:
        click.echo(line)


def _make(
    target: Path, shelf: Shelf, area: Area | None, names: str, parts: list[str], languages: tuple[str, ...]
) -> list[str]:
    countries = read_countries(shelf)
    area = area or parse_countries(names, countries)
    written = make_basemap(target, shelf, countries, area, parts, languages)
    lines = [f"{target / file.part}.geojson: {count(file.count, 'feature')}" for file in written]
    empty = sorted(set(parts) - {file.part for file in written})
    if empty:
        lines.append(f"Nothing in this area, and so not written: {', '.join(empty)}.")
    lines.append(f"Sources and licences: {target / 'SOURCES.md'}")
    if any(file.part == "towns" for file in written):
        lines.append('Add "GeoNames" to credit in atlas.toml: the licence of the towns requires it.')
    return lines


def _read_parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for part in parts:
        if part not in PARTS:
            raise Refusal(f'--parts: "{part}" is not a part. Use one or more of: {", ".join(PARTS)}.')
    return parts or list(PARTS)


def _refuse_existing(target: Path, parts: list[str], *, force: bool) -> None:
    names = (*(f"{part}.geojson" for part in parts), "SOURCES.md")
    existing = [name for name in names if (target / name).exists()]
    if existing and not force:
        cure = "Add --force to replace them, or choose another folder"
        raise Refusal(f"{target} already has {', '.join(existing)}. {cure}.")


def _refuse_missing(shelf: Shelf, parts: list[str], *, needs_countries: bool) -> None:
    """Report every package that is missing, at once, with the commands that install them."""
    needed = ["land", *parts] if needs_countries or set(parts) & {"land", "borders"} else parts
    missing = list_missing(shelf, dict.fromkeys(needed))
    if not missing:
        return
    others = [part for part in parts if part not in missing]
    without = f", or make only the others: --parts {','.join(others)}" if others else ""
    raise Refusal(f"{', '.join(missing)} cannot be made. {PackageMissingError(missing.values())}{without}")


def _read_languages(text: str, folder: Path) -> tuple[str, ...]:
    """Return the languages of names: those given, those of the atlas in the folder, or the interface's."""
    given = tuple(code.strip() for code in text.split(",") if code.strip())
    if given:
        return given
    try:
        languages = tomllib.loads((folder / "atlas.toml").read_text(encoding="utf-8")).get("languages")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return _LANGUAGES
    codes = tuple(code for code in languages if isinstance(code, str)) if isinstance(languages, list) else ()
    return codes or _LANGUAGES
