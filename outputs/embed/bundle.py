"""The bundle: style and script of an embed, as they are put into its page.

The script is built by `make player` from the modules in assets/; a test builds it again and compares.
"""

from functools import lru_cache
from pathlib import Path

from outputs.html.style_sheets import EMBED, EMBED_MEDIA, read_sheets

ASSETS = Path(__file__).resolve().parents[2] / "assets"
GZIP_LEVEL = 6
"""The gzip level of all text that is served."""


@lru_cache(maxsize=1)
def read_script() -> str:
    """Return the player of an embed, minified."""
    return _read_built("embedded")


@lru_cache(maxsize=1)
def read_canvas_script() -> str:
    """Return the script that shows the steps of many zones on a canvas; it follows the player's."""
    return _read_built("canvas")


def _read_built(name: str) -> str:
    return (ASSETS / "built" / f"{name}.min.js").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def read_style() -> str:
    """Return the style of an embed: the part it shares with the dashboard, then its own."""
    return read_sheets(EMBED, EMBED_MEDIA)
