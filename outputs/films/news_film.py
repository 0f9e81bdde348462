"""News films: stills of every change, rasterised once, and the pictures between two of them by blending.

Only pixels that differ between two stills are blended, so nothing else can move.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageColor

from layers.news.film.cards import draw_end_card, draw_title_card
from layers.news.film.frames import FilmState, Panel, draw_states
from layers.news.film.resolve import NewsFilm
from outputs.films.frame_pool import FramePool
from outputs.films.frame_strips import Band, make_band
from outputs.films.news_plan import EASE_MS, EDGE_FADE_MS, EDGE_MS, plan_durations

_AHEAD = 4
"""How many states are drawn and rasterised ahead of the one that is shown."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A panel that is being rasterised: where it lies in a picture, and its pixels."""

    rows: slice
    columns: slice
    pixels: "Future[bytes]"

    def paste(self, frame: np.ndarray) -> None:
        """Put the panel into a picture."""
        frame[self.rows, self.columns] = self.to_array()

    def to_array(self) -> np.ndarray:
        """Return the pixels: (rows, columns, 3)."""
        shape = self.rows.stop - self.rows.start, self.columns.stop - self.columns.start, 3
        return np.frombuffer(self.pixels.result(), dtype=np.uint8).reshape(shape)


@dataclass(frozen=True, slots=True)
class _State:
    """A state that is being rasterised: its map plain and with marks, and what is around it."""

    map: _Placed
    marked: _Placed | None
    around: tuple[_Placed, ...]


Shot = tuple[Image.Image, int, int]
"""A picture, the milliseconds that it stays, and how many stills are done with it."""


class NewsFilmPictures:
    """The pictures of a news film; a blended one stays `fade_ms`."""

    def __init__(self, film: NewsFilm, pool: FramePool, fade_ms: int) -> None:
        self._film, self._pool, self._fade_ms = film, pool, fade_ms
        self._wide, self._high = film.request.pixels_of_still
        self._per_px = self._high / film.layout.height
        self._page = film.context.theme["page"]
        self._recent: dict[Band, Future[bytes]] = {}

    def shots(self) -> Iterator[Shot]:
        """Yield the pictures in order: the first card, each change, the last card."""
        title_ms, *change_ms, end_ms = plan_durations(self._film)
        yield self._draw_card(draw_title_card(self._film)), title_ms, 1
        states = self._rasterise(draw_states(self._film))
        frame = self._blank()
        _paste(frame, next(states))
        for number, (state, ms) in enumerate(zip(states, change_ms, strict=True), 2):
            yield from ((Image.fromarray(frame), stays, number) for stays in self._change(frame, state, ms))
        yield self._draw_card(draw_end_card(self._film)), end_ms, len(change_ms) + 2

    def samples(self, most: int) -> Iterator[Image.Image]:
        """Yield the cards and about as many states of the film, to choose colours from."""
        yield self._draw_card(draw_title_card(self._film))
        every = max(len(self._film.days) // most, 1)
        for number, state in enumerate(self._rasterise(draw_states(self._film))):
            if number % every == 0:
                frame = self._blank()
                _paste(frame, state)
                yield Image.fromarray(frame)
        yield self._draw_card(draw_end_card(self._film))

    def _change(self, frame: np.ndarray, state: _State, ms: int) -> Iterator[int]:
        """Change a frame into another state, step by step, and yield how long each step stays.

        Caption and progress change at once, the ground is eased in with its marked edge, which fades later.
        """
        for panel in state.around:
            panel.paste(frame)
        area = frame[state.map.rows, state.map.columns]
        plain = state.map.to_array()
        marked = plain if state.marked is None else state.marked.to_array()
        yield from self._blend(area, marked, EASE_MS)
        if (marked == plain).all():
            yield ms - EASE_MS
            return
        yield EDGE_MS - EASE_MS
        yield from self._blend(area, plain, EDGE_FADE_MS)
        if ms > EDGE_MS + EDGE_FADE_MS:
            yield ms - EDGE_MS - EDGE_FADE_MS

    def _blend(self, area: np.ndarray, target: np.ndarray, ms: int) -> Iterator[int]:
        """Turn an area into a target in even steps of time, changing only what differs."""
        differs = (area != target).any(axis=2)
        first, last = area[differs].astype(np.float32), target[differs].astype(np.float32)
        steps = ms // self._fade_ms
        for step in range(1, steps + 1):
            share = _ease(step / steps)
            area[differs] = np.rint(first + (last - first) * share).astype(np.uint8)
            yield self._fade_ms

    def _rasterise(self, states: Iterator[FilmState]) -> Iterator[_State]:
        under_way: deque[_State] = deque()
        for state in states:
            under_way.append(self._submit(state))
            if len(under_way) > _AHEAD:
                yield under_way.popleft()
        yield from under_way

    def _submit(self, state: FilmState) -> _State:
        panels = [state.caption, state.foot, state.map, *([state.marked] if state.marked else [])]
        caption, foot, plain, *marked = self._place(panels)
        return _State(plain, marked[0] if marked else None, (caption, foot))

    def _place(self, panels: Sequence[Panel]) -> list[_Placed]:
        """Rasterise panels; one that was the same a moment ago is not rasterised again."""
        before, self._recent = self._recent, {}
        placed = []
        for panel in panels:
            left, top, right, bottom = (round(edge * self._per_px) for edge in panel.box)
            right, bottom = min(right, self._wide), min(bottom, self._high)
            band = make_band((left, top, right, bottom), self._per_px, panel.drawn, self._page)
            pixels = before.get(band) or self._recent.get(band) or self._pool.submit(band)
            self._recent[band] = pixels
            placed.append(_Placed(slice(top, bottom), slice(left, right), pixels))
        return placed

    def _draw_card(self, panels: Sequence[Panel]) -> Image.Image:
        frame = self._blank()
        for panel in self._place(panels):
            panel.paste(frame)
        return Image.fromarray(frame)

    def _blank(self) -> np.ndarray:
        frame = np.empty((self._high, self._wide, 3), dtype=np.uint8)
        frame[:] = ImageColor.getrgb(self._page)[:3]
        return frame


def _paste(frame: np.ndarray, state: _State) -> None:
    for panel in (*state.around, state.map):
        panel.paste(frame)


def _ease(share: float) -> float:
    """Return how far a change has come: slow at both ends."""
    return share * share * (3 - 2 * share)
