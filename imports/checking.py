"""Checking what was made: every fault of the new folder, traced to the rows of the input that cause it."""

from pathlib import Path

from atlas.model.faults import Fault, Faults, Severity
from atlas.model.limits import Limits
from atlas.reading.folder import Folder
from atlas.reading.validate import check_folder
from imports.records.claims import RowRef
from imports.records.content import Content


class _EveryFault(Faults):
    """A collector that also stores each fault by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.every: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Add a fault."""
        super().add(fault)
        if fault.severity is Severity.FAULT:
            self.every.append(fault)


def find_faults(folder: Path) -> list[Fault]:
    """Return the faults of an atlas folder one by one, without its warnings."""
    faults = _EveryFault()
    check_folder(Folder(folder, Limits(), faults))
    return faults.every


def trace_faults(faults: list[Fault], content: Content) -> tuple[dict[RowRef, str], list[Fault]]:
    """Return the rows that cause faults, with the rule they break, and the faults that no row causes."""
    rows: dict[RowRef, str] = {}
    others: list[Fault] = []
    for fault in faults:
        refs = _find_rows(fault, content)
        reason = f"{fault.column}: " if fault.column else ""
        reason += f'"{fault.value[:60]}" {fault.rule}' if fault.value else fault.rule
        for ref in refs:
            rows.setdefault(ref, f"{reason}. {fault.cure}".rstrip(". "))
        if not refs:
            others.append(fault)
    return rows, others


def _find_rows(fault: Fault, content: Content) -> list[RowRef]:
    name, _, suffix = fault.file.partition(".")
    if suffix == "csv" and fault.line is not None and fault.line > 1:
        if name in content.refs:
            return content.refs[name][fault.line - 2]
        return _find_by_id(name, getattr(content, name, []), fault.line - 2, content)
    if suffix == "geojson" and fault.feature is not None and name in content.features:
        return content.features[name][fault.feature - 1].refs
    return []


def _find_by_id(name: str, table: list[dict[str, str]], at: int, content: Content) -> list[RowRef]:
    """Return the rows behind the records and events that use a force or source."""
    id_ = table[at]["id"]
    columns = {"forces": ("force", "from_force", "to_force"), "sources": ("sources",)}.get(name, ())
    return [
        ref
        for kind in ("records", "events")
        for cells, refs in zip(getattr(content, kind), content.refs[kind], strict=True)
        if any(id_ in cells.get(column, "").split(";") for column in columns)
        for ref in refs
    ]
