// @ts-check
// A slider on its track, filled up to its position: by the width of an element, because changing a custom
// property would make the browser compute the styles of the whole slider again.

import { el } from "../core/elements.js";

/** @param {Parameters<typeof el>[1] & {min: number, max: number}} properties of the slider */
export function createRail(properties) {
  const { min, max } = properties;
  const slider = el("input", { type: "range", step: 1, ...properties });
  const done = el("i");
  return {
    slider,
    parts: [el("span", { class: "rail", "aria-hidden": "true" }, done), slider],
    /** @param {number} value @param {string} text the value in words */
    show(value, text) {
      slider.value = String(value);
      slider.setAttribute("aria-valuetext", text);
      done.style.width = `${((100 * (value - min)) / Math.max(max - min, 1)).toFixed(2)}%`;
    },
  };
}
