"""The choice of news: what a picture of a day reports, what a film does, and what one sentence covers."""

from dataclasses import replace

import pytest

from atlas.history.news import REACH_DAYS, VAGUE_DAYS, Kind, News
from atlas.history.news_choice import Visible, group_news, list_news_between, pick_news, turning_days
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import Window, parse_day, parse_window
from atlas.model.vocabulary import Shape, Status


def news(place: str, date: str, kind: Kind = Kind.CONTROL, after: str = "army") -> News:
    status = Status.CONTROL if kind is Kind.CONTROL else None
    return News(kind, place, parse_window(date), after=(after,), status=status)


def at_event(atlas: Atlas, place: str, date: str) -> News:
    event = replace(atlas.events[0], id=f"event-{place}", place=place, date=parse_window(date))
    return News(Kind.EVENT, place, parse_window(date), event=event)


def picked(items: list[News], day: str) -> list[str]:
    return [f"{item.kind.name} {item.place}" for item in pick_news(items, parse_day(day))]


def test_places_that_passed_alike_on_the_last_day_are_reported_together() -> None:
    items = [
        news("west", "2018-01-01"),
        news("east", "2018-01-01"),
        news("gate", "2018-01-01", after="guards"),
    ]
    assert picked(items, "2019-01-01") == ["CONTROL west", "CONTROL east"]


def test_the_last_event_is_reported_alone(starter: Atlas) -> None:
    items = [
        news("west", "2018-01-01"),
        *(at_event(starter, place, "2018-01-02") for place in ("hills", "harbour")),
    ]
    assert picked(items, "2019-01-01") == ["EVENT hills"]


@pytest.mark.parametrize(
    ("place", "date", "covered"),
    [
        ("hills", "2018-01-04", False),
        ("hills", "2018-01-05", True),
        ("hills", "2018-01-10", True),
        ("hills", "2018-01-11", False),
        ("hills", "2018-01", True),
        ("harbour", "2018-01-05", False),
    ],
)
def test_an_event_is_left_out_beside_other_news_of_its_place_and_time(
    starter: Atlas, place: str, date: str, covered: bool
) -> None:
    items = [
        news("old-town", "2018-01-02"),
        news("hills", "2018-01-05/2018-01-10"),
        at_event(starter, place, date),
    ]
    assert (f"EVENT {place}" in picked(items, "2018-01-20")) is not covered


def test_news_is_recent_for_thirty_days_and_never_if_its_date_is_vague() -> None:
    item = news("west", "2018-03-01")
    first = item.when.earliest
    assert [item.recent(first + days) for days in (-1, 0, REACH_DAYS - 1, REACH_DAYS)] == [
        False,
        True,
        True,
        False,
    ]
    open_dates = [replace(item, when=Window(first, first + days)) for days in (VAGUE_DAYS, VAGUE_DAYS + 1)]
    assert [each.vague for each in open_dates] == [False, True]
    assert [each.begun(first) for each in open_dates] == [True, False]
    assert turning_days([item]) == [first, first + REACH_DAYS]
    assert turning_days(open_dates[1:]) == [first, first + VAGUE_DAYS + 1]


def test_a_film_reports_what_happened_after_its_first_day_up_to_its_last(starter: Atlas) -> None:
    visible = Visible(frozenset({"old-town"}), frozenset())

    def reported(first: str, last: str) -> list[str]:
        days = parse_day(first), parse_day(last)
        news = list_news_between(starter, starter.latest_source, frozenset(), visible, days)
        return [f"{item.kind.name} {item.when.text}" for item in news]

    fighting, lost, gained = "FIGHTING 2020-09-14", "CONTROL 2020-09-14", "CONTROL 2020-10-02/2020-10-05"
    assert set(reported("2020-09-13", "2020-09-14")) == {fighting, lost}
    assert reported("2020-09-14", "2020-10-05") == [gained]
    assert reported("2020-09-14", "2020-10-04") == []
    assert reported("2020-09-13", "2020-12-31")[0] == gained


def test_an_event_is_visible_by_itself_and_not_by_its_place(starter: Atlas) -> None:
    item = at_event(starter, "hills", "2018-01-01")
    assert Visible(frozenset(), frozenset({"event-hills"})).shows(item)
    assert not Visible(frozenset({"hills"}), frozenset()).shows(item)


def test_news_that_differs_only_in_its_place_is_one_group(starter: Atlas) -> None:
    west, east = news("hills", "2018-01-01", after="league"), news("harbour", "2018-01-01", after="league")
    others = [
        replace(east, after=("rangers",)),
        replace(east, before=("council",)),
        replace(east, when=parse_window("2018-01-02")),
        replace(east, beside=("council",)),
        at_event(starter, "hills", "2018-01-01"),
        at_event(starter, "hills", "2018-01-01"),
    ]
    assert list(group_news(starter, [west, east])) == [(west, east)]
    groups = list(group_news(starter, [west, *others, east]))
    assert groups == [(west, east), *((other,) for other in others)]


def test_news_of_a_zone_covers_a_site_in_it_unless_another_force_left(starter: Atlas) -> None:
    bridge = starter.places["bridge"].geometry
    zones = [place for place in starter.places.values() if place.shape is Shape.ZONE]
    around = next(zone.id for zone in zones if zone.geometry.covers(bridge))
    elsewhere = next(zone.id for zone in zones if not zone.geometry.intersects(bridge))
    site = news("bridge", "2018-01-01", after="league")
    for zone, covered in ((around, True), (elsewhere, False)):
        wide = replace(site, place=zone, before=("council",))
        assert (list(group_news(starter, [site, wide])) == [(wide,)]) is covered
    for other in ({"after": ("rangers",)}, {"status": Status.BESIEGED}, {"when": parse_window("2018-01-02")}):
        wide = replace(site, place=around, **other)
        assert list(group_news(starter, [site, wide])) == [(site,), (wide,)], "not the same news"
    gone = replace(site, after=(), status=None, before=("council",))
    for before, covered in ((("council",), True), (("rangers",), False)):
        wide = replace(gone, place=around, before=before)
        assert (list(group_news(starter, [gone, wide])) == [(wide,)]) is covered
