"""Symbology: the symbol for the holdings of a place. The rules, once, for every output.

The colour is the force's; the pattern is the status; fading and dashes are certainty and standing.
Contains no geometry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from atlas.history.in_effect import find_rivals, is_certain, pick_holders
from atlas.history.scene import Holding
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Standing, Status
from atlas.request.options import is_hidden
from layers.style.colour import channels, halves, mix
from layers.style.theme import BESIEGED_EDGE, CLAIM_EDGE, POSSIBLE_SHARES, PRESENT_SHARE, Shades, Theme

FAMILIES_IN_DOTS = 3
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
    """A pattern and its colours, in order; `faint` dots lie on ground that another force holds."""

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
    _symbols: dict[tuple[Holding, ...], Symbol] = field(default_factory=dict, repr=False, compare=False)

    def symbolize(self, holdings: Iterable[Holding]) -> Symbol:
        """Return the symbol of a zone with these holdings."""
        counted = tuple(holdings)
        if counted not in self._symbols:
            self._symbols[counted] = self._find(counted)
        return self._symbols[counted]

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
        """Return the shades of a force's family."""
        return self.theme.shades(self.atlas.families[self.atlas.forces[force].family])

    def _held(self, certain: list[Holding], possible: list[Holding], others: list[Holding]) -> Symbol:
        leader, *partners = _newest_of_each(certain)
        rivals = bool(find_rivals(self.atlas, certain))
        over = self._stripes([leader, *partners], rivals=rivals) or self._dashes(possible)
        pattern = self._contested(others) or over or self._dots(others, faint=True)
        return Symbol(
            ground=self._aged(leader),
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
        pattern = self._contested(others) or over or self._dots(others, faint=True)
        return Symbol(
            ground=mix(self._aged(first), self.theme["land"], POSSIBLE_SHARES[first.share - 1]),
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
        pattern = self._contested(others) or self._dots(others, faint=not first.certain)
        tint = self.shades(first.force).tint
        present = first.status is Status.PRESENCE
        return Symbol(
            ground=mix(tint, self.theme["land"], PRESENT_SHARE) if present or not first.certain else tint,
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

    def _contested(self, others: list[Holding]) -> Pattern | None:
        inks = self._distinct(
            self.shades(holding.force).line for holding in others if holding.status is Status.CONTESTED
        )
        return Pattern(Hatch.CROSS, inks[:2]) if inks else None

    def _dots(self, others: list[Holding], faint: bool) -> Pattern | None:
        inks = [self.theme.shades(self.atlas.families[family]).line for family in self._present(others)]
        return Pattern(Hatch.DOTS, tuple(inks[:FAMILIES_IN_DOTS]), faint) if inks else None

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


@dataclass(frozen=True, slots=True)
class Edge:
    """How a shared edge is drawn; without a colour it is hidden."""

    colour: str = ""
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0


HIDDEN = Edge()


def edge_between(left: Symbol, right: Symbol, theme: Theme) -> Edge:
    """Return how the edge between two symbols is drawn: hidden if both sides are the same."""
    if left == right or not (left.ground or right.ground):
        return HIDDEN
    sides = [symbol for symbol in (left, right) if symbol.ground]
    if besieged := [symbol for symbol in sides if symbol.besieged]:
        return Edge(besieged[0].edge, *BESIEGED_EDGE)
    if len(sides) == 2 and _control_of(left) == _control_of(right):
        return _edge_within(sides)
    ink = max(sides, key=lambda symbol: (not symbol.loose, _distance(symbol, theme)))
    if any(symbol.doubted for symbol in sides):
        return Edge(ink.edge, *CLAIM_EDGE)
    if all(symbol.loose for symbol in sides) or (len(sides) == 1 and sides[0].loose):
        return Edge(ink.edge, 0.8, "1 3", 0.8)
    return Edge(ink.edge, 1.0, "", 0.6 if all(symbol.faded for symbol in sides) else 1.0)


def _control_of(symbol: Symbol) -> tuple[object, ...]:
    """Return what two zones must share to be one holding, however old their records are."""
    return symbol.leader, symbol.partners, symbol.held, symbol.faded, symbol.rivals


def _edge_within(sides: Sequence[Symbol]) -> Edge:
    """Return the edge between two parts of one holding: another force's mere presence makes none."""
    if all(symbol.pattern is None or symbol.pattern.faint for symbol in sides):
        return HIDDEN
    ink = next(symbol.pattern.colours[-1] for symbol in sides if symbol.pattern)
    return Edge(ink, 0.8, "1 3", 0.8)


def _distance(symbol: Symbol, theme: Theme) -> int:
    """Return how far an edge's colour stands out from the land, in the light theme of a pair."""
    return _contrast(symbol.edge, theme["land"])


@lru_cache(maxsize=1024)
def _contrast(ink: str, land: str) -> int:
    pairs = zip(channels(halves(ink)[0]), channels(halves(land)[0]), strict=True)
    return sum(abs(first - second) for first, second in pairs)
