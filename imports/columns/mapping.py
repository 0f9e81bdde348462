"""mapping.toml: how each table is read. Written with the first import, to be changed and run again."""

import json
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atlas.model.faults import shorten, suggest
from imports.columns.roles import Role
from imports.formats.layer import Layer

FILE = "mapping.toml"
EVERY_FILE = "*"
"""The file of a table that is for all files, as in a series of snapshots."""
FORMS = ("records", "events", "places", "skip")
_HEAD = """\
# How `import` has read each table. Change what is wrong, then run import again with
#   --mapping {file}
# use: records (who was where, from when), events, places (shapes or points without a holder), or skip.
# file: "*" is every file.
# until: "next" ends an entry where the next entry of its place begins; "open" leaves it without an end.
# [actors] and [statuses] replace words of the tables: "Gov." = "Government", "liberated" = "control".
"""


class MappingError(ValueError):
    """Raised when a mapping cannot be used; the text is a sentence."""


@dataclass
class TableMapping:
    """How one layer is read."""

    file: str
    sheet: str = ""
    use: str = "records"
    form: str = ""
    """The known form that was recognised, such as acled."""
    columns: dict[Role, str] = field(default_factory=dict)
    actor: str = ""
    """The actor of all rows, where there is no column."""
    status: str = ""
    """The status of all rows, where there is no column."""
    claimed: bool = False
    """True if only the actor itself says so."""
    until: str = "next"
    last_day: bool = False
    """True if `to` is the last day on which an entry is true, not the first on which it is not."""
    words: dict[str, str] = field(default_factory=dict)
    """What the codes in the column `kind` stand for."""


@dataclass
class Mapping:
    """How all layers are read."""

    tables: list[TableMapping]
    actors: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)

    def find(self, layer: Layer) -> TableMapping:
        """Return the mapping of a layer."""
        for table in self.tables:
            if (table.file, table.sheet) in ((layer.file, layer.name), (EVERY_FILE, "")):
                return table
        raise MappingError(f"{layer.title}: the mapping has no table for it. Add one, or leave out --mapping")


def format_mapping(mapping: Mapping) -> str:
    """Return a mapping as TOML."""
    lines = [_HEAD.format(file=FILE)]
    for table in mapping.tables:
        lines += ["[[tables]]", f"file = {_quote(table.file)}"]
        lines += [f"sheet = {_quote(table.sheet)}"] if table.sheet else []
        lines.append(f"use = {_quote(table.use)}")
        for name in ("form", "actor", "status"):
            lines += [f"{name} = {_quote(value)}"] if (value := getattr(table, name)) else []
        lines += ["claimed = true"] if table.claimed else []
        if table.use == "records":
            lines.append(f"until = {_quote(table.until)}")
        lines += ["last_day = true"] if table.last_day else []
        lines += [f"columns.{role} = {_quote(column)}" for role, column in table.columns.items()]
        lines += [f"words.{_quote(code)} = {_quote(word)}" for code, word in table.words.items()]
        lines.append("")
    for name, words in (("actors", mapping.actors), ("statuses", mapping.statuses)):
        lines += [f"[{name}]", *(f"{_quote(old)} = {_quote(new)}" for old, new in words.items()), ""]
    return "\n".join(lines)


def _quote(text: str) -> str:
    return re.sub("\x7f", "\\\\u007f", json.dumps(text, ensure_ascii=False))


def read_mapping(path: Path) -> Mapping:
    """Read a mapping; MappingError names what is wrong in it."""
    try:
        if path.stat().st_size > 1_000_000:
            raise MappingError(f"{path.name} is larger than 1,000,000 bytes")
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError(f"{path.name} cannot be read: {shorten(str(error))}") from None
    _check_keys(path.name, document, {"tables", "actors", "statuses"})
    tables = document.get("tables", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise MappingError(f"{path.name}: tables is not a list of tables. Start each with [[tables]]")
    mapping = Mapping([_read_table(path.name, table) for table in tables])
    mapping.actors = _read_words(path.name, "actors", document.get("actors", {}))
    mapping.statuses = _read_words(path.name, "statuses", document.get("statuses", {}))
    return mapping


def _read_table(name: str, table: dict[str, Any]) -> TableMapping:
    own = {
        "file",
        "sheet",
        "use",
        "form",
        "actor",
        "status",
        "claimed",
        "until",
        "last_day",
        "columns",
        "words",
    }
    _check_keys(name, table, own)
    for key in own - {"claimed", "last_day", "columns", "words"}:
        if not isinstance(table.get(key, ""), str):
            raise MappingError(f"{name}: {key} is not text. Put it in quotation marks")
    _check_choice(name, "use", table.get("use", "records"), FORMS)
    _check_choice(name, "until", table.get("until", "next"), ("next", "open"))
    columns = _read_words(name, "columns", table.get("columns", {}))
    for role in columns:
        _check_choice(name, "columns", role, tuple(Role))
    values = {key: value for key, value in table.items() if key not in ("columns", "words")}
    words = _read_words(name, "words", table.get("words", {}))
    return TableMapping(**values, columns={Role(role): text for role, text in columns.items()}, words=words)


def _check_keys(name: str, table: dict[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            cure = suggest(key, sorted(known)) or f"Use one of: {', '.join(sorted(known))}"
            raise MappingError(f'{name}: "{shorten(key)}" is not a known key. {cure}')


def _check_choice(name: str, key: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        cure = suggest(value, choices) or f"Use one of: {', '.join(choices)}"
        raise MappingError(f'{name}, key {key}: "{shorten(value)}" is not allowed. {cure}')


def _read_words(name: str, key: str, words: object) -> dict[str, str]:
    if not isinstance(words, dict) or not all(isinstance(value, str) for value in words.values()):
        raise MappingError(f"{name}: {key} is not a table of texts")
    return words


def check_columns(mapping: Mapping, layers: tuple[Layer, ...]) -> None:
    """Refuse a mapping that names a column that its table does not have."""
    for layer in layers:
        for role, column in mapping.find(layer).columns.items():
            if column not in layer.columns:
                cure = suggest(column, layer.columns) or f"Its columns are: {', '.join(layer.columns)}"
                raise MappingError(
                    f'{layer.title}: there is no column "{shorten(column)}" for {role}. {cure}'
                )
