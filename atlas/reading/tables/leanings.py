"""leanings.csv: words of `leaning` in sources.csv, the sides that they name, and their names in languages."""

from collections.abc import Mapping

from atlas.evidence.leanings import leaning_id, plain_word, resolve_leaning
from atlas.model.translated_text import Text
from atlas.reading.tables.csv_tables import Table

_NOBODY = frozenset({"", "none"})


def list_leanings(table: Table | None) -> dict[str, str]:
    """Return the side (a family, or nothing) of each listed word."""
    if table is None:
        return {}
    rows = zip(table.values["id"], table.values["side"], strict=True)
    return {own: side or "" for own, side in rows if own}


class Leanings:
    """What the leanings of sources mean, and how they are called."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        table = tables.get("leanings")
        self._sides = list_leanings(table)
        own = {} if table is None else dict(zip(table.values["id"], table.texts("name"), strict=True))
        self._names = {**_name_sides(tables["families"], tables["forces"]), **own}

    def resolve(self, leaning: str) -> str:
        """Return a leaning with the sides of the words that are listed."""
        return resolve_leaning(leaning, self._sides)

    def name(self, leaning: str) -> Text:
        """Return how readers see a leaning: each word by its name, or else as it is written."""
        parts = [part.strip() for part in leaning.split(";")]
        if _NOBODY.issuperset(parts):
            return Text("", {})
        names = [self._name(part) for part in parts]
        languages = sorted({language for name in names for language in name.others})
        others = {language: "; ".join(name.translate(language) for name in names) for language in languages}
        return Text("; ".join(name.default for name in names), others)

    def _name(self, word: str) -> Text:
        key = leaning_id(word)
        return self._names.get(key) or self._names.get(plain_word(word)) or Text(word, {})


def _name_sides(families: Table, forces: Table) -> dict[str, Text]:
    """Return the names of families and forces in a sentence, by the words that a leaning has for them."""
    names: dict[str, Text] = {}
    for table, phrase in ((forces, "in_text"), (families, "side")):
        rows = zip(table.values["id"], table.texts(phrase), table.texts("name"), strict=True)
        names |= {plain_word(own): _over(in_sentence, name) for own, in_sentence, name in rows}
    return names


def _over(first: Text, second: Text) -> Text:
    """Return a text, and another where it is empty."""
    languages = sorted({*first.others, *second.others})
    others = {language: first.over(second, language) for language in languages}
    return Text(first.default or second.default, others)
