"""The fonts of an atlas: those in its folder `fonts/`, and installed ones for letters that those lack."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from atlas.fonts.font_file import FontFile
from atlas.fonts.font_stack import PINNED, PINNED_ONLY, FontStack
from atlas.model.atlas import Atlas
from atlas.model.faults import Fault
from atlas.reading.folder import Folder
from atlas.reading.fonts.installed import list_installed
from atlas.reading.fonts.unpack_font import MOST_BYTES, SUFFIXES, FontError, unpack_font
from atlas.texts.letters import list_unpinned_letters

FONTS = "fonts"
"""The folder with the fonts of an atlas."""
MOST_FILES = 64
MOST_ALL_BYTES = 64 * 1024 * 1024
"""The limit for all fonts of an atlas, unpacked."""
_BESIDE = (".txt", ".md")
"""Files that may lie beside fonts: their licences."""


def read_fonts(folder: Folder) -> tuple[FontFile, ...]:
    """Return the fonts in the folder of an atlas, in the order of their names, and report every fault."""
    fonts: list[FontFile] = []
    for name in _list_fonts(folder):
        data = folder.read_bytes(name)
        if data is None:
            continue
        try:
            fonts += unpack_font(data)
        except FontError as error:
            folder.faults.add(Fault(name, error.rule, error.cure))
        if sum(len(font.data) for font in fonts) > MOST_ALL_BYTES:
            rule = f"has more than {MOST_ALL_BYTES // 1024 // 1024} MB of fonts"
            folder.faults.add(Fault(FONTS, rule, "Leave out the scripts that you do not write"))
            break
    return tuple(fonts)


def list_font_files(path: Path) -> list[Path]:
    """Return the files in the folder of fonts of an atlas, whatever they are."""
    try:
        return sorted(Path(entry) for entry in os.scandir(path / FONTS))
    except OSError:
        return []


def _list_fonts(folder: Folder) -> Iterator[str]:
    names = [path.name for path in list_font_files(folder.path) if not path.name.startswith(".")]
    others = (*SUFFIXES, *_BESIDE)
    for name in names:
        if not name.lower().endswith(others):
            rule, cure = "has no known file extension", f"Give a font that ends in {', '.join(SUFFIXES)}"
            folder.faults.add(Fault(f"{FONTS}/{name}", rule, cure))
    fonts = [f"{FONTS}/{name}" for name in names if name.lower().endswith(SUFFIXES)]
    if len(fonts) > MOST_FILES:
        rule = f"has {len(fonts)} fonts; the limit is {MOST_FILES}"
        folder.faults.add(Fault(FONTS, rule, "Leave out the scripts that you do not write"))
    yield from fonts[:MOST_FILES]


def add_fonts(atlas: Atlas, own: tuple[FontFile, ...]) -> Atlas:
    """Return an atlas with its own fonts, and with installed ones for letters that those lack."""
    return replace(atlas, fonts=stack_fonts(own, list_unpinned_letters(atlas)))


def stack_fonts(own: tuple[FontFile, ...], letters: frozenset[str]) -> FontStack:
    """Return some fonts, and installed ones with those of some letters that they lack.

    `letters` are those of an atlas that the pinned fonts lack.
    """
    fonts, lacking = list(own), letters - _letters_of(own)
    for files in list_installed(lacking) if lacking else ():
        added = [font for font in _read_installed(files) if not lacking.isdisjoint(font.letters)]
        fonts, lacking = fonts + added, lacking - _letters_of(added)
    if not fonts:
        return PINNED_ONLY
    stack = FontStack(more=tuple(fonts))
    used = {stack.find_file(letter, weight) for letter in letters for weight in PINNED}
    return FontStack(more=tuple(fonts), digest=_hash(font for font in fonts if font in used))


def _letters_of(fonts: Iterable[FontFile]) -> frozenset[str]:
    return frozenset().union(*(font.letters for font in fonts))


def _read_installed(files: Iterable[Path]) -> list[FontFile]:
    """Return the fonts in installed files; those that cannot be used are passed over."""
    fonts: list[FontFile] = []
    for file in files:
        try:
            stat = file.stat()
            fonts += _unpack_installed(file, stat.st_size, stat.st_mtime_ns)
        except (OSError, FontError):
            continue
    return fonts


@lru_cache(maxsize=32)
def _unpack_installed(file: Path, size: int, _changed: int) -> tuple[FontFile, ...]:
    return unpack_font(file.read_bytes()) if size <= MOST_BYTES else ()


def _hash(fonts: Iterable[FontFile]) -> str:
    """Return a hash of some fonts; empty for none."""
    whole, empty = hashlib.sha256(), True
    for font in fonts:
        whole.update(f"{font.weight} {len(font.data)} ".encode() + font.data)
        empty = False
    return "" if empty else whole.hexdigest()
