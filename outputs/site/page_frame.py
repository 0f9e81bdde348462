"""The frame of every page of a site: its template, and the addresses in its head.

Contains no map.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.svg.elements import Element
from outputs.html.atom import ATOM
from outputs.html.templates import open_templates
from outputs.metadata.html_head import Addresses
from outputs.site import paths
from outputs.site.paths import Places, link
from text.provenance import name_publisher
from text.translations import Words, load_words

_TEMPLATES = open_templates(Path(__file__).with_name("templates"))
_TEMPLATES.globals |= {"atom": ATOM, "paths": paths, "words_of": load_words, "name_publisher": name_publisher}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is being written: its path, its language, its title and description."""

    atlas: Atlas
    places: Places
    path: str
    language: str
    title: str
    description: str

    @property
    def words(self) -> Words:
        """The phrases of its language."""
        return load_words(self.language, self.atlas.meta.granularity)

    def link(self, path: str) -> str:
        """Return a link from this page to a file."""
        return link(self.path, path)

    def address(self, path: str) -> str:
        """Return the full address of a file; a relative link if the site has no address yet."""
        return self.places.address(path, self.path)


def write_page(
    sheet: Sheet, template: str, extras: Iterable[Element], others: Mapping[str, str], **values: object
) -> bytes:
    """Return a page: `extras` go into its head; `others` are the same page in each language."""
    return render(template, sheet=sheet, extras=tuple(extras), others=others, **values)


def render(template: str, **values: object) -> bytes:
    """Return a template filled with values."""
    return f"{_TEMPLATES.get_template(template).render(**values)}\n".encode()


def addresses_of(places: Places, page: str, request: Request, oembed: bool = True) -> Addresses:
    """Return the addresses in the head of a page."""

    def address(name: str) -> str:
        return places.address(places.file(request.view, request.lang, name), page)

    return Addresses(
        page=places.address(page, page),
        card=address("card.png"),
        oembed=address("oembed.json") if oembed else "",
        data=(("text/csv", address("holdings.csv")), ("application/geo+json", address("places.geojson"))),
    )
