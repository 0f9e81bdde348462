"""The style sheets: every page has those it needs, and minified ones are equivalent."""

import re

import pytest

from outputs.html.style_sheets import (
    ARTICLE,
    DASHBOARD,
    DASHBOARD_MEDIA,
    EMBED,
    EMBED_MEDIA,
    FOLDER,
    SITE,
    minify,
    read_sheets,
)


def test_every_style_sheet_belongs_to_a_page() -> None:
    share = {"share", "share_notes", "share_screens"}
    listed = {*DASHBOARD, *EMBED, *ARTICLE, *SITE, *share, "site", "site_screens"}
    assert listed == {path.stem for path in FOLDER.glob("*.css")}


def test_media_queries_and_print_come_last() -> None:
    assert DASHBOARD[-3:] == ("small_screens", "phones", "print")
    assert EMBED[-3:] == ("embedded", "playback_menu", "embedded_screens")


def test_a_sheet_that_folds_the_playback_applies_only_where_there_is_little_room() -> None:
    rule = ".playback>.btn{display:inline-flex}"
    whole = read_sheets(EMBED, EMBED_MEDIA)
    (query,) = re.findall(r"@media ([^{]+)\{\.embed[^}]+\}\.playback\{", whole)
    assert query == "(max-width:499px),(max-height:519px)"
    assert whole.count(rule) == 1
    assert list(DASHBOARD_MEDIA) == list(EMBED_MEDIA) == ["playback_menu"]


@pytest.mark.parametrize(
    ("written", "dense"),
    [
        (".a > .b,\n.c {\n  color: red;\n  margin: 0 auto;\n}\n", ".a>.b,.c{color:red;margin:0 auto}"),
        (".a :is(.b, .c) {\n  width: calc(100% - 8px);\n}", ".a :is(.b,.c){width:calc(100% - 8px)}"),
        ("/* why */\n@media (max-width: 640px) {\n  .a {\n    top: 0; /* so */\n  }\n}",
         "@media (max-width:640px){.a{top:0}}"),
        ('.a::before {\n  content: "+";\n}', '.a::before{content:"+"}'),
    ],
)  # fmt: skip
def test_a_packed_sheet_keeps_only_significant_spaces(written: str, dense: str) -> None:
    assert minify(written) == dense


@pytest.mark.parametrize("names", [EMBED, SITE, DASHBOARD])
def test_no_text_in_a_sheet_has_a_space_that_would_be_lost(names: tuple[str, ...]) -> None:
    texts = re.findall(r'"([^"]*)"', "".join((FOLDER / f"{name}.css").read_text() for name in names))
    assert all(minify(text) == text for text in texts)
    assert read_sheets(names).count("{") == read_sheets(names).count("}") > 10


def test_every_class_of_a_style_sheet_is_one_that_pages_have() -> None:
    """A class that is renamed on one side only would leave its elements without a style."""
    root = FOLDER.parents[1]
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("assets", "outputs", "web", "layers")
        for path in (root / folder).rglob("*")
        if path.suffix in (".js", ".py", ".html") and not {"vendor", "built"} & set(path.parts)
    ]
    named = set(re.findall(r"[\w-]+", "\n".join(sources)))
    sheets = (
        re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL)
        for path in FOLDER.glob("*.css")
    )
    classes = {name for sheet in sheets for name in re.findall(r"\.([a-zA-Z][\w-]*)", sheet)}
    built = {name for name in classes if name.startswith(("sheet-", "of-"))}
    assert len(classes) > 100
    assert classes - built - named == set()
