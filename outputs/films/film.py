"""Films: one map day by day, month by month or change by change, as GIF and MP4.

Each frame is the drawing of a still with the same legend and frame throughout. Frames are drawn, rasterised
and written one after the other, so memory does not grow with the length. Contains no clock and no web.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PIL import Image

from atlas.history.changes import compile_changes, turn_days
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import date_of, format_day
from atlas.request.options import is_hidden
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.geometry.viewport import visible_bbox
from layers.still.legend import Entry
from layers.still.legend_entries import entries_between
from outputs.data.holdings import places_in
from outputs.films.frame_pool import FramePool
from outputs.films.frame_strips import Band, draw_bands
from outputs.films.gif import Gif, Palette
from outputs.films.mp4 import Mp4
from outputs.metadata.about import About, describe_film

MAX_FRAMES = 2_000
MAX_PIXELS = 2_400_000
_QUIET_MS = {"day": 80, "month": 320, "change": 600}
_CHANGE_MS, _MORE_MS, _LONGEST_MS = 600, 120, 1_200
"""How long a frame with a change stays, how much longer for each further one, and at most."""
_FIRST_MS, _LAST_MS = 1_000, 2_000
_SAMPLES = 12
"""How many frames are sampled for the palette of a GIF."""

Progress = Callable[[int, int], None]
"""Called with the number of frames done and their total; an exception from it stops the film."""


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """One frame: the day it shows, and how many milliseconds it stays."""

    day: int
    ms: int


class FilmWriter(Protocol):
    """A file that takes frames."""

    def add(self, picture: Image.Image, ms: int) -> None:
        """Add a frame that stays for some milliseconds."""


def plan_film(atlas: Atlas, request: Request) -> tuple[FilmFrame, ...]:
    """Return the frames of a film; RequestError if it would be too long or too large, or is impossible."""
    _check(request)
    first = atlas.meta.first if request.start is None else request.start
    last = atlas.meta.last if request.end is None else request.end
    counts = _count_changes(atlas, request)
    days = _days(request.step, first, last, counts)
    if len(days) > MAX_FRAMES:
        raise RequestError(
            "step",
            request.step,
            f"This film would have {len(days):,} frames; the limit is {MAX_FRAMES:,}. Shorten it with from "
            f"and to, or use step={'change' if request.step != 'change' else 'month'}.",
        )
    durations = [_frame_ms(request.step, sum(counts[day] for day in range(before + 1, day + 1)))
             for before, day in zip([first, *days], days, strict=False)]  # fmt: skip
    durations[0] = max(durations[0], _FIRST_MS)
    durations[-1] = _LAST_MS
    return tuple(FilmFrame(day, ms) for day, ms in zip(days, durations, strict=True))


def write_gif(atlas: Atlas, request: Request, path: Path, progress: Progress) -> None:
    """Write a film as an endless GIF."""
    plan = plan_film(atlas, request)
    size = request.pixels_of_still
    with FramePool(size) as pool:
        entries, texts = _entries(atlas, request, plan), _texts(describe_film(atlas, request))
        samples = plan[:: -(-len(plan) // _SAMPLES)]
        drawn = dict(zip(samples, pool.rasterise(_draw(atlas, request, samples, entries)), strict=True))
        with Gif(path, size, texts, Palette(drawn.values())) as file:
            others = [frame for frame in plan if frame not in drawn]
            rest = pool.rasterise(_draw(atlas, request, others, entries))
            pictures = (drawn.pop(frame) if frame in drawn else next(rest) for frame in plan)
            _write_frames(file, pictures, plan, progress)


def write_mp4(atlas: Atlas, request: Request, path: Path, progress: Progress) -> None:
    """Write a film as an MP4."""
    plan = plan_film(atlas, request)
    size = request.pixels_of_still
    with FramePool(size) as pool:
        entries, texts = _entries(atlas, request, plan), _texts(describe_film(atlas, request))
        with Mp4(path, size, texts) as file:
            _write_frames(file, pool.rasterise(_draw(atlas, request, plan, entries)), plan, progress)


def _write_frames(
    file: FilmWriter, pictures: Iterable[Image.Image], plan: tuple[FilmFrame, ...], progress: Progress
) -> None:
    progress(0, len(plan))
    for number, (picture, frame) in enumerate(zip(pictures, plan, strict=True), 1):
        file.add(picture, frame.ms)
        progress(number, len(plan))


def _draw(
    atlas: Atlas, request: Request, plan: Iterable[FilmFrame], entries: list[Entry]
) -> Iterator[tuple[Band, ...]]:
    return (draw_bands(atlas, replace(request, date=frame.day), entries) for frame in plan)


def _entries(atlas: Atlas, request: Request, plan: tuple[FilmFrame, ...]) -> list[Entry]:
    return entries_between(atlas, request, plan[0].day, plan[-1].day)


def _texts(about: About) -> Mapping[str, str]:
    return {
        "comment": about.permalink,
        "title": about.title,
        "description": about.alt,
        "artist": about.credit,
        "copyright": about.licence,
    }


def _check(request: Request) -> None:
    if request.compare is not None:
        raise RequestError(
            "compare", format_day(request.compare), "Films cannot compare two dates. Leave compare out."
        )
    if request.versus:
        raise RequestError("versus", request.versus, "Films cannot compare two accounts. Leave versus out.")
    if request.style == "news":
        raise RequestError("style", "news", "Films have the whole frame. Leave style out.")
    if request.transparent:
        raise RequestError("transparent", "1", "Films cannot be transparent. Leave transparent out.")
    wide, high = request.pixels_of_still
    if wide * high > MAX_PIXELS:
        allowed = f"A film frame can have at most {MAX_PIXELS:,} pixels, for example 1920x1080."
        raise RequestError("size", request.size, allowed)


def _days(step: str, first: int, last: int, counts: Mapping[int, int]) -> list[int]:
    if step == "day":
        return list(range(first, last + 1))
    if step == "month":
        return sorted({first, last, *(day for day in range(first, last + 1) if date_of(day).day == 1)})
    return sorted({first, *(day for day, count in counts.items() if count and first < day <= last)})


def _frame_ms(step: str, changes: int) -> int:
    if not changes:
        return _QUIET_MS[step]
    return min(_CHANGE_MS + _MORE_MS * (changes - 1), _LONGEST_MS)


def _count_changes(atlas: Atlas, request: Request) -> Counter[int]:
    """Count the changes of each day in the picture: forces, statuses, certainty, and events."""
    counts: Counter[int] = Counter()
    bbox = visible_bbox(atlas, request)
    changes = compile_changes(atlas, request.known)
    for place in places_in(atlas, bbox):
        counts.update(turn_days(changes.get(place.id, ()), partial(is_hidden, atlas, request.hide)))
    if "events" in request.layers:
        west, south, east, north = bbox
        for event in atlas.events:
            if event.reported <= request.known and west <= event.lon <= east and south <= event.lat <= north:
                counts[event.date.earliest] += 1
    return counts
