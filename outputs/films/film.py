"""Films: one map day by day, month by month or change by change, as GIF and MP4.

Each frame is the drawing of a still with the same legend and frame throughout. Frames are drawn, rasterised
and written one after the other, so memory does not grow with the length. Contains no clock and no web.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PIL import Image

from atlas.history.changes import change_days, compile_changes
from atlas.history.news_choice import group_news, list_news_between
from atlas.model.atlas import Atlas
from atlas.model.dates.granularity import Granularity
from atlas.request.options import is_hidden
from atlas.request.parsers import RequestError
from atlas.request.request import Request, format_date
from atlas.shapes.bounds import contains
from layers.geometry.viewport import visible_bbox
from layers.news.film.resolve import NewsFilm, resolve_film
from layers.news.pictures import find_picture_facts
from layers.still.layout import fonts_of
from layers.still.legend import Entry
from layers.still.legend_entries import entries_between
from outputs.data.holdings import places_in
from outputs.films.frame_pool import FramePool
from outputs.films.frame_strips import Band, draw_bands
from outputs.films.gif import Gif, Palette
from outputs.films.mp4 import Mp4
from outputs.films.news_film import NewsFilmPictures, Shot
from outputs.films.news_plan import FRAME_MS, write_cues
from outputs.films.web_vtt import Cue, format_vtt
from outputs.metadata.about import About, describe_film
from outputs.stills.brand_fonts import find_fonts
from text.film import describe_day
from text.translations import words_for

MAX_FRAMES = 2_000
MAX_PIXELS = 2_400_000
_QUIET_MS = {"day": 80, "month": 320, "year": 320, "change": 600}
_CHANGE_MS, _MORE_MS, _LONGEST_MS = 600, 120, 1_200
"""How long a frame with a change stays, how much longer for each further one, and at most."""
_FIRST_MS, _LAST_MS = 1_000, 2_000
_GIF_FADE_MS = 80
"""How long a blended picture of a GIF stays: with half as many, its file is half as large."""
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


def count_stills(atlas: Atlas, request: Request) -> int:
    """Return how many stills a film needs, which measure its progress; RequestError if it cannot be made."""
    if request.style != "news":
        return len(plan_film(atlas, request))
    return len(_resolve_news(atlas, request).changes) + 2


def write_gif(atlas: Atlas, request: Request, path: Path, progress: Progress) -> None:
    """Write a film as an endless GIF."""
    stills, size = count_stills(atlas, request), request.pixels_of_still
    with FramePool(size, find_fonts(atlas), fonts_of(atlas)) as pool:
        texts = _texts(describe_film(atlas, request))
        if request.style == "news":
            pictures = NewsFilmPictures(_resolve_news(atlas, request), pool, _GIF_FADE_MS)
            palette, shots = Palette(pictures.samples(_SAMPLES), _logo_colours(atlas)), pictures.shots()
        else:
            palette, shots = _plan_gif(atlas, request, pool)
        with Gif(path, size, texts, palette) as file:
            _write_shots(file, shots, stills, progress)


def write_mp4(atlas: Atlas, request: Request, path: Path, progress: Progress) -> None:
    """Write a film as an MP4; a news film has what happens in words as a track of text."""
    stills, size = count_stills(atlas, request), request.pixels_of_still
    with FramePool(size, find_fonts(atlas), fonts_of(atlas)) as pool:
        texts = _texts(describe_film(atlas, request))
        cues: Sequence[Cue] = ()
        if request.style == "news":
            film = _resolve_news(atlas, request)
            shots, cues = NewsFilmPictures(film, pool, FRAME_MS).shots(), write_cues(film)
        else:
            plan = plan_film(atlas, request)
            pictures = pool.rasterise(_draw(atlas, request, plan, _entries(atlas, request, plan)))
            shots = _number(pictures, plan)
        with Mp4(path, size, texts, cues) as file:
            _write_shots(file, shots, stills, progress)


def write_vtt(atlas: Atlas, request: Request) -> bytes:
    """Return what happens in a film and when, as WebVTT, for those who cannot see it."""
    news = request.style == "news"
    cues = write_cues(_resolve_news(atlas, request)) if news else _list_cues(atlas, request)
    about = describe_film(atlas, request)
    notes = (about.title, about.credit, about.licence, about.permalink, f"Marchland, atlas {about.version}")
    return format_vtt(cues, request.lang, notes)


def _list_cues(atlas: Atlas, request: Request) -> Iterator[Cue]:
    """Yield what happened in each frame of a film in the style `reference`; a cue lasts until the next."""
    plan, words, facts = (
        plan_film(atlas, request),
        words_for(request),
        find_picture_facts(atlas, request),
    )
    start, before, texts = 0, plan[0].day, list[tuple[int, str]]()
    for frame in plan:
        news = list_news_between(atlas, request.known, facts.hidden, facts.visible, (before, frame.day))
        if sentences := describe_day(atlas, tuple(group_news(atlas, news)), words, request.known):
            texts.append((start, f"{words.date(frame.day)}: {sentences}"))
        start, before = start + frame.ms, frame.day
    ends = [*(begin for begin, _ in texts[1:]), start]
    return (Cue(begin, end, text) for (begin, text), end in zip(texts, ends, strict=bool(texts)))


def _resolve_news(atlas: Atlas, request: Request) -> NewsFilm:
    _check(request)
    _check_news(request)
    if request.step != "change":
        raise RequestError("step", request.step, "A news film goes from change to change. Leave step out.")
    return resolve_film(atlas, request)


def _check_news(request: Request) -> None:
    """Refuse options of news pictures that a film cannot follow."""
    if request.since is not None:
        allowed = "A film marks every change. Leave since out, or use from."
        raise RequestError("since", format_date(request, request.since), allowed)
    if request.notes:
        allowed = "A film has callouts on the days of its news, no notes. Leave notes out."
        raise RequestError("notes", request.notes[0].text[:80], allowed)
    if request.key != "auto":
        raise RequestError("key", request.key, "A news film has names on the ground, no key. Leave key out.")


def _plan_gif(atlas: Atlas, request: Request, pool: FramePool) -> tuple[Palette, Iterator[Shot]]:
    """Return the palette of a film in the style `reference` and its pictures; samples are drawn once."""
    plan = plan_film(atlas, request)
    entries = _entries(atlas, request, plan)
    samples = plan[:: -(-len(plan) // _SAMPLES)]
    drawn = dict(zip(samples, pool.rasterise(_draw(atlas, request, samples, entries)), strict=True))
    rest = pool.rasterise(_draw(atlas, request, [frame for frame in plan if frame not in drawn], entries))
    palette = Palette(drawn.values(), _logo_colours(atlas))
    return palette, _number((drawn.pop(frame) if frame in drawn else next(rest) for frame in plan), plan)


def _number(pictures: Iterable[Image.Image], plan: Sequence[FilmFrame]) -> Iterator[Shot]:
    frames = enumerate(zip(pictures, plan, strict=True), 1)
    return ((picture, frame.ms, number) for number, (picture, frame) in frames)


def _write_shots(file: FilmWriter, shots: Iterable[Shot], stills: int, progress: Progress) -> None:
    """Write pictures one after the other and report each still with its first picture."""
    progress(0, stills)
    done = 0
    for picture, ms, number in shots:
        file.add(picture, ms)
        if number != done:
            done = number
            progress(done, stills)


def _draw(
    atlas: Atlas, request: Request, plan: Iterable[FilmFrame], entries: list[Entry]
) -> Iterator[tuple[Band, ...]]:
    return (draw_bands(atlas, replace(request, date=frame.day), entries) for frame in plan)


def _entries(atlas: Atlas, request: Request, plan: tuple[FilmFrame, ...]) -> list[Entry]:
    return entries_between(atlas, request, plan[0].day, plan[-1].day)


def _logo_colours(atlas: Atlas) -> tuple[str, ...]:
    return atlas.brand.logo_colours if atlas.brand else ()


def _texts(about: About) -> Mapping[str, str]:
    return {
        "comment": about.permalink,
        "title": about.title,
        "description": about.alt,
        "artist": about.credit,
        "copyright": about.licence,
        "keywords": f"Marchland, atlas {about.version}",
    }


def _check(request: Request) -> None:
    if request.dates:
        days = ",".join(map(request.granularity.write, request.dates))
        raise RequestError("dates", days, "A film shows all days in turn. Leave dates out.")
    if request.inset:
        raise RequestError("style", "news", "A film has one map. Leave inset out.")
    if request.compare is not None:
        date = format_date(request, request.compare)
        raise RequestError("compare", date, "Films cannot compare two dates. Leave compare out.")
    if request.versus:
        raise RequestError("versus", request.versus, "Films cannot compare two accounts. Leave versus out.")
    if request.transparent:
        raise RequestError("transparent", "1", "Films cannot be transparent. Leave transparent out.")
    wide, high = request.pixels_of_still
    if wide * high > MAX_PIXELS:
        allowed = f"A film frame can have at most {MAX_PIXELS:,} pixels, for example 1920x1080."
        raise RequestError("size", request.size, allowed)


def _days(step: str, first: int, last: int, counts: Mapping[int, int]) -> list[int]:
    if step != "change":
        return sorted({first, last, *(day for day in Granularity(step).units(first, last) if day > first)})
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
        held = changes.get(place.id, ())
        counts.update(change_days(atlas, place.id, held, partial(is_hidden, atlas, request.hide)))
    if "events" in request.layers:
        for event in atlas.events:
            if event.reported <= request.known and contains(bbox, event.lon, event.lat):
                counts[event.date.earliest] += 1
    return counts
