"""Alt text and caption: what a picture shows, and what changed last, in sentences of its own language.

Made from the same scene as the picture. An alt text has at most 250 characters and is never blank.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter

import numpy as np
import shapely

from atlas.model import Atlas
from atlas.options import BBox
from atlas.request import Request
from atlas.state import scene_on
from atlas.vocabulary import Shape, Status
from layers.ages import name_ages, newest_age, painter_for
from layers.handovers import find_handovers, find_last_handover, say_handover
from layers.stage import seen_bbox
from layers.stamp import name_narrowed, say_hidden, title_of
from layers.versus import find_differing, head_differing, say_differing, say_side
from layers.words import Words, load_words
from outputs.holdings import shown_holdings

MOST_CHARACTERS = 250
_MOST_FORCES = 4
_MOST_CHANGES = 3
_LEAST_SHARE = 0.02
"""Who holds less of the ground than this is not worth a word among a few."""
_HELD = (Status.CONTROL, Status.BESIEGED)


def say_alt(atlas: Atlas, request: Request) -> str:
    """Return the alt text of a still: which map of which day, who holds what, the largest part first."""
    words = load_words(request.lang)
    left = _say_left(atlas, request)
    if atlas.other and not request.plain:
        first = _say_two_versions(atlas, request, words)
        ages = [words["alt_age"]] if request.age else []
        # The first sentence says already whose versions they are.
        return _within([first, *ages, *left[1:], *_say_differing(atlas, request, words)])
    if request.compare is None:
        day = words.day(request.date)
        first = words.say("alt_map", title=title_of(atlas, request), date=day)
        told = _say_ages(atlas, request, words) if request.age else ()
        return _within([first, *left, *told, *_say_ground(atlas, request, words)])
    one, other = sorted((request.date, request.compare))
    days = {"first": words.day(one), "last": words.day(other)}
    first = words.say("alt_maps", title=title_of(atlas, request), **days)
    return _within([first, *left, *_say_changes(atlas, request, words, one, other)])


def say_film_alt(atlas: Atlas, request: Request, first: int, last: int) -> str:
    """Return the alt text of a film: from when to when, and what changed hands in between."""
    words = load_words(request.lang)
    days = {"first": words.day(first), "last": words.day(last)}
    begin = words.say("alt_film", title=title_of(atlas, request), **days)
    return _within([begin, *_say_left(atlas, request), *_say_changes(atlas, request, words, first, last)])


def say_caption(atlas: Atlas, request: Request) -> str:
    """Return a caption: the title and the day, and what changed since the state before, or the other day."""
    words = load_words(request.lang)
    since = _since(atlas, request) if request.compare is None else min(request.date, request.compare)
    last = request.date if request.compare is None else max(request.date, request.compare)
    head = f"{title_of(atlas, request)}{words['comma']}{words.day(last)}."
    head = " ".join([head, *_say_left(atlas, request)])
    if atlas.other:
        return " ".join([head, *_say_differing(atlas, request, words)])
    if since is None:
        return f"{head} {words.say('nothing_since', date=words.day(atlas.meta.first))}"
    told = list(_say_changes(atlas, request, words, since, last))
    shown = told[:_MOST_CHANGES]
    rest = words.say("and_more", n=len(told) - len(shown))
    more = [f"{rest[0].upper()}{rest[1:]}."] if len(told) > len(shown) else []
    return " ".join([head, words.say("changed_since", date=words.day(since)), *shown, *more])


def _say_left(atlas: Atlas, request: Request) -> list[str]:
    """Say whose version it is, which sources it does without and what is hidden."""
    return [f"{said}." for said in (*name_narrowed(atlas, request), *say_hidden(atlas, request))]


def _say_two_versions(atlas: Atlas, request: Request, words: Words) -> str:
    one, other = (say_side(atlas, side, words) for side in (*request.side, request.versus))
    day = words.day(request.date)
    return words.say("alt_versions", title=title_of(atlas, request), date=day, one=one, other=other)


def _say_differing(atlas: Atlas, request: Request, words: Words) -> list[str]:
    """Say where two versions differ, a sentence for places of which they tell the same otherwise."""
    head = head_differing(find_differing(atlas, request), words)
    return [f"{head}.", *(f"{line}." for line in say_differing(atlas, request))]


def _say_ground(atlas: Atlas, request: Request, words: Words) -> Iterator[str]:
    shares = _shares(atlas, request)
    names = [atlas.forces[force].name.say(request.lang) for force, _ in shares[:_MOST_FORCES]]
    if not names:
        yield words["alt_nobody"]
        return
    most = shares[0][1] > 0.5
    key = "alt_all" if len(names) == 1 else "alt_most" if most else "alt_largest"
    yield words.say(key, who=names[0], others=_join(names[1:], words))


def _shares(atlas: Atlas, request: Request) -> list[tuple[str, float]]:
    """Return the forces in effect with their shares of the ground held in the picture, largest first."""
    painter = painter_for(atlas, request)
    scene = scene_on(atlas, request.date, request.known)
    held: defaultdict[str, float] = defaultdict(float)
    for zone, area in _ground(atlas, seen_bbox(atlas, request)).items():
        forces = [one for one in scene.holdings(zone) if one.status in _HELD]
        forces = [one for one in forces if not painter.hides(one.force)]
        certain = [one for one in forces if one.certain] or forces
        for one in certain:
            held[one.force] += area / len(certain)
    whole = sum(held.values())
    ranked = sorted(((force, area / whole) for force, area in held.items()), key=itemgetter(1), reverse=True)
    return [entry for number, entry in enumerate(ranked) if number == 0 or entry[1] >= _LEAST_SHARE]


@lru_cache(maxsize=32)
def _ground(atlas: Atlas, bbox: BBox) -> Mapping[str, float]:
    """Return how much of each zone lies in a bbox, where any of it does.

    In square degrees, wide enough a measure here: within one view the ground of all shrinks alike.
    """
    zones = [place for place in atlas.places.values() if place.shape is Shape.ZONE and not place.derived]
    shapes = np.array([zone.geometry for zone in zones], dtype=object)
    areas = shapely.area(shapely.intersection(shapes, shapely.box(*bbox)))
    return {zone.id: area for zone, area in zip(zones, areas.tolist(), strict=True) if area}


def _say_ages(atlas: Atlas, request: Request, words: Words) -> Iterator[str]:
    """Say in how many zones what is told is how old."""
    told = shown_holdings(atlas, request, request.date, ("zones",), seen_bbox(atlas, request))
    ages = [newest_age(holdings) for place, holdings in told if place.shape is Shape.ZONE and place.covered]
    named = enumerate(name_ages(atlas, words))
    yield words["alt_age"]
    counts = ((name, ages.count(age)) for age, name in named)
    yield from (f"{words.say('alt_age_n', age=name, n=count)}." for name, count in counts if count)


def _say_changes(atlas: Atlas, request: Request, words: Words, first: int, last: int) -> Iterator[str]:
    found = find_handovers(atlas, request, first, last)
    if not found:
        yield f"{words['nothing_changed_hands']}."
    for one in found:
        yield f"{say_handover(atlas, one, words)}."


def _since(atlas: Atlas, request: Request) -> int | None:
    """Return the last day before the day shown on which the ground in the picture was held otherwise."""
    day = find_last_handover(atlas, request)
    return None if day is None else day - 1


def _join(names: list[str], words: Words) -> str:
    if len(names) < 2:
        return "".join(names)
    return words.say("and", first=words["comma"].join(names[:-1]), last=names[-1])


def _within(sentences: Iterable[str]) -> str:
    """Return as many whole sentences as fit; of a first one that is too long, as many whole words."""
    text, *rest = sentences
    if len(text) > MOST_CHARACTERS:
        return f"{text[: MOST_CHARACTERS - 1].rsplit(' ', 1)[0]}…"
    for sentence in rest:
        if len(text) + 1 + len(sentence) > MOST_CHARACTERS:
            break
        text = f"{text} {sentence}"
    return text
