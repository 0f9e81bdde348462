"""Content: a request resolved once into scenes, from which map, legend, lists and texts are made."""

from dataclasses import dataclass

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import Scene, scene_on
from atlas.history.side_differences import Differences, clip_differences, compare_versions
from atlas.model.atlas import Atlas
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from layers.geometry.viewport import seen_bbox
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

    @property
    def days(self) -> list[int]:
        """The days of the maps, each once."""
        return list(dict.fromkeys(content.scene.day for content in self.maps))


def find_content(atlas: Atlas, request: Request) -> Content:
    """Resolve a request: into one map, two days from the earlier on, or the accounts of two sides."""
    hidden, scene = hidden_forces(atlas, request.hide), scene_on(atlas, request.date, request.known)
    if atlas.other is not None:
        return _find_versions(scene, atlas.other, request, hidden)
    if request.compare is None:
        return Content(atlas, request, hidden, (MapContent(scene),))
    other = scene_on(atlas, request.compare, request.known)
    scenes = (scene, other) if scene.day <= other.day else (other, scene)
    changes = find_changes_of_control(*scenes, hidden, seen_bbox(atlas, request))
    if request.plain:
        return Content(atlas, request, hidden, (MapContent(scene),), changes)
    words = load_words(request.lang)
    moved = frozenset(place.id for change in changes for place in change.places)
    maps = tuple(MapContent(each, words.day(each.day), moved) for each in scenes)
    return Content(atlas, request, hidden, maps, changes)


def _find_versions(scene: Scene, version: Atlas, request: Request, hidden: frozenset[str]) -> Content:
    """Return one map per account, or in a plain picture the first alone."""
    atlas, words = scene.atlas, load_words(request.lang)
    other = scene_on(version, request.date, request.known)
    differences = find_differences_in(scene, other, request, hidden)
    differing = differences.ids
    if request.plain:
        return Content(atlas, request, hidden, (MapContent(scene, "", differing),), (), differences)
    sides = (scene, request.side[0]), (other, request.versus)
    maps = tuple(MapContent(each, describe_version(atlas, side, words), differing) for each, side in sides)
    return Content(atlas, request, hidden, maps, (), differences)


def find_differences_in(scene: Scene, other: Scene, request: Request, hidden: frozenset[str]) -> Differences:
    """Return where two accounts of a day differ within the frame of a picture."""
    area = seen_bbox(scene.atlas, request)
    return clip_differences(scene.atlas, compare_versions(scene, other, hidden), area)
