"""Building a site: unchanged files are kept, the rest is drawn on every core, then all is replaced at once.

Handles the plan and the folder; contains no page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from atlas.model.atlas import Atlas
from outputs.drawing_pool import draw_in_processes
from outputs.embed.page import write_page
from outputs.metadata.atomic_files import write_file
from outputs.site.build_plan import EMBED, Drawing, Plan, Written, plan_site
from outputs.site.folder import Entry, Site, hash_bytes, keep, open_part, read_site, write_manifest
from outputs.site.paths import VERSIONS, Places, pinned_versions
from outputs.site.pinned_versions import Version, read_versions
from outputs.writers import write

_FOR_GOOD = ("/index.html", "/atlas.json.gz")
"""Files of a pinned version that never change; its correction notice may."""
_FEW_DRAWINGS = 6
"""So few drawings are done sooner than other processes are started."""
Report = Callable[[int, int, str], None]
"""Called with the number of drawings done, their total, and the last file."""


@dataclass(frozen=True, slots=True)
class Published:
    """The result of a run: files made, files that stayed, bytes of the whole, the pinned versions."""

    drawn: int
    unchanged: int
    size: int
    versions: tuple[str, ...]


def publish(atlas: Atlas, folder: Path, base: str, report: Report) -> Published:
    """Publish an atlas into a folder; SiteError if that is impossible, and then nothing has changed."""
    folder = folder.absolute()
    old = read_site(folder)
    with open_part(folder) as part:
        plan = plan_site(atlas, base, _read_versions(old))
        run = _Run(old, part)
        run.keep_pinned()
        run.make(plan, report)
        run.keep_foreign()
        write_manifest(part, atlas.version, run.entries)
    return Published(run.made, run.unchanged, run.size, tuple(pinned_versions(run.entries)))


def _read_versions(old: Site) -> list[Version]:
    places, data = Places("", ()), old.read(VERSIONS)
    pinned = pinned_versions(old.entries)
    return read_versions(data, pinned, lambda version: old.read(places.archive(version))) if data else []


class _Run:
    """One run: fills a part folder, and counts."""

    def __init__(self, old: Site, part: Path) -> None:
        self.old, self.part = old, part
        self.entries: dict[str, Entry] = {}
        self.made = self.unchanged = self.size = 0
        self._by_key = {key: path for path, (key, _) in reversed(list(old.entries.items()))}

    def keep_pinned(self) -> None:
        """Keep every pinned embed: a file published under a version never changes."""
        for path, (key, _) in self.old.entries.items():
            if pinned_versions([path]) and path.endswith(_FOR_GOOD):
                self._keep(path, path, key)

    def keep_foreign(self) -> None:
        """Keep other people's files in the folder, unless a file of the site has the same name."""
        for path in self.old.foreign():
            if not (self.part / path).exists():
                keep(self.old.folder / path, self.part / path)

    def make(self, plan: Plan, report: Report) -> None:
        """Keep the files whose keys are unchanged, and make the rest."""
        for written in plan.written:
            if not self._stays(written.path, written.key):
                self._write(written, written.data)
        drawn = [file for file in plan.drawn if not self._stays(file.path, file.key)]
        # One drawing may be needed in several places.
        first = {file.key: file for file in reversed(drawn)}
        for done, (file, data) in enumerate(_draw_all(list(first.values()), plan.parts), 1):
            for same in (other for other in drawn if other.key == file.key):
                self._write(same, data)
            report(done, len(first), file.path)

    def _stays(self, path: str, key: str) -> bool:
        """Keep a file if its bytes are there already, under its own name or another."""
        if path in self.entries:
            return True
        same = self.old.entries.get(path)
        old_path = path if same and same[0] == key else self._by_key.get(key)
        return old_path is not None and self._keep(old_path, path, key)

    def _keep(self, old: str, new: str, key: str) -> bool:
        data = self.old.read(old)
        if data is None:
            return False
        keep(self.old.folder / old, self.part / new)
        self.entries[new] = key, self.old.entries[old][1]
        self.unchanged += 1
        self.size += len(data)
        return True

    def _write(self, file: Drawing | Written, data: bytes) -> None:
        path = self.part / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, data)
        self.entries[file.path] = file.key, hash_bytes(data)
        self.made += 1
        self.size += len(data)


def _draw_all(files: list[Drawing], parts: Mapping[str, Atlas]) -> Iterator[tuple[Drawing, bytes]]:
    """Yield each file with its bytes as they come."""
    if len(files) <= _FEW_DRAWINGS:
        yield from ((file, _draw(parts, file)) for file in files)
        return
    for drawn in draw_in_processes(parts, _draw_some, _batches(files)):
        yield from drawn


def _batches(files: list[Drawing]) -> list[list[Drawing]]:
    """Return files drawn on one viewport together: the second costs half. Embeds come first."""
    files = sorted(files, key=_viewport_of)
    return [list(batch) for _, batch in groupby(files, _viewport_of)]


def _viewport_of(file: Drawing) -> tuple[bool, str, str, str]:
    return file.suffix != EMBED, file.suffix, file.part, file.request.size


def _draw_some(parts: Mapping[str, Atlas], files: list[Drawing]) -> list[tuple[Drawing, bytes]]:
    return [(file, _draw(parts, file)) for file in files]


def _draw(parts: Mapping[str, Atlas], file: Drawing) -> bytes:
    part = parts[file.part]
    if file.frame is not None:
        return write_page(part, file.request, file.frame)
    return write(part, file.request, file.suffix)
