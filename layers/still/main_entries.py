"""The main entries of a legend, for a picture with room for one line: the families with the most ground."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from atlas.model.atlas import Atlas
from atlas.request.content import MapContent
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from atlas.request.situation import read_states
from layers.map.visible_areas import VisibleArea, lay_out_ground, measure_held
from layers.still.legend import Entry
from layers.style.context import DrawingContext
from text.evidence_age import name_ages
from text.translations import Words, words_for

MOST_NAMES = 5


def find_family_entries(atlas: Atlas, request: Request, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of families, or on a map of ages those of the ages: what its colours mean."""
    if request.age:
        names = set(name_ages(atlas, words_for(request)))
    else:
        names = {family.name.translate(request.lang) for family in atlas.families.values()}
    return [entry for entry in entries if entry.text in names]


def order_by_ground(
    contexts: Sequence[DrawingContext],
    request: Request,
    contents: Sequence[MapContent],
    entries: Sequence[Entry],
) -> list[Entry]:
    """Return the entries of families by the ground that they hold in the maps, the most first."""
    px: defaultdict[str, float] = defaultdict(float)
    for context, content in zip(contexts, contents, strict=True):
        atlas = content.atlas
        ground = lay_out_ground(
            atlas, VisibleArea(context.viewport.extent, sharpest=context.viewport.sharpest)
        )
        states = read_states(content.scene, ground.shapes, hidden_forces(atlas, request.hide))
        for force, held in measure_held(atlas, ground, states).items():
            family = atlas.families[atlas.forces[force].family]
            px[family.name.translate(request.lang)] += held
    return sorted(entries, key=lambda entry: -px[entry.text])


def pick_for_one_line(
    entries: Sequence[Entry], words: Words, fits: Callable[[Sequence[Entry]], bool]
) -> list[Entry]:
    """Return the first entries that fit in one line, and if there is room, how many more there are.

    One that is too long for the room left is passed over.
    """
    picked: list[Entry] = []
    for entry in entries:
        if len(picked) < MOST_NAMES and fits([*picked, entry]):
            picked.append(entry)
    left_out = len(entries) - len(picked)
    if not (picked and left_out):
        return picked
    more = Entry(words.format("and_more", n=left_out), "none", "none", bare=True)
    return [*picked, more] if fits([*picked, more]) else picked
