"""Every view is drawn in every language in a process with limits; what fails is a fault with its place."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from click.testing import CliRunner

from app import main
from atlas.model.atlas import Atlas
from atlas.model.faults import Fault
from atlas.model.translated_text import Text
from atlas.reading.read import read_atlas
from atlas.request.request import Request
from outputs.checks import draw_check, draw_process
from outputs.checks.culprits import Part, find_culprit
from outputs.checks.draw_check import check_drawing
from outputs.checks.draw_process import Drawn, Limits, draw_all, list_requests
from tests.conftest import ROOT, STARTER
from web.app.build import HostOptions, build_app
from web.services import live_atlas

BROKEN = Text("Old\nmarket", {})
"""No text is read like this, and none can be drawn."""


def with_name(atlas: Atlas, table: str, own: str) -> Atlas:
    """Return an atlas in which a thing has a name that cannot be drawn."""
    things: Mapping[str, Any] = getattr(atlas, table)
    return replace(atlas, **{table: {**things, own: replace(things[own], name=BROKEN)}})


def test_a_valid_atlas_draws(starter: Atlas) -> None:
    assert check_drawing(starter, STARTER) == ()


def test_an_atlas_without_views_draws() -> None:
    folder = ROOT / "tests" / "cases" / "atlases" / "palette-family"
    assert check_drawing(read_atlas(folder), folder) == ()


def test_each_view_is_drawn_in_each_language_and_the_default_one_on_its_first_and_last_day(
    default_atlas: Atlas,
) -> None:
    meta = default_atlas.meta
    drawn = [(request.view, request.lang, request.date) for request in list_requests(default_atlas)]
    expected = {(view, lang, meta.default_date) for view in default_atlas.views for lang in meta.languages}
    expected |= {(meta.default_view, meta.languages[0], day) for day in (meta.first, meta.last)}
    assert set(drawn) == expected
    assert len(drawn) == len(expected)


def test_causes_are_faults_with_file_line_and_cure(starter: Atlas) -> None:
    place = replace(starter.places["old-town"], geometry=shapely.Point(1, 0))
    atlas = with_name(starter, "families", "northern")
    atlas = replace(atlas, places={**atlas.places, "old-town": place})
    texts = [fault.format_text() for fault in check_drawing(atlas, STARTER)]
    assert len(texts) == 2, texts
    assert re.fullmatch(
        r'zones\.geojson, feature 4, line 5, geometry: "old-town" cannot be drawn in the view island, in the '
        r"language en \(\w+: .*\)\. Draw its shape again, or delete it\.",
        texts[0] if "zones" in texts[0] else texts[1],
    )
    assert re.fullmatch(
        r'families\.csv, line 2, column name: "northern" cannot be drawn in the view island, in the language '
        r"en \(RuntimeError: .*\)\. Write it in other letters\.",
        texts[0] if "families" in texts[0] else texts[1],
    )


FOR_EVER = """
from outputs.checks import draw_process

def draw_for_ever(*_):
    while True:
        pass

draw_process.write_svg = draw_for_ever
draw_process.main()
"""


def test_a_drawing_that_takes_too_long_is_ended_and_named(
    starter: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw_check, "PROGRAM", ("-c", FOR_EVER))
    # A second of work is the least limit that systems know.
    (fault,) = check_drawing(starter, STARTER, Limits(seconds=-99))
    assert fault.value in starter.views
    before, _, _ = (STARTER / "atlas.toml").read_text().partition(f'id = "{fault.value}"')
    assert (fault.file, fault.line, fault.column) == ("atlas.toml", before.count("\n"), "id")
    assert fault.rule == "takes more than -99 s to draw in the language en"
    assert fault.cure == "Simplify the shapes in this view, or leave some out"


def test_a_drawing_that_needs_too_much_memory_is_ended_and_named(starter: Atlas) -> None:
    (fault,) = check_drawing(starter, STARTER, Limits(megabytes=0))
    assert fault.value == "island"
    assert "0 MB of memory" in fault.rule


def test_a_fault_without_a_single_cause_names_the_view(
    starter: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Atlas, request: Request) -> bytes:
        raise ZeroDivisionError(request.view)

    monkeypatch.setattr(draw_process, "write_svg", fail)
    failed = [drawn for drawn in draw_all(starter, Limits()) if drawn.error]
    assert failed[0] == Drawn("island", "en", "ZeroDivisionError: island")
    assert {drawn.view for drawn in failed} == set(starter.views)


def test_the_culprit_is_found_among_all_parts(default_atlas: Atlas) -> None:
    view, tried = default_atlas.meta.default_view, 0

    def fails(atlas: Atlas) -> bool:
        nonlocal tried
        tried += 1
        source = list(default_atlas.sources)[77]
        return atlas.sources[source].publisher == default_atlas.sources[source].publisher

    culprit = find_culprit(default_atlas, view, fails)
    assert culprit == Part("sources.csv", list(default_atlas.sources)[77], "publisher")
    assert tried < 25


def test_check_draws_unless_asked_not_to(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault("atlas.toml", "cannot be drawn")
    monkeypatch.setattr("commands.check.check_drawing", lambda *_: (fault,))
    drawn = CliRunner().invoke(main, ["check", "--atlas", str(STARTER)])
    assert (drawn.exit_code, fault.format_text() in drawn.output) == (1, True)
    undrawn = CliRunner().invoke(main, ["check", "--no-draw", "--atlas", str(STARTER)])
    assert (undrawn.exit_code, fault.format_text() in undrawn.output) == (0, False)


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["publish", "site"]])
def test_an_atlas_that_cannot_be_drawn_is_not_opened(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault("atlas.toml", "cannot be drawn")
    monkeypatch.setattr("commands.open_atlas.check_drawing", lambda *_: (fault,))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [*command, "--atlas", str(STARTER)])
    assert result.exit_code == 1
    assert fault.format_text() in result.output
    assert "has 1 fault and was not opened" in result.output
    assert not (tmp_path / "site").exists()


def test_what_was_published_is_not_drawn_again_to_check_it(
    starter: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault("atlas.toml", "cannot be drawn")
    monkeypatch.setattr("commands.open_atlas.check_drawing", lambda *_: (fault,))
    (tmp_path / "site" / "embed" / starter.version).mkdir(parents=True)
    result = CliRunner().invoke(main, ["publish", str(tmp_path / "site"), "--atlas", str(STARTER)])
    assert fault.format_text() not in result.output
    assert result.exit_code == 2  # a folder with other files than those of a site


def test_a_server_refuses_a_change_that_cannot_be_drawn_and_is_degraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_atlas, "POLL_SECONDS", 0.0)
    fault = Fault("zones.geojson", "cannot be drawn")
    monkeypatch.setattr("web.app.build.check_drawing", lambda *_: (fault,))
    monkeypatch.setattr("web.app.build.render_first_pages", lambda _: {})
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    app = build_app(folder, HostOptions(prepares=True))
    client, old = app.server.test_client(), app.current.atlas
    app.current.settle()
    (folder / "atlas.toml").touch()
    client.get("/health")
    app.current.settle()
    health = client.get("/health").get_json()
    assert (health["status"], health["refused"], health["atlas"]) == ("degraded", 1, old.version)
    assert app.current.faults == (fault,)
