"""MapLibre on a blank style, in the three ways to change the colours of zones that its makers describe."""

import json
from itertools import groupby
from pathlib import Path

from atlas.model.atlas import Atlas
from bench.peers.frame import Colours, Frame, by_day, format_geojson

_HEAD = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/maplibre-gl.css">
<div id="map" style="{css}"></div>
<script type="module">
import * as maplibregl from "/maplibre-gl.mjs";
const rows = {rows}, data = {data};
const map = new maplibregl.Map({{
  container: "map", center: {centre}, zoom: {zoom}, fadeDuration: 0, attributionControl: false,
  style: {{ version: 8, {state} sources: {{ z: {{ type: "geojson", data }} }}, layers: [
    {{ id: "f", type: "fill", source: "z", {filter} paint: {{ "fill-color": {paint} }} }} ] }},
}});
const reloaded = (change) => new Promise((done) => {{
  const onData = (event) => {{
    if (event.sourceId !== "z" || !event.isSourceLoaded) return;
    map.off("sourcedata", onData);
    map.once("render", done);
    map.triggerRepaint();
  }};
  change();
  map.on("sourcedata", onData);
}});
window.readBack = () => {{
  const gl = map.painter.context.gl;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}};
{script}
map.once("idle", () => {{ window.ready = true; }});
</script>"""
_STATE = """let at = 0;
const show = (n) => rows[n].forEach((c, id) => {
  if (n === 0 || c !== rows[at][id]) map.setFeatureState({ source: "z", id }, { c });
});
map.once("load", () => show(0));
window.step = (n) => new Promise((done) => { show(n); at = n; map.once("render", done); });"""
_DATA = """const paint = (n) => data.features.forEach((zone, i) => { zone.properties.c = rows[n][i]; });
window.step = (n) => reloaded(() => { paint(n); map.getSource("z").setData(data); });"""
_FILTER = """window.step = (n) => n !== map.getGlobalState().day
  ? reloaded(() => map.setGlobalStateProperty("day", n)) : undefined;"""


def write_feature_state(atlas: Atlas, colours: Colours, frame: Frame, page: Path) -> None:
    """Write a map on which a step sets the state of the features that change."""
    paint = '["coalesce", ["feature-state", "c"], "#fff"]'
    _write(page, frame, by_day(colours), format_geojson(atlas, colours), paint, _STATE)


def write_set_data(atlas: Atlas, colours: Colours, frame: Frame, page: Path) -> None:
    """Write a map on which a step sets the data of all features."""
    data = json.loads(format_geojson(atlas, colours))
    for feature, days in zip(data["features"], colours.values(), strict=True):
        feature["properties"]["c"] = days[0]
    _write(page, frame, by_day(colours), json.dumps(data), '["get", "c"]', _DATA)


def write_global_state(atlas: Atlas, colours: Colours, frame: Frame, page: Path) -> None:
    """Write a map with one feature for each zone and span of days, which a step filters by the day."""
    zones = json.loads(format_geojson(atlas, colours))["features"]
    features = [
        {**zone, "id": None, "properties": {"c": colour, "from": start, "to": end}}
        for zone, days in zip(zones, colours.values(), strict=True)
        for colour, start, end in _spans(days)
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features})
    state = "state: { day: { default: 0 } },"
    day = '["global-state", "day"]'
    filtered = f'filter: ["all", ["<=", ["get", "from"], {day}], [">", ["get", "to"], {day}]],'
    _write(page, frame, [], data, '["get", "c"]', _FILTER, state=state, filter=filtered)


def _spans(days: list[str]) -> list[tuple[str, int, int]]:
    spans, start = [], 0
    for colour, run in groupby(days):
        end = start + len(list(run))
        spans.append((colour, start, end))
        start = end
    return spans


def _write(
    page: Path, frame: Frame, rows: list[list[str]], data: str, paint: str, script: str, **more: str
) -> None:
    placed = {"css": frame.css, "centre": list(frame.centre), "zoom": frame.zoom}
    parts = {"rows": json.dumps(rows), "data": data, "paint": paint, "script": script}
    page.write_text(_HEAD.format(**{"state": "", "filter": ""} | placed | parts | more), encoding="utf-8")
