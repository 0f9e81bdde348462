"""The evidence base: what sources and forces contribute to weighing a claim, looked up by id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas.evidence.leanings import Side, find_sides, side_words, sides_named
from atlas.evidence.origins import count_origins, resolve_origins
from atlas.evidence.speakers import map_families
from atlas.model.edtf_dates import FOREVER


@dataclass(frozen=True)
class EvidenceBase:
    """The facts about sources and forces that are needed to weigh records and events."""

    published: Mapping[str, int | None]
    origins: Mapping[str, str]
    leanings: Mapping[str, frozenset[str]]
    """For each source, the families it leans to."""
    sides: Mapping[str, frozenset[str]]
    """For each force, the families whose sides it is on."""
    families: Mapping[str, str]
    """The family of each force and of each family, for the names allowed in `by`."""

    def days(self, sources: tuple[str, ...] | None) -> list[int]:
        """Return the publication days of the sources that have one, in order."""
        return sorted(day for source in sources or () if (day := self.published.get(source)) is not None)

    def span(self, sources: tuple[str, ...] | None) -> tuple[int, int]:
        """Return the first and last publication day of some sources; FOREVER twice if none is dated."""
        days = self.days(sources)
        return (days[0], days[-1]) if days else (FOREVER, FOREVER)

    def count(self, sources: tuple[str, ...]) -> int:
        """Return how many origins the sources have; an unknown source (a fault of its own) counts too."""
        unknown = [source for source in sources if source not in self.origins]
        return count_origins(sources, self.origins) + len(unknown)


def build_evidence(
    sources: Sequence[tuple[str, int | None, str, str]], families: Iterable[str], forces: Mapping[str, Side]
) -> EvidenceBase:
    """Build the evidence base from sources (id, day, relayed source, leaning), families and forces."""
    families = list(families)
    words = side_words(families, forces)
    named = {leaning: sides_named(leaning, words) for *_, leaning in sources}
    return EvidenceBase(
        published={own: day for own, day, _, _ in sources},
        origins=resolve_origins({own: relayed for own, _, relayed, _ in sources}),
        leanings={own: named[leaning] for own, _, _, leaning in sources},
        sides=find_sides(forces),
        families=map_families(((own, force.family) for own, force in forces.items()), families),
    )
