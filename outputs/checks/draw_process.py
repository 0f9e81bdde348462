"""The process of the draw check: draws every view in every language within limits of time and memory.

Run as a program, it reads an atlas and limits from its input and reports each drawing as a line of JSON.
"""

import json
import math
import pickle
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.request.narrow import narrow
from atlas.request.request import Request, default_request
from outputs.checks.culprits import Part, find_culprit, replace_part
from outputs.stills.raster import write_png
from outputs.stills.svg import write_svg

OUT_OF_MEMORY = "MemoryError"
_MOST_CULPRITS = 20
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one drawing: processor time, and memory beyond that of the atlas itself."""

    seconds: float = 60.0
    megabytes: int = 4_096


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawing, with the error that it ended with and the part of the atlas that causes it, if any."""

    view: str
    lang: str
    error: str = ""
    file: str = ""
    id: str = ""
    column: str = ""


def list_requests(atlas: Atlas) -> list[Request]:
    """Return what is drawn: each view in each language, and the first and last day of the default view."""
    default, meta = default_request(atlas), atlas.meta
    views = [meta.default_view, *(view for view in atlas.views if view != meta.default_view)]
    requests = [replace(default, view=view, lang=lang) for view in views for lang in meta.languages]
    days = dict.fromkeys(day for day in (meta.first, meta.last) if day != default.date)
    return [*requests, *(replace(default, date=day) for day in days)]


def draw_all(atlas: Atlas, limits: Limits) -> Iterator[Drawn]:
    """Draw everything, and yield each drawing when it begins, and again for each cause that it fails."""
    culprits: list[Part] = []
    for number, request in enumerate(list_requests(atlas)):
        yield Drawn(request.view, request.lang)
        while (error := _try_to_draw(atlas, request, limits, bare=number > 0)) is not None:
            drawn = Drawn(request.view, request.lang, _describe(error))
            if isinstance(error, MemoryError) or len(culprits) >= _MOST_CULPRITS:
                yield drawn
                break
            culprit = _search(atlas, request, limits)
            if culprit is None:
                yield drawn
                break
            yield replace(drawn, file=culprit.file, id=culprit.id, column=culprit.column)
            # What remains is drawn without it, so that one fault hides no other.
            atlas = replace_part(atlas, culprit)
            culprits.append(culprit)


def _try_to_draw(atlas: Atlas, request: Request, limits: Limits, *, bare: bool) -> BaseException | None:
    """Draw a still, as a PNG too unless it is bare; return the error if that fails."""
    limit_time(limits.seconds)
    try:
        narrowed = narrow(atlas, request)
        write_svg(narrowed, request)
        if not bare:
            write_png(narrowed, request)
    except Exception as error:
        return error
    return None


def _search(atlas: Atlas, request: Request, limits: Limits) -> Part | None:
    def fails(tried: Atlas) -> bool:
        return _try_to_draw(tried, request, limits, bare=True) is not None

    return find_culprit(atlas, request.view, fails)


def _describe(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def limit_time(seconds: float) -> None:
    """End this process when it has used so much more processor time, on systems that count it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - it does not exist on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (max(1, math.ceil(time.process_time() + seconds)), hard))


def limit_memory(megabytes: int) -> None:
    """Let this process have so much more address space, on systems that count it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - it does not exist on Windows

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Draw the atlas on the input."""
    atlas, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process, by its own pipe
    limit_memory(limits.megabytes)
    out_of_memory = False
    for drawn in draw_all(atlas, limits):
        print(json.dumps(asdict(drawn)), flush=True)  # noqa: T201 - this is what the process is for
        out_of_memory = out_of_memory or drawn.error == OUT_OF_MEMORY
        if out_of_memory:
            break
    sys.exit(1 if out_of_memory else 0)


if __name__ == "__main__":
    main()
