// @ts-check
// The legend as a card on the map, with the definitions of its symbols: pages with a legend of their own leave it out.

import { createDefinitions } from "./definitions.js";
import { Legend } from "./legend.js";

/** @typedef {import("./legend.js").LegendActions} LegendActions */
/** @typedef {{element: HTMLElement, draw: () => void, showDay: () => void}} LegendCard */

/**
 * Creates the legend card.
 * @param {HTMLElement} root the element under the definitions
 * @param {HTMLElement} element the legend
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
