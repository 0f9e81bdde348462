"""The reports beside an imported atlas: rejected.csv, doubtful.csv and import.json."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from imports.formats.layer import Layer
from imports.records.claims import RowRef, clean_text
from imports.records.content import Cells
from imports.writing.cells import format_table

REJECTED, DOUBTFUL, REPORT = "rejected.csv", "doubtful.csv", "import.json"


def format_rejected(layers: Sequence[Layer], rejected: Mapping[RowRef, str]) -> str:
    """Return the rows that were not taken: file, layer, number, reason, and the row as it was read."""
    rows = []
    for ref in sorted(rejected):
        layer = layers[ref.layer]
        cells = layer.rows[layer.numbers.index(ref.number)]
        content = "; ".join(
            f"{name}: {cell}" for name, cell in zip(layer.columns, cells, strict=True) if cell
        )
        rows.append(
            {
                "file": layer.file,
                "sheet": layer.name,
                "row": str(ref.number),
                "reason": clean_text(rejected[ref]),
                "content": clean_text(content[:2000]),
            }
        )
    return format_table(("file", "sheet", "row", "reason", "content"), rows)


def format_doubtful(rows: Sequence[Cells]) -> str:
    """Return the towns that the gazetteer may have placed wrongly."""
    return format_table(("name", "town", "reason", "others"), rows)


def write_report(folder: Path, counts: Mapping[str, int]) -> None:
    """Write how many rows were read, taken and rejected, and a digest of each file of the folder."""
    report = {"rows": dict(counts), "files": _digest(folder)}
    (folder / REPORT).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def is_untouched(folder: Path) -> bool:
    """Return whether a folder contains what import wrote, and nothing else but a changed mapping.toml."""
    try:
        files = json.loads((folder / REPORT).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    own = _digest(folder)
    return {**own, "mapping.toml": ""} == {**files, "mapping.toml": ""}


def _digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name != REPORT
    }
