"""The plan of a news film: how long each card and change stays, and what happens when, in words."""

from itertools import accumulate, pairwise

from layers.news.film.resolve import NewsFilm
from outputs.films.web_vtt import Cue

FRAME_MS = 40
EASE_MS, EDGE_MS, EDGE_FADE_MS = 400, 800, 400
"""How long ground takes to change, how long its edge is marked from the beginning, and how long it fades."""
TITLE_MS, LONG_TITLE_MS, LONG_TITLE_WORDS, END_MS = 1_500, 2_500, 20, 3_000
_LEAST_MS, _MORE_MS, _MORE_WORDS, _CALLOUT_MS = 1_200, 300, 5, 2_500


def count_words(*texts: str) -> int:
    """Return how many words some texts have together."""
    return sum(len(text.split()) for text in texts)


def _round_up(ms: int) -> int:
    """Return a duration in whole frames of an MP4, so that words beside the film keep its time."""
    return -(-ms // FRAME_MS) * FRAME_MS


def title_ms(film: NewsFilm) -> int:
    """Return how long the first card stays: longer if it has many words."""
    words = count_words(film.title.day, film.title.headline, film.title.deck)
    return _round_up(LONG_TITLE_MS if words > LONG_TITLE_WORDS else TITLE_MS)


def change_ms(caption: str, *, callout: bool = False) -> int:
    """Return how long a change stays: 1.2 s, 0.3 s more for each five words, 2.5 s with a callout."""
    stays = _LEAST_MS + _MORE_MS * (count_words(caption) // _MORE_WORDS)
    return _round_up(max(stays, _CALLOUT_MS) if callout else stays)


def plan_durations(film: NewsFilm) -> list[int]:
    """Return how many milliseconds the first card, each change and the last card stay."""
    changes = (change_ms(change.caption, callout=change.callout is not None) for change in film.changes)
    return [title_ms(film), *changes, END_MS]


def write_cues(film: NewsFilm) -> list[Cue]:
    """Return what happens in the film, in the words of its cards and of all news of each day."""
    ending = f"{film.ending.day}: {film.ending.headline}."
    title = f"{film.title.headline}. {film.title.day}. {film.title.deck}".strip()
    texts = [title, *(change.sentences for change in film.changes), ending]
    times = pairwise(accumulate(plan_durations(film), initial=0))
    return [Cue(start, end, text) for (start, end), text in zip(times, texts, strict=True)]
