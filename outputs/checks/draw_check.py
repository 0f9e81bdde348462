"""The draw check: whether every view can be drawn in every language, tried in a process with limits.

Turns what that process reports into faults with file, line and cure.
"""

import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.model.faults import Fault, Severity
from atlas.reading.row_location import locate_row
from outputs.checks.draw_process import DEFAULT_LIMITS, OUT_OF_MEMORY, Drawn, Limits

PROGRAM = ("-m", "outputs.checks.draw_process")
_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS = 900.0
"""How long all drawings may take, however busy the machine is."""
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)
_CURE_OF_SHAPE = "Draw its shape again, or delete it"
_CURE_OF_NAME = "Write it in other letters"
_CURE_OF_VIEW = "Choose another extent for the view, or report this error with the folder"


def check_drawing(atlas: Atlas, folder: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Fault, ...]:
    """Return a fault for each thing in the atlas of a folder that keeps a view from being drawn."""
    try:
        drawn, code = _draw(atlas, limits)
    except OSError as error:
        rule = f"was not drawn to check it, because no process could be started ({error.strerror})"
        return (Fault("atlas.toml", rule, severity=Severity.WARNING),)
    faults = tuple(dict.fromkeys(_list_faults(drawn, folder)))
    if code == 0:
        return faults
    last = drawn[-1] if drawn else Drawn(next(iter(atlas.views)), atlas.meta.languages[0])
    return (*faults, _name_end(last, code, limits, folder))


def _draw(atlas: Atlas, limits: Limits) -> tuple[list[Drawn], int]:
    """Draw an atlas in a process; return what it reported, and how it ended."""
    command = [sys.executable, *PROGRAM]
    packed = pickle.dumps((atlas, limits), protocol=pickle.HIGHEST_PROTOCOL)
    with subprocess.Popen(  # noqa: S603 - our own program, by its own name
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            output, _ = process.communicate(packed, timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            return _parse(output), _OUT_OF_TIME
        except BaseException:
            process.kill()
            raise
    return _parse(output), process.returncode


def _parse(output: bytes) -> list[Drawn]:
    lines = output.decode(errors="replace").splitlines()
    return [Drawn(**json.loads(line)) for line in lines if line.startswith("{") and line.endswith("}")]


def _list_faults(drawn: list[Drawn], folder: Path) -> Iterator[Fault]:
    for each in drawn:
        if not each.error or each.error == OUT_OF_MEMORY:
            continue
        language = f"in the language {each.lang}"
        if not each.file:
            yield _name_view(each, f"cannot be drawn {language} ({each.error})", _CURE_OF_VIEW, folder)
            continue
        rule = f"cannot be drawn in the view {each.view}, {language} ({each.error})"
        cure = _CURE_OF_SHAPE if each.column == "geometry" else _CURE_OF_NAME
        place = locate_row(folder, each.file, each.id)
        yield Fault(each.file, rule, cure, column=each.column, value=each.id, **place)


def _name_end(last: Drawn, code: int, limits: Limits, folder: Path) -> Fault:
    """Return the fault of a view during whose drawing the process was ended."""
    if code == _OUT_OF_TIME:
        rule = f"takes more than {limits.seconds:g} s to draw in the language {last.lang}"
    elif last.error == OUT_OF_MEMORY:
        rule = f"needs more than {limits.megabytes:,} MB of memory to draw in the language {last.lang}"
    else:
        rule = f"ends the program when it is drawn in the language {last.lang} (exit code {code})"
    return _name_view(last, rule, "Simplify the shapes in this view, or leave some out", folder)


def _name_view(drawn: Drawn, rule: str, cure: str, folder: Path) -> Fault:
    place = locate_row(folder, "atlas.toml", drawn.view)
    return Fault("atlas.toml", rule, cure, column="id", value=drawn.view, **place)
