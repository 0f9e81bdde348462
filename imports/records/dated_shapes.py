"""Dated shapes: features of one name whose rows follow each other in time are one place that changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from atlas.model.edtf_dates import FOREVER, parse_window
from imports.records.claims import Claim
from imports.records.content import Content, Feature
from imports.values.normalise import normalise


@dataclass
class _Dates:
    """The first start and the last end of the rows of a feature, as written."""

    own: bool = True
    """True if the place is named after its holder: then it exists only as long as it is held."""
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    @property
    def start(self) -> str:
        """Return the earliest start."""
        return min(self.starts, key=lambda date: parse_window(date).earliest)

    @property
    def end(self) -> str:
        """Return the latest end; empty if a row has none."""
        return "" if "" in self.ends else max(self.ends, key=lambda date: parse_window(date).latest)

    @property
    def last(self) -> int:
        """Return the first day of the end."""
        return parse_window(self.end).earliest if self.end else FOREVER


def join_dated_shapes(content: Content, where: Mapping[Claim, Feature], claims: Iterable[Claim]) -> None:
    """Give one id to the features of a name that follow each other in time, and dates to their shapes."""
    dates: dict[int, _Dates] = {}
    for claim in claims:
        own = dates.setdefault(id(where[claim]), _Dates())
        own.starts.append(claim.start)
        own.ends.append(claim.end)
        own.own &= bool(claim.place) and normalise(claim.actor) == normalise(claim.place)
    for features in content.features.values():
        groups: dict[str, list[Feature]] = {}
        for feature in features:
            groups.setdefault(normalise(feature.properties["name"]), []).append(feature)
        for group in groups.values():
            if len(group) > 1:
                _join(group, [dates.get(id(feature)) for feature in group])
            for feature in group:
                if (days := dates.get(id(feature))) and days.own and all(days.starts):
                    _limit(feature, days)


def _limit(feature: Feature, dates: _Dates) -> None:
    """Let a place exist only from its first to its last day."""
    if not dates.start.startswith("../"):
        feature.properties["from"] = dates.start
    if dates.end:
        feature.properties["to"] = dates.end


def _join(group: Sequence[Feature], dates_of: Sequence[_Dates | None]) -> None:
    pairs = [(feature, dates) for feature, dates in zip(group, dates_of, strict=True) if dates]
    if len(pairs) < len(group) or not all(all(dates.starts) for _, dates in pairs):
        return
    pairs.sort(key=lambda pair: parse_window(pair[1].start).earliest)
    for (_, before), (_, after) in pairwise(pairs):
        first = parse_window(after.start)
        ended = before.last <= first.latest or not before.end
        if not ended or parse_window(before.start).earliest == first.earliest:
            return
    for at, (feature, dates) in enumerate(pairs):
        feature.properties["id"] = pairs[0][0].properties["id"]
        if at:
            feature.properties["from"] = dates.start.removeprefix("../")
        if dates.end:
            feature.properties["to"] = dates.end
