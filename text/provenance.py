"""Provenance: the title of a picture, and the line with its days, sources, version and credit."""

from atlas.fonts.capitals import set_in_capitals
from atlas.model.atlas import Atlas, Source
from atlas.request.narrow import relaying
from atlas.request.options import STANDING_LAYERS
from atlas.request.request import Request
from text.translations import Words, words_for
from text.two_versions import name_side

PUBLISHERS = "{sources}"
"""Stands for the publishers in the source line of a brand."""
_MOST_HIDDEN = 3


def title_of(atlas: Atlas, request: Request) -> str:
    """Return the title of a map: the one in the request, or else its view's."""
    return request.title or atlas.views[request.view].title.translate(request.lang)


def set_case(atlas: Atlas, title: str, language: str) -> str:
    """Return a title as the brand sets it: as written, or in capitals."""
    if not (atlas.brand and atlas.brand.uppercase):
        return title
    return set_in_capitals(title, language, atlas.fonts.of_brand(atlas.brand.family))


def name_publisher(atlas: Atlas, words: Words) -> str:
    """Return who publishes the map: the newsroom of the brand, or the program's own name."""
    return atlas.brand.name.translate(words.language) if atlas.brand else words["brand"]


def format_size(request: Request) -> str:
    """Return the size of a still, as a picture desk orders it: 1080 × 1080 px, or 85 × 110 mm on paper."""
    unit, (width, height) = (
        ("px", request.pixels_of_still) if request.paper is None else ("mm", request.paper)
    )
    return words_for(request).format(f"size_{unit}", width=width, height=height)


def write_provenance(
    atlas: Atlas, request: Request, *, brief: bool = False, short: bool = False, chosen: bool = True
) -> list[str]:
    """Return the provenance line of every file: day, latest source, information date, version, credit.

    The brief form, for little room: the day, what is left out, and the credit. The note of the policy of
    borders is added wherever the policy affects a border in the picture (`chosen`); shorter if brief or
    `short`.
    """
    words = words_for(request)
    separator = words["comma"] if request.dates else " – "
    date_shown = words.format("showing", date=separator.join(map(words.short_date, request.days)))
    known = [
        words.format("sources_to", date=words.short_day(sources_to(atlas, request))),
        words.format("known_on", date=words.short_day(request.known)),
        f"v{atlas.version[:7]}",
    ]
    parts = [
        date_shown,
        *([] if brief else known),
        *describe_narrowing(atlas, request),
        *describe_hidden(atlas, request),
    ]
    policy = atlas.policies[request.borders]
    note = (policy.short if brief or short else policy.note).translate(request.lang) if chosen else ""
    own = "" if short else _write_own_source(atlas, request)
    notes = [own, atlas.meta.credit.translate(request.lang), note]
    return [" · ".join(parts), *(note for note in notes if note)]


def _write_own_source(atlas: Atlas, request: Request) -> str:
    """Return the source line of the brand, unless it needs the publishers that only news pictures list."""
    line = atlas.brand.source.translate(request.lang) if atlas.brand else ""
    return "" if PUBLISHERS in line else line


def describe_narrowing(atlas: Atlas, request: Request) -> list[str]:
    """Describe whose account the map is and which sources are excluded, if it is not the whole atlas."""
    words = words_for(request)
    named = dict.fromkeys(_name_source(atlas.sources[source], words) for source in request.without)
    sources = words["comma"].join(named)
    sides = [_name_sides(atlas, request, words)] if request.side else []
    return sides + ([words.format("sources_excluded", sources=sources)] if sources else [])


def _name_source(source: Source, words: Words) -> str:
    """Name one document with its day, because other documents of its publisher may still count."""
    publisher = source.publisher.translate(words.language)
    if source.published is None:
        return publisher
    return words.format("with_status", force=publisher, status=words.short_day(source.published))


def _name_sides(atlas: Atlas, request: Request, words: Words) -> str:
    first, *rest = (name_side(atlas, side, words) for side in request.side)
    if request.versus:
        return words.format("account_versus", side=first, other=name_side(atlas, request.versus, words))
    return words.format("account_of", sides=words.format("and", first=first, last=rest[0]) if rest else first)


def describe_hidden(atlas: Atlas, request: Request) -> list[str]:
    """Describe which families, forces and standings are left out, at most three by name; empty if none is."""
    words, most = words_for(request), _MOST_HIDDEN
    if not request.hide:
        return []
    names = [name for hidden in request.hide if (name := _hidden_name(atlas, hidden, words))]
    if not names:
        return []
    more = [words.format("and_more", n=len(names) - most)] if len(names) > most else []
    return [words.format("left_out", who=words["comma"].join([*names[:most], *more]))]


def _hidden_name(atlas: Atlas, hidden: str, words: Words) -> str:
    if hidden in STANDING_LAYERS:
        return words[f"only_{STANDING_LAYERS[hidden]}"]
    force = hidden.removeprefix("force.")
    if hidden in atlas.families:
        return atlas.families[hidden].name.translate(words.language)
    # On an earlier information date a force may be unknown.
    return atlas.forces[force].short.translate(words.language) if force in atlas.forces else ""


def sources_to(atlas: Atlas, request: Request) -> int:
    """Return the day of the newest source that counts and was public by the information date."""
    gone = relaying(atlas, request.without)
    published = (source.published for name, source in atlas.sources.items() if name not in gone)
    known = request.known
    return max((day for day in published if day is not None and day <= known), default=known)
