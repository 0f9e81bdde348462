"""atlas.toml: the settings of an atlas, its views and its policies on boundaries.

Parsed TOML has no line numbers, so they are looked up in the text by table and key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from atlas.model.basemap import BBox
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER, NEVER
from atlas.model.faults import MOST_SUGGESTIONS, Fault, Faults, suggest
from atlas.model.limits import Limits
from atlas.reading.folder import UNFIT
from atlas.reading.tables.csv_tables import Location, Table, check_columns, fields_of, is_sibling
from atlas.reading.tables.fields import (
    LANGUAGE_CODE,
    IsGranularity,
    IsWorldPart,
    Names,
    Plain,
    Slug,
    SomeNames,
    Translatable,
    Unit,
    Whatever,
)
from atlas.reading.tables.toml_text import read_toml
from atlas.shapes.bounds import LARGEST_LATITUDE, read_box, settle_box

DEFAULT_POLICY = "de-facto"
"""The policy on boundaries of an atlas that names none."""
_FILE = "atlas.toml"
_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=\s*(.*)")
LONGEST_TITLE = 70
"""The limit of a title in characters: it must be readable at a glance above a picture."""
_LANGUAGE = re.compile(LANGUAGE_CODE)


class Settings(BaseModel):
    """The keys of atlas.toml outside its tables."""

    title: Translatable
    description: Translatable = ""
    credit: Translatable = ""
    licence: Plain = ""
    languages: SomeNames
    granularity: IsGranularity = Granularity.DAY
    first: Unit = None
    last: Unit = None
    default_date: Unit = None
    default_view: Plain = ""
    stale_after: Whatever = None
    focus: Names = ()
    world: IsWorldPart = None
    views: Whatever = ()
    boundaries: Whatever = None


class ViewRow(BaseModel):
    """One [[views]]."""

    id: Slug
    name: Translatable
    title: Translatable = ""
    area: Translatable = ""
    bbox: Whatever


class Boundaries(BaseModel):
    """One [[boundaries]]: a policy; the first is the default."""

    policy: Slug = DEFAULT_POLICY
    name: Translatable = ""
    note: Translatable = ""
    short: Translatable = ""


@dataclass
class Keys(Table):
    """The keys of one table of atlas.toml, or of all tables with one name, as rows."""

    name: str = ""
    key_lines: Mapping[tuple[str, int, str], int] = field(default_factory=dict)

    def locate(self, row: int) -> Location:
        """Return the line on which the table begins."""
        return self.locate_cell(row, "")

    def locate_cell(self, row: int, column: str) -> Location:
        """Return the line of a key, or else of its table."""
        line = self.key_lines.get((self.name, row, column)) or self.key_lines.get((self.name, row, ""))
        return {"line": line} if line else {}


@dataclass
class Toml:
    """atlas.toml, checked on its own; references from other files are checked later."""

    settings: Keys
    views: Keys
    boundaries: Keys

    @property
    def granularity(self) -> Granularity:
        """Return the unit of time; that of an atlas of days if the key is at fault."""
        return self.settings.values["granularity"][0] or Granularity.DAY

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """Return the box around all valid views."""
        boxes = [box for box in self.views.values["bbox"] if box is not None]
        if not boxes:
            return None
        wests, souths, easts, norths = zip(*boxes, strict=True)
        return min(wests), min(souths), max(easts), max(norths)


def read_settings(text: str, faults: Faults, limits: Limits) -> Toml | None:
    """Read atlas.toml and report every fault; None if it is not TOML."""
    whole = read_toml(_FILE, text, "Put text in quotation marks and write dates as YYYY-MM-DD", faults)
    if whole is None:
        return None
    lines = find_lines(text)
    policies = _tables_in(whole.get("boundaries")) or [{}]
    toml = Toml(
        _check_keys("", [whole], Settings, lines, faults, limits),
        _check_keys("views", _tables_in(whole.get("views")), ViewRow, lines, faults, limits),
        _check_keys("boundaries", policies, Boundaries, lines, faults, limits),
    )
    _check_settings(toml.settings)
    _check_views(toml)
    _check_titles(toml.settings, toml.views)
    seen: set[str] = set()
    for row, policy in enumerate(toml.boundaries.values["policy"]):
        if policy in seen:
            toml.boundaries.add_fault(row, "policy", "appears twice", "Give each policy its own name", policy)
        seen.add(policy)
    return toml


def _tables_in(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def find_lines(text: str) -> dict[tuple[str, int, str], int]:
    """Return the line of each table and key: (table, its number, key); the key of a table itself is ''."""
    lines: dict[tuple[str, int, str], int] = {}
    table, number, counts = "", 0, {"": 0}
    for line, content in _outside_long_texts(text):
        if match := _TABLE.match(content):
            table = match[2]
            number = counts[table] = counts.get(table, -1) + 1
            lines[table, number, ""] = line
            # The first table of a name is where the file has it as a key.
            lines.setdefault(("", 0, table), line)
        elif match := _KEY.match(content):
            lines.setdefault((table, number, match[1]), line)
    return lines


def _outside_long_texts(text: str) -> Iterator[tuple[int, str]]:
    quote = ""
    for line, content in enumerate(text.splitlines(), 1):
        if not quote:
            yield line, content
        for mark in ('"""', "'''"):
            if quote in {"", mark} and content.count(mark) % 2:
                quote = "" if quote else mark


