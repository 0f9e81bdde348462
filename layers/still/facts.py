"""Facts for the texts of a still, found from the same content and the same extent as its drawing."""

from dataclasses import replace

from atlas.model.atlas import Atlas
from atlas.request.content import Content, clip_content
from atlas.request.request import Request
from atlas.request.situation import find_situation
from layers.map.visible_areas import (
    VisibleArea,
    find_share_held,
    find_visible,
    lay_out_ground,
    list_covered_zones,
    measure_held,
    rank_forces,
)
from layers.still.resolve import find_content, resolve_still
from text.picture_facts import PictureFacts


def find_facts(atlas: Atlas, request: Request) -> PictureFacts:
    """Return the facts from which the texts about a still are written."""
    still = resolve_still(atlas, request)
    return _find_facts(still.content, still.area)


def find_facts_in(atlas: Atlas, request: Request, area: VisibleArea) -> PictureFacts:
    """Return the facts about a map that shows another area than the still of its request, as in an embed."""
    content = find_content(atlas, request)
    return _find_facts(clip_content(content, area.extent.bbox), area)


def _find_facts(content: Content, area: VisibleArea) -> PictureFacts:
    atlas = content.atlas
    facts = PictureFacts(
        atlas,
        content.request,
        content.hidden,
        find_visible(atlas, area),
        changes=content.changes,
        differences=content.differences,
    )
    single = content.request.plain or (content.request.compare is None and atlas.other is None)
    return _add_situation(facts, content, area) if single else facts


def _add_situation(facts: PictureFacts, content: Content, area: VisibleArea) -> PictureFacts:
    """Add who holds the ground of a picture of one map, what happened there, and how old the evidence is."""
    atlas, request, visible = facts.atlas, facts.request, facts.visible
    ground, aged = lay_out_ground(atlas, area), list_covered_zones(atlas, area) if request.age else []
    situation = find_situation(content, visible, [*ground.shapes, *aged])
    states, absent = situation.states, situation.absent
    ages = tuple(states[zone].age for zone in aged if zone not in absent)
    facts = replace(facts, news=situation.news, ages=ages)
    if "zones" not in request.layers:
        return facts
    held = measure_held(atlas, ground, states)
    listed = [(place, states[place]) for place in atlas.places if place in visible.places]
    return replace(
        facts,
        shares=tuple(rank_forces(held)),
        share_held=find_share_held(atlas, ground, held, absent),
        sieges=situation.sieges,
        recent_sieges=situation.recent_sieges,
        besieged=frozenset[str]().union(*(state.besieged for _, state in listed)),
        rivals=tuple(
            (place, states[place].rivals)
            for place in atlas.places
            if place in visible.places and states[place].rivals
        ),
    )
