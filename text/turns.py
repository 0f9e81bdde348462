"""Turns: how a place changed hands several times within a film, in one sentence."""

from collections.abc import Iterable, Sequence

from atlas.history.news import News
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Shape, Standing
from text.news import begin_sentence, find_speakers, join_forces, join_names
from text.translations import Words

_MOST_TURNS = 4


def list_turns(atlas: Atlas, news: Iterable[News]) -> dict[str, tuple[News, ...]]:
    """Return the changes of control of each place that changed hands more than once, the earliest first.

    Left out are sites within such a zone, and places that have no known holder in between.
    """
    listed: dict[str, list[News]] = {}
    for item in news:
        listed.setdefault(item.place, []).append(item)
    turns = {
        place: tuple(sorted(items, key=lambda item: item.when.earliest))
        for place, items in listed.items()
        if 1 < len(items) <= _MOST_TURNS and all(item.after for item in items)
    }
    zones = [atlas.places[place] for place in turns if atlas.places[place].shape is Shape.ZONE]
    return {
        place: items
        for place, items in turns.items()
        if atlas.places[place].shape is Shape.ZONE
        or not any(zone.geometry.covers(atlas.places[place].geometry) for zone in zones)
    }


def describe_turns(
    atlas: Atlas, turns: Sequence[News], words: Words, known: int, *, brief: bool = False
) -> str:
    """Return a sentence without its full stop; the brief form has the short names of forces."""
    first = turns[0]
    key = "turns" if first.before else "turns_from_nobody"
    return begin_sentence(
        words.format(
            key,
            place=words.call(atlas.places[first.place]),
            before=_name(atlas, first.before, words, brief=brief),
            turns=join_names(
                (_turn(atlas, item, words, known, brief=brief) for item in turns), words, _MOST_TURNS
            ),
        )
    )


def _turn(atlas: Atlas, item: News, words: Words, known: int, *, brief: bool) -> str:
    when, after = words.when(item.when), _name(atlas, item.after, words, brief=brief)
    by = (
        ""
        if item.standing is Standing.CONFIRMED
        else join_names(find_speakers(atlas, (item,), words, known), words)
    )
    return words.format("turn_by" if by else "turn", after=after, when=when, by=by)


def _name(atlas: Atlas, forces: Iterable[str], words: Words, *, brief: bool) -> str:
    if brief:
        return join_names((atlas.forces[force].short.translate(words.language) for force in forces), words)
    return join_forces(atlas, forces, words)
