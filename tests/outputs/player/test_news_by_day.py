"""News by day: the few candidates of a day lead to the same choice as all news."""

import random
from collections.abc import Sequence

import pytest

from atlas.history.news import Kind, News
from atlas.history.news_choice import pick_news
from atlas.model.edtf_dates import Window
from outputs.player.news_by_day import pick_by_day


def draw_news(generator: random.Random) -> News:
    first = generator.randrange(200)
    last = first + generator.choice([0, 0, 0, 3, 29, 30, 31, 32, 90])
    kind, holder = generator.choice([Kind.CONTROL, Kind.CLAIM]), generator.choice(["army", "council"])
    return News(kind, generator.choice(["north", "south"]), Window(first, last), after=(holder,))


@pytest.mark.parametrize("seed", range(150))
def test_each_day_has_the_choice_that_all_news_lead_to(seed: int) -> None:
    generator = random.Random(seed)
    news = [draw_news(generator) for _ in range(generator.choice([0, 1, 3, 8, 20]))]
    for day, picked in pick_by_day(news):
        assert _names(picked) == _names(pick_news(news, day))


def _names(news: Sequence[News]) -> list[int]:
    return [id(item) for item in news]