def _check_keys(
    name: str,
    rows: list[dict[str, Any]],
    contract: type[BaseModel],
    lines: Mapping[tuple[str, int, str], int],
    faults: Faults,
    limits: Limits,
) -> Keys:
    names = dict.fromkeys(
        [
            *(key for row in rows for key in row),
            *(name for name, info in fields_of(contract).items() if info.is_required()),
        ]
    )
    text = {key: [row.get(key) for row in rows] for key in names}
    table = Keys(_FILE, faults, range(len(rows)), text, name=name, key_lines=lines)
    fields, unknown = fields_of(contract), set[str]()
    for row, keys in enumerate(rows):
        for key in keys:
            if key not in fields and not is_sibling(key, contract):
                unknown.add(key)
                near = suggest(key, fields) if len(unknown) <= MOST_SUGGESTIONS else ""
                cure = near or f"Use one of: {', '.join(fields)}"
                table.faults.add(
                    Fault(_FILE, "is not a known key", cure, column=key, **table.locate_cell(row, key))
                )
            elif isinstance(keys[key], str) and UNFIT.search(keys[key]):
                table.add_fault(row, key, "contains a control character", "Delete it; it cannot be displayed")
    check_columns(table, contract, limits)
    return table


def _check_settings(settings: Keys) -> None:
    unit = settings.values["granularity"][0] or Granularity.DAY
    _check_steps(settings, unit)
    for key in ("views", "boundaries"):
        tables = settings.text[key][0] if key in settings.text else []
        if isinstance(tables, dict):
            cure = f"Write [[{key}]], with two brackets, above each of them"
            settings.add_fault(0, key, "is a single table, not a list of tables", cure, f"[{key}]")
        elif not isinstance(tables, list):
            settings.add_fault(0, key, "is not a list of tables", f"Start each with [[{key}]]")
    for code in settings.values["languages"][0] or ():
        if not _LANGUAGE.fullmatch(code):
            cure = "Write its ISO 639 code, such as ar or ckb; columns are named after it, as in name_ar"
            settings.add_fault(0, "languages", "is not a language code", cure, code)
    _check_range(settings, unit)


def _check_steps(settings: Keys, unit: Granularity) -> None:
    """Check the steps of the age of evidence, and replace them with days."""
    stale = settings.values["stale_after"][0]
    if stale is None and not settings.text.get("stale_after"):
        stale = list(unit.stale_after)
    numbers = stale if isinstance(stale, list) else []
    fit = len(numbers) == 3 and all(type(count) is int and count > 0 for count in numbers)
    if not fit or numbers != sorted(set(numbers)):
        rule = f"must be three increasing numbers of {unit}s"
        settings.add_fault(0, "stale_after", rule, f"Write, for example, {list(unit.stale_after)}")
    else:
        settings.values["stale_after"][0] = tuple(map(unit.days, numbers))


def _check_range(settings: Keys, unit: Granularity) -> None:
    """Check the dates of the slider, and replace them with first days of units."""
    for key in ("first", "last", "default_date"):
        date = settings.values[key][0]
        if date is not None:
            settings.values[key][0] = unit.floor(date.latest if key == "last" else date.earliest)
    first, last, default = (settings.values[key][0] for key in ("first", "last", "default_date"))
    if first is not None and last is not None and first > last:
        settings.add_fault(0, "last", f'is before first, "{settings.text["first"][0]}"', "Swap them")
    lower, upper = NEVER if first is None else first, FOREVER if last is None else last
    if lower <= upper and default is not None and not lower <= default <= upper:
        settings.add_fault(0, "default_date", "is not between first and last", "Choose a date in that range")


def _check_views(toml: Toml) -> None:
    views = toml.views
    for row, bbox in enumerate(views.values["bbox"]):
        written = None if bbox is None else _read_box(bbox)
        views.values["bbox"][row] = box = written and settle_box(written)
        if bbox is not None and box is None:
            cure = (
                "Write [west, south, east, north] in degrees, west < east and south < north; "
                "across the 180th meridian as in [176, -19, -176, -15]"
            )
            views.add_fault(row, "bbox", "is not an extent", cure)
        elif box is not None and box[1] >= box[3]:
            rule = f"lies beyond {LARGEST_LATITUDE} degrees of latitude, where the map ends"
            views.add_fault(row, "bbox", rule, "Write an extent that is nearer to the equator")
    ids = views.ids()
    all_known = isinstance(toml.settings.values["views"][0], list | tuple) and None not in views.values["id"]
    default_view = toml.settings.values["default_view"][0]
    if all_known and default_view and default_view not in ids:
        toml.settings.add_fault(0, "default_view", "is not the id of a view", suggest(default_view, ids))


def _check_titles(*tables: Keys) -> None:
    """Report titles that are too long to head a picture; the option `title` has a limit of its own."""
    for table in tables:
        for column in (name for name in table.text if name.partition("_")[0] == "title"):
            for row, title in enumerate(table.text[column]):
                if isinstance(title, str) and len(title.strip()) > LONGEST_TITLE:
                    cure = (
                        "Name only the area and the subject; "
                        f"move the rest of its {len(title)} characters to description"
                    )
                    rule = f"is longer than {LONGEST_TITLE} characters, the limit for a heading"
                    table.add_fault(row, column, rule, cure)


def _read_box(box: object) -> BBox | None:
    if not isinstance(box, list) or len(box) != 4 or not all(type(side) in {int, float} for side in box):
        return None
    return read_box(*map(float, box))
