"""The reference: a bare SVG of the embed's own zones, hatches and edges, and a script that changes only those.

It is taken out of an open embed: the same paths, and for each step the attributes that the step changes. It
has no names, slider, texts, panel or key.
"""

import json
from pathlib import Path

from playwright.sync_api import Page

from bench.peers.frame import Frame

_CAPTURE = """(days) => {
  const { sheets } = marchland.map;
  sheets.ground?.leave(); // a canvas would leave the attributes behind
  sheets.ground = null;
  marchland.setDay(days[0], true);
  const groups = () => [...document.querySelectorAll("#grounds > path, #patterns > path, #layer-edges > path")];
  const read = (path) => Object.fromEntries(["fill", "display", "stroke", "stroke-width", "stroke-dasharray",
    "stroke-opacity"].map((name) => [name, path.getAttribute(name)]));
  for (const day of days) marchland.setDay(day, true); // every pattern that is ever needed lies in its place
  marchland.setDay(days[0], true);
  const paths = groups();
  const steps = [];
  const markup = [...document.querySelectorAll(".sheet-base, .sheet-zones, .sheet-edges, .sheet-patterns")]
    .map((sheet) => sheet.outerHTML);
  let before = paths.map(read);
  for (const day of days) {
    marchland.setDay(day, true);
    const now = paths.map(read);
    steps.push(now.flatMap((values, path) => Object.entries(values)
      .filter(([name, value]) => value !== before[path][name])
      .map(([name, value]) => [path, name, value])));
    before = now;
  }
  return { markup, steps };
}"""
_PAGE = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }} svg {{ position: absolute; inset: 0; width: 100%; height: 100% }}
{style}</style>
<div style="{css}">{markup}</div>
<script>
const steps = {steps};
const paths = [...document.querySelectorAll("#grounds > path, #patterns > path, #layer-edges > path")];
window.step = (n) => {{
  for (const [path, name, value] of steps[n]) {{
    if (value === null) paths[path].removeAttribute(name);
    else paths[path].setAttribute(name, value);
  }}
}};
window.ready = true;
</script>"""


def write_bare_svg(embed: Page, days: list[int], frame: Frame, page: Path) -> None:
    """Write the page from an open embed; its steps are those to each day from the one before."""
    captured = embed.evaluate(_CAPTURE, days)
    style = embed.evaluate("document.querySelector('style').textContent.match(/:root[^}]*}/)?.[0] ?? ''")
    text = _PAGE.format(
        css=frame.css, style=style, markup="".join(captured["markup"]), steps=json.dumps(captured["steps"])
    )
    page.write_text(text, encoding="utf-8")
