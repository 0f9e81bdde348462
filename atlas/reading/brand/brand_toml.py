"""brand.toml: read and checked key by key, so that one fault hides no other."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.fonts.font_file import FontFamily, FontFile
from atlas.model.brand import Brand, Logo, NamedSize, Palette
from atlas.model.colours import contrast, luminance
from atlas.model.faults import Fault, suggest
from atlas.model.translated_text import NO_TEXT, Text, find_stray_direction, join_lines
from atlas.reading.brand.font_files import MOST_FILES, SUFFIXES, read_font
from atlas.reading.brand.logo import read_logo
from atlas.reading.folder import UNFIT, Folder
from atlas.reading.tables.atlas_toml import find_lines
from atlas.reading.tables.fields import LANGUAGE_CODE
from atlas.reading.tables.toml_text import read_toml

FILE = "brand.toml"
LEAST_CONTRAST = 4.5
"""The contrast of WCAG 2 AA, of text and accent on the page."""
LONGEST_TEXT = 200
TALLER = 1.3
"""The height of a size of which only the width is given, in widths."""
_TEXTS = ("name", "source")
_KEYS = (*_TEXTS, "logo", "logo_dark", "fonts", "colours", "rules", "sizes")
_THEMES = ("light", "dark")
_COLOURS = ("page", "ink", "accent")
_RULES: Mapping[str, tuple[str, ...]] = {
    "title": ("written", "upper"), "rule": ("none", "above"), "source": ("start", "end"),
}  # fmt: skip
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SIZE_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
_SIZE = re.compile(r"(\d{2,4})(?:\s*[x×]\s*(\d{2,4}))?\s*(px|mm)?(?:\s*@\s*(\d(?:\.\d)?))?")
_PATH = re.compile(r"[\w-][\w. -]*(/[\w-][\w. -]*)*")
_FILES = re.compile(r"[\"']([^\"'\n]+\.(?:svg|ttf|otf|woff2))[\"']")
TAKEN = frozenset({"social", "card", "square", "story", "article", "print"})
"""Names of sizes that every atlas has."""


def read_brand(folder: Folder, file: str = FILE) -> Brand | None:
    """Read a brand file in a folder and report every fault; None if there is none or it has faults."""
    before, text = len(folder.faults), folder.read_text(file)
    if text is None:
        return None
    values = read_toml(file, text, "Put text and colours in quotation marks", folder.faults)
    if values is None:
        return None
    brand = _Reader(folder, file, find_lines(text)).read(values)
    return brand if len(folder.faults) == before else None


def list_brand_files(path: Path) -> list[Path]:
    """Return a brand file and the files that it names, whether they exist or not."""
    try:
        named = _FILES.findall(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        named = []
    return [path, *(path.parent / name for name in named if _PATH.fullmatch(name))]


@dataclass
class _Reader:
    """Reads the keys of a brand file; what is at fault is left out of the result, which is then not used."""

    folder: Folder
    file: str
    lines: Mapping[tuple[str, int, str], int]

    def read(self, values: dict[str, Any]) -> Brand:
        """Return the brand, complete only if no fault was reported."""
        self._check_keys("", values, [*_KEYS, *(key for key in values if _is_translation(key))])
        rules = self._table(values, "rules", _RULES)
        chosen = {rule: self._choose(rule, rules.get(rule)) for rule in _RULES}
        logo, logo_dark = (self._read_logo(values, key) for key in ("logo", "logo_dark"))
        return Brand(
            name=self._text(values, "name", needed=True),
            source=self._text(values, "source"),
            logo=logo,
            logo_dark=logo_dark,
            family=self._read_family(values),
            palettes=self._read_palettes(values),
            uppercase=chosen["title"] == "upper",
            ruled=chosen["rule"] == "above",
            source_side=chosen["source"],
            sizes=self._read_sizes(values),
            digest=self._hash(values),
        )

    def _add(self, path: str, rule: str, cure: str, value: object = None) -> None:
        table, _, key = path.rpartition(".")
        outer, _, inner = table.rpartition(".")
        tried = (
            (table, 0, key),
            (path, 0, ""),
            (outer, 0, inner),
            (table, 0, ""),
            ("", 0, path.partition(".")[0]),
        )
        line = next((self.lines[place] for place in tried if place in self.lines), None)
        written = None if value is None else str(value)
        self.folder.faults.add(Fault(self.file, rule, cure, line=line, column=path, value=written))

    def _check_keys(self, table: str, values: Mapping[str, Any], allowed: Iterable[str]) -> None:
        names = list(allowed)
        for key in values:
            if key not in names:
                cure = suggest(key, names) or f"Use one of: {', '.join(names)}"
                self._add(f"{table}.{key}" if table else key, "is not a known key", cure)

    def _table(self, values: Mapping[str, Any], path: str, allowed: Iterable[str]) -> dict[str, Any]:
        keys = values.get(path.rpartition(".")[2], {})
        if not isinstance(keys, dict):
            self._add(
                path, "is not a table", f"Write [{path}] on a line of its own, and its keys below", keys
            )
            return {}
        self._check_keys(path, keys, allowed)
        return keys

    def _text(self, values: Mapping[str, Any], name: str, *, needed: bool = False) -> Text:
        texts = {}
        for key, value in values.items():
            if key != name and not (_is_translation(key) and key.rpartition("_")[0] == name):
                continue
            if not isinstance(value, str) or not value.strip():
                self._add(key, "is not text", "Put it in quotation marks", value)
            elif len(value) > LONGEST_TEXT or not _is_line(value):
                self._add(key, f"is not a line of up to {LONGEST_TEXT} characters", "Shorten it", value)
            else:
                texts[key.removeprefix(name).removeprefix("_")] = value.strip()
        if needed and name not in values:
            self._add(name, "is missing", "Write the newsroom's name; it is read out in place of the logo")
        default = texts.pop("", "")
        return Text(default, texts) if default or texts else NO_TEXT

    def _choose(self, rule: str, value: object) -> str:
        allowed = _RULES[rule]
        if value is not None and value not in allowed:
            self._add(f"rules.{rule}", "is not allowed", f"Use one of: {', '.join(allowed)}", value)
        return str(value) if value in allowed else allowed[0]

    def _read_logo(self, values: Mapping[str, Any], key: str) -> Logo | None:
        if key not in values:
            if key == "logo" and "logo_dark" in values:
                self._add(
                    "logo_dark", "has no logo beside it", "Give logo, the file for light pages, as well"
                )
            return None
        data = self._read_file(key, values[key], (".svg",))
        return None if data is None else read_logo(values[key], data, self.folder.faults)

    def _read_file(self, path: str, name: object, suffixes: tuple[str, ...]) -> bytes | None:
        if not isinstance(name, str) or not _PATH.fullmatch(name) or ".." in name.split("/"):
            self._add(
                path, "is not a file beside this one", f"Write its name, such as logo{suffixes[0]}", name
            )
        elif not name.lower().endswith(suffixes):
            self._add(path, "has no known file extension", f"Use one of: {', '.join(suffixes)}", name)
        elif not self.folder.contains(name):
            self._add(
                path, f"does not exist beside {self.file}", "Copy the file there, or correct its name", name
            )
        else:
            return self.folder.read_bytes(name)
        return None

    def _read_family(self, values: Mapping[str, Any]) -> FontFamily | None:
        if "fonts" not in values:
            return None
        fonts = self._table(values, "fonts", ("family", "files"))
        family, files = fonts.get("family"), fonts.get("files")
        if not isinstance(family, str) or not re.fullmatch(r"[\w][\w -]{0,59}", family):
            self._add(
                "fonts.family", "is not the name of a family", "Write it in letters, such as Bitter", family
            )
            family = "Brand"
        if not isinstance(files, list) or not 1 <= len(files) <= MOST_FILES:
            cure = 'Write a list, such as ["fonts/regular.woff2", "fonts/semibold.woff2"]'
            self._add("fonts.files", f"is not a list of 1 to {MOST_FILES} files", cure)
            return None
        read = [self._read_font(name, family) for name in files]
        whole = sorted((font for font in read if font), key=lambda font: font.weight)
        weights = [font.weight for font in whole]
        if len(set(weights)) < len(weights):
            self._add("fonts.files", "has two files of one weight", "Give one file for each weight")
        return FontFamily(family, tuple(whole)) if whole else None

    def _read_font(self, name: object, family: str) -> FontFile | None:
        data = self._read_file("fonts.files", name, SUFFIXES)
        return None if data is None else read_font(str(name), data, family, self.folder.faults)

    def _read_palettes(self, values: Mapping[str, Any]) -> dict[str, Palette]:
        tables = self._table(values, "colours", _THEMES)
        palettes = {}
        for theme in _THEMES:
            if theme in tables:
                colours = self._table(tables, f"colours.{theme}", _COLOURS)
                if palette := self._read_palette(theme, colours):
                    palettes[theme] = palette
        return palettes

    def _read_palette(self, theme: str, colours: Mapping[str, Any]) -> Palette | None:
        for key in _COLOURS:
            value = colours.get(key)
            if key not in colours:
                rule, cure = f"has no {key}", f"Give all of: {', '.join(_COLOURS)}"
                self._add(f"colours.{theme}", rule, cure)
            elif not isinstance(value, str) or not _COLOUR.fullmatch(value):
                cure = "Write # and six digits or letters a-f, such as #8a857d"
                self._add(f"colours.{theme}.{key}", "is not a colour", cure, value)
        if not all(isinstance(colours.get(key), str) and _COLOUR.fullmatch(colours[key]) for key in _COLOURS):
            return None
        palette = Palette(**{key: colours[key].lower() for key in _COLOURS})
        self._check_contrast(theme, palette)
        return palette

    def _check_contrast(self, theme: str, palette: Palette) -> None:
        for key in ("ink", "accent"):
            colour = getattr(palette, key)
            ratio = contrast(colour, palette.page)
            if ratio < LEAST_CONTRAST:
                rule = f"has a contrast of {ratio:.2f} on {palette.page}; text needs {LEAST_CONTRAST}"
                cure = f"Make it {'darker' if theme == 'light' else 'lighter'}, or change page"
                self._add(f"colours.{theme}.{key}", rule, cure, colour)
        lighter = luminance(palette.page) > luminance(palette.ink)
        if lighter != (theme == "light"):
            wanted = "lighter" if theme == "light" else "darker"
            cure = "Swap page and ink, or move the colours to the other theme"
            self._add(f"colours.{theme}.page", f"is not {wanted} than ink", cure, palette.page)

    def _read_sizes(self, values: Mapping[str, Any]) -> dict[str, NamedSize]:
        sizes = {}
        for name, value in self._table(values, "sizes", values.get("sizes", {})).items():
            path = f"sizes.{name}"
            if not _SIZE_NAME.fullmatch(name) or name in TAKEN:
                cure = f"Use lower-case letters, digits and hyphens, but none of {', '.join(sorted(TAKEN))}"
                self._add(path, "cannot be the name of a size", cure)
            elif not isinstance(value, str) or not (match := _SIZE.fullmatch(value.strip())):
                cure = 'Write "1600x900", "1600x900@2", "85x110 mm" or "85 mm"'
                self._add(path, "is not a size", cure, value)
            else:
                wide, high, unit, scale = match.groups()
                high = high or str(round(TALLER * int(wide)))
                sizes[name] = NamedSize(f"{wide}x{high}{f'@{scale}' if scale else ''}", unit or "px")
        return sizes

    def _hash(self, values: Mapping[str, Any]) -> str:
        """Return a hash of the brand: its values, and the bytes of the files that it names."""
        whole = hashlib.sha256(repr(sorted(map(repr, values.items()))).encode(errors="surrogatepass"))
        fonts = values.get("fonts")
        files = fonts.get("files") if isinstance(fonts, dict) else None
        for name in (
            values.get("logo"),
            values.get("logo_dark"),
            *(files if isinstance(files, list) else ()),
        ):
            if isinstance(name, str) and _PATH.fullmatch(name) and self.folder.contains(name):
                whole.update(self.folder.read_bytes(name) or b"")
        return whole.hexdigest()


def _is_line(text: str) -> bool:
    """Return whether a text is on one line and leaves the direction of others alone."""
    return not (UNFIT.search(text) or find_stray_direction(text)) and join_lines(text) == text


def _is_translation(key: str) -> bool:
    return bool(re.fullmatch(rf"({'|'.join(_TEXTS)})_{LANGUAGE_CODE}", key))
