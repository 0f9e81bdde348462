"""The marks of Wikipedia's detailed maps: "Location dot red.svg" stands for an actor by its colour."""

import re

from atlas.model.vocabulary import Status

_WORDS = """
red lime yellow black grey gray blue green orange purple white teal brown pink cyan olive maroon navy violet
gold silver darkgreen lightblue
"""
_COLOURS = frozenset(_WORDS.split())


def read_mark(mark: str) -> tuple[list[str], str]:
    """Return the actors of a mark, named by colour, and their status: several contest a place."""
    words = re.findall(r"[a-z]+", mark.lower())
    colours = list(dict.fromkeys(word for word in words if word in _COLOURS))
    if not colours:
        return [re.sub(r"\.(?:svg|png|gif)$", "", mark, flags=re.I)], Status.CONTROL
    names = [colour.capitalize() for colour in colours]
    return names, Status.CONTESTED if len(names) > 1 else Status.CONTROL
