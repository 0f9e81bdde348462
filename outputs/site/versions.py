"""The versions of an atlas that a site keeps: which are pinned, the newest first. Knows no disk."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from atlas.dates import format_day
from atlas.model import Atlas
from outputs.site.places import Places


def write_versions(
    atlas: Atlas, places: Places, parts: Mapping[str, Atlas], older: Collection[Mapping[str, Any]]
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
    kept = [dict(version) for version in older if version["version"] != atlas.version]
    told = {"current": atlas.version, "versions": [current, *kept]}
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def read_versions(data: bytes) -> list[dict[str, Any]]:
    """Return the versions that a list names, the newest first."""
    told = json.loads(data)
    versions: list[dict[str, Any]] = told["versions"]
    return versions
