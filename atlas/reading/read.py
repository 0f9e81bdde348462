"""Reading an atlas folder: check everything and report every fault at once, then build the Atlas.

Knows the order of the checks and of the building; each of them stands in a module of its own.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.model.faults import AtlasRefused, Fault, Faults
from atlas.model.gc_pause import paused_collector
from atlas.model.limits import Limits
from atlas.reading.build import build_atlas
from atlas.reading.coarsen_sites import coarsen
from atlas.reading.embargo import hold_back
from atlas.reading.folder import Folder
from atlas.reading.validate import check_folder
from atlas.reading.version_hash import fingerprint

_LIMITS = Limits()


@dataclass(frozen=True)
class Checked:
    """What came of a check: an atlas, or the faults that keep it shut."""

    atlas: Atlas | None
    faults: tuple[Fault, ...]


@paused_collector()
def check_atlas(folder: Path | str, limits: Limits = _LIMITS, moment: datetime | None = None) -> Checked:
    """Check an atlas folder, what is held back too, and build what may be shown where it has no faults.

    Records and events are held until their `hold_until`; without a moment, all that are ever held.
    """
    opened = Folder(Path(folder), limits, Faults())
    findings = check_folder(opened)
    faults = opened.faults.sorted()
    if faults or findings is None:
        return Checked(None, faults)
    held = hold_back(findings, moment)
    atlas = build_atlas(coarsen(held.findings))
    return Checked(replace(atlas, version=fingerprint(atlas), next_release=held.next_release), ())


def read_atlas(folder: Path | str, limits: Limits = _LIMITS, moment: datetime | None = None) -> Atlas:
    """Return the atlas in a folder as it may be shown; raise AtlasRefused with all its faults if any."""
    checked = check_atlas(folder, limits, moment)
    if checked.atlas is None:
        raise AtlasRefused(checked.faults)
    return checked.atlas
