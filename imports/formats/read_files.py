"""Foreign files as layers: staged safely, then read by a child process. No library opens the originals."""

import json
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from imports.formats.layer import Layer, UnreadableError
from imports.formats.limits import ImportLimits
from imports.formats.staging import Staged, list_files, stage

_ROOT = Path(__file__).resolve().parents[2]
_LIMITS = ImportLimits()
_START = "import sys; sys.path.insert(0, {!r}); from imports.formats.child import main; main()"


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    file: str
    rule: str
    cure: str = ""

    def __str__(self) -> str:
        cure = f" {self.cure}." if self.cure else ""
        return f"{self.file}: {self.rule}.{cure}"


@dataclass(frozen=True)
class Reading:
    """What was read: the layers of all files, and the files that were refused."""

    layers: tuple[Layer, ...]
    refused: tuple[Refused, ...]


def read_files(
    sources: Iterable[Path], encoding: str = "", crs: str = "", limits: ImportLimits = _LIMITS
) -> Reading:
    """Return the layers of files, in their order; a folder stands for the files in it."""
    refused: list[Refused] = []
    with tempfile.TemporaryDirectory(prefix="marchland-") as scratch:
        staged: list[Staged] = []
        for number, source in enumerate(list_files(sources)):
            try:
                staged.append(stage(source, Path(scratch) / str(number), limits))
            except UnreadableError as error:
                refused.append(Refused(source.name, error.rule, error.cure))
        results = (
            _run_child(staged, {"encoding": encoding, "crs": crs}, limits, Path(scratch)) if staged else []
        )
    layers: list[Layer] = []
    for file, result in zip(staged, results, strict=True):
        if "layers" in result:
            layers += [_unpack(layer) for layer in result["layers"]]
            if not result["layers"]:
                refused.append(Refused(file.name, "contains no rows"))
        else:
            refused.append(Refused(file.name, result["rule"], result["cure"]))
    return Reading(tuple(layers), tuple(refused))


def _run_child(
    staged: Sequence[Staged], options: dict[str, str], limits: ImportLimits, scratch: Path
) -> list[dict[str, Any]]:
    jobs = [{"path": str(file.path), "file": file.name, "format": file.format, **options} for file in staged]
    order = {"jobs": jobs, "limits": asdict(limits), "folder": str(scratch)}
    most = limits.wall_seconds * len(jobs) + 60
    # -I: neither the working folder nor PYTHONPATH can put a module in the way.
    command = [sys.executable, "-I", "-c", _START.format(str(_ROOT))]
    ended = subprocess.run(  # noqa: S603 - this very program
        command,
        input=json.dumps(order),
        text=True,
        capture_output=True,
        timeout=most,
        check=False,
        cwd=scratch,
    )
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or ["no message"])[-1]
        raise RuntimeError(f"The process that reads files failed: {last}")
    return [
        json.loads((scratch / f"result-{number}.json").read_text(encoding="utf-8"))
        for number in range(len(jobs))
    ]


def _unpack(packed: dict[str, Any]) -> Layer:
    layer = Layer(**packed)
    layer.columns = tuple(packed["columns"])
    layer.rows = [tuple(row) for row in packed["rows"]]
    layer.geometries = [None if text is None else b64decode(text) for text in packed["geometries"]]
    layer.faults = dict(packed["faults"])
    return layer
