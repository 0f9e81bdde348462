"""Plotly's choroplethmap on a blank style, its colours restyled."""

import json
from pathlib import Path

import plotly

from atlas.model.atlas import Atlas
from bench.peers.frame import Colours, Frame, format_geojson

SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_PAGE = """<!doctype html><meta charset="utf-8"><div id="map" style="{css}"></div><script src="/plotly.min.js"></script>
<script>
const numbers = {numbers}, trace = {trace};
trace.geojson = {data};
Plotly.newPlot("map", [trace], {layout}, {{ displayModeBar: false }}).then((plot) => {{
  const map = plot._fullLayout.map._subplot.map;
  window.step = (n) => new Promise((done) => {{
    const onData = (event) => {{
      if (!event.isSourceLoaded) return;
      map.off("sourcedata", onData);
      map.once("render", done);
      map.triggerRepaint();
    }};
    map.on("sourcedata", onData);
    Plotly.restyle("map", {{ z: [numbers[n]] }});
  }});
  window.readBack = () => {{
    const gl = map.painter.context.gl;
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }};
  window.ready = true;
}});
</script>"""


def write_plotly(atlas: Atlas, colours: Colours, frame: Frame, page: Path) -> None:
    """Write a choroplethmap without outlines."""
    tones = sorted({tone for days in colours.values() for tone in days})
    numbers = [[tones.index(tone) for tone in day] for day in zip(*colours.values(), strict=True)]
    last = max(len(tones) - 1, 1)
    trace = {
        "type": "choroplethmap",
        "locations": list(range(len(colours))),
        "z": numbers[0],
        "zmin": 0,
        "zmax": last,
        "colorscale": [[number / last, tone] for number, tone in enumerate(tones)],
        "showscale": False,
        "featureidkey": "id",
        "marker": {"line": {"width": 0}},
    }
    longitude, latitude = frame.centre
    layout = {
        "map": {"style": "white-bg", "center": {"lon": longitude, "lat": latitude}, "zoom": frame.zoom},
        "width": frame.width,
        "height": frame.height,
        "margin": dict.fromkeys("lrtb", 0),
    }
    text = _PAGE.format(
        css=frame.css,
        numbers=json.dumps(numbers),
        trace=json.dumps(trace),
        data=format_geojson(atlas, colours),
        layout=json.dumps(layout),
    )
    page.write_text(text, encoding="utf-8")
