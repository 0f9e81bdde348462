"""Reading an atlas folder: check everything, report all faults at once, then build the Atlas.

Sets the order of checking and building; each step is in a module of its own.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.model.brand import Brand
from atlas.model.faults import AtlasRefused, Fault, Faults, split_faults
from atlas.model.gc_pause import paused_collector
from atlas.model.limits import Limits
from atlas.reading.brand.brand_toml import FILE as BRAND_FILE
from atlas.reading.brand.brand_toml import read_brand
from atlas.reading.build import build_atlas
from atlas.reading.coarsen_sites import coarsen
from atlas.reading.embargo import apply_embargo
from atlas.reading.folder import Folder
from atlas.reading.fonts.read_fonts import add_fonts, read_fonts
from atlas.reading.validate import check_folder, check_letters
from atlas.reading.version_hash import fingerprint

_LIMITS = Limits()


@dataclass(frozen=True)
class Checked:
    """The result of a check: an atlas, or the faults that prevent it; warnings prevent nothing."""

    atlas: Atlas | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()


@paused_collector()
def check_atlas(
    folder: Path | str,
    limits: Limits = _LIMITS,
    moment: datetime | None = None,
    brand: Path | None = None,
) -> Checked:
    """Check an atlas folder, embargoed rows included, and build what may be shown if it has no faults.

    Records and events are withheld until their `hold_until`; without a moment, all with an embargo are
    withheld. `brand` is a brand file, or the folder of one, instead of the atlas' own.
    """
    opened = Folder(Path(folder), limits, Faults())
    findings = check_folder(opened)
    dressed = read_brand(opened) if brand is None else _read_brand_at(brand, opened)
    own = read_fonts(opened)
    faults, warnings = split_faults(opened.faults.sorted())
    if faults or findings is None:
        return Checked(None, faults, warnings)
    held = apply_embargo(findings, moment)
    atlas = add_fonts(replace(build_atlas(coarsen(held.findings)), brand=dressed), own)
    check_letters(findings, atlas.fonts)
    _, warnings = split_faults(opened.faults.sorted())
    return Checked(replace(atlas, version=fingerprint(atlas), next_release=held.next_release), (), warnings)


def read_atlas(
    folder: Path | str,
    limits: Limits = _LIMITS,
    moment: datetime | None = None,
    brand: Path | None = None,
) -> Atlas:
    """Return the atlas in a folder as it may be shown; AtlasRefused contains all faults if there are any."""
    checked = check_atlas(folder, limits, moment, brand)
    if checked.atlas is None:
        raise AtlasRefused(checked.faults)
    return checked.atlas


def dress_atlas(atlas: Atlas, brand: Path) -> Atlas:
    """Return an atlas with the brand in a file; AtlasRefused contains all faults if there are any."""
    opened = Folder(Path(), _LIMITS, Faults())
    dressed = replace(atlas, brand=_read_brand_at(brand, opened))
    dressed = add_fonts(dressed, atlas.fonts.more)
    faults, _ = split_faults(opened.faults.sorted())
    if faults:
        raise AtlasRefused(faults)
    return replace(dressed, version=fingerprint(dressed))


def find_brand_file(brand: Path) -> Path:
    """Return the brand file at a path, which may be that of its folder."""
    return brand / BRAND_FILE if brand.is_dir() else brand


def _read_brand_at(brand: Path, opened: Folder) -> Brand | None:
    """Read a brand outside the atlas folder, with its faults among those of the atlas."""
    path = find_brand_file(brand)
    if not path.exists():
        cure = f"Give a {BRAND_FILE}, or the folder that contains one"
        opened.faults.add(Fault(str(brand), "does not exist", cure))
        return None
    return read_brand(Folder(path.parent, opened.limits, opened.faults), path.name)
