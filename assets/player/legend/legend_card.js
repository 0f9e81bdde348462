// @ts-check
// The key as a card on the map, with the definitions of its signs: what a page may leave out that has one of its own.

import { createDefinitions } from "./definitions.js";
import { Legend } from "./legend.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("./legend.js").LegendActions} LegendActions */
/** @typedef {{element: HTMLElement, load: (payload: Payload) => void, setDay: (day: number) => void}} LegendCard */

/**
 * @param {HTMLElement} root what the definitions lie over
 * @param {HTMLElement} element what becomes the key
 * @param {Payload} payload
 * @param {LegendActions} actions
 * @returns {LegendCard}
 */
export function createLegendCard(root, element, payload, actions) {
  const definitions = createDefinitions(root, payload);
  const legend = new Legend(element, payload, actions);
  return {
    element,
    load(next) {
      definitions.load(next);
      legend.load(next);
    },
    setDay: (day) => legend.setDay(day),
  };
}
