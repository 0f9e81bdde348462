"""Stated standings and speakers: whether sources support them, and whether a lower one has a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from atlas.evidence.evidence_base import EvidenceBase
from atlas.evidence.origins import count_independent
from atlas.evidence.speakers import find_speaker
from atlas.evidence.standing_rule import compute_standing, find_contradicted
from atlas.evidence.weighing import Claim, Weight, counting, leaning, weigh
from atlas.model.edtf_dates import NEVER, format_day
from atlas.model.faults import suggest
from atlas.model.vocabulary import STANDINGS, Standing
from atlas.reading.tables.csv_tables import Table

Fault = tuple[str, str, str]
"""The column of the fault, the rule that is broken, and what to try."""
_JUDGED = ("sources", "by", "by_side", "standing", "standing_note")
"""The columns on which, beside force and start, the judgement of a record depends."""
_LOWER = "Leave standing empty"


def check_standings(table: Table, evidence: EvidenceBase) -> None:
    """Report records whose standing or speaker does not fit their sources.

    Records that are alike in all that counts, as most are, are judged once.
    """
    names = table.written("id")
    links = {name: to or () for name, to in zip(names, table.values["contradicts"], strict=True)}
    contradicted = find_contradicted(links)
    published = {sources: evidence.span(sources)[0] for sources in set(table.values["sources"])}
    columns = (table.values[column] for column in ("force", *_JUDGED))
    begins = (
        start and (start.earliest if published[sources] < start.earliest else NEVER)
        for start, sources in zip(table.values["from"], table.values["sources"], strict=True)
    )
    kinds = list(zip(begins, map(contradicted.__contains__, names), *columns, strict=True))
    rows = dict(zip(kinds, range(len(kinds)), strict=True))

    def check(row: int) -> bool:
        begun, contradicts, force, *_ = kinds[row]
        return begun is None or _check(_Row(table, row, evidence, (force,), begun, contradicts, links=True))

    unsound = {kind for kind, row in rows.items() if not check(row)}
    for row, kind in enumerate(kinds if unsound else ()):
        if kind in unsound and rows[kind] != row:
            check(row)


def check_event_standings(table: Table, evidence: EvidenceBase) -> None:
    """Report events whose standing or speaker does not fit their sources."""
    columns = (table.values[column] for column in ("from_force", "to_force"))
    for row, pair in enumerate(zip(*columns, strict=True)):
        forces = tuple(force for force in pair if force)
        _check(_Row(table, row, evidence, forces, NEVER, contradicted=False, links=False))


@dataclass(frozen=True)
class _Row:
    """One row with its weight; `links` is whether other records can contradict it."""

    table: Table
    row: int
    evidence: EvidenceBase
    forces: tuple[str, ...]
    start: int
    contradicted: bool
    links: bool

    def cell(self, column: str) -> str:
        return self.table.values[column][self.row] or ""

    @property
    def sources(self) -> tuple[str, ...]:
        return self.table.values["sources"][self.row] or ()

    @property
    def stated(self) -> Standing | None:
        standing: Standing | None = self.table.values["standing"][self.row]
        return standing

    @cached_property
    def weight(self) -> Weight:
        speaker = find_speaker(self.cell("by"), self.cell("by_side"), self.evidence.families)
        claim = Claim(self.forces, bool(self.cell("by")), speaker, self.sources, self.start)
        return weigh(self.evidence, claim)

    @property
    def carried(self) -> Standing:
        """The standing its sources support, contradictions aside."""
        return compute_standing(self.weight.origins, self.weight.party_alone, contradicted=False)

    @property
    def readable(self) -> bool:
        """Whether everything it refers to exists; an unknown id is reported elsewhere."""
        known = self.evidence
        return bool(self.sources) and all(
            (
                all(source in known.published for source in self.sources),
                all(force in known.sides for force in self.forces),
                self.cell("by_side") in {"", *known.families},
            )
        )

    @property
    def voiced(self) -> bool:
        """Whether it has a speaker, or a source with a known side."""
        return bool(self.cell("by")) or any(leaning(self.evidence, source) for source in self.sources)


def _check(row: _Row) -> bool:
    """Report what is wrong with a row; return whether nothing is."""
    faults = list(_check_speaker(row))
    if row.readable and (fault := _check_voice(row) or _weigh_stated(row)):
        if fault[1].startswith("needs two") and _note_early(row):
            return False
        faults.append(fault)
    for column, rule, cure in faults:
        row.table.add_fault(row.row, column, rule, cure)
    return not faults


def _check_speaker(row: _Row) -> Iterator[Fault]:
    by, side, families = row.cell("by"), row.cell("by_side"), row.evidence.families
    if side and not by:
        yield (
            "by_side",
            "is filled in, but by is empty",
            "Fill in by with who says it, or leave by_side empty",
        )
    elif side and by in families:
        yield "by_side", f'is not needed: by is "{by}", whose family is known', "Leave by_side empty"
    elif by and by not in families and by == by.lower() and " " not in by and (near := suggest(by, families)):
        yield "by", "looks like an id, but is not the id of a force or family", near


def _weigh_stated(row: _Row) -> Fault | None:
    """Return what is wrong with a standing: higher than supported, or lower without a reason."""
    stated, carried = row.stated, row.carried
    if stated is None:
        if not row.cell("standing_note") or row.table.is_malformed(row.row, "standing"):
            return None
        cure = "Fill in standing, or leave both empty"
        return "standing_note", "explains a standing, but standing is empty", cure
    if stated is Standing.DISPUTED and row.links:
        cure = "Name it in contradicts, in either of the two records"
        return None if row.contradicted else ("standing", "needs a record that contradicts it", cure)
    if STANDINGS.index(stated) < STANDINGS.index(carried):
        return "standing", *_describe_excess(row, stated)
    if stated is carried or row.cell("standing_note"):
        return None
    rule = f"is lower than {carried}, which the sources support, but no reason is given"
    return "standing", rule, f"Give the reason in standing_note. {_LOWER} if there is none"


def _describe_excess(row: _Row, stated: Standing) -> tuple[str, str]:
    weight = row.weight
    if weight.party_alone:
        other = "a speaker other than by" if row.cell("by") else "a source that does not lean towards it"
        return (
            f"needs {other}, because only the force’s own side says so",
            f"Add one. {_LOWER} if there is none",
        )
    independent = count_independent(weight.documents, weight.origins)
    return (
        f"needs two independent sources, but has {independent}",
        f"Add an independent source. {_LOWER} if there is none",
    )


def _check_voice(row: _Row) -> Fault | None:
    """Return what is wrong if a claimed or disputed row has no known speaker."""
    if row.voiced or row.stated not in {Standing.CLAIMED, Standing.DISPUTED}:
        return None
    if row.stated is Standing.CLAIMED:
        cure = (
            f"Fill in by, or cite a source that leans towards the force's side. {_LOWER} if nobody claims it"
        )
        return "standing", "must be claimed by one of the parties", cure
    if row.links and not row.contradicted:
        return None
    return (
        "by",
        "is empty, and no source leans towards a side, so it is unclear who says it",
        "Fill in by with who says it",
    )


def _note_early(row: _Row) -> bool:
    """Report sources published before a record begins, if they alone keep it from being confirmed."""
    known = row.evidence
    if row.cell("by") or known.count(row.sources) < 2:
        return False
    counted = counting(known, row.sources, row.start)
    begun = f'before from, "{row.table.written("from")[row.row]}"'
    for source in row.sources:
        if source not in counted and (day := known.published[source]) is not None:
            rule = f"was published on {format_day(day)}, {begun}, and cannot confirm what came later"
            row.table.add_fault(
                row.row, "sources", rule, f"Cite a later source. {_LOWER} if there is none", source
            )
    return True
