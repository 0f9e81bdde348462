"""Resolving maps of several days: one frame for all, their facts and findings, the words and the grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import scene_on
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.request.content import MapContent
from atlas.request.parsers import RequestError
from atlas.request.request import Request
from layers.geometry.viewport import Extent, fit, set_viewport, sharpness_of
from layers.map.visible_areas import VisibleArea
from layers.news.composing import compose_news
from layers.news.desk_words import Form, Words, find_publishers, set_words
from layers.news.framing import find_area
from layers.news.layout import NewsLayout, Type, news_layout
from layers.news.multiples.grid import LEAST_PX, Grid, WordsRoom, choose_grid
from layers.news.short_legend import merge_entries
from layers.news.words_column import Block, height_of, set_block
from layers.still.facts import find_facts_in
from layers.still.legend import Entry
from layers.still.one_map import Picture
from layers.still.resolve import find_content
from layers.style.context import DrawingContext
from text.findings import list_findings
from text.picture_facts import PictureFacts
from text.translations import words_for

_MOST_ROWS = 2
"""The most rows of the key."""
_MOST_PUBLISHERS, _FEW_PUBLISHERS = 6, 3
_MOST_ROUNDS = 3
RULE_PX = 2.0


class _Day(NamedTuple):
    """The facts about one map, and its contents."""

    facts: PictureFacts
    content: MapContent
    picture: Picture


@dataclass(frozen=True, slots=True, eq=False)
class SmallMap:
    """One map: its day, its contents, and its finding in lines."""

    day: int
    content: MapContent
    picture: Picture
    finding: Block


@dataclass(frozen=True, slots=True, eq=False)
class Multiples:
    """A resolved picture of several days; the request of its facts has the frame."""

    facts: PictureFacts
    layout: NewsLayout
    maps: tuple[SmallMap, ...]
    words: Words
    grid: Grid
    top: float
    """Where the grid begins, in px."""

    @property
    def rtl(self) -> bool:
        """Whether the maps stand from right to left."""
        return words_for(self.facts.request).rtl


def heading_type(layout: NewsLayout) -> Type:
    """Return the type of the day over each map."""
    return layout.callout.scaled(16 / 15, 0.0)


@lru_cache(maxsize=16)
def resolve_multiples(atlas: Atlas, request: Request) -> Multiples:
    """Resolve a request with several dates; RequestError if the picture is too small for so many maps."""
    layout, bbox = (
        replace(news_layout(request, atlas), column=0.0, brief=False, callouts=0),
        _frame_all(atlas, request),
    )
    extent, entries = fit(bbox, layout.measure, layout.measure), list[Entry]()
    days = _resolve_days(atlas, request, layout, extent)
    for _ in range(_MOST_ROUNDS):
        # The key depends on the size of the maps, and this on the height of the key.
        words, grid, top = _lay_out(atlas, request, layout, bbox, days, entries)
        _check_room(request, layout, grid)
        extent = fit(bbox, grid.width, grid.height)
        if extent == days[0].picture.context.viewport.extent:
            break
        days = _resolve_days(atlas, request, layout, extent)
        entries = merge_entries((day.picture for day in days), request)
    maps = tuple(
        SmallMap(facts.request.date, content, picture, _find_finding(layout, grid, number, days))
        for number, (facts, content, picture) in enumerate(days)
    )
    return Multiples(_join_facts(request, days, extent), layout, maps, words, grid, top)


def _check_room(request: Request, layout: NewsLayout, grid: Grid) -> None:
    if min(grid.width, grid.height) < LEAST_PX * min(layout.marks, 1.0):
        dates = ",".join(map(request.granularity.write, request.dates))
        allowed = f"A picture of {request.size} has no room for {len(request.dates)} maps. "
        raise RequestError("dates", dates, allowed + "Use fewer dates, or a larger size.")


def _frame_all(atlas: Atlas, request: Request) -> BBox:
    """Return the area that all maps show: what a news picture of each day would."""
    boxes = [find_area(atlas, replace(request, date=day, dates=())) for day in request.dates]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _lay_out(
    atlas: Atlas,
    request: Request,
    layout: NewsLayout,
    bbox: BBox,
    days: Sequence[_Day],
    entries: Sequence[Entry],
) -> tuple[Words, Grid, float]:
    """Set the words and choose the grid that the height left by them allows, and where it begins."""
    extent = days[0].picture.context.viewport.extent
    publishers = _MOST_PUBLISHERS if layout.width > layout.height else _FEW_PUBLISHERS
    facts = _join_facts(request, days, extent)
    form = Form(1, publishers, (), entries, brief=layout.small)
    words = set_words(facts, layout, extent, find_publishers(facts, extent), form)
    words = replace(words, top=words.top[1:], key=replace(words.key, rows=words.key.rows[:_MOST_ROWS]))
    top = max(layout.above, 0.7 * layout.pad) + height_of(words.top) + 0.5 * layout.pad
    key = words.key.height + (0.5 * layout.key.size if words.key.rows else 0.0)
    room = layout.height - layout.below - key - height_of(words.foot) - 0.9 * layout.pad - top
    over = RULE_PX * layout.marks + 1.9 * heading_type(layout).leading
    around = WordsRoom(over, layout.callout.size, layout.callout.leading)
    return words, choose_grid(len(days), bbox, (layout.measure, room), around, layout.pad), top


def _resolve_days(atlas: Atlas, request: Request, layout: NewsLayout, extent: Extent) -> list[_Day]:
    return [_resolve_day(atlas, request, layout, extent, day) for day in request.dates]


def _resolve_day(atlas: Atlas, request: Request, layout: NewsLayout, extent: Extent, day: int) -> _Day:
    """Return the facts about the map of a day, and its contents."""
    framed = replace(request, date=day, dates=(), bbox=extent.bbox, zoom=1.0)
    facts = find_facts_in(atlas, framed, VisibleArea(extent, sharpest=sharpness_of(request)))
    (content, *_) = find_content(atlas, framed).maps
    theme = "light" if request.theme == "auto" else request.theme
    context = DrawingContext(
        set_viewport(content.atlas, extent, sharpest=sharpness_of(request)), theme, request.lang,
        round(layout.marks, 3),
        adjusted=request.labels,
        most_points=layout.most_points(extent.width, extent.height), lands=day == request.dates[0],
    )  # fmt: skip
    return _Day(facts, content, compose_news(context, framed, content))


def _join_facts(request: Request, days: Sequence[_Day], extent: Extent) -> PictureFacts:
    """Return the facts about all maps: those of the last, with those of the first and the changes between."""
    first, last = days[0].facts, days[-1].facts
    framed = replace(request, bbox=extent.bbox, zoom=1.0)
    return replace(last, request=framed, first=first, changes=_find_changes(first, last), news=())


def _find_changes(first: PictureFacts, last: PictureFacts) -> tuple[ChangeOfControl, ...]:
    """Return the changes of control in the frame from one map to another, the most important first."""
    request, atlas = last.request, last.atlas
    area = request.bbox or atlas.views[request.view].bbox
    before, after = (scene_on(atlas, day, request.known) for day in (first.request.date, request.date))
    return find_changes_of_control(before, after, last.hidden, area)


def _find_finding(layout: NewsLayout, grid: Grid, number: int, days: Sequence[_Day]) -> Block:
    """Return the first finding on a map that fits under it, or the shortest."""
    facts, context = days[number].facts, days[number].picture.context
    changes = _find_changes(days[number - 1].facts, facts) if number else ()
    findings = list_findings(facts, changes, later=number > 0, words=context.words)
    blocks = [
        set_block([text], layout.callout, context.theme["ink"], grid.width, rtl=context.words.rtl)
        for text in findings
    ]
    fitting = (block for block in blocks if len(block.lines) <= grid.lines)
    return next(
        fitting, min(blocks, key=lambda block: len(block.lines), default=Block((), layout.callout, ""))
    )
