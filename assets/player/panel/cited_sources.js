// @ts-check
// Cited sources: those of everything that the map shows on a day, each once.

import { holdingsOn } from "./holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */

/** @param {Payload} payload @param {number} day @returns {string[]} publisher and day of publication */
export function citedOn(payload, day) {
  const texts = sourcesOn(payload, day).map(({ publisher, published }) =>
    [publisher, published].filter(Boolean).join(" · "),
  );
  return [...new Set(texts)];
}

/** @param {Payload} payload @param {number} day @returns {string[]} each publisher, with the number of its sources */
export function publishersOn(payload, day) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { publisher } of sourcesOn(payload, day)) counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
  return [...counts].map(([publisher, count]) => (count > 1 ? `${publisher} (${count})` : publisher));
}

/** @param {Payload} payload @param {number} day */
function sourcesOn(payload, day) {
  const inView = Object.keys(payload.holdings).filter((place) => payload.places[place]?.inView);
  const records = inView.flatMap((place) => holdingsOn(payload, place, day).flatMap((holding) => holding.records));
  return [...new Set(records.flatMap((record) => record.sources))].map((number) => payload.sources[number]);
}
