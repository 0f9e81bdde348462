"""The letters of an atlas: those that the pinned fonts lack, and those that no font has, with their texts."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from atlas.fonts.font_stack import FontStack, list_unpinned
from atlas.model.atlas import Atlas
from atlas.model.translated_text import Text

MOST_LISTED = 12
"""The most letters that a message lists."""
_NOTES = ("note", "standing_note")
_PACKAGES = {"CJK": "SC", "HIRAGANA": "JP", "KATAKANA": "JP", "HANGUL": "KR", "BOPOMOFO": "TC"}
"""The families of Noto Sans that are not named after their script."""


def list_drawn_texts(atlas: Atlas) -> Iterator[Text]:
    """Yield the texts of an atlas that a picture may have, some of them several times."""
    meta, brand = atlas.meta, atlas.brand
    yield from (meta.title, meta.credit)
    if brand:
        yield from (brand.name, brand.source)
    for view in atlas.views.values():
        yield from (view.name, view.title, view.area)
    for family in atlas.families.values():
        yield from (family.name, family.side, _as_text(family.code))
    for force in atlas.forces.values():
        yield from (force.name, force.short, force.in_text)
    for place in atlas.places.values():
        yield from (place.name, place.in_text)
    for source in atlas.sources.values():
        yield source.publisher
    for event in atlas.events:
        yield from (event.title, event.text, event.by)
    for policy in atlas.policies.values():
        yield from (policy.name, policy.note, policy.short)
    basemap = atlas.basemap
    for part in (basemap.land, basemap.admin1, basemap.rivers, basemap.lakes, basemap.towns):
        yield from (feature.name for feature in part)
    yield from _list_column(atlas, "by")


def list_noted_texts(atlas: Atlas) -> Iterator[Text]:
    """Yield the texts that only pages have: notes, and titles of sources."""
    yield atlas.meta.description
    yield from (_as_text(source.title) for source in atlas.sources.values())
    for column in _NOTES:
        yield from _list_column(atlas, column)


def list_unpinned_letters(atlas: Atlas) -> frozenset[str]:
    """Return the letters of an atlas that the pinned fonts lack."""
    texts = chain(list_drawn_texts(atlas), list_noted_texts(atlas))
    return frozenset().union(*(list_unpinned(form) for text in texts for form in _forms_of(text)))


@lru_cache(maxsize=32)
def find_missing_in_atlas(atlas: Atlas, language: str) -> Mapping[str, str]:
    """Return the texts that pictures in a language may have, with letters that no font has: with these."""
    texts = (text.translate(language) for text in list_drawn_texts(atlas))
    return find_missing_texts(texts, atlas.fonts)


def find_missing_texts(texts: Iterable[str], fonts: FontStack) -> dict[str, str]:
    """Return those of some texts that have letters which no font has, with these letters."""
    missing = ((text, fonts.find_missing(text)) for text in dict.fromkeys(texts))
    return {text: letters for text, letters in missing if letters}


def list_letters(letters: str) -> str:
    """Return letters as a list for a message; after a few, their number."""
    listed = ", ".join(letters[:MOST_LISTED])
    return f"{listed} and {len(letters) - MOST_LISTED} more" if len(letters) > MOST_LISTED else listed


def suggest_fonts(letters: str) -> str:
    """Return what to do about letters that no font has, with the names of fonts that have them."""
    names = dict.fromkeys(filter(None, map(_name_font, letters)))
    such = f", such as {', '.join(names)}" if names else ""
    return f"Put fonts with them{such}, into the folder fonts/ of the atlas; see docs/fonts.md"


def _name_font(letter: str) -> str:
    """Return the family of Noto Sans that has a letter, by the script in its name."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    if unicodedata.category(letter)[0] not in "LM":
        return "Noto Sans Symbols 2" if script else ""
    return f"Noto Sans {_PACKAGES.get(script, script.title())}"


def _list_column(atlas: Atlas, column: str) -> Iterable[Text]:
    """Return the texts in a column of the records, each once: most rows share theirs."""
    if column not in atlas.records:
        return ()
    return {id(text): text for text in atlas.records[column].tolist() if isinstance(text, Text)}.values()


def _as_text(text: str) -> Text:
    return Text(text, {})


def _forms_of(text: Text) -> Iterator[str]:
    yield text.default
    yield from text.others.values()
