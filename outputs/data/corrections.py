"""Corrections as text and as JSON: what has changed since an earlier information date."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Literal

from atlas.history.corrections import Correction, Corrections
from atlas.history.in_effect import Effect
from atlas.model.atlas import Atlas
from atlas.model.edtf_dates import FOREVER, format_day


def format_corrections(atlas: Atlas, corrections: Corrections, form: Literal["text", "json"] = "text") -> str:
    """Return the effect of the corrections on the map, then the corrections, newest first."""
    if form == "json":
        effect = corrections.effect
        document = {
            "from": format_day(corrections.since),
            "to": format_day(corrections.until),
            "effect": {
                "date": format_day(effect.day),
                "km2": round(effect.km2, 1),
                "places": list(effect.places),
            },
            "corrections": [_build_item(correction) for correction in corrections.items],
        }
        return json.dumps(document, ensure_ascii=False, indent=2)
    return "\n".join(
        [
            *_format_head(atlas, corrections),
            *(line for correction in corrections.items for line in _format_lines(atlas, correction)),
        ]
    )


def _build_item(correction: Correction) -> dict[str, Any]:
    days = {
        "known": format_day(correction.known),
        "start": format_day(correction.start),
        "end": _format_end(correction),
    }
    return asdict(correction) | days


def _format_end(correction: Correction) -> str:
    return format_day(correction.end) if correction.end < FOREVER else ""


def _format_head(atlas: Atlas, corrections: Corrections) -> Iterator[str]:
    kinds: list[str] = [correction.kind for correction in corrections.items]
    counts = [kinds.count(kind) for kind in ("added", "changed", "retracted")]
    span = f"From {format_day(corrections.since)} to {format_day(corrections.until)}"
    yield f"{span}: {counts[0]} added, {counts[1]} changed, {counts[2]} retracted."
    yield _format_effect(atlas, corrections.effect)


def _format_effect(atlas: Atlas, effect: Effect) -> str:
    """Return where control changes, and on how much ground; sites have no area."""
    day = format_day(effect.day)
    if not effect.places:
        return f"On the map of {day}, control does not change."
    names = ", ".join(atlas.places[place].name.default for place in effect.places)
    ground = f" on {effect.km2:,.0f} km²" if round(effect.km2) else ""
    return f"On the map of {day}, control changes{ground}: {names}."


def _format_lines(atlas: Atlas, correction: Correction) -> Iterator[str]:
    place = atlas.places[correction.place].name.default if correction.place else ""
    force = atlas.forces[correction.force].name.default if correction.force else ""
    about = ", ".join(part for part in (place, force) if part)
    yield f"{format_day(correction.known)}  {correction.kind:<9}  {about or correction.event}"
    new = ", ".join([*correction.records, *([correction.event] if correction.event else [])]) or "nothing new"
    start, end = format_day(correction.start), _format_end(correction)
    yield f"  {new}; affects {f'{start} to {end}' if end else f'{start} onwards'}"
    if correction.replaced:
        yield f"  replaces or contradicts: {', '.join(correction.replaced)}"
    yield f"  sources: {', '.join(correction.sources)}"
