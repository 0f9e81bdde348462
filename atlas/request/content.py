"""Content: a request resolved once into scenes, from which map, legend, lists and texts are made."""

from dataclasses import dataclass, replace

from atlas.history.changes_of_control import ChangeOfControl, find_changes_of_control
from atlas.history.scene import Scene, scene_on
from atlas.history.side_differences import Differences, clip_differences, compare_versions
from atlas.model.atlas import Atlas
from atlas.model.basemap import BBox
from atlas.request.options import hidden_forces
from atlas.request.request import Request
from atlas.shapes.on_day import shape_atlas


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """What one map of a picture shows. Each of two maps has a `side` or a `day`; a single one has neither."""

    scene: Scene
    side: str = ""
    day: int | None = None
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


def resolve_content(atlas: Atlas, request: Request, area: BBox) -> Content:
    """Resolve a request: into one map, two days from the earlier on, or the accounts of two sides.

    Changes and differences are those within an area; `clip_content` finds those within another.
    """
    atlas = shape_atlas(atlas, request.date)
    hidden, scene = hidden_forces(atlas, request.hide), scene_on(atlas, request.date, request.known)
    content = Content(atlas, request, hidden, (MapContent(scene),))
    if atlas.other is not None:
        scenes = scene, scene_on(atlas.other, request.date, request.known)
        return _set_accounts(content, scenes, find_differences_in(*scenes, hidden, area))
    if request.compare is not None:
        other = scene_on(atlas, request.compare, request.known)
        return _set_days(content, (other, scene) if other.day < scene.day else (scene, other), area)
    return content


def clip_content(content: Content, area: BBox) -> Content:
    """Return the content of a picture whose maps show an area, without differences outside it."""
    if content.scenes is None:
        return content
    if content.differences is None:
        return _set_days(content, content.scenes, area)
    differences = find_differences_in(*content.scenes, content.hidden, area)
    return _set_accounts(content, content.scenes, differences)


def find_differences_in(first: Scene, second: Scene, hidden: frozenset[str], area: BBox) -> Differences:
    """Return where two accounts of a day differ within an area."""
    return clip_differences(first.atlas, compare_versions(first, second, hidden), area)


def _set_accounts(content: Content, scenes: tuple[Scene, Scene], differences: Differences) -> Content:
    """Return the content with a map for each account, or in a plain picture only that of the side."""
    request, differing = content.request, differences.ids
    maps = [
        MapContent(scene, side, differing=differing)
        for scene, side in zip(scenes, (request.side[0], request.versus), strict=True)
    ]
    drawn = [MapContent(scenes[0], differing=differing)] if request.plain else maps
    return replace(content, maps=tuple(drawn), differences=differences, scenes=scenes)


def _set_days(content: Content, scenes: tuple[Scene, Scene], area: BBox) -> Content:
    """Return the content with a map for each day, or in a plain picture only that of the requested day."""
    changes = find_changes_of_control(*scenes, content.hidden, area)
    differing = frozenset(place.id for change in changes for place in change.places)
    maps = [MapContent(scene, day=scene.day, differing=differing) for scene in scenes]
    if content.request.plain:
        maps = [MapContent(next(scene for scene in scenes if scene.day == content.request.date))]
    return replace(content, maps=tuple(maps), changes=changes, scenes=scenes)
