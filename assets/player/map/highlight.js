// @ts-check
// The highlight: a line around what the pointer is on or what is selected; around a site or a star, a ring of constant size.

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
    line.setAttribute("d", shapeOf(sheets, place)?.getAttribute("d") ?? "");
    const star = place?.startsWith("event:") ? sheets.byId.get(place.replace(":", "-"))?.lastElementChild : null;
    const mark = star ?? (place && sheets.byId.get(`site-${place}`));
    ring.setAttribute("display", mark ? "inline" : "none"); // it is not removed, because the page watches what is
    if (!mark) return;
    ring.setAttribute("r", String(star ? STAR_RING_PX : Number(mark.getAttribute("r")) + payload.ringPx));
    if (ring.nextSibling !== mark) mark.before(ring);
  };
}

/** The zone, line or band of a place. @param {import("./svg_sheets.js").Sheets} sheets @param {string | null} place */
function shapeOf({ byId, holder }, place) {
  if (!place) return null;
  const band = `.sheet-claims path[data-place="${CSS.escape(place)}"]`;
  return byId.get(`zone-${place}`) ?? byId.get(`line-${place}`) ?? holder.querySelector(band);
}
