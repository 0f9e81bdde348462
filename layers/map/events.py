"""Events of the last thirty days, fading out step by step. Contains no holdings."""

from collections.abc import Iterable, Sequence

from atlas.model.atlas import Atlas, Event
from atlas.model.dates.granularity import Granularity
from layers.labels.placement import Box
from layers.map.star_places import STAR_PX, place_stars
from layers.style.context import DrawingContext
from layers.style.markers import locate_events
from layers.style.theme import EVENT_SHARES, EVENT_STEP_DAYS
from layers.svg.elements import Element, el, group


def step_days(unit: Granularity) -> int:
    """Return how many days an event stays in each step: six, or as many as suit months or years."""
    return EVENT_STEP_DAYS * unit.scale


def event_step(event: Event, day: int, known: int, unit: Granularity) -> int:
    """Return 0 if an event is not shown on a day, else 1 (fresh) to 5 (nearly gone)."""
    age = day - event.date.latest
    begun = day >= event.date.earliest and event.reported <= known
    step = max(age, 0) // step_days(unit) + 1
    return step if begun and step <= len(EVENT_SHARES) else 0


def event_changes(event: Event, known: int, unit: Granularity) -> list[tuple[int, int]]:
    """Return the days on which an event appears, fades and is gone, with its step from then on."""
    if event.reported > known:
        return []
    fading = [(event.date.latest + i * step_days(unit), i + 1) for i in range(1, len(EVENT_SHARES))]
    return [(event.date.earliest, 1), *fading, (event_ends(event, unit), 0)]


def shows_events(context: DrawingContext, first: int, last: int, known: int) -> bool:
    """Return whether an event is drawn on any day from `first` to `last`."""
    points, unit = locate_events(context), context.atlas.meta.granularity
    near = [event for event in context.atlas.events if event.id in points and event.reported <= known]
    return any(event.date.earliest <= last and event_ends(event, unit) > first for event in near)


def event_ends(event: Event, unit: Granularity) -> int:
    """Return the day on which an event has faded away."""
    return event.date.latest + len(EVENT_SHARES) * step_days(unit)


def draw_events(context: DrawingContext, day: int, known: int, names: Sequence[Box] = ()) -> Element:
    """Draw the events of a still, beside names."""
    points = place_stars(locate_events(context), names, context.marks)
    steps = [
        (event, event_step(event, day, known, context.atlas.meta.granularity))
        for event in _oldest_first(context.atlas)
    ]
    return group(
        "layer-events",
        [
            _mark(context, event, points[event.id], step)
            for event, step in steps
            if step and event.id in points
        ],
    )


def draw_live_events(context: DrawingContext) -> Element:
    """Draw all events for the player, hidden until their day."""
    points = locate_events(context)
    events = [event for event in _oldest_first(context.atlas) if event.id in points]
    return group("layer-events", [_mark(context, event, points[event.id], 0) for event in events])


def _oldest_first(atlas: Atlas) -> Iterable[Event]:
    return sorted(atlas.events, key=lambda event: (event.date.latest, event.id))


def _mark(context: DrawingContext, event: Event, point: tuple[float, float], step: int) -> Element:
    x, y = point
    attributes = {
        "opacity": f"{EVENT_SHARES[step - 1]:g}" if step > 1 else None,
        "display": None if step else "none",
    }
    return context.mark(
        x, y, 0.0, [draw_star(context, STAR_PX * context.marks)], id=f"event-{event.id}", **attributes
    )


def draw_star(context: DrawingContext, r: float) -> Element:
    """Draw the symbol of an event around the origin, its tips `r` px away."""
    inner = 0.3 * r
    tips = (
        (0, -r),
        (inner, -inner),
        (r, 0),
        (inner, inner),
        (0, r),
        (-inner, inner),
        (-r, 0),
        (-inner, -inner),
    )
    spark = "M" + "L".join(f"{dx:g} {dy:g}" for dx, dy in tips) + "z"
    return el(
        "path", d=spark, fill=context.theme["label"], stroke=context.theme["halo"], stroke_width=1.3 * r / 6,
        stroke_linejoin="round", paint_order="stroke",
    )  # fmt: skip
