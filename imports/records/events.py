"""Events: a title in a sentence, a kind, a date and a place for a row of an event table."""

from atlas.model.edtf_dates import parse_window
from imports.records.claims import Claim
from imports.records.content import Cells, Feature

_LONGEST_TITLE = 300


def build_event(claim: Claim, place: Feature) -> Cells:
    """Return the row of events.csv; its id, forces and sources are added by the caller."""
    same = claim.shape is None or claim.shape.equals(place.shape)
    position = None if claim.shape is None else claim.shape.representative_point()
    return {
        "id": "",
        "date": _format_date(claim),
        "place": place.properties["id"] if same else "",
        "lon": "" if same or position is None else f"{position.x:.6f}",
        "lat": "" if same or position is None else f"{position.y:.6f}",
        "title": format_title(claim),
        "kind": claim.kind.lower(),
        "text": claim.note,
    }


def _format_date(claim: Claim) -> str:
    """Return the day of an event, or the days within which it happened."""
    if not claim.end or claim.end == claim.start:
        return claim.start
    first, last = parse_window(claim.start), parse_window(claim.end)
    return claim.start if last.latest < first.earliest else f"{claim.start}/{claim.end}"


def format_title(claim: Claim) -> str:
    """Return what happened: kind, actors, place and the reported dead."""
    if claim.title:
        return claim.title[:_LONGEST_TITLE]
    actors = " and ".join(filter(None, (claim.actor, claim.second_actor)))
    what = ": ".join(filter(None, (claim.kind, actors))) or claim.note.partition(". ")[0] or "Event"
    where = f", {claim.place}" if claim.place else ""
    dead = f" ({_count_dead(claim.fatalities)})" if _count_dead(claim.fatalities) else ""
    return f"{what}{where}{dead}"[:_LONGEST_TITLE]


def _count_dead(text: str) -> str:
    number = int(text) if text.isascii() and text.isdigit() else 0
    return "" if number == 0 else f"{number:,} reported dead"
