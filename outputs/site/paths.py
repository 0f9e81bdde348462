"""The path of each file of a site, and links between files: relative, or full addresses.

Every link names a file, never a folder, so that a site works from a sub-path, from a bucket and from a disk.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from atlas.model.atlas import Atlas
from text.translations import LANGUAGES

STYLE = "assets/css/site.css"
SCRIPT = "assets/embedded/site_frame.js"
FITTING = "assets/embed.js"
"""For the pages of others: adjusts the height of a frame."""
ICON = "assets/icon.svg"
MISSING = "404.html"
SITEMAP = "sitemap.xml"
VERSIONS = "versions.json"
PACKAGE = "data/datapackage.json"
STILLS = ("social", "card", "square")
"""The sizes of the stills of each view."""

_PINNED = re.compile("embed/([0-9a-f]{12})/")


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a site: `base` is its full address without a slash at the end, or empty."""

    base: str
    languages: tuple[str, ...]
    """The first is that of the home page."""

    def home(self, language: str) -> str:
        """Return the first page of a site in a language."""
        return "index.html" if language == self.languages[0] else f"{language}.html"

    def view(self, view: str, language: str) -> str:
        """Return the page of a view."""
        return f"{language}/{view}.html"

    def file(self, view: str, language: str, name: str) -> str:
        """Return a file that belongs to a view: a still, data."""
        return f"{language}/{view}/{name}"

    def embed(self, view: str, language: str, version: str = "") -> str:
        """Return the embed of a view: the newest, or that of one version, which never changes."""
        return "/".join(filter(None, ("embed", version, language, view, "index.html")))

    def changes(self, embed: str) -> str:
        """Return the file with the corrections since a pinned embed, beside it."""
        return posixpath.join(posixpath.dirname(embed), "changes.json")

    def archive(self, version: str) -> str:
        """Return the file with a whole version of the atlas."""
        return f"embed/{version}/atlas.json.gz"

    def method(self, language: str) -> str:
        """Return the page that explains the symbols and how the map is made."""
        return f"{language}/about/method.html"

    def feed(self, language: str) -> str:
        """Return the feed of changes."""
        return f"{language}/feed.xml"

    def address(self, path: str, page: str = "") -> str:
        """Return the full address of a file; if the site has none yet, its link from a page."""
        return f"{self.base}/{path}" if self.base else link(page, path)


def places_of(atlas: Atlas, base: str) -> Places:
    """Return the paths of a site of an atlas, in each of its languages that has a language file."""
    spoken = tuple(language for language in atlas.meta.languages if language in LANGUAGES)
    return Places(base.rstrip("/"), spoken or (atlas.meta.languages[0],))


def link(page: str, path: str) -> str:
    """Return a relative link from one file of a site to another."""
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def pinned_versions(paths: Iterable[str]) -> list[str]:
    """Return the versions that have files among the paths, sorted."""
    return sorted({match[1] for path in paths if (match := _PINNED.match(path))})
