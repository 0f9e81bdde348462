"""Folium's TimeSliderChoropleth, its scripts served from here."""

import re
from pathlib import Path

import folium
from folium.plugins import TimeSliderChoropleth

from atlas.model.atlas import Atlas
from bench.peers.frame import Colours, Frame, format_geojson

_SCRIPTS = {
    "leaflet": "leaflet.js",
    "jquery": "jquery.min.js",
    "d3": "d3.min.js",
    "moment": "moment.min.js",
}
"""The scripts Folium needs for drawing, by a part of their address; the rest is for markers."""
_STEP = """<script>
const slider = document.querySelector("input[type=range]");
window.step = (n) => { slider.value = n; slider.dispatchEvent(new Event("input")); };
window.ready = document.querySelectorAll("path").length > 0;
</script>"""


def write_folium(atlas: Atlas, colours: Colours, frame: Frame, page: Path, days: int) -> None:
    """Write the choropleth of the first `days` days. Its zones have no outline, which spares it work."""
    styles = {
        str(number): {str(day): {"color": colours[zone][day], "opacity": 1} for day in range(days)}
        for number, zone in enumerate(colours)
    }
    longitude, latitude = frame.centre
    drawn = folium.Map(
        (latitude, longitude),
        zoom_start=frame.zoom + 1,
        tiles=None,
        left=f"{frame.left}px",
        top=f"{frame.top}px",
        width=frame.width,
        height=frame.height,
        position="absolute",
        zoom_snap=0,
    )
    TimeSliderChoropleth(format_geojson(atlas, colours, style={"stroke": False}), styles).add_to(drawn)
    html = re.sub(r'<script src="([^"]*)"></script>', _local, drawn.get_root().render())
    html = re.sub(r'<link rel="stylesheet" href="[^"]*"/>', "", html)
    page.write_text(f'<link rel="stylesheet" href="/leaflet.css">{html}{_STEP}', encoding="utf-8")


def _local(script: re.Match[str]) -> str:
    script_file = next((file for part, file in _SCRIPTS.items() if f"{part}." in script[1]), None)
    return f'<script src="/{script_file}"></script>' if script_file else ""
