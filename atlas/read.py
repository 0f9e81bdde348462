"""Reading an atlas folder: check everything and report every fault at once, then build the Atlas.

Knows the order of the checks and of the building; each of them stands in a module of its own.
"""

from dataclasses import dataclass
from pathlib import Path

from atlas.build import build_atlas
from atlas.check import check_folder
from atlas.collector import paused_collector
from atlas.faults import AtlasRefused, Fault, Faults
from atlas.files import Folder
from atlas.limits import Limits
from atlas.model import Atlas

_LIMITS = Limits()


@dataclass(frozen=True)
class Checked:
    """What came of a check: an atlas, or the faults that keep it shut."""

    atlas: Atlas | None
    faults: tuple[Fault, ...]


@paused_collector()
def check_atlas(folder: Path, limits: Limits = _LIMITS) -> Checked:
    """Check an atlas folder, and build it where it has no faults."""
    opened = Folder(folder, limits, Faults())
    findings = check_folder(opened)
    faults = opened.faults.sorted()
    if faults or findings is None:
        return Checked(None, faults)
    return Checked(build_atlas(findings, opened.version()), ())


def read_atlas(folder: Path, limits: Limits = _LIMITS) -> Atlas:
    """Return the atlas in a folder; raise AtlasRefused with all its faults where it has any."""
    checked = check_atlas(folder, limits)
    if checked.atlas is None:
        raise AtlasRefused(checked.faults)
    return checked.atlas
