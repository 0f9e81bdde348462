"""A request is resolved into scenes once; the drawing and every text about it are made from the same ones."""

from collections import Counter
from typing import Any

import pytest

from atlas.history.scene import Scene, scene_on
from atlas.model.atlas import Atlas
from atlas.request import content
from atlas.request.narrow import narrow
from atlas.request.request import parse_request
from layers.still.draw import draw_map
from layers.still.resolve import resolve_still
from outputs.metadata.about import describe


@pytest.mark.parametrize(
    ("options", "scenes"),
    [
        ({}, 1),
        ({"plain": "1"}, 1),
        ({"compare": "2018-10-01"}, 2),
        ({"side": "russian", "versus": "israel"}, 2),
    ],
)
def test_drawing_and_texts_share_the_scenes_of_a_request(
    default_atlas: Atlas, monkeypatch: pytest.MonkeyPatch, options: dict[str, str], scenes: int
) -> None:
    request = parse_request(default_atlas, {"view": "golan-hauran", "date": "2020-11-03"} | options)
    atlas, requests = narrow(default_atlas, request), Counter[Any]()

    def count(*of: Any) -> Scene:
        requests[of] += 1
        return scene_on(*of)

    monkeypatch.setattr(content, "scene_on", count)
    resolve_still.cache_clear()
    assert draw_map(atlas, request)
    assert describe(atlas, request).alt
    assert requests.total() == scenes
