"""The versions of an atlas that a site keeps, the newest first. Reads no disk."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import format_day, parse_day
from atlas.request.request import default_request
from atlas.storage.archive import ArchiveError, unpack_atlas
from outputs.embed.correction_notice import write_corrected
from outputs.site.paths import VERSIONS, Places, link


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its entry in the list, and the atlas if it can still be opened."""

    facts: Mapping[str, Any]
    atlas: Atlas | None

    @property
    def id(self) -> str:
        """The version of its atlas."""
        return str(self.facts["version"])


def name_version(atlas: Atlas, places: Places, parts: Mapping[str, Atlas]) -> Version:
    """Return an atlas as a version of a site; two versions share a view if its part is the same in both."""
    facts = {
        "version": atlas.version,
        "known": format_day(atlas.latest_source),
        "records": len(atlas.index),
        "parts": {view: part.version for view, part in parts.items()},
        "embeds": [
            places.embed(view, language, atlas.version) for view in parts for language in places.languages
        ],
    }
    return Version(facts, atlas)


def write_versions(places: Places, versions: Sequence[Version]) -> Iterator[tuple[str, bytes]]:
    """Yield the list of versions, the newest first, and beside each pinned embed its corrections since."""
    newest = versions[0]
    listing = {"current": newest.id, "versions": [dict(version.facts) for version in versions]}
    yield VERSIONS, f"{json.dumps(listing, ensure_ascii=False, indent=2)}\n".encode()
    for version in versions:
        for embed in version.facts["embeds"]:
            yield places.changes(embed), _write_changes(places, version, newest, embed)


def _write_changes(places: Places, version: Version, newest: Version, embed: str) -> bytes:
    _, _, language, view, _ = embed.split("/")
    old, atlas = version.atlas, newest.atlas
    same = version.facts["parts"].get(view) == newest.facts["parts"].get(view)
    if same or old is None or atlas is None or view not in old.views:
        return json.dumps({"published": version.facts["known"], "changed": []}).encode()
    stays = view in atlas.views and language in places.languages
    home = places.view(view, language) if stays else places.home(places.languages[0])
    request = replace(default_request(old), view=view, lang=language)
    return write_corrected(old, atlas, request, parse_day(version.facts["known"]), link(embed, home))


def read_versions(data: bytes, pinned: Collection[str], read: Callable[[str], bytes | None]) -> list[Version]:
    """Return the versions of a list that are still pinned; `read` returns the archive of one, or None."""
    listed = (facts for facts in json.loads(data)["versions"] if facts["version"] in pinned)
    return [Version(facts, _open(read(facts["version"]))) for facts in listed]


def _open(archive: bytes | None) -> Atlas | None:
    try:
        return unpack_atlas(archive) if archive else None
    except ArchiveError:
        return None
