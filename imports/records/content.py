"""Content: what an atlas folder will contain, with the rows of the input that each part comes from."""

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from imports.records.claims import RowRef

Cells = dict[str, str]


@dataclass
class Feature:
    """A place with its shape."""

    properties: dict[str, str]
    shape: BaseGeometry
    refs: list[RowRef] = field(default_factory=list)


@dataclass
class Content:
    """The tables and features of an atlas."""

    families: list[Cells] = field(default_factory=list)
    forces: list[Cells] = field(default_factory=list)
    sources: list[Cells] = field(default_factory=list)
    records: list[Cells] = field(default_factory=list)
    events: list[Cells] = field(default_factory=list)
    features: dict[str, list[Feature]] = field(
        default_factory=lambda: {"zones": [], "sites": [], "lines": []}
    )
    refs: dict[str, list[list[RowRef]]] = field(default_factory=lambda: {"records": [], "events": []})
    """The rows of the input behind each record and event."""
    doubtful: list[Cells] = field(default_factory=list)
    """Towns that the gazetteer may have placed wrongly."""
    days: tuple[str, str] | None = None
    """The first and the last day of the slider, if they are not those of the records and events."""
    notes: list[str] = field(default_factory=list)
    """What was assumed about many rows at once, as sentences."""


@dataclass
class Result:
    """The content, and why rows are not in it."""

    content: Content
    rejected: dict[RowRef, str]
