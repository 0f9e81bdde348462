"""Names of files: the day, the view, and the size of a picture."""

from collections.abc import Iterable

from atlas.request.request import Request

SIZED = ("svg", "png", "webp", "jpg", "avif", "pdf", "gif", "mp4")
"""The formats that have a size."""


def name_file(request: Request, suffix: str) -> str:
    """Return the name under which a file is saved: the day, its content, the size of a picture."""
    size = [_name_size(request)] if suffix in SIZED else []
    dates = map(request.granularity.write, request.days)
    return f"{'-'.join(['marchland', *dates, request.view, *size])}.{suffix}"


def name_alternative(file: str, suffix: str, parts: Iterable[str]) -> str:
    """Return the name of one of several files: with the parts that tell it from the others, each once."""
    stem, dot, end = file.rpartition(".")
    stem, end = (stem, end) if dot and end == suffix else (file, suffix)
    more = [part for part in parts if f"-{part}-" not in f"-{stem}-"]
    return "-".join([stem, *(part.replace("/", "-") for part in more)]) + f".{end}"


def _name_size(request: Request) -> str:
    """Return a size as part of a file's name, even the default: 800x600, 800x600-2x, 85x110-mm."""
    size, _, scale = request.size.partition("@")
    parts = (size, f"{scale}x" if scale else "", "mm" if request.unit == "mm" else "")
    return "-".join(part for part in parts if part)
