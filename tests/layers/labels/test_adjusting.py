"""Names pinned, dropped and moved by the option `labels`, by geometry, and a report of those without room."""

import re
from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from atlas.request.parsers import RequestError
from atlas.request.request import Request, format_request, parse_request
from layers.labels.placement import overlap, text_box
from layers.labels.written_name import name_box
from layers.news.missing_names import find_missing_names
from layers.news.pictures import draw_picture
from layers.still.layout import layout_of
from layers.still.one_map import Picture, compose_picture, make_context
from layers.still.resolve import find_content
from tests.commands.test_draw import draw

VIEW = {"view": "albu-kamal", "date": "2020-12-17"}


def request_of(atlas: Atlas, labels: str = "", **more: str) -> Request:
    return parse_request(atlas, VIEW | ({"labels": labels} if labels else {}) | more)


def picture_of(atlas: Atlas, labels: str = "") -> Picture:
    request = request_of(atlas, labels)
    context = make_context(atlas, request, layout_of(request, atlas), 1000, 600)
    return compose_picture(context, request, find_content(atlas, request).maps[0])


def boxes_of(picture: Picture) -> dict[str, tuple[float, float, float, float]]:
    """Return the box of each label relative to its anchor, by the end of its key."""
    placed = {label.placed.candidate.key: label.placed for label in picture.labels()}
    return {key: text_box(label.candidate, label.spot) for key, label in placed.items()}


def test_the_words_of_the_option_are_read_and_written(default_atlas: Atlas) -> None:
    words = "baghouz!,tigris~,albu-kamal@ne"
    request = request_of(default_atlas, words)
    assert request.labels == ("baghouz!", "tigris~", "albu-kamal@ne")
    assert format_request(default_atlas, request)["labels"] == words


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("bagouz!", 'Did you mean "baghouz"'),
        ("baghouz", "Write id! to pin"),
        ("iraq@up", "After @, use one of: n, ne, e, se, s, sw, w, nw"),
        ("sdf@n", "can be pinned or dropped, not moved"),
        ("iraq!,iraq~", "It is here twice"),
        (",", "separated by commas"),
    ],
)
def test_other_words_are_refused(default_atlas: Atlas, words: str, message: str) -> None:
    with pytest.raises(RequestError, match=re.escape(message)):
        request_of(default_atlas, words)


def test_a_pinned_name_comes_before_all_others(default_atlas: Atlas) -> None:
    assert "site-baghouz-village" not in boxes_of(picture_of(default_atlas))
    assert "site-baghouz-village" in boxes_of(picture_of(default_atlas, "baghouz!"))


def test_a_dropped_name_is_not_in_the_picture(default_atlas: Atlas) -> None:
    before = boxes_of(picture_of(default_atlas))
    after = boxes_of(picture_of(default_atlas, "iraq~,euphrates~"))
    assert {"land-iraq", "water-euphrates"} <= before.keys()
    assert not {"land-iraq", "water-euphrates"} & after.keys()


@pytest.mark.parametrize(("side", "right", "down"), [("w", -1, 0), ("e", 1, 0), ("n", 0, -1), ("sw", -1, 1)])
def test_a_moved_name_lies_on_that_side(default_atlas: Atlas, side: str, right: int, down: int) -> None:
    left, top, end, bottom = boxes_of(picture_of(default_atlas, f"al-qaim@{side}"))["site-al-qaim"]
    across, along = (left + end) / 2, (top + bottom) / 2
    assert not right or across * right > 10
    assert not down or along * down > 5


def test_a_force_is_dropped_or_placed_before_the_towns(default_atlas: Atlas) -> None:
    def texts(labels: str) -> list[str]:
        return [name.text for name in picture_of(default_atlas, labels).force_names()]

    assert "Iran-aligned" in texts("")
    assert "Iran-aligned" not in texts("iran-aligned~")
    picture = picture_of(default_atlas, "iran-aligned!")
    names = picture.force_names()
    assert [name.text for name in names].count("Iran-aligned") == 1
    pinned = name_box(picture.pinned[0])
    for label in picture.labels():
        left, top, right, bottom = text_box(label.placed.candidate, label.placed.spot)
        x, y = label.placed.candidate.x, label.placed.candidate.y
        assert not overlap(pinned, (x + left, y + top, x + right, y + bottom))


@pytest.mark.parametrize("style", ["reference", "news"])
def test_names_without_room_are_listed(default_atlas: Atlas, style: str) -> None:
    words = "baghouz!,baghdad!,damascus@n,iraq~"
    request = (
        request_of(default_atlas, words, style=style, callouts="none")
        if style == "news"
        else request_of(default_atlas, words)
    )
    assert find_missing_names(default_atlas, request) == ["baghdad", "damascus"]
    assert find_missing_names(default_atlas, request_of(default_atlas, style=style)) == []
    assert "Baghouz" in draw_picture(default_atlas, request)


def test_the_command_names_what_has_no_room(tmp_path: Path) -> None:
    result = draw(tmp_path / "map.svg", "--labels", "harbour!,bridge!", "--bbox", "0.8,0,1.3,0.4")
    assert result.exit_code == 0
    assert "labels: no room for harbour. Make the picture larger" in result.output
