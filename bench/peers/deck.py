"""deck.gl: polygons whose fill colours are updated by a trigger, as its guide to performance describes."""

import json
from pathlib import Path

from atlas.model.atlas import Atlas
from bench.peers.frame import Colours, Frame, by_day, format_geojson

_PAGE = """<!doctype html><meta charset="utf-8"><div id="map" style="{css}"></div><script src="/deck.min.js"></script>
<script>
const rows = {rows}.map((row) => row.map((c) => [1, 3, 5].map((at) => parseInt(c.slice(at, at + 2), 16))));
const data = {data}.features.map((zone, number) => ({{ number, polygon: zone.geometry.coordinates }}));
let drawn = () => {{}}, gl = null;
const layers = (n) => [new deck.SolidPolygonLayer({{
  id: "zones", data, getPolygon: (zone) => zone.polygon,
  getFillColor: (zone) => rows[n][zone.number], updateTriggers: {{ getFillColor: n }},
}})];
const map = new deck.Deck({{
  parent: document.getElementById("map"), views: new deck.MapView(), controller: true,
  initialViewState: {{ longitude: {longitude}, latitude: {latitude}, zoom: {zoom} }}, layers: layers(0),
  onDeviceInitialized: (device) => {{ gl = device.gl; }}, onLoad: () => {{ window.ready = true; }},
  onAfterRender: () => drawn(),
}});
window.step = (n) => new Promise((done) => {{ map.setProps({{ layers: layers(n) }}); drawn = done; }});
window.readBack = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
</script>"""


def write_deck(atlas: Atlas, colours: Colours, frame: Frame, page: Path) -> None:
    """Write a map of solid polygons without outlines."""
    longitude, latitude = frame.centre
    text = _PAGE.format(
        css=frame.css,
        rows=json.dumps(by_day(colours)),
        data=format_geojson(atlas, colours),
        longitude=longitude,
        latitude=latitude,
        zoom=frame.zoom,
    )
    page.write_text(text, encoding="utf-8")
