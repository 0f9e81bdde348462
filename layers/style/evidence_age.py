"""The age of evidence: the map coloured by the days since each place was last attested, not by who holds it.

The steps are the atlas' `stale_after`; one hue, darker (in the dark theme lighter) with age.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status
from atlas.request.request import Request
from layers.still.legend import Entry, uncovered_entries, unknown_entry
from layers.style.context import Pen
from layers.style.symbology import Hatch, Look, Painter
from layers.style.theme import load_theme
from text.translations import Words


@dataclass(frozen=True, slots=True)
class AgePainter(Painter):
    """Paints ages: names and fronts stay, the colours of forces and the patterns of statuses go."""

    def _find(self, told: tuple[Holding, ...]) -> Look:
        """Return what a zone looks like by the newest of what attests its holdings."""
        look = Painter._find(self, told)
        age = newest_age(one for one in told if not self.hides(one.force))
        if age is None:
            return look
        return Look(
            ground=self.theme.ages[age],
            edge=self.theme["border"],
            held=look.held,
            loose=look.loose,
            leader=look.leader,
            partners=look.partners,
        )


def newest_age(holdings: Iterable[Holding]) -> int | None:
    """Return how many steps of staleness the newest that is known of a place has passed, if any."""
    known = (one.age for one in holdings if one.status is not Status.ABSENT and one.known)
    return min(known, default=None)


def painter_for(atlas: Atlas, request: Request) -> Painter:
    """Return the painter that a request asks for."""
    return _painter(atlas, request.theme, frozenset(request.hide), request.age)


@lru_cache(maxsize=8)
def _painter(atlas: Atlas, theme: str, hidden: frozenset[str], age: bool) -> Painter:
    return (AgePainter if age else Painter)(atlas, load_theme(theme), hidden)


def name_ages(atlas: Atlas, words: Words) -> list[str]:
    """Return what the steps of age are called, the newest first, such as: 91 to 180 days."""
    first, *later = atlas.meta.stale_after
    between = zip((first, *later), later, strict=False)
    return [
        words.say("age_within", n=first),
        *(words.say("age_between", first=low + 1, last=high) for low, high in between),
        words.say("age_over", n=later[-1]),
    ]


def age_entries(pen: Pen, looks: Mapping[str, Look]) -> list[Entry]:
    """Return the key of the ages; it is whole on every day, so that it doesn't move."""
    named = zip(name_ages(pen.atlas, pen.words), pen.theme.ages, strict=True)
    entries = [Entry(text, fill, pen.theme["control"]) for text, fill in named]
    unknown = any(look.pattern and look.pattern.hatch is Hatch.UNKNOWN for look in looks.values())
    return [*entries, *([unknown_entry(pen)] if unknown else []), *uncovered_entries(pen)]
