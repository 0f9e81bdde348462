"""The current atlas: one reference, which changes to a new atlas when the folder's files change.

A folder with faults changes nothing: the old atlas stays, and the faults are logged. Contains no HTTP.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from atlas.model.atlas import Atlas
from atlas.model.faults import AtlasRefused, Fault, format_faults, split_faults
from atlas.model.gc_pause import spare_existing
from atlas.reading.brand.brand_toml import list_brand_files
from atlas.reading.folder import FILES
from atlas.reading.fonts.read_fonts import list_font_files
from atlas.reading.read import check_atlas, find_brand_file
from outputs.checks.inspect_atlas import inspect_atlas

POLL_SECONDS = 2.0
"""How long the last look at the folder is considered valid."""
_Mark = frozenset[tuple[str, int, int]]


class Current:
    """Holds the atlas of a folder; AtlasRefused if there is none to begin with.

    `save` is called with each atlas before it comes into use. If it returns False, it is called again at
    each later look at the folder until it succeeds. `prepare` is called with each later atlas; until it
    returns, the one before stays in use. `draw` returns what keeps a later atlas from being drawn: with any
    fault, it is refused.
    """

    def __init__(
        self,
        folder: Path,
        save: Callable[[Atlas], bool] = lambda _: True,
        prepare: Callable[[Atlas], None] = lambda _: None,
        brand: Path | None = None,
        draw: Callable[[Atlas, Path], Iterable[Fault]] = lambda _atlas, _folder: (),
    ) -> None:
        self._folder, self._brand, self._lock = folder, brand, Lock()
        self._mark, self._polled = _mark(folder, brand), monotonic()
        self._working: Thread | None = None
        self._save, self._prepare, self._draw = save, prepare, draw
        self.preparing = ""
        """The version that is about to come into use."""
        self._unsaved: dict[str, Atlas] = {}
        self.faults: tuple[Fault, ...] = ()
        """Why the folder as it is now is not in use; none if it is."""
        self._atlas, self.warnings = self._open(inspect_atlas)

    @property
    def atlas(self) -> Atlas:
        """The newest valid atlas. Take it once per request, because the next call may return another."""
        self._reload_if_changed()
        return self._atlas

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The versions that could not be saved yet."""
        return tuple(self._unsaved)

    def settle(self) -> None:
        """Wait for an atlas that is being read, or versions that are being saved again."""
        if self._working:
            self._working.join()

    def _reload_if_changed(self) -> None:
        """Look at the folder in the background, if that is due; meanwhile requests get the old atlas."""
        with self._lock:
            if monotonic() - self._polled < POLL_SECONDS or (self._working and self._working.is_alive()):
                return
            self._polled = monotonic()
            self._working = Thread(target=self._look, name="read-atlas", daemon=True)
            self._working.start()

    def _look(self) -> None:
        for version, atlas in list(self._unsaved.items()):
            if self._save(atlas):
                del self._unsaved[version]
                logging.getLogger(__name__).warning("Saved version %s at last.", version)
        mark = _mark(self._folder, self._brand)
        if mark != self._mark or self._is_due():
            self._mark = mark
            self._read()

    def _is_due(self) -> bool:
        """Return whether an embargo has ended."""
        due = self._atlas.next_release
        return due is not None and due <= datetime.now(UTC)

    def _inspect(self, atlas: Atlas) -> Iterable[Fault]:
        return (*inspect_atlas(atlas), *self._draw(atlas, self._folder))

    def _open(self, inspect: Callable[[Atlas], Iterable[Fault]]) -> tuple[Atlas, tuple[Fault, ...]]:
        """Return the atlas in the folder, saved or noted as unsaved, and its warnings."""
        checked = check_atlas(self._folder, moment=datetime.now(UTC), brand=self._brand)
        if checked.atlas is None:
            raise AtlasRefused(checked.faults)
        faults, warnings = split_faults((*checked.warnings, *inspect(checked.atlas)))
        if faults:
            raise AtlasRefused(faults)
        if warnings:
            logging.getLogger(__name__).warning("%s", format_faults(warnings))
        if not self._save(checked.atlas):
            self._unsaved[checked.atlas.version] = checked.atlas
        return checked.atlas, warnings

    def _read(self) -> None:
        log = logging.getLogger(__name__)
        try:
            atlas, warnings = self._open(self._inspect)
            self.preparing = atlas.version
            self._prepare(atlas)
            self._atlas, self.faults, self.warnings = atlas, (), warnings
            spare_existing()
            log.warning("Reloaded the atlas in %s: version %s.", self._folder, self._atlas.version)
            return
        except AtlasRefused as refused:
            self.faults = refused.faults
        except Exception as error:  # an error of ours must not end the look at the folder
            log.exception("Reading %s failed.", self._folder)
            rule = f"cannot be read ({type(error).__name__})"
            self.faults = (Fault(self._folder.name, rule, "Report this error with the folder"),)
        finally:
            self.preparing = ""
        log.error(
            "%s\nThe atlas in %s has faults and was not reloaded; the previous one stays in use.",
            format_faults(self.faults),
            self._folder,
        )


def _mark(folder: Path, brand: Path | None) -> _Mark:
    """Return a value that changes with the files of an atlas and its brand: names, sizes, times of change."""
    marks = set()
    branded = list_brand_files(find_brand_file(brand or folder))
    for path in (*(folder / name for name in FILES), *list_font_files(folder), *branded):
        with suppress(OSError):
            stat = path.stat()
            marks.add((str(path), stat.st_size, stat.st_mtime_ns))
    return frozenset(marks)
