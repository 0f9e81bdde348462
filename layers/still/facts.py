"""Facts for the texts of a still, found from the same content and the same extent as its drawing."""

from dataclasses import replace

from atlas.model.atlas import Atlas
from atlas.request.request import Request
from layers.map.visible_areas import VisibleArea, find_visible_places, list_ages, rank_forces
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
    return PictureFacts(
        atlas,
        request,
        content.hidden,
        places=find_visible_places(atlas, area),
        events=frozenset(event.id for event in atlas.events if area.shows(event.lon, event.lat)),
        shares=tuple(rank_forces(scene, symbolizer, area)) if ranked else (),
        ages=tuple(list_ages(scene, content.hidden, area)) if single and request.age else (),
        changes=content.changes,
        differences=content.differences,
    )
