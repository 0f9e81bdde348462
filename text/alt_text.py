"""Alt text and caption: what a picture shows, and what changed last, in sentences of its own language.

Written from the facts of the picture. An alt text has at most 250 characters and is never blank.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from atlas.history.news import Kind, News
from atlas.history.news_choice import group_news, list_news_between
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from text.changes_of_control import describe_change
from text.evidence_age import name_ages
from text.news import begin_sentence, describe_news, join_names
from text.picture_facts import PictureFacts
from text.provenance import describe_hidden, describe_narrowing
from text.translations import Words, words_for
from text.turns import describe_turns, list_turns
from text.two_versions import describe_differences, head_differences, name_side

MOST_CHARACTERS = 250
MOST_IN_CAPTION = 350
_MOST_SENTENCES = 3
_OTHERS = (3, 2, 1)
"""How many forces are named beside the main holder; fewer if the news needs the room."""
_ALONE, _BRIEFLY, _UNNAMED = 0, -1, -2
"""Instead of a number of others: only the main holder, then in few words, then nobody if nobody has most."""
_SHORTER = (_ALONE, _BRIEFLY, _UNNAMED)
_NEARLY_ALL = 0.9
"""The share of the ground from which one force holds nearly all of it."""


def write_alt(facts: PictureFacts) -> str:
    """Return the alt text of a still: which map of which day, who holds what, and what happened last."""
    request, words = facts.request, words_for(facts.request)
    limits = _describe_limits(facts)
    if facts.atlas.other and not request.plain:
        first = _describe_versions(facts, words)
        ages = [words["alt_age"]] if request.age else []
        # The first sentence already names the two accounts.
        return _fill([first, *ages, *limits[1:]], _describe_differences(facts, words), words, MOST_CHARACTERS)
    if request.compare is not None and not request.plain:
        days = [words.date(day) for day in sorted((request.date, request.compare))]
        first = _name_map("alt_maps", facts, words, first=days[0], last=days[1])
        return _fill([first, *limits], list(_describe_changes(facts, words)), words, MOST_CHARACTERS)
    if request.dates:
        return _describe_dates(facts, words, limits)
    begin = [_describe_map(facts, words), *_describe_inset(facts, words), *limits]
    if request.age:
        return _within([*begin, *_describe_ages(facts, words), *describe_ground(facts, words)])
    return _describe_ground_and_news(facts, words, begin)


def _describe_dates(facts: PictureFacts, words: Words, limits: list[str]) -> str:
    """Describe maps of several days: which days, and what changed hands from the first to the last."""
    days = [words.date(day) for day in facts.request.dates]
    area = facts.request.title or name_area(facts)
    first = words.format("alt_dates", n=len(days), area=area, dates=words["listed"].join(days))
    return _fill([first, *limits], list(_describe_changes(facts, words)), words, MOST_CHARACTERS)


def _describe_inset(facts: PictureFacts, words: Words) -> list[str]:
    """Describe what an inset enlarges, if there is one."""
    inset = facts.request.inset
    if not inset:
        return []
    place = facts.atlas.places.get(inset) if isinstance(inset, str) else None
    return [words.format("alt_inset", place=words.call(place)) if place else words["alt_inset_part"]]


def write_film_alt(facts: PictureFacts, first: int, last: int) -> str:
    """Return the alt text of a film: its first and last day, and the changes of control between them."""
    words = words_for(facts.request)
    begin = _name_map("alt_film", facts, words, first=words.date(first), last=words.date(last))
    return _describe_film(facts, words, begin, (first, last), MOST_CHARACTERS)


def write_film_caption(facts: PictureFacts, first: int, last: int) -> str:
    """Return the caption of a film: its first and last day, and the changes of control between them."""
    words = words_for(facts.request)
    head = _head(facts, words, " – ".join(map(words.date, (first, last))))
    return _describe_film(facts, words, head, (first, last), MOST_IN_CAPTION)


def _describe_film(facts: PictureFacts, words: Words, head: str, days: tuple[int, int], most: int) -> str:
    """Describe the changes of control in a film, from the last one back as far as there is room, in order.

    A place that changed hands more than once has one sentence for all its changes.
    """
    atlas, known = facts.atlas, facts.request.known
    between = list_news_between(atlas, known, facts.hidden, facts.visible, days)
    news = [each for each in between if each.kind is Kind.CONTROL]
    turns, limits, sentences = list_turns(atlas, news), _describe_limits(facts), list[str]()
    for group in group_news(atlas, news):
        if _is_repeated(atlas, group, turns):
            continue
        place = group[0].place
        items = turns.get(place, ())
        written = [
            describe_turns(atlas, items, words, known, brief=brief) for brief in (False, True) if items
        ]
        written += [describe_news(atlas, group, words, known, brief=brief) for brief in (False, True)]
        forms = (f"{form}." for form in written)
        fitting = next(
            (form for form in forms if len(" ".join([head, *limits, *sentences, form])) <= most), ""
        )
        sentences += [fitting] if fitting else []
    return _within([head, *limits, *(sentences[::-1] or [f"{words['nothing_changed_hands']}."])], most)


def write_caption(facts: PictureFacts) -> str:
    """Return a caption: what is shown on which day, and what happened last, or between two days."""
    atlas, request = facts.atlas, facts.request
    words, limits = words_for(request), _describe_limits(facts)
    if request.dates or (request.compare is not None and not atlas.other):
        separator = words["listed"] if request.dates else " – "
        head = _head(facts, words, separator.join(map(words.date, request.days)))
        return _fill([head, *limits], list(_describe_changes(facts, words)), words, MOST_IN_CAPTION)
    head = _head(facts, words, words.date(request.date))
    if atlas.other:
        return _fill([head, *limits], _describe_differences(facts, words), words, MOST_IN_CAPTION)
    news = list(facts.describe_news(words)) or [
        words.format("nothing_since", date=words.date(atlas.meta.first))
    ]
    first, *others = news[:_MOST_SENTENCES]
    recent = facts.describe_sieges(words, first, recent=True)
    lasting = [*facts.describe_sieges(words, first), *facts.describe_rivals(words)]
    listed = dict.fromkeys([first, *recent, *others, *lasting])
    return _within([head, *limits, *listed], MOST_IN_CAPTION)


def _describe_ground_and_news(facts: PictureFacts, words: Words, begin: list[str]) -> str:
    """Describe who holds what and what happened, and what is besieged or disputed if there is room.

    Shorten the list of holders and the sentences before leaving out the news.
    """
    forms = [list(facts.describe_news(words, brief=brief)) for brief in (False, True)]
    for lasting, news, others in _list_forms(facts, words, forms):
        text = [*begin, *describe_ground(facts, words, others), *lasting, *news[:1]]
        if len(" ".join(text)) <= MOST_CHARACTERS:
            more = forms[1][1:_MOST_SENTENCES] if news else []
            return _within([*text, *(sentence for sentence in more if sentence not in lasting)])
    return _within([*begin, *describe_ground(facts, words)])


def _list_forms(
    facts: PictureFacts, words: Words, forms: Sequence[list[str]]
) -> Iterator[tuple[list[str], list[str], int]]:
    """Yield possible texts, the best first: lasting conditions, the news, and the number of other forces.

    If the sentence on the ground leaves out a siege, a siege in the news comes before other news.
    """
    latest = forms[0][0] if forms[0] else ""
    rivals = facts.describe_rivals(words)
    sieges = [facts.describe_sieges(words, latest, brief=brief) for brief in (False, True)]
    for lasting in ([*sieges[0], *rivals], [*sieges[1], *rivals], sieges[1], rivals):
        if lasting:
            yield from ((lasting, news, others) for others in _OTHERS for news in forms)
    named = {force for force, _ in facts.shares[:1]}
    recent = facts.describe_sieges(words, latest, recent=True)
    if recent and not facts.besieged <= named:
        yield from ((recent, [], others) for others in (*_OTHERS, *_SHORTER))
    if latest:
        yield from (([], news, others) for others in (*_OTHERS, *_SHORTER) for news in forms)


def _describe_map(facts: PictureFacts, words: Words) -> str:
    """Describe which map it is, with the information date only if less was known then than usual."""
    request = facts.request
    known = {"known": words.day(request.known)} if request.known < request.date else {}
    return _name_map(
        "alt_map_known" if known else "alt_map", facts, words, date=words.date(request.date), **known
    )


def _name_map(key: str, facts: PictureFacts, words: Words, **days: str) -> str:
    title = facts.request.title
    if title:
        return words.format("alt_titled", area=title, date=" – ".join(dict.fromkeys(days.values())))
    return words.format(key, area=name_area(facts), **days)


def name_area(facts: PictureFacts) -> str:
    """Return the name of the area of a picture for use in a sentence."""
    view = facts.atlas.views[facts.request.view]
    return view.area.over(view.name, facts.request.lang)


def _head(facts: PictureFacts, words: Words, date: str) -> str:
    request = facts.request
    area = request.title or begin_sentence(name_area(facts))
    if request.known < request.date:
        return words.format("caption_head_known", area=area, date=date, known=words.day(request.known))
    return words.format("caption_head", area=area, date=date)


def _describe_limits(facts: PictureFacts) -> list[str]:
    """Describe its limits: whose account it is, what is excluded, hidden and modelled."""
    limits = (
        *describe_narrowing(facts.atlas, facts.request),
        *describe_hidden(facts.atlas, facts.request),
        *facts.describe_modelled(),
    )
    return [f"{limit}." for limit in limits]


def _describe_versions(facts: PictureFacts, words: Words) -> str:
    request = facts.request
    first, second = (name_side(facts.atlas, side, words) for side in (*request.side, request.versus))
    return _name_map("alt_versions", facts, words, date=words.date(request.date), first=first, other=second)


def _describe_differences(facts: PictureFacts, words: Words) -> list[str]:
    """Describe where two accounts differ, with one sentence for places that differ in the same way."""
    if facts.differences is None:
        return []
    lines = describe_differences(facts.atlas, facts.request, facts.differences)
    return [f"{head_differences(facts.differences, words)}.", *(f"{line}." for line in lines)]


def describe_ground(facts: PictureFacts, words: Words, most: int = _OTHERS[0]) -> list[str]:
    """Describe who holds most of the ground that is visible, and as many of the others as fit.

    If more ground is unknown or held by nobody than any force holds, nobody holds the largest part of it. An
    atlas of points alone says nothing about ground.
    """
    zones = any(place.shape is Shape.ZONE for place in facts.atlas.places.values())
    if not zones or "zones" not in facts.request.layers:
        return []
    names = [words.call(facts.atlas.forces[force]) for force, _ in facts.shares]
    if not names:
        return [words["alt_nobody"]]
    return [_rank_holders(facts, words, names, most)]


def _rank_holders(facts: PictureFacts, words: Words, names: Sequence[str], most: int) -> str:
    share, main = facts.shares[0][1] * facts.share_held, names[0]
    if len(names) == 1 and share >= _NEARLY_ALL:
        return words.format("alt_all", who=main)
    size = "most" if share > 0.5 else "largest" if share >= 1 - facts.share_held else "known"
    if size == "known" and most == _UNNAMED:
        return words["alt_known_unnamed"]
    if size != "largest" and most <= _BRIEFLY:
        return words.format(f"alt_{size}_brief", who=main)
    if len(names) == 1 or most <= _ALONE:
        return words.format(f"alt_{size}_alone", who=main)
    others = [*names[1 : most + 1], *([words["others"]] if len(names) > most + 1 else [])]
    return words.format(f"alt_{size}", who=main, others=join_names(others, words, len(others)))


def _describe_ages(facts: PictureFacts, words: Words) -> Iterator[str]:
    """Describe in how many zones the evidence is how old."""
    yield words["alt_age"]
    named = enumerate(name_ages(facts.atlas, words))
    counts = ((name, facts.ages.count(age)) for age, name in named)
    yield from (f"{begin_sentence(words.zones(name, count))}." for name, count in counts if count)


def _describe_changes(facts: PictureFacts, words: Words) -> Iterator[str]:
    if not facts.changes:
        yield f"{words['nothing_changed_hands']}."
    for change in facts.changes:
        yield f"{describe_change(facts.atlas, change, words)}."


def _fill(begin: Sequence[str], sentences: Sequence[str], words: Words, most: int) -> str:
    """Return as many sentences as fit, and how many more there are."""
    for count in range(min(_MOST_SENTENCES, len(sentences)), -1, -1):
        rest = len(sentences) - count
        more = [f"{begin_sentence(words.format('and_more', n=rest))}."] if rest and count else []
        text = " ".join([*begin, *sentences[:count], *more])
        if len(text) <= most:
            return text
    return _within(begin, most)


def _within(sentences: Iterable[str], most: int = MOST_CHARACTERS) -> str:
    """Return as many whole sentences as fit; if the first is too long, as many of its words."""
    text, *rest = sentences
    if len(text) > most:
        return f"{text[: most - 1].rsplit(' ', 1)[0]}…"
    for sentence in rest:
        if len(text) + 1 + len(sentence) > most:
            break
        text = f"{text} {sentence}"
    return text


def _is_repeated(atlas: Atlas, group: Sequence[News], turns: Mapping[str, Sequence[News]]) -> bool:
    """Return whether a change is in the sentence on all changes of its place or of the zone around it."""
    item = group[0]
    if items := turns.get(item.place):
        return item is not items[-1]
    around = [atlas.places[place] for place in turns if atlas.places[place].shape is Shape.ZONE]
    inside = atlas.places[item.place]
    return inside.shape is Shape.SITE and any(zone.geometry.covers(inside.geometry) for zone in around)
