"""The element builder: whatever the data contains, the markup around it stays intact."""

from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.svg.elements import Markup, distinguish, el, freeze, number, path_data, serialise

HOSTILE = [
    "</text><script>alert(1)</script>", '" onload="alert(1)', "' onload='alert(1)", "&lt;script&gt;", "]]>",
    "<!--", "{{x}}", "\u202e\u2066", "javascript:alert(1)", "\x00\x08\x1b[31m",
]  # fmt: skip
NOT_IN_XML = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\r")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_and_attributes_come_back_as_they_were(text: str) -> None:
    root = ElementTree.fromstring(serialise(el("g", el("text", text, title=text), text)))
    clean = "".join(char for char in text if char not in NOT_IN_XML)
    assert [child.tag for child in root] == ["text"]
    assert root[0].text == clean
    assert root[0].attrib == {"title": clean}
    assert root[0].tail == clean


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\ufffe\uffff")))
def test_any_text_gives_valid_markup(text: str) -> None:
    root = ElementTree.fromstring(serialise(el("text", text, data_name=text)))
    assert (root.text or "") == "".join(char for char in text if char not in NOT_IN_XML)
    assert list(root) == []
    assert list(root.attrib) == ["data-name"]


def test_frozen_markup_is_not_escaped_twice() -> None:
    frozen = freeze(el("text", "a & b"))
    assert serialise(el("g", frozen)) == "<g><text>a &amp; b</text></g>"


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short_and_true_to_a_hundredth(value: float) -> None:
    text = number(value)
    assert abs(float(text) - value) <= 0.0051
    assert "e" not in text
    assert not text.endswith(".") and not ("." in text and text.endswith("0"))


def test_path_is_the_polygon_to_a_hundredth() -> None:
    ring = np.array([[0.004, 0], [10.126, 0.333], [10, 8.8888], [-3.5, 9]])
    hole = [[2, 2], [3, 2], [3, 3]]
    data = path_data(shapely.Polygon(ring, [hole]))
    runs = [walk(run) for run in data.split("M")[1:]]
    assert data.count("z") == 2
    assert np.allclose(runs[0], ring, atol=0.0051)
    assert np.allclose(runs[1], hole)


def walk(run: str) -> np.ndarray:
    """Return the points of a run of relative steps."""
    start, _, steps = run.rstrip("z").partition("l")
    values = [float(value) for value in steps.replace("-", " -").split()]
    moves = np.array([[float(value) for value in start.split()], *np.reshape(values, (-1, 2))])
    return np.cumsum(moves, axis=0)


def test_ids_of_a_second_drawing_are_made_unique() -> None:
    first = Markup('<g id="a"><path id="b"/></g>')
    second = Markup('<g id="a" title=" id=&quot;a&quot;"><path id="c" fill="url(#a)"/>said: id="a"</g>')
    expected = '<g id="a-x" title=" id=&quot;a&quot;"><path id="c" fill="url(#a-x)"/>said: id="a"</g>'
    assert distinguish(second, first, "-x").text == expected
