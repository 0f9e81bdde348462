"""Pages of the peers: flat colours on a blank map, each with `window.step(n)`."""

import json
import re
from pathlib import Path

import folium
import plotly
from folium.plugins import TimeSliderChoropleth

from atlas.model.atlas import Atlas
from bench.pages import SIZE

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
CENTRE = (39.0, 34.3)
ZOOM = 5
_SCRIPTS = {
    "leaflet": "leaflet.js",
    "jquery": "jquery.min.js",
    "d3": "d3.min.js",
    "moment": "moment.min.js",
}
"""The scripts Folium needs for drawing, by a part of their address; the rest is for markers."""


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


def write_plotly(atlas: Atlas, colours: dict[str, list[str]], page: Path) -> None:
    """Write a choroplethmap on a blank style whose colours are restyled."""
    zones = list(colours)
    tones = sorted({tone for colour in colours.values() for tone in colour})
    scale = [[i / max(len(tones) - 1, 1), tone] for i, tone in enumerate(tones)]
    numbers = [[tones.index(colour[n]) for colour in colours.values()] for n in range(len(colours[zones[0]]))]
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
        "map": {"style": "white-bg", "center": {"lon": CENTRE[0], "lat": CENTRE[1]}, "zoom": ZOOM},
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


def write_maplibre(atlas: Atlas, colours: dict[str, list[str]], page: Path, whole: bool = False) -> None:
    """Write a MapLibre map on a blank style.

    A step sets the state of the features that change, or, with `whole`, the data of all.
    """
    rows = [list(row) for row in zip(*colours.values(), strict=True)]
    paint = '["get","c"]' if whole else '["coalesce",["feature-state","c"],"#fff"]'
    by_state = (
        "n=>{const row=rows[n],old=rows[at];for(let i=0;i<row.length;i++)if(row[i]!==old[i])"
        "map.setFeatureState({source:'z',id:i},{c:row[i]});at=n}"
    )
    by_data = (
        "n=>new Promise(done=>{paint(n);const onData=e=>{if(!e.isSourceLoaded||e.sourceId!=='z')return;"
        "map.off('sourcedata',onData);map.once('render',done);map.triggerRepaint()};"
        "map.on('sourcedata',onData);map.getSource('z').setData(data)})"
    )
    page.write_text(
        '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/maplibre-gl.css">'
        f'<div id="map" style="width:{SIZE[0]}px;height:{SIZE[1]}px"></div><script src="/maplibre-gl.js"></script><script>'
        f"const rows={json.dumps(rows)},data={_geojson(atlas, list(colours))};let at=0;"
        "const paint=n=>data.features.forEach((one,i)=>{one.properties.c=rows[n][i]});paint(0);"
        f"const map=new maplibregl.Map({{container:'map',center:{list(CENTRE)},zoom:{ZOOM},fadeDuration:0,"
        "style:{version:8,sources:{z:{type:'geojson',data}},"
        f"layers:[{{id:'f',type:'fill',source:'z',paint:{{'fill-color':{paint}}}}}]}}}});"
        "map.on('load',()=>{rows[0].forEach((c,i)=>map.setFeatureState({source:'z',id:i},{c}));window.ready=true});"
        f"window.step={by_data if whole else by_state}</script>",
        encoding="utf-8",
    )


def write_folium(atlas: Atlas, colours: dict[str, list[str]], page: Path, steps: int) -> None:
    """Write Folium's TimeSliderChoropleth of the first `steps` days, its scripts served from here."""
    zones = list(colours)
    styles = {
        str(number): {str(day): {"color": colours[zone][day], "opacity": 1} for day in range(steps)}
        for number, zone in enumerate(zones)
    }
    drawn = folium.Map((CENTRE[1], CENTRE[0]), zoom_start=ZOOM, tiles=None, width=SIZE[0], height=SIZE[1])
    TimeSliderChoropleth(_geojson(atlas, zones), styles).add_to(drawn)
    html = drawn.get_root().render()
    html = re.sub(r'<script src="([^"]*)"></script>', _local, html)
    html = re.sub(r'<link rel="stylesheet" href="[^"]*"/>', "", html)
    step = (
        "const slider=document.querySelector('input[type=range]');"
        "window.step=n=>{slider.value=n;slider.dispatchEvent(new Event('input'))};"
        "window.ready=document.querySelectorAll('path').length>0"
    )
    css = '<link rel="stylesheet" href="/leaflet.css">'
    page.write_text(f"{css}{html}<script>{step}</script>", encoding="utf-8")


def _local(script: re.Match[str]) -> str:
    script_file = next((file for part, file in _SCRIPTS.items() if f"{part}." in script[1]), None)
    return f'<script src="/{script_file}"></script>' if script_file else ""
