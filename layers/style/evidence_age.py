"""Evidence age: the map coloured by the days since each place was last attested instead of by force.

The steps are the atlas' `stale_after`; one hue, darker (in the dark theme lighter) with age.
"""

from dataclasses import dataclass
from functools import lru_cache

from atlas.history.scene import Holding, newest_age
from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.style.symbology import Symbol, Symbolizer
from layers.style.theme import theme_of


@dataclass(frozen=True, slots=True)
class AgeSymbolizer(Symbolizer):
    """Symbolizes ages: names and fronts stay; colours of forces and patterns of statuses do not."""

    def _find(self, holdings: tuple[Holding, ...]) -> Symbol:
        """Return the symbol of a zone by the newest evidence of its holdings."""
        symbol = Symbolizer._find(self, holdings)
        age = newest_age(holding for holding in holdings if not self.hides(holding.force))
        if age is None:
            return symbol
        return Symbol(
            ground=self.theme.ages[age],
            edge=self.theme["border"],
            held=symbol.held,
            loose=symbol.loose,
            leader=symbol.leader,
            partners=symbol.partners,
            rivals=symbol.rivals,
        )


def symbolizer_for(atlas: Atlas, request: Request, loud: frozenset[str] | None = None) -> Symbolizer:
    """Return the symbolizer of a request; all families but the `loud` ones are quiet, if they are given."""
    return _symbolizer(atlas, request.theme, frozenset(request.hide), request.age, loud)


@lru_cache(maxsize=8)
def _symbolizer(
    atlas: Atlas, theme: str, hidden: frozenset[str], age: bool, loud: frozenset[str] | None
) -> Symbolizer:
    return (AgeSymbolizer if age else Symbolizer)(atlas, theme_of(atlas, theme, loud), hidden)
