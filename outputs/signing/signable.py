"""What can be signed, and by whom. Loads neither cryptography nor C2PA, which take half a second."""

from dataclasses import dataclass, field
from enum import StrEnum

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "gif": "image/gif",
    "mp4": "video/mp4",
}
"""The formats that can be signed."""


class SigningError(ValueError):
    """Raised when a certificate, key or file cannot be used to sign, or a file cannot be read."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signs: the name of its owner, the algorithm, and chain and key as PEM."""

    name: str
    algorithm: str
    chain: bytes = field(repr=False)
    key: bytes = field(repr=False)


def check_format(suffix: str) -> None:
    """Raise SigningError for a format that cannot be signed."""
    if suffix not in MEDIA_TYPES:
        allowed = ", ".join(f".{name}" for name in MEDIA_TYPES)
        raise SigningError(f"A .{suffix} cannot be signed. Leave --sign out, or write one of: {allowed}.")


class Verdict(StrEnum):
    """What can be said about a file."""

    TRUSTED = "trusted"
    SIGNED = "signed"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a file; texts are empty where it says nothing. `faults` are codes of C2PA."""

    verdict: Verdict
    signer: str = ""
    organisation: str = ""
    version: str = ""
    day: str = ""
    known: str = ""
    permalink: str = ""
    faults: tuple[str, ...] = ()
