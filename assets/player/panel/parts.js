// @ts-check
// Parts that panel, tooltip and place share: a force's swatch, a button for a place, a close button.

import { el, icon, swatch } from "../core/elements.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{setDay: (day: number) => void, select: (place: string | null) => void, highlight: (place: string | null) => void, near: (event: string) => string[], choose: (chosen: import("../core/player.js").Chosen) => void}} Actions */

/** @param {Payload} payload @param {string} place @param {Actions} actions */
export function placeButton(payload, place, actions, name = payload.places[place].name) {
  return el(
    "button",
    {
      class: "link",
      type: "button",
      "data-place": place,
      onclick: () => actions.select(place),
      onpointerenter: () => actions.highlight(place),
      onpointerleave: () => actions.highlight(null),
      onfocus: () => actions.highlight(place),
      onblur: () => actions.highlight(null),
    },
    name,
  );
}

/** @param {Payload} payload @param {string | null} force */
export function forceSwatch(payload, force) {
  const known = force ? payload.forces[force] : undefined;
  const line = payload.families.find((family) => family.id === known?.family)?.line;
  return swatch(known?.fill ?? "transparent", line ?? "var(--control)");
}

/** @param {() => void} leave @param {string} label */
export function closeButton(leave, label) {
  return el(
    "button",
    { class: "btn icon quiet close", type: "button", "aria-label": label, title: label, onclick: leave },
    icon("close"),
  );
}
