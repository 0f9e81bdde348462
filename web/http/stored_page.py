"""A stored page: as it is sent, zipped and with the policy that its own scripts and styles need.

Knows pages and headers; knows neither maps nor who asks.
"""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEVEL = 9
_INLINE = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)
_END = b"\n"


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page, gzipped, and its Content-Security-Policy."""

    policy: str
    zipped: bytes

    @property
    def plain(self) -> bytes:
        """The page for who takes no gzip."""
        return gzip.decompress(self.zipped)


def pack_page(zipped: bytes, page: bytes) -> bytes:
    """Return a page, zipped and plain, as bytes that can be kept with its policy."""
    return write_policy(page.decode()).encode() + _END + zipped


def unpack_page(packed: bytes) -> StoredPage:
    """Unpack what `pack_page` packed."""
    policy, _, zipped = packed.partition(_END)
    return StoredPage(policy.decode(), zipped)


def write_policy(page: str) -> str:
    """Return the policy of a page that stands in any other: its own inline parts, and nothing from elsewhere.

    'self' is for the tiny answer that a pinned page asks for: what was corrected since.
    """
    inline = list(_inline_parts(page))
    scripts = " ".join(_hashes(text for kind, text in inline if kind == "script")) or "'none'"
    # A hash would shut out style attributes, which the drawing has.
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
        "font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


def _inline_parts(page: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of what is run or applied; data in a script is neither."""
    for kind, attributes, text in _INLINE.findall(page):
        if "application/" not in attributes:
            yield kind, text


def _hashes(texts: Iterable[str]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        yield f"'sha256-{digest}'"
