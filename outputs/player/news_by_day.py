"""News by day: the sentences on what happened last, and from which day on each applies."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from atlas.history.news import REACH_DAYS, VAGUE_DAYS, News, find_news
from atlas.history.news_choice import group_news, pick_news, turning_days
from atlas.history.value_tracks import Interner, thin_track
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER
from text.news import describe_news
from text.translations import Words


def compile_leads(
    atlas: Atlas,
    words: Words,
    known: int,
    hidden: frozenset[str],
    is_visible: Callable[[News], bool],
    *,
    brief: bool = False,
) -> dict[str, Any]:
    """Return the sentences (`sentences`) and which of them apply from each day on (`track`)."""
    news = [item for item in find_news(atlas, known, hidden) if is_visible(item)]
    interner: Interner[str] = Interner("")
    sentences: dict[tuple[News, ...], str] = {}
    track: list[tuple[int, int]] = []
    for day, picked in pick_by_day(news):
        group = next(group_news(atlas, picked), ())
        if group and group not in sentences:
            sentences[group] = f"{describe_news(atlas, group, words, known, brief=brief)}."
        track.append((day, interner.number(sentences[group]) if group else 0))
    return {"track": thin_track(track), "sentences": interner.values}


def cut_leads(leads: dict[str, Any], day: int, reach: int) -> dict[str, Any]:
    """Return the sentences for days near one day; farther off there are none."""
    interner: Interner[str] = Interner("")
    first, last = day - reach, day + reach + 1
    dated = [(max(start, first), leads["sentences"][number]) for start, number in leads["track"]]
    until = [*(start for start, _ in leads["track"][1:]), FOREVER][: len(dated)]
    near = [lead for lead, end in zip(dated, until, strict=True) if end > first and lead[0] < last]
    track = [(start, interner.number(lead)) for start, lead in near]
    return {"track": thin_track([*track, (last, 0)]), "sentences": interner.values}


def pick_by_day(news: Sequence[News]) -> Iterator[tuple[int, Sequence[News]]]:
    """Yield the days on which the choice may change, each with the chosen news."""
    dated = sorted((item for item in news if not item.vague), key=lambda item: item.when.earliest)
    ended = sorted(dated, key=lambda item: item.when.latest)
    starts, ends = [item.when.earliest for item in dated], [item.when.latest for item in ended]
    numbers = {item: number for number, item in enumerate(news)}
    vague = {item for item in news if item.vague}
    scale = news[0].unit.scale if news else 1
    for day in turning_days(news):
        near = dated[bisect_right(starts, day - REACH_DAYS * scale) : bisect_right(starts, day)]
        if not near:
            # The newest is one of those that ended last, or has no exact date, or may not have ended.
            running = dated[bisect_left(starts, day - VAGUE_DAYS * scale) : bisect_right(starts, day)]
            near = sorted({*_ended_last(ended, ends, day), *running, *vague}, key=numbers.__getitem__)
        yield day, pick_news(near, day)


def _ended_last(ended: Sequence[News], ends: Sequence[int], day: int) -> Sequence[News]:
    """Return those whose windows ended last by a day; `ends` are the ends of `ended`, in order."""
    after = bisect_right(ends, day)
    return ended[bisect_left(ends, ends[after - 1]) : after] if after else ()
