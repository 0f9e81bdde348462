"""Check of the translations: every language must have all phrases of English, with the same placeholders."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError

from atlas.model.faults import Fault, suggest
from text.translations import FOLDER

FORMS = ("zero", "one", "two", "few", "many", "other")
"""The plural forms of languages, named as in CLDR; every language has the last one."""


def check_words(folder: Path = FOLDER) -> tuple[Fault, ...]:
    """Return every fault of the language files; none if each has all phrases of English."""
    english = tomllib.loads((folder / "en.toml").read_text(encoding="utf-8"))
    others = (path for path in sorted(folder.glob("*.toml")) if path.stem != "en")
    return tuple(fault for path in others for fault in _check_file(path, english))


def expect_phrases(locale: object, english: Mapping[str, str]) -> dict[str, str]:
    """Return the phrases that a language must have, in English: each plural in the forms of the language."""
    plurals = {key.removesuffix("_other") for key in english if key.endswith("_other")}
    forms = _forms_of(str(locale))
    phrases: dict[str, str] = {}
    for key, phrase in english.items():
        base, _, form = key.rpartition("_")
        if base in plurals and form in FORMS:
            phrases |= {f"{base}_{needed}": english[f"{base}_other"] for needed in FORMS if needed in forms}
        else:
            phrases[key] = phrase
    return phrases


def _forms_of(locale: str) -> set[str]:
    """Return the plural forms of a language, by the rules of CLDR."""
    return {"other", *Locale.parse(locale if _is_locale(locale) else "en").plural_form.tags}


def _check_file(path: Path, english: dict[str, str]) -> list[Fault]:
    file = f"text/languages/{path.name}"
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [
            Fault(
                file, f"is not valid TOML ({error})", "Put text in quotation marks and save the file as UTF-8"
            )
        ]
    if not own:
        return [Fault(file, "is empty", "Translate the phrases of en.toml, or delete the file")]
    english = expect_phrases(own.get("locale", "en"), english)
    missing = [Fault(file, "is missing", f'Translate "{english[key]}"', column=key)
               for key in english if key not in own]  # fmt: skip
    faults = (_check_word(file, key, value, english) for key, value in own.items())
    return [*missing, *(fault for fault in faults if fault)]


def _check_word(file: str, key: str, value: object, english: dict[str, str]) -> Fault | None:
    if key not in english:
        cure = suggest(key, english) or "Correct or delete it"
        return Fault(file, "is not a key of en.toml", cure, column=key)
    if not isinstance(value, str) or not value.strip():
        return Fault(file, "is not text", f'Translate "{english[key]}"', column=key)
    if key == "locale":
        return (
            None
            if _is_locale(value)
            else Fault(
                file, "is not a language code", "Write one such as ar or fr", column="locale", value=value
            )
        )
    gaps = _gaps(english[key])
    # A form for one or two may write the number as a word.
    spare = {"n"} if key.endswith(tuple(f"_{form}" for form in FORMS if form != "other")) else set()
    if _gaps(value) | spare != gaps | spare:
        names = ", ".join(sorted(f"{{{gap}}}" for gap in gaps))
        cure = f"Use exactly {names}" if names else "Use none"
        return Fault(file, "has different placeholders from the English", cure, column=key, value=value)
    return None


def _gaps(phrase: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}
    except ValueError:  # a single brace
        return {phrase}


def _is_locale(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True
