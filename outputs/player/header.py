"""The header of a payload: the request, the choices, and the phrases.

Contains no holdings.
"""

from typing import Any

from atlas.history.certainty import CERTAIN
from atlas.model.atlas import Atlas
from atlas.model.dates.calendar import date_of
from atlas.model.dates.granularity import Granularity
from atlas.model.edtf_dates import FOREVER
from atlas.request.options import LAYERS
from atlas.request.request import Request, newest_day
from atlas.shapes.unfold import place_of
from layers.map.borders import shows_choice
from layers.map.highlight import RING_PX
from layers.still.legend_corner import find_legend_side
from layers.style.context import DrawingContext
from layers.style.theme import EVENT_SHARES
from text.dates.patterns import PLAIN_YEARS
from text.evidence_age import name_ages
from text.provenance import describe_hidden, describe_narrowing, title_of
from text.translations import Words, name_language

VERSION = 1
"""The version of the payload's form; the player refuses others."""
Payload = dict[str, Any]
LAYER_GROUPS = {layer: [f"layer-{layer}"] for layer in LAYERS} | {
    "zones": ["layer-zones", "layer-edges", "frames-zones"],
    "sites": ["layer-sites", "frames-sites"],
    "labels": ["layer-labels", "layer-names"],
}
"""The groups of the drawing that make up each layer a reader can choose."""
MANY_ZONES = 200
"""From so many zones, the player shows steps on a canvas: with fewer, the SVG is as fast or faster."""
_ELSEWHERE = (
    "share_", "site_", "pinned_", "corrected", "corrections_", "correction_", "news_", "alt_",
    "callout_", "caption_", "deck_", "drawing_", "extras_", "film_deck_", "finding_", "headline_",
    "modelled_", "nothing_changed_since", "takes_the", "written_small",
)  # fmt: skip
"""Prefixes of phrases that no script uses."""
_OTHER_STEPS = {
    Granularity.DAY: frozenset(("step_year", "step_decade")),
    Granularity.MONTH: frozenset(("step_day", "step_decade")),
    Granularity.YEAR: frozenset(("step_day", "step_month")),
}
_ERAS = frozenset(("bce", "ce"))
"""Phrases for years so early that their era is named."""
_COMPILED = frozenset((
    "about_by", "accuracy_ring", "advance_by_rule", "advance_of", "age_between", "age_over", "age_within",
    "as_of", "began", "beside_gained", "beside_handed_over", "beside_lost", "border_disputed",
    "border_occupied", "brand", "carried_one", "carried_other", "changed_hands", "changed_since",
    "claimed_or_disputed", "end_of", "byline", "day_line", "ended", "event_recent", "film_sources",
    "film_span", "film_stood", "film_title", "gained", "handed_over",
    "in_or_before", "in_time", "km2_on_map", "kind_band", "kind_ceasefire", "kind_deconfliction",
    "language_label", "locale", "lost", "more_n", "not_confirmed", "left_out", "not_yet_known",
    "nothing_changed_hands", "nothing_since", "now_disputed", "on_day", "on_or_after", "on_or_before",
    "only_claimed", "only_disputed", "open_marchland", "origins_one", "origins_other", "other_speakers",
    "possibly_held", "relays_one", "relays_other", "rivals_at", "speaker_on", "side_all", "since_open",
    "size_mm", "size_px", "source_counts", "source_based_on", "source_line", "source_separator",
    "source_shared", "source_sole", "source_standing", "source_what", "source_when", "source_without",
    "sources_of", "start_of", "to_map", "account_versus", "sources_excluded", "turn_by",
    "turns_from_nobody", "until_open", "versus_line", "versus_none", "via", "was_disputed", "who_held",
    "with_relays",
))  # fmt: skip
"""Phrases that only Python uses: what they say reaches the scripts as whole sentences."""


def write_preface(atlas: Atlas, request: Request, context: DrawingContext, margin: float) -> Payload:
    """Return the part of the payload before the places; `margin` is that of `compile_map`."""
    extent = context.viewport.extent
    return {
        "version": VERSION,
        "atlas": atlas.version,
        **_describe_request(atlas, request),
        "width": extent.width,
        "height": extent.height,
        "extent": {"west": extent.west, "north": extent.north, "perDegree": extent.per_degree},
        "margin": margin,
        "legendSide": find_legend_side(context),
        "eventOpacities": list(EVENT_SHARES),
        "ringPx": RING_PX,
        "layerGroups": LAYER_GROUPS,
        "canvas": len({*map(place_of, context.viewport.zones)}) >= MANY_ZONES,
        "certain": CERTAIN,
        **_choices(atlas, request, context),
        **_list_words(context.words, atlas),
    }


def _describe_request(atlas: Atlas, request: Request) -> Payload:
    meta = atlas.meta
    return {
        "lang": request.lang,
        "view": request.view,
        "title": title_of(atlas, request),
        "day": request.date,
        "newest": newest_day(atlas, request),
        "first": meta.first if request.start is None else request.start,
        "last": meta.last if request.end is None else request.end,
        **({} if meta.granularity is Granularity.DAY else {"granularity": meta.granularity.value}),
        "hide": list(request.hide),
        "side": list(request.side),
        "filters": describe_narrowing(atlas, request),
        "hidden": describe_hidden(atlas, request),
        "layers": list(request.layers),
        "borders": request.borders,
        "age": request.age,
        "place": request.place,
        "credit": meta.credit.translate(request.lang),
        "licence": meta.licence,
    }


def _choices(atlas: Atlas, request: Request, context: DrawingContext) -> Payload:
    bbox = atlas.views[request.view].bbox
    chosen = {policy for policy in atlas.policies if shows_choice(atlas, policy, bbox)}
    ages = zip(name_ages(atlas, context.words), context.theme.ages, strict=True)
    return {
        "ages": [list(pair) for pair in ages],
        "policies": [
            {
                "id": policy.id,
                "name": policy.name.translate(request.lang),
                "note": policy.note.translate(request.lang),
                "short": policy.short.translate(request.lang) if policy.id in chosen else "",
            }
            for policy in atlas.policies.values()
        ],
        "views": [
            {"id": view.id, "name": view.name.translate(request.lang)} for view in atlas.views.values()
        ],
        "languages": [{"id": language, "name": name_language(language)} for language in atlas.meta.languages],
    }


def _list_words(words: Words, atlas: Atlas) -> Payload:
    unread = _COMPILED | _OTHER_STEPS[atlas.meta.granularity]
    unread = unread if _names_eras(atlas) else unread | _ERAS
    return {
        "dir": "rtl" if words.rtl else "ltr",
        "words": {
            key: text
            for key, text in words.table.items()
            if not key.startswith(_ELSEWHERE) and key not in unread
        },
        "months": words.months(),
        "monthsShort": words.months(short=True),
        "weekdays": words.weekdays(),
    }


def _names_eras(atlas: Atlas) -> bool:
    """Return whether a script may write a year so early that its era is named."""
    published = [source.published for source in atlas.sources.values() if source.published is not None]
    return date_of(min(atlas.meta.first, *published, FOREVER)).year < PLAIN_YEARS
