"""Content: a request resolved once into scenes, from which map, legend, lists and texts are made."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import Scene, scene_on
from atlas.history.side_differences import Differences, clip_differences, compare_versions
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from layers.geometry.viewport import visible_bbox
from text.translations import load_words
from text.two_versions import describe_version


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """What one map of a picture shows: a scene, and if there are two maps the caption on it."""

    scene: Scene
    caption: str = ""
    differing: frozenset[str] = frozenset()
    """Places with a frame: they changed hands between two days, or two accounts differ there."""

    @property
    def atlas(self) -> Atlas:
        """The atlas, or the account of a side, that is drawn."""
        return self.scene.atlas


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a picture shows: its maps, changes of control between two days, and where two accounts differ."""

    atlas: Atlas
    request: Request
    hidden: frozenset[str]
    maps: tuple[MapContent, ...]
    changes: tuple[ChangeOfControl, ...] = ()
    differences: Differences | None = None
    scenes: tuple[Scene, Scene] | None = None
    """The scenes that are compared, if there are two."""

    @property
    def days(self) -> list[int]:
        """The days of the maps, each once."""
        return list(dict.fromkeys(content.scene.day for content in self.maps))


def find_content(atlas: Atlas, request: Request) -> Content:
    """Resolve a request: into one map, two days from the earlier on, or the accounts of two sides.

    Differences are those within the area of the request; `clip_content` computes those within the drawn one.
    """
    hidden, scene = hidden_forces(atlas, request.hide), scene_on(atlas, request.date, request.known)
    other = _find_other(scene, request)
    if other is None:
        return Content(atlas, request, hidden, (MapContent(scene),))
    scenes = (other, scene) if request.compare is not None and other.day < scene.day else (scene, other)
    return _compare(atlas, request, hidden, scenes, visible_bbox(atlas, request))


def clip_content(content: Content, area: BBox) -> Content:
    """Return the content of a picture whose maps show an area, without differences outside it."""
    if content.scenes is None:
        return content
    return _compare(content.atlas, content.request, content.hidden, content.scenes, area)


def _find_other(scene: Scene, request: Request) -> Scene | None:
    """Return the scene of the other account or the other day; None if there is neither."""
    if scene.atlas.other is not None:
        return scene_on(scene.atlas.other, request.date, request.known)
    return None if request.compare is None else scene_on(scene.atlas, request.compare, request.known)


def _compare(
    atlas: Atlas, request: Request, hidden: frozenset[str], scenes: tuple[Scene, Scene], area: BBox
) -> Content:
    """Return one map per scene, or in a plain picture only that of the requested day and side."""
    words = load_words(request.lang)
    if atlas.other is not None:
        differences = clip_differences(atlas, compare_versions(*scenes, hidden), area)
        captions = [describe_version(atlas, side, words) for side in (request.side[0], request.versus)]
        maps = _caption(scenes, captions, differences.ids)
        drawn = (replace(maps[0], caption=""),) if request.plain else maps
        return Content(atlas, request, hidden, drawn, (), differences, scenes)
    changes = find_changes_of_control(*scenes, hidden, area)
    if request.plain:
        scene_of_day = next(scene for scene in scenes if scene.day == request.date)
        return Content(atlas, request, hidden, (MapContent(scene_of_day),), changes, None, scenes)
    moved = frozenset(place.id for change in changes for place in change.places)
    maps = _caption(scenes, [words.day(scene.day) for scene in scenes], moved)
    return Content(atlas, request, hidden, maps, changes, None, scenes)


def _caption(
    scenes: Iterable[Scene], captions: Iterable[str], differing: frozenset[str]
) -> tuple[MapContent, ...]:
    return tuple(
        MapContent(scene, caption, differing) for scene, caption in zip(scenes, captions, strict=True)
    )


def find_differences_in(scene: Scene, other: Scene, area: BBox, hidden: frozenset[str]) -> Differences:
    """Return where two accounts of a day differ within an area."""
    return clip_differences(scene.atlas, compare_versions(scene, other, hidden), area)
