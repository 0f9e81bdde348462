"""Reading an atlas folder: check everything, report all faults at once, then build the Atlas.

Sets the order of checking and building; each step is in a module of its own.
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
from atlas.reading.embargo import apply_embargo
from atlas.reading.folder import Folder
from atlas.reading.validate import check_folder
from atlas.reading.version_hash import fingerprint

_LIMITS = Limits()


@dataclass(frozen=True)
class Checked:
    """The result of a check: an atlas, or the faults that prevent it."""

    atlas: Atlas | None
    faults: tuple[Fault, ...]


@paused_collector()
def check_atlas(folder: Path | str, limits: Limits = _LIMITS, moment: datetime | None = None) -> Checked:
    """Check an atlas folder, embargoed rows included, and build what may be shown if it has no faults.

    Records and events are withheld until their `hold_until`; without a moment, all with an embargo are
    withheld.
    """
    opened = Folder(Path(folder), limits, Faults())
    findings = check_folder(opened)
    faults = opened.faults.sorted()
    if faults or findings is None:
        return Checked(None, faults)
    held = apply_embargo(findings, moment)
    atlas = build_atlas(coarsen(held.findings))
    return Checked(replace(atlas, version=fingerprint(atlas), next_release=held.next_release), ())


def read_atlas(folder: Path | str, limits: Limits = _LIMITS, moment: datetime | None = None) -> Atlas:
    """Return the atlas in a folder as it may be shown; AtlasRefused contains all faults if there are any."""
    checked = check_atlas(folder, limits, moment)
    if checked.atlas is None:
        raise AtlasRefused(checked.faults)
    return checked.atlas
