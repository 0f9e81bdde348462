// @ts-check
// The scale bar of the map on the screen: the longest round distance that fits.

import { el } from "./build.js";
import { say } from "./lookup.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */

const EARTH_KM = 6371.0088;
const KM_PER_MILE = 1.609344;
const ROOM_PX = 110;
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/**
 * @param {HTMLElement} element
 * @param {Payload} payload
 * @param {{y: number, height: number, scale: number}} window what is seen, in px of the payload
 */
export function drawScale(element, payload, { y, height, scale }) {
  const { north, perDegree } = payload.extent;
  const middle = latitude(north - (y + height / 2) / perDegree);
  const kmPerDegree = (Math.PI / 180) * EARTH_KM * Math.cos((middle * Math.PI) / 180);
  const pxPerKm = (perDegree * scale) / kmPerDegree;
  const km = ROUND.findLast((round) => round * pxPerKm <= ROOM_PX) ?? 1;
  const bar = el("b");
  bar.style.width = `${km * pxPerKm}px`;
  const miles = km / KM_PER_MILE;
  const mi = miles < 10 ? miles.toFixed(1) : Math.round(miles);
  element.replaceChildren(bar, el("bdi", {}, `${say(payload, "km", { n: km })} · ${say(payload, "mi", { n: mi })}`));
}

/** @param {number} y Web Mercator in degrees of the equator */
export function latitude(y) {
  return (Math.asin(Math.tanh((y * Math.PI) / 180)) * 180) / Math.PI;
}

/** @param {number} lat @returns {number} Web Mercator's y in degrees of the equator */
export function mercatorY(lat) {
  return (Math.atanh(Math.sin((lat * Math.PI) / 180)) * 180) / Math.PI;
}
