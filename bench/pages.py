"""Pages that the browser measures: ours and the peers', each with `window.step(n)` that shows the n-th day."""

import json
from pathlib import Path

import plotly

from atlas.changes import compile_changes, holdings_on
from atlas.model import Atlas
from atlas.request import default_request
from layers.looks import Painter
from layers.player import compile_map
from layers.theme import load_theme
from web.page import theme_css

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SIZE = (1080, 572)


def grounds_by_day(atlas: Atlas) -> tuple[list[int], dict[str, list[str]]]:
    """Return the days of change, and each zone's colour on each of them."""
    changes = compile_changes(atlas, atlas.latest_source)
    days = sorted({change.day for found in changes.values() for change in found})
    painter = Painter(atlas, load_theme("light"))
    colours = {
        place: [painter.look(holdings_on(found, day)).ground or "#ffffff" for day in days]
        for place, found in changes.items()
    }
    return days, colours


def _geojson(atlas: Atlas, zones: list[str]) -> str:
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {"id": number},
            "geometry": atlas.places[zone].geometry.__geo_interface__,
        }
        for number, zone in enumerate(zones)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def write_ours(atlas: Atlas, days: list[int], page: Path) -> None:
    """Write the player's page; its assets are served beside it."""
    payload = compile_map(atlas, default_request(atlas), *SIZE)
    text = json.dumps(payload, ensure_ascii=False).replace("</", "<\\/")
    page.write_text(
        '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/assets/marchland.css">'
        f'<style>{theme_css()}</style><div class="marchland"><header class="top"></header><main class="stage"></main>'
        '<section class="time"></section><section class="strip"></section><aside class="side"></aside></div>'
        f'<script type="application/json" id="payload">{text}</script>'
        '<script type="module" src="/assets/start.js"></script><script type="module">'
        f"const days={days};window.step=n=>marchland.setDay(days[n]);window.ready=true</script>",
        encoding="utf-8",
    )


def write_plotly(atlas: Atlas, colours: dict[str, list[str]], page: Path) -> None:
    """Write a choroplethmap on a blank style whose colours are restyled."""
    zones = list(colours)
    tones = sorted({tone for found in colours.values() for tone in found})
    scale = [[i / max(len(tones) - 1, 1), tone] for i, tone in enumerate(tones)]
    numbers = [[tones.index(found[n]) for found in colours.values()] for n in range(len(colours[zones[0]]))]
    trace = {
        "type": "choroplethmap",
        "locations": list(range(len(zones))),
        "z": numbers[0],
        "zmin": 0,
        "zmax": max(len(tones) - 1, 1),
        "colorscale": scale,
        "showscale": False,
        "featureidkey": "id",
    }
    layout = {
        "map": {"style": "white-bg", "center": {"lon": 39, "lat": 34.3}, "zoom": 5},
        "width": SIZE[0],
        "height": SIZE[1],
    }
    page.write_text(
        '<!doctype html><meta charset="utf-8"><div id="map"></div><script src="/plotly.min.js"></script><script>'
        f"const numbers={json.dumps(numbers)},trace={json.dumps(trace)};trace.geojson={_geojson(atlas, zones)};"
        f"Plotly.newPlot('map',[trace],{json.dumps(layout)}).then(()=>window.ready=true);"
        "window.step=n=>Plotly.restyle('map',{z:[numbers[n]]})</script>",
        encoding="utf-8",
    )


def write_maplibre(atlas: Atlas, colours: dict[str, list[str]], page: Path) -> None:
    """Write a MapLibre map on a blank style; a step sets the state of the features that change."""
    rows = [list(row) for row in zip(*colours.values(), strict=True)]
    paint = '["coalesce",["feature-state","c"],"#fff"]'
    step = (
        "n=>{const row=rows[n],old=rows[at];for(let i=0;i<row.length;i++)if(row[i]!==old[i])"
        "map.setFeatureState({source:'z',id:i},{c:row[i]});at=n}"
    )
    page.write_text(
        '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/maplibre-gl.css">'
        f'<div id="map" style="width:{SIZE[0]}px;height:{SIZE[1]}px"></div><script src="/maplibre-gl.js"></script><script>'
        f"const rows={json.dumps(rows)},data={_geojson(atlas, list(colours))};let at=0;"
        "const map=new maplibregl.Map({container:'map',center:[39,34.3],zoom:5,style:{version:8,sources:{z:{type:'geojson',data}},"
        f"layers:[{{id:'f',type:'fill',source:'z',paint:{{'fill-color':{paint}}}}}]}}}});"
        "map.on('load',()=>{rows[0].forEach((c,i)=>map.setFeatureState({source:'z',id:i},{c}));window.ready=true});"
        f"window.step={step}</script>",
        encoding="utf-8",
    )
