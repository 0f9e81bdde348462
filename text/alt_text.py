"""Alt text and caption: what a picture shows, and what changed last, in sentences of its own language.

Made from the same scene as the picture. An alt text has at most 250 characters and is never blank.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from atlas.history.news import Kind, News, find_news, pick_news
from atlas.history.scene import newest_age, scene_on
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape
from atlas.request.request import Request
from layers.still.draw import find_extents
from layers.still.visible_areas import Seen, find_seen, measure_held
from layers.style.evidence_age import painter_for
from outputs.data.holdings import shown_holdings
from text.changes_of_control import find_handovers, say_handover
from text.evidence_age import name_ages
from text.news import begin_sentence, group_news, say_all, say_news
from text.provenance import name_narrowed, say_hidden
from text.translations import Words, load_words
from text.two_versions import find_differing, head_differing, hidden_forces, say_differing, say_side

MOST_CHARACTERS = 250
MOST_IN_CAPTION = 350
_MOST_SENTENCES = 3
_OTHERS = (3, 2, 1, 0)
"""How many forces are named beside the one that holds most: fewer where what happened needs the room."""
_LEAST_SHARE = 0.02
"""Who holds less of the ground than this is not worth a word among a few."""


def say_alt(atlas: Atlas, request: Request, seen: Seen | None = None) -> str:
    """Return the alt text of a still: which map of which day, who holds what, and what happened last.

    `seen` is what its map shows, where that is not the picture of the request: in an embed.
    """
    words = load_words(request.lang)
    left = _say_left(atlas, request)
    if atlas.other and not request.plain:
        first = _say_two_versions(atlas, request, words)
        ages = [words["alt_age"]] if request.age else []
        # The first sentence says already whose versions they are.
        return _within([first, *ages, *left[1:], *_say_differing(atlas, request, words)])
    if request.compare is not None and not request.plain:
        one, other = sorted((request.date, request.compare))
        first = _name_map("alt_maps", atlas, request, words, first=words.day(one), last=words.day(other))
        return _within([first, *left, *_say_changes(atlas, request, words, one, other)])
    begin = [_say_map(atlas, request, words), *left]
    shown = seen or find_extents(atlas, request)[0]
    if request.age:
        return _within(
            [*begin, *_say_ages(atlas, request, words, shown), *_say_ground(atlas, request, words, shown)]
        )
    return _say_ground_and_news(atlas, request, words, shown, begin)


def say_film_alt(atlas: Atlas, request: Request, first: int, last: int) -> str:
    """Return the alt text of a film: from when to when, and what changed hands in between."""
    words = load_words(request.lang)
    begin = _name_map("alt_film", atlas, request, words, first=words.day(first), last=words.day(last))
    seen = find_extents(atlas, request)[0]
    turns = [one for one in pick_between(atlas, request, first, last, seen) if one.kind is Kind.CONTROL]
    left, kept = _say_left(atlas, request), list[str]()
    for group in group_news(atlas, turns):
        told = (f"{say_news(atlas, group, words, request.known, brief=brief)}." for brief in (False, True))
        fits = (one for one in told if len(" ".join([begin, *left, *kept, one])) <= MOST_CHARACTERS)
        kept += [one for one in (next(fits, ""),) if one]
    return _within([begin, *left, *(kept[::-1] or [f"{words['nothing_changed_hands']}."])])


def pick_between(atlas: Atlas, request: Request, first: int, last: int, seen: Seen) -> list[News]:
    """Return what happened in a map after one day and up to another, the newest first."""
    sees = watch(atlas, seen)
    found = find_news(atlas, request.known, hidden_forces(atlas, request))
    between = [one for one in found if first < one.when.latest <= last and sees(one)]
    return sorted(between, key=lambda one: one.rank(last))


def say_caption(atlas: Atlas, request: Request) -> str:
    """Return a caption: what is shown on which day, and what happened last, or between two days."""
    words, left = load_words(request.lang), _say_left(atlas, request)
    if request.compare is not None and not atlas.other:
        days = sorted((request.date, request.compare))
        head = _head(atlas, request, words, " – ".join(map(words.day, days)))
        told = list(_say_changes(atlas, request, words, *days))
        return _fill([head, *left], told, words, MOST_IN_CAPTION)
    head = _head(atlas, request, words, words.day(request.date))
    if atlas.other:
        return _fill([head, *left], _say_differing(atlas, request, words), words, MOST_IN_CAPTION)
    told = list(_say_news(atlas, request, words, find_extents(atlas, request)[0]))
    if not told:
        told = [words.say("nothing_since", date=words.day(atlas.meta.first))]
    return _within([head, *left, *told[:_MOST_SENTENCES]], MOST_IN_CAPTION)


def say_headline(atlas: Atlas, request: Request, seen: Seen | None = None) -> str:
    """Return what happened last in a map, in a sentence; empty where nothing has."""
    shown = seen or find_extents(atlas, request)[0]
    return next(_say_news(atlas, request, load_words(request.lang), shown), "")


def watch(atlas: Atlas, seen: Seen) -> Callable[[News], bool]:
    """Return what says whether news is of a place within a map."""
    places = find_seen(atlas, seen)

    def sees(one: News) -> bool:
        return seen.shows(one.event.lon, one.event.lat) if one.event else one.place in places

    return sees


def _news(atlas: Atlas, request: Request, seen: Seen) -> list[tuple[News, ...]]:
    found = find_news(atlas, request.known, hidden_forces(atlas, request))
    return group_news(atlas, pick_news(found, request.date, watch(atlas, seen)))


def _say_news(
    atlas: Atlas, request: Request, words: Words, seen: Seen, *, brief: bool = False
) -> Iterator[str]:
    for group in _news(atlas, request, seen):
        yield f"{say_news(atlas, group, words, request.known, brief=brief)}."


def _say_ground_and_news(atlas: Atlas, request: Request, words: Words, seen: Seen, begin: list[str]) -> str:
    """Say who holds what and what happened: fewer holders and fewer words rather than none of either."""
    told = [list(_say_news(atlas, request, words, seen, brief=brief)) for brief in (False, True)]
    for others in _OTHERS:
        ground = _say_ground(atlas, request, words, seen, others)
        for full in told:
            if full and len(" ".join([*begin, *ground, full[0]])) <= MOST_CHARACTERS:
                return _within([*begin, *ground, full[0], *told[1][1:_MOST_SENTENCES]])
    return _within([*begin, *_say_ground(atlas, request, words, seen)])


def _say_map(atlas: Atlas, request: Request, words: Words) -> str:
    """Say which map it is; what was known only where that is less than the day shown would have."""
    known = {"known": words.day(request.known)} if request.known < request.date else {}
    key = "alt_map_known" if known else "alt_map"
    return _name_map(key, atlas, request, words, date=words.day(request.date), **known)


def _name_map(key: str, atlas: Atlas, request: Request, words: Words, **days: str) -> str:
    if request.title:
        return words.say("alt_titled", area=request.title, date=" – ".join(dict.fromkeys(days.values())))
    return words.say(key, area=_name_area(atlas, request), **days)


def _name_area(atlas: Atlas, request: Request) -> str:
    view = atlas.views[request.view]
    return view.area.over(view.name, request.lang)


def _head(atlas: Atlas, request: Request, words: Words, date: str) -> str:
    area = request.title or begin_sentence(_name_area(atlas, request))
    if request.known < request.date:
        return words.say("caption_head_known", area=area, date=date, known=words.day(request.known))
    return words.say("caption_head", area=area, date=date)


def _say_left(atlas: Atlas, request: Request) -> list[str]:
    """Say whose version it is, which sources it does without and what is hidden."""
    return [f"{said}." for said in (*name_narrowed(atlas, request), *say_hidden(atlas, request))]


def _say_two_versions(atlas: Atlas, request: Request, words: Words) -> str:
    one, other = (say_side(atlas, side, words) for side in (*request.side, request.versus))
    return _name_map(
        "alt_versions", atlas, request, words, date=words.day(request.date), one=one, other=other
    )


def _say_differing(atlas: Atlas, request: Request, words: Words) -> list[str]:
    """Say where two versions differ, a sentence for places of which they tell the same otherwise."""
    head = head_differing(find_differing(atlas, request), words)
    return [f"{head}.", *(f"{line}." for line in say_differing(atlas, request))]


def _say_ground(
    atlas: Atlas, request: Request, words: Words, seen: Seen, most: int = _OTHERS[0]
) -> list[str]:
    """Say who holds most of the ground that is seen and, so many of them, who the rest."""
    if "zones" not in request.layers:
        return []
    shares = rank_forces(atlas, request, seen)
    names = [words.call(atlas.forces[force]) for force, _ in shares]
    if not names:
        return [words["alt_nobody"]]
    if len(names) == 1:
        return [words.say("alt_all", who=names[0])]
    half = shares[0][1] > 0.5
    if not most:
        return [words.say("alt_most_alone" if half else "alt_largest_alone", who=names[0])]
    key = "alt_most" if half else "alt_largest"
    others = [*names[1 : most + 1], *([words["others"]] if len(names) > most + 1 else [])]
    return [words.say(key, who=names[0], others=say_all(others, words, len(others)))]


def rank_forces(atlas: Atlas, request: Request, seen: Seen) -> list[tuple[str, float]]:
    """Return the forces in effect with their shares of the ground held that a map shows, largest first."""
    painter = painter_for(atlas, replace(request, age=False))
    held = measure_held(atlas, scene_on(atlas, request.date, request.known), painter, seen)
    whole = sum(held.values())
    ranked = [(force, area / whole) for force, area in held.items() if area]
    return [entry for number, entry in enumerate(ranked) if number == 0 or entry[1] >= _LEAST_SHARE]


def _say_ages(atlas: Atlas, request: Request, words: Words, seen: Seen) -> Iterator[str]:
    """Say in how many zones what is told is how old."""
    told = shown_holdings(atlas, request, request.date, ("zones",), seen.extent.bbox)
    ages = [newest_age(holdings) for place, holdings in told if place.shape is Shape.ZONE and place.covered]
    named = enumerate(name_ages(atlas, words))
    yield words["alt_age"]
    counts = ((name, ages.count(age)) for age, name in named)
    yield from (f"{begin_sentence(words.zones(name, count))}." for name, count in counts if count)


def _say_changes(atlas: Atlas, request: Request, words: Words, first: int, last: int) -> Iterator[str]:
    found = find_handovers(atlas, request, first, last)
    if not found:
        yield f"{words['nothing_changed_hands']}."
    for one in found:
        yield f"{say_handover(atlas, one, words)}."


def _fill(begin: Sequence[str], told: Sequence[str], words: Words, most: int) -> str:
    """Return as many sentences as fit, and how many more there are."""
    for count in range(min(_MOST_SENTENCES, len(told)), -1, -1):
        rest = len(told) - count
        more = [f"{begin_sentence(words.say('and_more', n=rest))}."] if rest and count else []
        text = " ".join([*begin, *told[:count], *more])
        if len(text) <= most:
            return text
    return _within(begin, most)


def _within(sentences: Iterable[str], most: int = MOST_CHARACTERS) -> str:
    """Return as many whole sentences as fit; of a first one that is too long, as many whole words."""
    text, *rest = sentences
    if len(text) > most:
        return f"{text[: most - 1].rsplit(' ', 1)[0]}…"
    for sentence in rest:
        if len(text) + 1 + len(sentence) > most:
            break
        text = f"{text} {sentence}"
    return text
