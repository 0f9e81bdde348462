"""Stored page: a page as it is sent, compressed and with the policy that its own scripts and styles need.

Handles pages and headers; contains neither maps nor requests.
"""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEVEL = 9
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_END = b"\n"


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page, gzipped, and its Content-Security-Policy."""

    policy: str
    zipped: bytes

    @property
    def plain(self) -> bytes:
        """The page for clients that accept no gzip."""
        return gzip.decompress(self.zipped)


def pack_page(zipped: bytes, page: bytes) -> bytes:
    """Return a page, compressed and plain, as bytes that can be stored with its policy."""
    return write_policy(page.decode()).encode() + _END + zipped


def unpack_page(packed: bytes) -> StoredPage:
    """Read the bytes from `pack_page`."""
    policy, _, zipped = packed.partition(_END)
    return StoredPage(policy.decode(), zipped)


def write_policy(page: str) -> str:
    """Return the policy of a page embedded in any other: its own inline scripts, and nothing from elsewhere.

    'self' is for the small answer that a pinned page requests: its corrections.
    """
    run = (text for attributes, text in _SCRIPT.findall(page) if "application/" not in attributes)
    scripts = " ".join(_hashes(run)) or "'none'"
    # A hash would block style attributes, which the drawing has.
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
        "font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


def _hashes(texts: Iterable[str]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        yield f"'sha256-{digest}'"
