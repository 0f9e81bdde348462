"""The versions of an atlas that a site keeps, the newest first. Knows no disk."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from atlas.archive import ArchiveError, unpack_atlas
from atlas.dates import format_day
from atlas.model import Atlas
from outputs.site.places import Places


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was published: what the list says of it, and the atlas where it can still be opened."""

    facts: Mapping[str, Any]
    atlas: Atlas | None

    @property
    def id(self) -> str:
        """The version of its atlas."""
        return str(self.facts["version"])


def write_versions(
    atlas: Atlas, places: Places, parts: Mapping[str, Atlas], older: Collection[Version]
) -> bytes:
    """Return the list of versions. A view whose part is the same in two of them shows the same in both."""
    current = {
        "version": atlas.version,
        "known": format_day(atlas.latest_source),
        "records": len(atlas.index),
        "parts": {view: part.version for view, part in parts.items()},
        "embeds": [
            places.embed(view, language, atlas.version) for view in parts for language in places.languages
        ],
    }
    kept = [dict(version.facts) for version in older if version.id != atlas.version]
    told = {"current": atlas.version, "versions": [current, *kept]}
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def read_versions(data: bytes, pinned: Collection[str], read: Callable[[str], bytes | None]) -> list[Version]:
    """Return the versions of a list that are still pinned; `read` returns the archive of one, or None."""
    listed = (facts for facts in json.loads(data)["versions"] if facts["version"] in pinned)
    return [Version(facts, _open(read(facts["version"]))) for facts in listed]


def _open(archive: bytes | None) -> Atlas | None:
    try:
        return unpack_atlas(archive) if archive else None
    except ArchiveError:
        return None
