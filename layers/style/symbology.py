"""Symbology: the symbol for the holdings of a place. The rules, once, for every output.

The colour is the force's; the pattern is the status; fading and dashes are certainty and standing.
Contains no geometry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from atlas.history.in_effect import find_rivals, is_certain, pick_holders
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.colours import contrast
from atlas.model.vocabulary import Standing, Status
from atlas.request.options import is_hidden
from layers.style.colour import halves, mix, visible_on
from layers.style.shades.derive import Shades
from layers.style.theme import (
    OPEN_HATCH_SHARE,
    OPEN_KM,
    POSSIBLE_SHARES,
    PRESENT_SHARE,
    Theme,
)

FAMILIES_IN_DOTS = 3
_LEAST_HATCH, _LEAST_DOT = 1.5, 3.0
"""The least contrast of the lines of a cross-hatch, and of dots, with their ground."""
_DOUBTED = (Standing.CLAIMED, Standing.DISPUTED)


class Hatch(StrEnum):
    """The patterns that may lie over a ground."""

    STRIPES = "stripes"
    DOTS = "dots"
    CROSS = "cross"
    DASHES = "dashes"
    UNKNOWN = "unknown"
    RIVALS = "rivals"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern and its colours, in order.

    Faint dots are on ground that another force holds, or not certain; a faint cross-hatch is on open ground.
    """

    hatch: Hatch
    colours: tuple[str, ...]
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """Fill and edge of a zone. `leader` is the force whose name is written on it; empty if unknown.

    `ground` is #rrggbb or empty (nothing is drawn); `edge` is the colour of its outline.
    """

    ground: str = ""
    pattern: Pattern | None = None
    edge: str = ""
    doubted: bool = False
    faded: bool = False
    besieged: bool = False
    loose: bool = False
    """True for ground with forces present but no recorded holder."""
    held: bool = False
    """True if a force is in control, certainly or possibly: its name is written there."""
    leader: str = ""
    partners: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    """The families that dots, cross-hatch or dashes stand for, as many as are drawn."""
    rivals: bool = False
    """True where those who hold it claim it against each other."""
    changing: bool = False
    """True if several hold it possibly and none certainly."""


EMPTY = Symbol()


