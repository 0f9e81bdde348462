"""The program as a hash of everything that affects its output: another program may give other output."""

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
"""The version of the program, which is defined in pyproject.toml alone."""
_MAKERS = (
    "atlas/**/*.py",
    "atlas/world/*",
    "text/**/*.py",
    "layers/**/*.py",
    "layers/**/*.json",
    "outputs/**/*.py",
    "outputs/**/*.html",
    "outputs/embed/fonts/*",
    "outputs/stills/profiles/*",
    "web/**/*.py",
    "web/**/*.html",
    "assets/css/*.css",
    "assets/built/*",
    "text/languages/*",
    "assets/fonts/*",
    "requirements.txt",
)


@lru_cache(maxsize=1)
def hash_program() -> str:
    """Return the hash of the running program."""
    return short_hash(VERSION.encode() + b"".join(path.read_bytes() for path in list_makers()))


def list_makers() -> list[Path]:
    """Return the files that affect the output, without those that Python writes while it runs."""
    return sorted({path for pattern in _MAKERS for path in ROOT.glob(pattern) if path.is_file()})


def short_hash(data: bytes) -> str:
    """Return a hash that distinguishes any two things, in 24 characters."""
    return hashlib.sha256(data).hexdigest()[:24]
