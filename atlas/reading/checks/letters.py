"""Letters that no font has: a warning for each column, because pictures show boxes in their place."""

import re
from collections.abc import Iterator, Sequence

from atlas.fonts.font_stack import FontStack
from atlas.model.faults import Fault, Severity
from atlas.reading.tables.csv_tables import Table
from atlas.reading.tables.fields import LANGUAGE_CODE
from atlas.reading.tables.house_names import FILE as HOUSE_FILE
from atlas.reading.tables.house_names import House
from atlas.texts.letters import find_missing_texts, list_letters, suggest_fonts

_DRAWN = frozenset(
    {"name", "short", "in_text", "side", "code", "publisher", "title", "text", "by", "area", "credit"}
)
"""The columns and keys with texts that a picture may have."""
_PAGES_ONLY = frozenset({("sources.csv", "title")})
_COLUMN = re.compile(rf"(.+?)(?:_({LANGUAGE_CODE}))?")


def warn_of_letters(
    tables: Sequence[Table], house: House, languages: Sequence[str], fonts: FontStack
) -> None:
    """Warn about every text of some tables and of a house with letters that no font has.

    Translations into other languages than those of the atlas are in no picture.
    """
    for table in tables:
        for column in _list_columns(table, languages):
            _check_column(table, column, fonts)
    names = (text for things in house.names.values() for own in things.values() for text in own.values())
    for text, letters in find_missing_texts(names, fonts).items():
        rule, cure = _describe(letters)
        tables[0].faults.add(Fault(HOUSE_FILE, rule, cure, value=text, severity=Severity.WARNING))


def _list_columns(table: Table, languages: Sequence[str]) -> Iterator[str]:
    for column in table.text:
        match = _COLUMN.fullmatch(column)
        if not match or match[1] not in _DRAWN or (table.file, match[1]) in _PAGES_ONLY:
            continue
        if match[2] is None or match[2] in languages:
            yield column


def _check_column(table: Table, column: str, fonts: FontStack) -> None:
    cells = table.text[column]
    missing = find_missing_texts((cell for cell in cells if isinstance(cell, str)), fonts)
    if not missing:
        return
    rule, cure = _describe("".join(dict.fromkeys("".join(missing.values()))))
    for row, cell in enumerate(cells):
        if cell in missing:
            table.add_fault(row, column, rule, cure, severity=Severity.WARNING)


def _describe(letters: str) -> tuple[str, str]:
    return f"has letters that no font here has: {list_letters(letters)}", suggest_fonts(letters)
