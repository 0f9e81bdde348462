"""Corrections as text and as JSON: what is told otherwise since an earlier day of knowledge."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Literal

from atlas.history.corrections import Correction, Corrections
from atlas.history.in_effect import Effect
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, format_day


def format_corrections(atlas: Atlas, corrections: Corrections, form: Literal["text", "json"] = "text") -> str:
    """Return the corrections, their newest first, after what they do to the map."""
    if form == "json":
        return json.dumps(_plain(corrections), ensure_ascii=False, indent=2)
    return "\n".join(
        [*_head(atlas, corrections), *(line for one in corrections.items for line in _lines(atlas, one))]
    )


def _plain(corrections: Corrections) -> dict[str, Any]:
    effect = corrections.effect
    return {
        "from": format_day(corrections.since),
        "to": format_day(corrections.until),
        "effect": {
            "date": format_day(effect.day),
            "km2": round(effect.km2, 1),
            "places": list(effect.places),
        },
        "corrections": [_plain_item(one) for one in corrections.items],
    }


def _plain_item(one: Correction) -> dict[str, Any]:
    days = {"known": format_day(one.known), "start": format_day(one.start), "end": _format_end(one)}
    return asdict(one) | days


def _format_end(one: Correction) -> str:
    return format_day(one.end) if one.end < FOREVER else ""


def _head(atlas: Atlas, corrections: Corrections) -> Iterator[str]:
    counts = [
        sum(one.kind == kind for one in corrections.items) for kind in ("added", "changed", "retracted")
    ]
    span = f"From {format_day(corrections.since)} to {format_day(corrections.until)}"
    yield f"{span}: {counts[0]} added, {counts[1]} changed, {counts[2]} retracted."
    yield _tell_effect(atlas, corrections.effect)


def _tell_effect(atlas: Atlas, effect: Effect) -> str:
    """Say where another force is in effect, and on how much ground: sites alone have none."""
    day = format_day(effect.day)
    if not effect.places:
        return f"On {day} the same forces are in effect everywhere."
    named = ", ".join(atlas.places[place].name.default for place in effect.places)
    ground = f" on {effect.km2:,.0f} km²" if round(effect.km2) else ""
    return f"On {day} another force is in effect{ground}: {named}."


def _lines(atlas: Atlas, one: Correction) -> Iterator[str]:
    where = atlas.places[one.place].name.default if one.place else ""
    who = atlas.forces[one.force].name.default if one.force else ""
    about = ", ".join(part for part in (where, who) if part)
    yield f"{format_day(one.known)}  {one.kind:<9}  {about or one.event}"
    new = ", ".join([*one.records, *([one.event] if one.event else [])]) or "nothing new"
    yield f"  {new}; affects {format_day(one.start)} to {_format_end(one) or 'no known end'}"
    if one.replaced:
        yield f"  instead of, or against: {', '.join(one.replaced)}"
    yield f"  sources: {', '.join(one.sources)}"
