"""Attribution in words: the speaker of a record and the day, and the outlets that quote it."""

from collections.abc import Iterable, Sequence

from atlas.model.atlas import Atlas, Record, Source
from text.translations import Words

_MOST_OUTLETS = 2
"""So many outlets are named; the list of sources names all."""
_VIA = " via "


def name_speaker(atlas: Atlas, record: Record, words: Words) -> str:
    """Name the speaker of a record and the day: the one in `by`, or else the origins of its sources."""
    days = (atlas.sources[source].published for source in record.sources)
    by = record.by.translate(words.language)
    day = min((day for day in days if day is not None), default=None)
    speaker = by or words["comma"].join(_unique(_origins(atlas, record.sources, words)))
    return speaker if day is None else words.format("speaker_on", by=speaker, date=words.day(day))


def name_outlets(atlas: Atlas, record: Record, words: Words) -> str:
    """Name the outlets that quote a speaker who is none of them; empty if there are none."""
    if not record.by.default:
        return ""
    sources = [atlas.sources[source] for source in record.sources]
    carrying = [source for source in sources if not _is_same(record.by.default, source.publisher.default)]
    outlets = _unique(
        _before_outlet(source.publisher.translate(words.language), words).partition(" (")[0]
        for source in carrying
    )
    return words["comma"].join(outlets[:_MOST_OUTLETS])


def _origins(atlas: Atlas, sources: Sequence[str], words: Words) -> list[str]:
    cited = [atlas.sources[source] for source in sources]
    return [name_origin(atlas.sources.get(source.origin, source), words) for source in cited]


def name_origin(source: Source, words: Words) -> str:
    """Return who speaks in a document, not where it was found: Reuters for "Reuters via OANN".

    An agency in brackets stays, as in "Naharnet (AFP)", because it wrote the report.
    """
    return _before_outlet(source.publisher.translate(words.language), words)


def _before_outlet(publisher: str, words: Words) -> str:
    """Return a publisher without where it was found; its name may be in another language than the page."""
    return publisher.partition(words["via"])[0].partition(_VIA)[0]


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _is_same(speaker: str, publisher: str) -> bool:
    """Return whether a publisher is the speaker itself, by its name or its initials."""
    initials = "".join(word[0] for word in speaker.split() if word[0].isupper())
    named = any(name in publisher for name in speaker.split("; "))
    return named or (len(initials) > 1 and publisher.partition(_VIA)[0].partition(" (")[0] == initials)
