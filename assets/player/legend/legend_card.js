// @ts-check
// The key as a card on the map, with the definitions of its signs: what a page may leave out that has one of its own.

import { createDefinitions } from "./definitions.js";
import { Legend } from "./legend.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("./legend.js").Told} Told */
/** @typedef {{element: HTMLElement, load: (payload: Payload) => void, setDay: (day: number) => void}} Key */

/**
 * @param {HTMLElement} root what the definitions lie over
 * @param {HTMLElement} element what becomes the key
 * @param {Payload} payload
 * @param {Told} told
 * @returns {Key}
 */
export function createKey(root, element, payload, told) {
  const definitions = createDefinitions(root, payload);
  const legend = new Legend(element, payload, told);
  return {
    element,
    load(next) {
      definitions.load(next);
      legend.load(next);
    },
    setDay: (day) => legend.setDay(day),
  };
}
