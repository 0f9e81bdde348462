// @ts-check
// The scale bar of the map on the screen: from zero at the left, kilometres and miles at their own ticks.

import { svg } from "../core/elements.js";
import { say } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */

const EARTH_KM = 6371.0088;
const KM_PER_MILE = 1.609344;
const ROOM_PX = 92;
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
/** Positions of zero and the line, the length of a tick, and the distance of the figures' baselines from the line. */
const [LEFT, MIDDLE, TICK, ABOVE, BELOW] = [6, 18, 5, 7, 14];

/**
 * The longest round kilometres and miles that fit into some px, like `scale_for` in the stills.
 * @param {number} pxPerKm
 * @param {number} room
 */
export function scaleFor(pxPerKm, room = ROOM_PX) {
  const [km, miles] = [pxPerKm, pxPerKm * KM_PER_MILE].map((px) => ROUND.findLast((n) => n * px <= room) ?? 1);
  return { km, kmPx: km * pxPerKm, miles, milesPx: miles * pxPerKm * KM_PER_MILE };
}

/**
 * Draws the scale bar.
 * @param {HTMLElement} element
 * @param {Payload} payload
 * @param {{y: number, height: number, scale: number}} window the visible part, in px of the payload
 */
export function drawScale(element, payload, { y, height, scale }) {
  const { north, perDegree } = payload.extent;
  const middle = latitude(north - (y + height / 2) / perDegree);
  const kmPerDegree = (Math.PI / 180) * EARTH_KM * Math.cos((middle * Math.PI) / 180);
  const { km, kmPx, miles, milesPx } = scaleFor((perDegree * scale) / kmPerDegree);
  const far = LEFT + Math.max(kmPx, milesPx);
  const ticks = `M${LEFT} ${MIDDLE - TICK}v${2 * TICK}M${LEFT} ${MIDDLE}H${far}M${LEFT + kmPx} ${MIDDLE}v${-TICK}M${LEFT + milesPx} ${MIDDLE}v${TICK}`;
  /** @type {[string, number, number][]} */
  const figures = [
    ["0", 0, -ABOVE],
    [say(payload, "km", { n: km }), kmPx, -ABOVE],
    [say(payload, "mi", { n: miles }), milesPx, BELOW],
  ];
  const texts = figures.map(([text, x, down]) =>
    svg("text", { x: LEFT + x, y: MIDDLE + down }, document.createTextNode(text)),
  );
  element.replaceChildren(
    svg("svg", { width: far + 26, height: MIDDLE + BELOW + 3 }, svg("path", { d: ticks }), ...texts),
  );
}

/** @param {number} y Web Mercator in degrees of the equator */
export function latitude(y) {
  return (Math.asin(Math.tanh((y * Math.PI) / 180)) * 180) / Math.PI;
}

/** @param {number} lat @returns {number} Web Mercator's y in degrees of the equator */
export function mercatorY(lat) {
  return (Math.atanh(Math.sin((lat * Math.PI) / 180)) * 180) / Math.PI;
}
