// @ts-check
// The highlight: a line around what the pointer is on or what is selected; around a site or a star, a ring of constant size.

import { setAttribute } from "../core/attributes.js";
import { svg } from "../core/elements.js";

/** The ring around the star of an event, in px. */
const STAR_RING_PX = 9;

/** @param {import("./svg_sheets.js").Sheets} sheets @returns {(place: string | null) => void} highlights a place, or none */
export function createHighlight(sheets) {
  const { holder, payload } = sheets;
  const line = svg("path", { class: "highlight", fill: "none", "vector-effect": "non-scaling-stroke" });
  const ring = svg("circle", { class: "highlight", fill: "none" });
  for (const drawn of holder.querySelectorAll(".highlight")) drawn.remove();
  sheets.byId.get("layer-borders")?.after(line);
  return (place) => {
    setAttribute(line, "d", shapeOf(sheets, place)?.getAttribute("d") ?? "");
    const star = place?.startsWith("event:") ? sheets.byId.get(place.replace(":", "-"))?.lastElementChild : null;
    const mark = star ?? (place && drawnNow(sheets, `site-${place}`));
    ring.setAttribute("display", mark ? "inline" : "none"); // it is not removed, because the page watches what is
    if (!mark) return;
    ring.setAttribute("r", String(star ? STAR_RING_PX : Number(mark.getAttribute("r")) + payload.ringPx));
    if (ring.nextSibling !== mark) mark.before(ring);
  };
}

/** The zone, line or band of a place. @param {import("./svg_sheets.js").Sheets} sheets @param {string | null} place */
function shapeOf(sheets, place) {
  if (!place) return null;
  const band = `.sheet-claims path[data-place="${CSS.escape(place)}"]`;
  return drawnNow(sheets, `zone-${place}`) ?? drawnNow(sheets, `line-${place}`) ?? sheets.holder.querySelector(band);
}

/** The element of a place, or of its shape of the day. @param {import("./svg_sheets.js").Sheets} sheets @param {string} id */
function drawnNow({ byId, holder }, id) {
  const first = byId.get(id);
  if (!first?.closest("[display=none]")) return first;
  return holder.querySelector(`[id^="${CSS.escape(id)}@"]:not([display=none], [display=none] *)`) ?? first;
}
