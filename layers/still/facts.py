"""Facts for the texts of a still, found from the same content and the same extent as its drawing."""

from collections.abc import Iterator
from dataclasses import replace

from atlas.history.in_effect import find_rivals
from atlas.history.scene import Scene
from atlas.model.atlas import Atlas
from atlas.model.vocabulary import Status
from atlas.request.request import Request
from layers.map.visible_areas import (
    VisibleArea,
    find_share_held,
    find_visible_places,
    list_ages,
    rank_forces,
)
from layers.still.content import clip_content, find_content
from layers.still.resolve import resolve_still
from layers.style.evidence_age import symbolizer_for
from text.picture_facts import PictureFacts


def find_facts(atlas: Atlas, request: Request, area: VisibleArea | None = None) -> PictureFacts:
    """Return the facts from which the texts about a still are written.

    `area` is what its map shows, if that is not the picture of the request, as in an embed.
    """
    if area is None:
        still = resolve_still(atlas, request)
        content, area = still.content, still.area
        request = content.request
    else:
        content = clip_content(find_content(atlas, request), area.extent.bbox)
    scene = content.maps[0].scene
    single = request.plain or (request.compare is None and atlas.other is None)
    ranked = single and "zones" in request.layers
    symbolizer = symbolizer_for(atlas, replace(request, age=False))
    places = find_visible_places(atlas, area)
    return PictureFacts(
        atlas,
        request,
        content.hidden,
        places=places,
        events=frozenset(event.id for event in atlas.events if area.shows(event.lon, event.lat)),
        shares=tuple(rank_forces(scene, symbolizer, area)) if ranked else (),
        share_held=find_share_held(scene, symbolizer, area) if ranked else 1.0,
        ages=tuple(list_ages(scene, content.hidden, area)) if single and request.age else (),
        changes=content.changes,
        differences=content.differences,
        besieged=_list_besieged(scene, places, content.hidden) if ranked else frozenset(),
        rivals=tuple(_list_rivals(scene, places, content.hidden)) if ranked else (),
    )


def _list_besieged(
    scene: Scene, places: frozenset[str], hidden: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Return the places where a force is besieged, with the force."""
    known = ((place, holding) for place in places for holding in scene.holdings(place) if holding.known)
    return frozenset(
        (place, holding.force)
        for place, holding in known
        if holding.status is Status.BESIEGED and holding.force not in hidden
    )


def _list_rivals(
    scene: Scene, places: frozenset[str], hidden: frozenset[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the places that forces claim against each other, in the atlas' order, with those forces."""
    for place in scene.atlas.places:
        if place in places:
            holdings = [holding for holding in scene.holdings(place) if holding.force not in hidden]
            if forces := find_rivals(scene.atlas, holdings):
                yield place, forces
