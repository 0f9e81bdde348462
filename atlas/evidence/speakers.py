"""Speakers: the person or force whose statement a record or event quotes, and the side of that speaker.

`by` contains the id of a force or family, or any name in words. `by_side` gives the family of a speaker named
in words. A speaker without a side speaks for no side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from atlas.model.atlas import Atlas
from atlas.model.translated_text import Text


class Speaker(NamedTuple):
    """A speaker: the id of a force or family, or empty, and the family the speaker belongs to, or empty."""

    id: str
    side: str


def find_speaker(by: str, by_side: str, families: Mapping[str, str]) -> Speaker:
    """Return the speaker named in two cells; `families` maps each force and family to its family."""
    if by in families:
        return Speaker(by, families[by])
    return Speaker("", by_side)


def find_speakers(
    by: Sequence[Text], sides: Sequence[str], families: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the ids and the sides of the speakers of some rows."""
    cells = [(text.default, side) for text, side in zip(by, sides, strict=True)]
    speakers = {cell: find_speaker(*cell, families) for cell in set(cells)}
    return [speakers[cell].id for cell in cells], [speakers[cell].side for cell in cells]


def map_families(forces: Iterable[tuple[str, str]], families: Iterable[str]) -> dict[str, str]:
    """Return the family of each force and of each family; if both have the same id, the force wins."""
    return {own: own for own in families} | dict(forces)


def name_speakers(atlas: Atlas) -> Atlas:
    """Return an atlas in which `by` contains the names of forces and families instead of their ids."""
    names = {own: family.name for own, family in atlas.families.items()}
    names |= {own: force.name for own, force in atlas.forces.items()}
    rows = zip(atlas.records["speaker"], atlas.records["by"], strict=True)
    by = pd.Series([names.get(speaker, by) for speaker, by in rows], dtype=object)
    events = tuple(replace(event, by=names.get(event.speaker, event.by)) for event in atlas.events)
    return replace(atlas, records=atlas.records.assign(by=by), events=events)
