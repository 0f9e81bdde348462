"""News in sentences: who, where, when, and according to whom, as surely as the records state it."""

from collections.abc import Iterable, Sequence

from atlas.history.in_effect import list_denials
from atlas.history.news import Kind, News
from atlas.model.atlas import Atlas, Event, Record
from atlas.model.vocabulary import Standing
from text.speakers import name_origin
from text.translations import Words

_MOST_NAMES = 3
_MOST_SPEAKERS = 2


def describe_news(
    atlas: Atlas, group: Sequence[News], words: Words, known: int, *, brief: bool = False
) -> str:
    """Return a sentence without its full stop; the brief form leaves out from whom a place was taken."""
    if group[0].event is not None:
        return _describe_event(atlas, group[0].event, group, words, known)
    what = _describe_what(atlas, group, words, brief=brief)
    return begin_sentence(describe_attribution(atlas, group, what, words, known, brief=brief))


def _describe_event(atlas: Atlas, event: Event, group: Sequence[News], words: Words, known: int) -> str:
    title, date = event.title.translate(words.language), words.dated(event.date)
    by = join_names(find_speakers(atlas, group, words, known), words)
    if event.standing is Standing.CONFIRMED or not by:
        return words.format("news_event", title=title, date=date)
    return words.format("news_event_by", title=title, date=date, by=by)


def begin_sentence(text: str) -> str:
    """Return a text with a capital at its beginning; Georgian has none there."""
    return text[:1].title() + text[1:]


def drop_article(text: str, words: Words) -> str:
    """Return a headline without the article at its beginning, as headlines are written."""
    first, _, rest = text.partition(" ")
    return rest if first in words["headline_drops"].split() else text


def _describe_what(atlas: Atlas, group: Sequence[News], words: Words, *, brief: bool) -> str:
    item = group[0]
    return words.format(
        name_pattern(item, brief=brief),
        place=join_names((words.call(atlas.places[news.place]) for news in group), words),
        after=join_forces(atlas, item.after, words),
        before=join_forces(atlas, item.before, words),
        beside=join_forces(atlas, item.beside, words),
        when=describe_when(item, words),
    )


def describe_when(item: News, words: Words) -> str:
    """Return when it happened, as surely as its record states it."""
    if item.kind is Kind.CLAIM and item.when.open:
        return words.format("as_of", date=words.window(item.when))
    return words.when(item.when)


def name_pattern(item: News, *, brief: bool) -> str:
    """Return the key of the phrase for what happened; the brief one leaves out who held it before."""
    if item.kind is not Kind.CONTROL:
        return "news_relieved" if item.over else f"news_{item.status}"
    if not item.after:
        return "news_left" if item.beside else "news_lost"
    if item.before and not brief:
        return "news_took"
    return "news_joined" if item.beside and not item.before else "news_gained"


def join_forces(atlas: Atlas, forces: Iterable[str], words: Words) -> str:
    """Return the full names of forces in running text, at most three of them."""
    return join_names((words.call(atlas.forces[force]) for force in forces), words)


def join_names(names: Iterable[str], words: Words, most: int = _MOST_NAMES) -> str:
    """Return names as a list in a sentence, each once: A, B and C; beyond the limit they are counted."""
    listed = list(dict.fromkeys(names))
    if len(listed) > most:
        listed = [*listed[:most], words.format("more_n", n=len(listed) - most)]
    if len(listed) < 2:
        return "".join(listed)
    return words.format("and", first=words["listed"].join(listed[:-1]), last=listed[-1])


def describe_attribution(
    atlas: Atlas, group: Sequence[News], what: str, words: Words, known: int, *, brief: bool = False
) -> str:
    """Return a statement with who says so, unless it is confirmed."""
    item = group[0]
    if item.standing is Standing.CONFIRMED:
        return what
    speakers = find_speakers(atlas, group, words, known)
    by = join_names((_name_alone(speaker, words) for speaker in speakers) if brief else speakers, words)
    if not by:
        return what
    if item.standing is not Standing.DISPUTED:
        return words.format(f"news_{item.standing}", what=what, by=by)
    if brief:
        return words.format("news_doubted", what=what, by=by)
    denier = join_names(_deniers(atlas, group, words, known), words)
    if not denier or denier == by:
        return words.format("news_contradicted", what=what, by=by)
    return words.format("news_disputed", what=what, by=by, denier=denier)


def find_speakers(atlas: Atlas, group: Sequence[News], words: Words, known: int) -> list[str]:
    """Return the speakers: those in `by`, or else the original publishers, the earliest first."""
    event = group[0].event
    if event is not None:
        return _name_speakers(atlas, event, words, known)
    rows = dict.fromkeys(row for item in group for row in item.rows)
    return _of_rows(atlas, rows, words, known)


def _of_rows(atlas: Atlas, rows: Iterable[int], words: Words, known: int) -> list[str]:
    names: list[str] = []
    for record in atlas.records_in(list(rows)):
        names += _name_speakers(atlas, record, words, known)
    names = list(dict.fromkeys(names))
    return names if len(names) <= _MOST_SPEAKERS else [names[0], words["other_speakers"]]


def _name_speakers(atlas: Atlas, claim: Record | Event, words: Words, known: int) -> list[str]:
    if claim.speaker in atlas.forces:
        return [words.call(atlas.forces[claim.speaker])]
    if claim.speaker in atlas.families:
        return [atlas.families[claim.speaker].side.translate(words.language)]
    if by := claim.by.translate(words.language):
        return [words.in_sentence(part.strip()) for part in by.replace("؛", ";").split(";")]
    public = [atlas.sources[source] for source in claim.sources]
    public = [item for item in public if item.published is None or item.published <= known]
    public.sort(key=lambda item: (item.published is None, item.published or 0))
    origins = (atlas.sources.get(item.origin, item) for item in public)
    names = list(dict.fromkeys(words.in_sentence(name_origin(item, words)) for item in origins))
    return names if len(names) <= _MOST_SPEAKERS else [names[0], words["other_speakers"]]


def _name_alone(speaker: str, words: Words) -> str:
    """Return the name of a speaker without role or office: Igor Konashenkov."""
    return speaker.partition(words["comma"])[0].partition(" (")[0]


def _deniers(atlas: Atlas, group: Sequence[News], words: Words, known: int) -> list[str]:
    """Return who contradicts it: the speakers of the records that contradict it or that it contradicts."""
    index, denials = atlas.index, list_denials(atlas)
    rows = {other for item in group for row in item.rows for other in denials.get(row, ())}
    public = (row for row in sorted(rows) if index.reported[row] <= known < index.retracted[row])
    return _of_rows(atlas, public, words, known)
