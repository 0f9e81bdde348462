"""The age of evidence: the map coloured by the days since each place was last attested, not by who holds it.

The steps are the atlas' `stale_after`; one hue, darker (in the dark theme lighter) with age.
"""

from dataclasses import dataclass
from functools import lru_cache

from atlas.history.scene import Holding, newest_age
from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.style.symbology import Look, Painter
from layers.style.theme import load_theme


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


def painter_for(atlas: Atlas, request: Request) -> Painter:
    """Return the painter that a request asks for."""
    return _painter(atlas, request.theme, frozenset(request.hide), request.age)


@lru_cache(maxsize=8)
def _painter(atlas: Atlas, theme: str, hidden: frozenset[str], age: bool) -> Painter:
    return (AgePainter if age else Painter)(atlas, load_theme(theme), hidden)
