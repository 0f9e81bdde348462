"""Our page for browser benchmarks: `window.step(n)` shows the n-th day."""

import json
from pathlib import Path
from typing import Any

from atlas.history.changes import compile_changes, holdings_on
from atlas.model.atlas import Atlas
from atlas.request.request import default_request
from layers.style.css_variables import theme_css
from layers.style.symbology import Symbolizer
from layers.style.theme import theme_of
from outputs.html.style_sheets import DASHBOARD, DASHBOARD_MEDIA, link_sheets
from outputs.player.payload import Canvas, compile_map

SIZE = (1080, 572)


def grounds_by_day(atlas: Atlas) -> tuple[list[int], dict[str, list[str]]]:
    """Return the days of change, and each zone's colour on each of them."""
    changes = compile_changes(atlas, atlas.latest_source)
    days = sorted({change.day for of_place in changes.values() for change in of_place})
    symbolizer = Symbolizer(atlas, theme_of(atlas, "light"))
    colours = {
        place: [symbolizer.symbolize(holdings_on(changes_of_place, day)).ground or "#ffffff" for day in days]
        for place, changes_of_place in changes.items()
    }
    return days, colours


def write_ours(atlas: Atlas, days: list[int], page: Path) -> None:
    """Write the player's page; its assets are served beside it."""
    script = f"const days={days};window.step=n=>marchland.setDay(days[n]);window.ready=true"
    write_player(compile_map(atlas, default_request(atlas), Canvas(*SIZE)), page, script)


def write_player(payload: dict[str, Any], page: Path, script: str) -> None:
    """Write a page with the player, and a script that runs once it is there."""
    text, then = (part.replace("</", "<\\/") for part in (json.dumps(payload, ensure_ascii=False), script))
    page.write_text(
        '<!doctype html><meta charset="utf-8">'
        + "".join(
            f'<link rel="stylesheet" href="{sheet}">'
            for sheet in link_sheets([name for name in DASHBOARD if name not in DASHBOARD_MEDIA], "/")
        )
        + f'<style>{theme_css()}</style><div class="marchland"><header class="top"></header><main class="viewport"></main>'
        '<section class="time"></section><section class="timeline-panel"></section><aside class="panel"></aside></div>'
        f'<script type="application/json" id="payload">{text}</script>'
        f'<script type="module" src="/assets/dashboard/start.js"></script><script type="module">{then}</script>',
        encoding="utf-8",
    )
