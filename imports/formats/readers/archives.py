"""Archives and other files made of ZIP: what is inside, unpacked within limits into the folder of the job."""

import zipfile
from pathlib import Path, PurePosixPath

from imports.formats.job import Job
from imports.formats.layer import UnreadableError

_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_FILES = (".shp", ".geojson", ".json", ".kml", ".gpkg", ".fgb", ".parquet", ".csv", ".tsv", ".txt", ".lua")
_CHUNK = 1 << 20


def find_kind(path: Path, job: Job) -> str:
    """Return what an archive is: xlsx, ods, or zip (also for KMZ), once its size is within the limits."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive, path, job)
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                return "xlsx"
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
            return "ods" if kind == b"application/vnd.oasis.opendocument.spreadsheet" else "zip"
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableError(f"is a broken archive ({error})", "Pack it again") from None


def unpack(path: Path, job: Job) -> list[Path]:
    """Return the files in an archive that can be read, unpacked flat; a path inside it leads nowhere else."""
    folder = path.with_name("unpacked")
    folder.mkdir()
    left = job.limits.unpacked_bytes
    wanted: list[Path] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for number, member in enumerate(archive.infolist()):
                name = PurePosixPath(member.filename.replace("\\", "/"))
                suffix = name.suffix.lower()
                hidden = name.name.startswith(".") or "__MACOSX" in name.parts
                if member.is_dir() or hidden or suffix not in (*_FILES, *_SHAPEFILE):
                    continue
                target = folder / _name_file(name, number, suffix)
                left -= _copy(archive, member, target, left)
                wanted += [target] if suffix in _FILES else []
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableError(f"is a broken archive ({error})", "Pack it again") from None
    if not wanted:
        raise UnreadableError("contains no file that import reads")
    return wanted


def _name_file(name: PurePosixPath, number: int, suffix: str) -> str:
    """Return a harmless name; the parts of a Shapefile keep a common one."""
    stem = "".join(sign if sign.isalnum() or sign in "-_ " else "_" for sign in name.stem)[:100]
    folder = "".join(sign if sign.isalnum() else "_" for sign in str(name.parent))[-60:]
    return (
        f"{stem}{'' if folder == '_' else folder}{suffix}"
        if suffix in _SHAPEFILE
        else f"{stem}{number}{suffix}"
    )


def _check_size(archive: zipfile.ZipFile, path: Path, job: Job) -> None:
    members, limits = archive.infolist(), job.limits
    if len(members) > limits.unpacked_files:
        raise UnreadableError(f"contains {len(members):,} files; the limit is {limits.unpacked_files:,}")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("is encrypted", "Save it without a password")
    size, packed = sum(member.file_size for member in members), path.stat().st_size
    if size > limits.unpacked_bytes or (size > 10_000_000 and size > limits.unpacked_ratio * packed):
        raise UnreadableError(f"is {packed:,} bytes, but unpacks to {size:,}", "Save it without empty cells")


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Unpack one file and return its size; the size in the list of an archive may be a lie."""
    size = 0
    with archive.open(member) as source, target.open("xb") as copy:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise UnreadableError(f"unpacks to more than {most:,} bytes")
            copy.write(chunk)
    return size