@dataclass(frozen=True, slots=True)
class Symbolizer:
    """Turns holdings into symbols in one theme, leaving out the families and forces that are hidden."""

    atlas: Atlas
    theme: Theme
    hidden: frozenset[str] = frozenset()
    _symbols: dict[tuple[object, ...], Symbol] = field(default_factory=dict, repr=False, compare=False)

    def symbolize(self, holdings: Iterable[Holding], place: str = "") -> Symbol:
        """Return the symbol of a zone with these holdings; on open ground a place's cross-hatch is quiet."""
        counted = tuple(holdings)
        is_open = self.is_open(place)
        if (counted, is_open) not in self._symbols:
            symbol = self._find(counted)
            self._symbols[counted, is_open] = self._quieten(symbol) if is_open else symbol
        return self._symbols[counted, is_open]

    def is_open(self, place: str) -> bool:
        """Return whether a place is open ground, the outline of which is only roughly known."""
        return place in self.atlas.places and self.atlas.places[place].accuracy_km >= OPEN_KM

    def _quieten(self, symbol: Symbol) -> Symbol:
        """Return a symbol with a wide, thin cross-hatch in the hue of its ground."""
        pattern = symbol.pattern
        if pattern is None or pattern.hatch is not Hatch.CROSS:
            return symbol
        ground = symbol.ground if symbol.held else mix(symbol.ground, self.theme["land"], PRESENT_SHARE)
        under = self.fill(symbol.leader) if symbol.held else ground
        inks = tuple(mix(ink, under, OPEN_HATCH_SHARE) for ink in pattern.colours)
        return replace(symbol, ground=ground, pattern=Pattern(Hatch.CROSS, inks, faint=True))

    def _find(self, holdings: tuple[Holding, ...]) -> Symbol:
        drawn = [
            holding
            for holding in holdings
            if holding.status is not Status.ABSENT and not self.hides(holding.force)
        ]
        known = [holding for holding in drawn if holding.known]
        if not known:
            return self._unknown() if drawn else EMPTY
        holders = pick_holders(known)
        others = [holding for holding in known if not holding.in_effect]
        if not holders:
            return self._unheld(others)
        if not is_certain(holders):
            return self._possible(list(holders), others)
        return self._held(
            list(holders),
            [holding for holding in known if holding.in_effect and holding not in holders],
            others,
        )

    def hides(self, force: str) -> bool:
        """Return whether a force is hidden, alone or with its family."""
        return is_hidden(self.atlas, self.hidden, force)

    def fill(self, force: str) -> str:
        """Return the colour of a force."""
        known = self.atlas.forces[force]
        return self.theme.fill(known, self.atlas.families[known.family])

    def shades(self, force: str) -> Shades:
        """Return the shades of a force: the fill is its family's."""
        return self.theme.shades_of(self.atlas.forces[force])

    def _held(self, certain: list[Holding], possible: list[Holding], others: list[Holding]) -> Symbol:
        leader, *partners = _newest_of_each(certain)
        rivals = bool(find_rivals(self.atlas, certain))
        over = self._stripes([leader, *partners], rivals=rivals) or self._dashes(possible)
        ground, fill = self._aged(leader), self.shades(leader.force).fill
        # By the colour of the family, so that ground of all ages and forces has the same patterns.
        pattern = self._contested(others, fill) or over or self._dots(others, fill, faint=True)
        return Symbol(
            ground=ground,
            pattern=pattern,
            over=self._over(pattern, possible, others),
            edge=self.shades(leader.force).line,
            doubted=all(holding.standing in _DOUBTED for holding in certain),
            besieged=any(holding.status is Status.BESIEGED for holding in certain),
            held=True,
            leader=leader.force,
            partners=tuple(holding.force for holding in partners),
            rivals=rivals,
        )

    def _possible(self, possible: list[Holding], others: list[Holding]) -> Symbol:
        """Fade the likeliest by how far into its window the day lies, with dashes of the next over it."""
        first, *rest = sorted(possible, key=lambda holding: -holding.share)
        rivals = bool(find_rivals(self.atlas, possible))
        over = self._stripes([first, *rest], rivals=True) if rivals else self._dashes(rest)
        ground = mix(self._aged(first), self.theme["land"], POSSIBLE_SHARES[first.share - 1])
        pattern = self._contested(others, ground) or over or self._dots(others, ground, faint=True)
        return Symbol(
            ground=ground,
            pattern=pattern,
            over=self._over(pattern, rest, others),
            edge=self.shades(first.force).line,
            doubted=all(holding.standing in _DOUBTED for holding in possible),
            faded=True,
            besieged=any(holding.status is Status.BESIEGED for holding in possible),
            held=True,
            leader=first.force,
            partners=tuple(holding.force for holding in rest),
            rivals=rivals,
            changing=len(possible) > 1 and not rivals,
        )

    def _unheld(self, others: list[Holding]) -> Symbol:
        first = others[0]
        tint = self.shades(first.force).tint
        present = first.status is Status.PRESENCE
        ground = mix(tint, self.theme["land"], PRESENT_SHARE) if present or not first.certain else tint
        pattern = self._contested(others, ground) or self._dots(others, ground, faint=not first.certain)
        return Symbol(
            ground=ground,
            pattern=pattern,
            over=self._over(pattern, [], others),
            edge=self.shades(first.force).line,
            doubted=all(holding.standing in _DOUBTED for holding in others),
            faded=not first.certain,
            loose=present,
            leader=first.force,
        )

    def _unknown(self) -> Symbol:
        """Leave ground bare between two reports: nobody knows who held it in the meantime."""
        ink = self.theme["control"]
        return Symbol(ground=self.theme["land"], pattern=Pattern(Hatch.UNKNOWN, (ink,)), edge=ink, loose=True)

    def _aged(self, holding: Holding) -> str:
        return mix(self.fill(holding.force), self.theme["land"], self.theme.age_shares[holding.age])

    def _stripes(self, holders: list[Holding], *, rivals: bool) -> Pattern | None:
        """Return stripes for those who share a place, or a chequerboard for rivals who claim it."""
        colours = self._distinct(self._aged(holding) for holding in holders)
        return Pattern(Hatch.RIVALS if rivals else Hatch.STRIPES, colours) if len(colours) > 1 else None

    def _dashes(self, possible: list[Holding]) -> Pattern | None:
        colours = self._distinct(self.fill(holding.force) for holding in possible)
        return Pattern(Hatch.DASHES, colours[:1]) if colours else None

    def _over(
        self, pattern: Pattern | None, possible: list[Holding], others: list[Holding]
    ) -> tuple[str, ...]:
        """Return the families that a pattern stands for, in the order of its colours."""
        if pattern is None or pattern.hatch in (Hatch.STRIPES, Hatch.RIVALS):
            return ()
        if pattern.hatch is Hatch.DOTS:
            return self._present(others)[:FAMILIES_IN_DOTS]
        counted = possible[:1] if pattern.hatch is Hatch.DASHES else others
        families = (
            self.atlas.forces[holding.force].family
            for holding in counted
            if pattern.hatch is Hatch.DASHES or holding.status is Status.CONTESTED
        )
        return tuple(dict.fromkeys(families))[:2]

    def _present(self, others: list[Holding]) -> tuple[str, ...]:
        present = {
            self.atlas.forces[holding.force].family for holding in others if holding.status is Status.PRESENCE
        }
        return tuple(family for family in self.atlas.families if family in present)

    def _contested(self, others: list[Holding], ground: str) -> Pattern | None:
        inks = self._distinct(
            self._hatch_ink(holding.force, ground) for holding in others if holding.status is Status.CONTESTED
        )
        return Pattern(Hatch.CROSS, inks[:2]) if inks else None

    def _hatch_ink(self, force: str, ground: str) -> str:
        """Return a force's fill, so that fighting for ground is no louder than holding it.

        Where the ground has nearly that colour, and in print, the family's line colour is clearer; in print,
        where hues do not help, it is also darker or lighter than the ground.
        """
        fill, line = self.fill(force), self.shades(force).line
        pairs = zip(halves(fill), halves(ground), strict=True)
        clear = min(contrast(ink, under) for ink, under in pairs)
        if not self.theme.pales:
            return visible_on(line, ground, _LEAST_HATCH)
        return fill if clear >= _LEAST_HATCH else line

    def _dots(self, others: list[Holding], ground: str, *, faint: bool) -> Pattern | None:
        families = [self.theme.shades(self.atlas.families[family]) for family in self._present(others)]
        inks = [visible_on(shades.text, ground, _LEAST_DOT) for shades in families[:FAMILIES_IN_DOTS]]
        return Pattern(Hatch.DOTS, tuple(inks), faint) if inks else None

    @staticmethod
    def _distinct(colours: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(colours))


def _newest_of_each(holdings: Iterable[Holding]) -> list[Holding]:
    """Return for each force the holding confirmed last: a besieged force may have two."""
    newest: dict[str, Holding] = {}
    for holding in holdings:
        if holding.force not in newest or holding.age < newest[holding.force].age:
            newest[holding.force] = holding
    return list(newest.values())
