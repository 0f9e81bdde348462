"""Templates escape every text; nodes of the builder stay markup; a missing name is an error."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from layers.svg.elements import Markup, el
from outputs.html.templates import open_templates

EVIL = "\"'><script>alert(1)</script>&amp;"


def render(folder: Path, markup: str, **values: object) -> str:
    (folder / "page.html").write_text(markup, encoding="utf-8")
    return open_templates(folder).get_template("page.html").render(**values)


def test_texts_are_escaped_in_elements_and_attributes(tmp_path: Path) -> None:
    page = render(tmp_path, '<p title="{{ text }}">{{ text }}</p>', text=EVIL)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert page.count("&amp;amp;") == 2
    assert page.count('"') == 2


def test_nodes_of_the_builder_are_escaped_once(tmp_path: Path) -> None:
    page = render(
        tmp_path, "{{ node }}{{ style }}{{ nothing }}", node=el("b", EVIL), style=Markup("a>b"), nothing=None
    )
    assert page.endswith("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</b>a>b")


def test_a_missing_template_value_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="missing"):
        render(tmp_path, "{{ missing }}")
