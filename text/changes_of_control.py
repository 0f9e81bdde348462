"""Changes of control in sentences: which places changed hands, from whom to whom."""

from collections.abc import Iterable

from atlas.history.changes_of_control import ChangeOfControl, Holders
from atlas.model.atlas import Atlas, Place
from text.translations import Words

_MOST_NAMES = 3


def describe_change(atlas: Atlas, change: ChangeOfControl, words: Words) -> str:
    """Return a line such as: Border points near Old Town: passed from Rangers to League.

    A force that holds the places on both days is named as staying, never as leaving or coming.
    """
    return words.format(
        _choose_pattern(change),
        place=list_places(change.places, words),
        before=_name_holders(atlas, change.before, words, sure=change.sure_before),
        after=_name_holders(atlas, change.after, words, sure=change.sure_after),
        beside=_name_holders(atlas, change.beside, words, sure=True),
    )


def _choose_pattern(change: ChangeOfControl) -> str:
    """Return the key of the sentence; rivals never pass a place on to another."""
    if change.rivals_after:
        return "now_disputed"
    if change.rivals_before and change.after:
        return "was_disputed"
    key = "handed_over" if change.before and change.after else "gained" if change.after else "lost"
    return f"beside_{key}" if change.beside else key


def list_places(places: Iterable[Place], words: Words) -> str:
    """Return the names of places, at most three of them."""
    return _list_names([place.name.translate(words.language) for place in places], words)


def _name_holders(atlas: Atlas, holders: Holders, words: Words, *, sure: bool) -> str:
    """Return the full names of holders, at most three of them."""
    names = _list_names([words.call(atlas.forces[force]) for force in holders], words)
    return names if sure or not names else words.format("possibly_held", who=names)


def _list_names(names: list[str], words: Words) -> str:
    more = [words.format("and_more", n=len(names) - _MOST_NAMES)] if len(names) > _MOST_NAMES else []
    return words["comma"].join([*names[:_MOST_NAMES], *more])
