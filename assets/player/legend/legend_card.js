// @ts-check
// The key as a card on the map, with the definitions of its signs: what a page may leave out that has one of its own.

import { createDefinitions } from "./definitions.js";
import { Legend } from "./legend.js";

/** @typedef {import("./legend.js").LegendActions} LegendActions */
/** @typedef {{element: HTMLElement, draw: () => void, showDay: () => void}} LegendCard */

/**
 * @param {HTMLElement} root what the definitions lie over
 * @param {HTMLElement} element what becomes the key
 * @param {import("../core/state.js").PlayerState} state
 * @param {LegendActions} actions
 * @returns {LegendCard}
 */
export function createLegendCard(root, element, state, actions) {
  const definitions = createDefinitions(root, state);
  const legend = new Legend(element, state, actions);
  return {
    element,
    draw() {
      definitions.close();
      legend.draw();
    },
    showDay: () => legend.showDay(),
  };
}
