"""The bundle: style and script of an embed, as they are put into its page.

The script is built by `make player` from the modules in assets/; a test builds it again and compares.
"""

import re
from functools import lru_cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
GZIP_LEVEL = 6
"""The gzip level of all text that is served."""
_SHARED = ("The ground", "Buttons and choices", "The map", "The slider", "The panel")
_SECTION = re.compile(r"^/\* (.+?) \*/$", re.MULTILINE)


@lru_cache(maxsize=1)
def read_script() -> str:
    """Return the player of an embed, minified."""
    return (ASSETS / "built" / "embedded.min.js").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def read_style() -> str:
    """Return the style of an embed: the part it shares with the dashboard, then its own."""
    _, *parts = _SECTION.split((ASSETS / "css" / "marchland.css").read_text(encoding="utf-8"))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    shared = "".join(sections[name] for name in _SHARED)
    return _minify(shared + (ASSETS / "css" / "embedded.css").read_text(encoding="utf-8"))


def _minify(css: str) -> str:
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", bare)
