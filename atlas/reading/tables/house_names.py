"""house.toml: the names a newsroom uses instead of the atlas' own, in any language.

The other files stay unchanged. Lists which things can be renamed; contains no drawing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from atlas.model.atlas import Atlas
from atlas.model.basemap import Feature
from atlas.model.faults import Fault, suggest
from atlas.model.translated_text import NO_TEXT, Text, find_stray_direction, join_lines
from atlas.reading.folder import Folder
from atlas.reading.tables.atlas_toml import find_lines
from atlas.reading.tables.fields import LANGUAGE_CODE, name_stray_direction
from atlas.reading.tables.toml_text import read_toml

FILE = "house.toml"
_KEY = re.compile(rf"(name|short)(?:_({LANGUAGE_CODE}))?")
Named = TypeVar("Named", bound=Any)
Names = Mapping[str, Mapping[tuple[str, str], str]]


@dataclass(frozen=True)
class House:
    """The names of a house style: by kind and id, a text by field and language ("": the default)."""

    names: Mapping[str, Names]
    lines: Mapping[tuple[str, int, str], int] = field(default_factory=dict, repr=False)
    """The places of tables and keys in the file, for later checks."""


def read_house(folder: Folder) -> House:
    """Read house.toml and report every fault of its own; an empty house if there is no such file."""
    text = folder.read_text(FILE)
    if text is None:
        return House({})
    toml = read_toml(FILE, text, "Put text in quotation marks", folder.faults)
    if toml is None:
        return House({})
    reader = _Reader(folder, find_lines(text))
    names = {kind: reader.read_kind(kind, entries) for kind, entries in toml.items() if reader.knows(kind)}
    return House(names, reader.lines)


@dataclass(frozen=True)
class _Reader:
    """Reads the tables of house.toml one by one, so that one fault hides no other."""

    folder: Folder
    lines: Mapping[tuple[str, int, str], int]

    def knows(self, kind: str) -> bool:
        """Return whether things of a kind can be renamed."""
        if kind not in KINDS:
            cure = (
                suggest(kind, KINDS)
                or f"Write a table such as [places.ID]; the groups are {', '.join(KINDS)}"
            )
            self._add(kind, "", "is not a group that can be renamed", cure)
        return kind in KINDS

    def read_kind(self, kind: str, entries: object) -> dict[str, dict[tuple[str, str], str]]:
        """Return the new names of the things of a kind."""
        if not isinstance(entries, dict):
            self._add(kind, "", "is not a table", f'Write [{kind}.ID], and name = "…" on the next line')
            return {}
        return {own: self._read_names(f"{kind}.{own}", keys) for own, keys in entries.items()}

    def _read_names(self, table: str, keys: object) -> dict[tuple[str, str], str]:
        if not isinstance(keys, dict):
            self._add(table, "", "is not a table", f'Write [{table}], and name = "…" on the next line')
            return {}
        names = {}
        for key, value in keys.items():
            match = _KEY.fullmatch(key)
            if not match or (match[1] == "short" and not table.startswith("forces.")):
                cure = "Use name or, for forces, short, with _ar, _fr and so on for other languages"
                self._add(table, key, "is not a known key", cure)
            elif not isinstance(value, str) or not value.strip():
                self._add(table, key, "is not text", "Put the name in quotation marks")
            elif len(value.encode()) > self.folder.limits.string_bytes:
                self._add(table, key, "is too long for a name", "Shorten it")
            elif stray := find_stray_direction(value):
                self._add(table, key, *name_stray_direction(stray))
            else:
                names[match[1], match[2] or ""] = join_lines(value).strip()
        return names

    def _add(self, table: str, key: str, rule: str, cure: str) -> None:
        begun = (line for (name, _, _), line in self.lines.items() if name.startswith(f"{table}."))
        kind, _, own = table.partition(".")
        tried = ((table, 0, key), (table, 0, ""), (kind, 0, own))
        line = next((self.lines[at] for at in tried if at in self.lines), min(begun, default=None))
        name = f"{table}.{key}" if key else table
        self.folder.faults.add(Fault(FILE, rule, cure, line=line, column=name))


def check_languages(folder: Folder, house: House, languages: Sequence[str]) -> None:
    """Report names in a language the atlas does not list: nobody would ever see them."""
    for kind, names_by_id in house.names.items():
        for own, names in names_by_id.items():
            for column, language in names:
                if language and language not in languages:
                    key = f"{column}_{language}"
                    line = house.lines.get((f"{kind}.{own}", 0, key))
                    cure = (
                        f"Use one of {', '.join(languages)}, or add the language to languages in atlas.toml"
                    )
                    rule = "is in a language the atlas does not list"
                    fault = Fault(FILE, rule, cure, line=line, column=f"{kind}.{own}.{key}")
                    folder.faults.add(fault)


def check_house(folder: Folder, house: House, known: Mapping[str, set[str] | None]) -> None:
    """Report names of things that are not in the atlas; `known` contains ids by kind, None if unreadable."""
    for kind, names_by_id in house.names.items():
        ids = known[kind]
        for own in names_by_id:
            if ids is not None and own not in ids:
                line = house.lines.get((f"{kind}.{own}", 0, ""))
                cure = suggest(own, ids) or "Use an id from the atlas"
                fault = Fault(
                    FILE, f"is not the id of one of the {kind}", cure, line=line, column=f"{kind}.{own}"
                )
                folder.faults.add(fault)


def dress(atlas: Atlas, house: House) -> Atlas:
    """Return the atlas with the names of the house."""
    if not house.names:
        return atlas
    names = {kind: house.names.get(kind, {}) for kind in KINDS}
    parts: dict[str, tuple[Feature, ...]] = {
        part: tuple(_renamed(feature, names[kind]) for feature in getattr(atlas.basemap, part))
        for kind, parts in KINDS.items()
        for part in parts
    }
    return replace(
        atlas,
        families={own: _renamed(family, names["families"]) for own, family in atlas.families.items()},
        forces={own: _renamed(force, names["forces"]) for own, force in atlas.forces.items()},
        places={own: _renamed(place, names["places"]) for own, place in atlas.places.items()},
        views={own: _renamed(view, names["views"]) for own, view in atlas.views.items()},
        basemap=replace(atlas.basemap, **parts),
    )


def _renamed(named: Named, names: Names) -> Named:
    texts: dict[str, Text] = {}
    for (column, language), name in names.get(named.id, {}).items():
        text = texts.get(column) or getattr(named, column)
        others = {**text.others, language: name} if language else text.others
        texts[column] = Text(text.default if language else name, others)
    # The phrase used in sentences would still contain the name that the house does not use.
    texts |= {column: NO_TEXT for column in ("in_text", "area") if "name" in texts and hasattr(named, column)}
    return replace(named, **texts) if texts else named


KINDS: Mapping[str, tuple[str, ...]] = {
    "places": (),
    "forces": (),
    "families": (),
    "views": (),
    "countries": ("land",),
    "towns": ("towns",),
    "waters": ("rivers", "lakes"),
}
"""What can be renamed, and the parts of the basemap it stands for."""
