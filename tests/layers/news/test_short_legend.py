"""The short legend: only what is visible in the map, by ground, in few rows; dots with whose they are."""

import itertools

import pytest
import shapely

from atlas.model.atlas import Atlas
from layers.news.placing import compose_news_picture
from layers.news.resolve import resolve_news
from layers.still.legend import Entry
from layers.style.symbology import Hatch
from tests.layers.news.test_news_pictures import ask

CASES = [
    {"view": view, "date": date, "size": size, "key": key}
    for (view, date), size, key in itertools.product(
        [("golan-hauran", "2018-07-09"), ("south-and-east", "2020-12-17"), ("deir-ez-zor", "2017-11-05")],
        ["social", "square", "story"],
        ["auto", "full"],
    )
]


@pytest.mark.parametrize("options", CASES, ids=lambda each: "-".join(each.values()))
def test_every_entry_is_visible_in_the_map_in_order_of_ground(
    default_atlas: Atlas, options: dict[str, str]
) -> None:
    news, laid = compose_news_picture(default_atlas, ask(default_atlas, **options))
    extent, marks = news.context.viewport.extent, news.context.marks
    families = {family.name.translate("en"): own for own, family in default_atlas.families.items()}
    zones = {
        zone: shapely.clip_by_rect(shape, 0, 0, extent.width, extent.height).area
        for zone, shape in news.context.viewport.zones.items()
    }

    def measure(entry: Entry) -> float:
        return sum(
            zones[zone]
            for zone, symbol in laid.picture.symbols.items()
            if zone in zones and zones[zone] >= 260 * marks**2
            and (
                (symbol.pattern and symbol.pattern.hatch is entry.pattern.hatch)
                if entry.pattern
                else symbol.leader
                and default_atlas.forces[symbol.leader].family == families[entry.text]
            )
        )  # fmt: skip

    entries = [entry for row in news.words.key.rows for _, entry in row]
    checked = [entry for entry in entries if entry.pattern or entry.text in families]
    if options["key"] == "auto":
        assert all(measure(entry) >= 260 * marks**2 for entry in checked)
        assert len(news.words.key.rows) <= (3 if options["size"] == "story" else 2)
    grounds = [measure(entry) for entry in checked]
    assert grounds == sorted(grounds, reverse=True)


def test_the_entry_of_dots_names_whose_they_are(default_atlas: Atlas) -> None:
    news = resolve_news(default_atlas, ask(default_atlas, view="albu-kamal", date="2020-12-17"))
    (entry,) = (
        entry
        for row in news.words.key.rows
        for _, entry in row
        if entry.pattern and entry.pattern.hatch is Hatch.DOTS
    )
    assert entry.text == "Presence: Iran-aligned, ISIS"
