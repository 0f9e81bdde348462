// @ts-check
// The light: a line around what the pointer is on or that was chosen; around a site or a star a ring, which keeps its size.

import { svg } from "../core/elements.js";

/** The ring around the star of an event, in px. */
const STAR_RING_PX = 9;

/** @param {import("./svg_sheets.js").Sheets} sheets @returns {(place: string | null) => void} lights a place, or none */
export function createLight(sheets) {
  const { holder, payload } = sheets;
  const line = svg("path", { class: "lit", fill: "none", "vector-effect": "non-scaling-stroke" });
  const ring = svg("circle", { class: "lit", fill: "none" });
  for (const drawn of holder.querySelectorAll(".lit")) drawn.remove();
  sheets.byId.get("layer-borders")?.after(line);
  return (place) => {
    const { byId } = sheets;
    const shape =
      place &&
      (byId.get(`zone-${place}`) ??
        byId.get(`line-${place}`) ??
        holder.querySelector(`.sheet-claims path[data-place="${CSS.escape(place)}"]`));
    line.setAttribute("d", (shape && shape.getAttribute("d")) || "");
    const star = place?.startsWith("event:") ? byId.get(place.replace(":", "-"))?.lastElementChild : null;
    const held = star ?? (place && byId.get(`held-${place}`));
    ring.setAttribute("display", held ? "inline" : "none"); // it is not taken out: the page watches what is
    if (!held) return;
    ring.setAttribute("r", String(star ? STAR_RING_PX : Number(held.getAttribute("r")) + payload.ringPx));
    if (ring.nextSibling !== held) held.before(ring);
  };
}
