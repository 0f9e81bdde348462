"""Stamp: a tag for an answer that is told before it is made: program, atlas and question in one hash."""

import hashlib
from functools import lru_cache
from pathlib import Path

from atlas.model import Atlas

ROOT = Path(__file__).resolve().parent.parent
_MAKERS = ("atlas/*.py", "layers/*", "outputs/*.py", "web/*.py", "assets/words/*", "requirements.txt")


def stamp(atlas: Atlas, *question: str) -> str:
    """Return the tag of the answer that this program gives to a question on this atlas."""
    return digest("\n".join([_program(), atlas.version, *question]).encode())


@lru_cache(maxsize=1)
def _program() -> str:
    """Hash all that has a say in an answer: another program may draw the same question otherwise."""
    paths = sorted(path for pattern in _MAKERS for path in ROOT.glob(pattern) if path.is_file())
    return digest(b"".join(path.read_bytes() for path in paths))


def digest(data: bytes) -> str:
    """Return the tag of an answer by its bytes."""
    return hashlib.sha256(data).hexdigest()[:24]
