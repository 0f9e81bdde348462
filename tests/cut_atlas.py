"""The twin of an information date: the tables of an atlas, cut by hand, and an atlas built from them.

Reads rows of text, one by one; shares no code with the narrowing that it tests, except the forms of dates.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.model.colours import ColourPlan
from atlas.model.edtf_dates import format_day, parse_day, parse_window
from atlas.model.faults import Faults
from atlas.model.limits import Limits
from atlas.reading.build import build_atlas
from atlas.reading.coarsen_sites import coarsen
from atlas.reading.embargo import apply_embargo
from atlas.reading.folder import Folder
from atlas.reading.tables.csv_tables import read_table
from atlas.reading.tables.record_days import measure_days
from atlas.reading.tables.row_schemas import CONTRACTS
from atlas.reading.validate import Findings, check_folder, gather_evidence

Row = dict[str, str]
Tables = Mapping[str, list[Row]]
CUT = ("records", "events", "sources")


@dataclass(frozen=True)
class Unchecked:
    """A folder that was read once: its atlas at any day needs only its three tables."""

    findings: Findings

    def build(self, tables: Tables, version: str) -> Atlas:
        """Build the atlas of some rows without checks."""
        cut_tables = dict(self.findings.tables)
        for name in CUT:
            table = read_table(f"{name}.csv", format_rows(tables[name]), CONTRACTS[name], Faults(), Limits())
            if "sources" in table.values:
                table.values["sources"] = [sources or () for sources in table.values["sources"]]
            cut_tables[name] = table
        evidence = gather_evidence(cut_tables)
        days = measure_days(cut_tables["records"], evidence, self.findings.toml.granularity)
        left = replace(self.findings, tables=cut_tables, evidence=evidence, days=days)
        atlas = build_atlas(coarsen(apply_embargo(left, None).findings))
        # Families keep the colours that they have in the whole, so that no information date changes them.
        return replace(atlas, version=version, colours=self.colours)

    @cached_property
    def colours(self) -> ColourPlan:
        """The plan of the colours of the whole atlas."""
        return build_atlas(coarsen(apply_embargo(self.findings, None).findings)).colours


def read_unchecked(folder: Path) -> Unchecked:
    """Read the parts of a folder that are not cut."""
    findings = check_folder(Folder(folder, Limits(), Faults()))
    assert findings is not None
    return Unchecked(findings)


def read_rows(folder: Path) -> Tables:
    """Return the rows of the tables that are cut."""
    texts = {name: (folder / f"{name}.csv").read_text(encoding="utf-8") for name in CUT}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def format_rows(rows: list[Row]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(row for row in rows if row["id"])
    return text.getvalue()


def cut_tables(tables: Tables, known: int) -> Tables:
    """Return the rows as they would be if everything published after a day were cut from the files."""
    published = {row["id"]: parse_day(row["published"]) for row in tables["sources"] if row["published"]}
    gone = {name for name, day in published.items() if day > known}
    cut_records = [_date_report(row, published) for row in tables["records"]]
    records = [_cut_record(_date_end(row, cut_records, published), gone, known) for row in cut_records]
    left = [row for row in records if parse_day(row["reported"]) <= known]
    ids = {row["id"] for row in left}
    for row in left:
        row["contradicts"] = _keep_names(row["contradicts"], lambda name: name in ids)
    events = [_cut_event(row, gone) for row in tables["events"] if _event_reported(row, published) <= known]
    sources = [
        row | {"origin": "" if row["origin"] in gone else row["origin"]}
        for row in tables["sources"]
        if row["id"] not in gone
    ]
    # A table keeps its header even without rows.
    nothing = {name: [dict.fromkeys(tables[name][0], "")] for name in CUT}
    nothing["records"] = [dict.fromkeys(cut_records[0] | {"to_reported": ""}, "")]
    return {
        "records": left or nothing["records"],
        "events": events or nothing["events"],
        "sources": sources or nothing["sources"],
    }


def _days(row: Row, published: Mapping[str, int]) -> list[int]:
    return sorted(published[name] for name in row["sources"].split(";") if name in published)


def _date_report(row: Row, published: Mapping[str, int]) -> Row:
    """Write out when a record became public."""
    days = _days(row, published)
    default = days[0] if days else parse_window(row["from"]).latest
    return row | {"reported": row["reported"] or format_day(default)}


def _date_end(row: Row, records: list[Row], published: Mapping[str, int]) -> Row:
    """Write out when the end of a record became public."""
    if not row["to"] or row.get("to_reported"):
        return {"to_reported": ""} | row
    end = parse_window(row["to"]).earliest
    own = [day for day in _days(row, published) if day >= end]
    after = [
        parse_day(other["reported"])
        for other in records
        if other["place"] == row["place"]
        and other["id"] != row["id"]
        and not other["retracted"]
        and parse_window(other["from"]).earliest >= end
    ]
    day = min(own) if own else min(after) if after else end
    return row | {"to_reported": format_day(max(day, parse_day(row["reported"])))}


def _cut_record(row: Row, gone: set[str], known: int) -> Row:
    cut = dict(row)
    if row["to_reported"] and parse_day(row["to_reported"]) > known:
        cut |= {"to": "", "to_reported": ""}
    if row["retracted"] and parse_day(row["retracted"]) > known:
        cut["retracted"] = ""
    if row.get("confirmed"):
        cut["confirmed"] = format_day(min(parse_day(row["confirmed"]), known))
    if gone & set(row["sources"].split(";")):
        cut |= {name: "" for name in row if name.startswith("note")}
    return cut | {"sources": _keep_names(row["sources"], lambda name: name not in gone)}


def _cut_event(row: Row, gone: set[str]) -> Row:
    later = gone & set(row["sources"].split(";"))
    emptied = {name: "" for name in row if name == "text" or name.startswith("text_")} if later else {}
    return row | emptied | {"sources": _keep_names(row["sources"], lambda name: name not in gone)}


def _event_reported(row: Row, published: Mapping[str, int]) -> int:
    return min(_days(row, published), default=parse_window(row["date"]).latest)


def _keep_names(cell: str, wanted: Callable[[str], bool]) -> str:
    return ";".join(name for name in cell.split(";") if name and wanted(name))
