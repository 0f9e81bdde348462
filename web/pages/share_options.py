"""The choices of the share dialog: formats, sizes, columns and kinds of embed, and the page's phrases."""

from collections.abc import Mapping
from typing import Any, Literal

from atlas.model.brand import Brand
from atlas.request.options import SIZES, size_of
from outputs.data.request_frame import COLUMNS
from outputs.embed.reserved_box import RESERVED_BOXES
from outputs.metadata.program import ROOT
from outputs.writers import OUTPUTS
from text.translations import Words

Kind = Literal["still", "film", "words", "data"]
_NAMES = {
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "jpg": "JPEG",
    "parquet": "GeoParquet",
    "vtt": "WebVTT",
    "webp": "WebP",
}
_FILMS = ("image/gif", "video/")
_STILLS = ("image/", "application/pdf")
_WORDS = (
    "close", "date_form", "date_wrong", "known_on", "offline", "showing", "step_change", "step_day",
    "step_month", "theme_auto", "theme_dark", "theme_light", "theme_print",
)  # fmt: skip
"""Phrases that the page and its dialog use besides their own (`share_…`)."""


def find_formats(*kinds: Kind) -> list[dict[str, str]]:
    """Return id and name of the formats of some kinds: PNG first, then in the order of the outputs."""
    suffixes = [suffix for suffix, output in OUTPUTS.items() if _kind(output.media_type) in kinds]
    suffixes.sort(key=lambda suffix: suffix != "png")
    return [{"id": suffix, "name": _NAMES.get(suffix, suffix.upper())} for suffix in suffixes]


def _kind(media_type: str) -> Kind:
    if media_type.startswith(_FILMS):
        return "film"
    if media_type.startswith("text/vtt"):
        return "words"
    return "still" if media_type.startswith(_STILLS) else "data"


def list_share_options(routes: frozenset[str], brand: Brand | None = None) -> Mapping[str, Any]:
    """Return the choices of the dialog; `routes` are the addresses that this server answers.

    The sizes of a brand follow those that every atlas has.
    """
    own = {name: size_of(named.size, named.unit) for name, named in brand.sizes.items()} if brand else {}
    return {
        "stills": find_formats("still"),
        "data": find_formats("data"),
        "columns": list(COLUMNS),
        "sizes": [
            {"id": name, "width": width, "height": height, "scale": scale}
            for name, (width, height, scale) in {**SIZES, **own}.items()
        ],
        "embed": _list_embed_options(routes),
        "zip": "/pictures.zip" in routes,
        "films": find_formats("film") if "/films" in routes else [],
    }


def _list_embed_options(routes: frozenset[str]) -> dict[str, Any] | None:
    """Return the features of embeds here: pinned, resized by a script, found by oEmbed; and their boxes."""
    if "/embed" not in routes:
        return None
    return {
        "frozen": any(route.startswith("/embed/<") for route in routes),
        "script": (ROOT / "assets" / "embed.js").is_file(),
        "oembed": "/oembed" in routes,
        "boxes": {name: {"height": box.least, "style": box.style} for name, box in RESERVED_BOXES.items()},
    }


def select_words(words: Words) -> dict[str, str]:
    """Return the phrases of the page around the player."""
    return {key: text for key, text in words.table.items() if key.startswith("share_") or key in _WORDS}
