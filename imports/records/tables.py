"""Forces, families and sources: one row for each name that claims use."""

from collections import Counter
from collections.abc import Iterable, Sequence

from imports.records.claims import Citation, Claim
from imports.records.content import Cells
from imports.values.ids import Ids
from imports.values.normalise import normalise

MOST_FAMILIES = 20
"""So many families get a colour of their own; forces beyond that share the last one."""
_OTHERS = "Others"


class Forces:
    """The forces by name, each in its family."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        counts = Counter(name for claim in claims for name in (claim.actor, claim.second_actor) if name)
        families = {claim.actor: claim.family for claim in claims if claim.family}
        self._ids = {normalise(name): "" for name, _ in counts.most_common()}
        self._names: dict[str, str] = {}
        for name, _ in counts.most_common():
            self._names.setdefault(normalise(name), name)
        self._families = self._group(families)
        ids = Ids("force")
        self._ids = {key: ids.make(name) for key, name in self._names.items()}

    def _group(self, families: dict[str, str]) -> dict[str, str]:
        """Return the family of each force: its own in the data, or a family for each frequent force."""
        given = {normalise(actor): family for actor, family in families.items()}
        names = list(dict.fromkeys(given.get(key, name) for key, name in self._names.items()))
        large = set(names if len(names) <= MOST_FAMILIES else names[: MOST_FAMILIES - 1])
        return {
            key: family if (family := given.get(key, name)) in large else _OTHERS
            for key, name in self._names.items()
        }

    def find(self, name: str) -> str:
        """Return the id of a force by its name; empty if it has none."""
        return self._ids.get(normalise(name), "") if name else ""

    def list_families(self) -> list[Cells]:
        """Return the rows of families.csv, without colours; frequent ones first."""
        ids, rows = Ids("family"), {}
        for name in dict.fromkeys(self._families.values()):
            rows[name] = {"id": ids.make(name), "name": name}
        others = rows.pop(_OTHERS, None)
        self._family_ids = {name: row["id"] for name, row in rows.items()}
        if others:
            self._family_ids[_OTHERS] = others["id"]
        return [*rows.values(), *([others] if others else [])]

    def list_forces(self) -> list[Cells]:
        """Return the rows of forces.csv, once the families are listed."""
        return [
            {"id": self._ids[key], "name": name, "family": self._family_ids[self._families[key]]}
            for key, name in self._names.items()
        ]


class Sources:
    """The sources that claims cite, each once."""

    def __init__(self) -> None:
        self._ids = Ids("source")
        self._rows: dict[Citation, Cells] = {}

    def cite(self, citations: Iterable[Citation]) -> list[str]:
        """Return the ids of some sources."""
        return [self._find(citation)["id"] for citation in citations]

    def _find(self, citation: Citation) -> Cells:
        if citation not in self._rows:
            self._rows[citation] = {
                "id": self._ids.make(citation.publisher, citation.published),
                "publisher": citation.publisher,
                "url": citation.url,
                "published": citation.published,
            }
        return self._rows[citation]

    def list_sources(self) -> list[Cells]:
        """Return the rows of sources.csv."""
        return list(self._rows.values())
