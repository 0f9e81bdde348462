// @ts-check
// Enclosing zones: for a place without records on a day, the zone around it, and the gap. Pure.

import { countUntil, formatDate, formatSpan, say, valueOn } from "../core/lookup.js";
import { holdingsOn } from "./holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */

/** The zone that stands in for a place without holdings on a day: the smallest around it with records, or else the smallest. @param {Payload} payload @param {string} place @param {number} day */
export function zoneAround(payload, place, day) {
  const { places, tracks } = payload;
  const within = (places[place].within ?? [])
    .filter((shape) => valueOn(tracks.existence[`zone-${shape}`] ?? [[day, 1]], day))
    .map((shape) => shape.split("@")[0])
    .filter((zone) => places[zone]);
  return within.find((zone) => holdingsOn(payload, zone, day).length) ?? within[0] ?? null;
}

/** The days around one on which no source says who is at a place; null if there are records, or never were. @param {Payload} payload @param {string} place @param {number} day */
export function gapOf(payload, place, day) {
  const timeline = payload.holdings[place] ?? [];
  const isSilent = (/** @type {number} */ at) => at < 0 || timeline[at][1].every(([, share]) => share === 0);
  let [first, next] = [countUntil(timeline, day) - 1, countUntil(timeline, day)];
  if (!timeline.length || !isSilent(first)) return null;
  while (first > 0 && isSilent(first - 1)) first -= 1;
  while (next < timeline.length && isSilent(next)) next += 1;
  return { first: first > 0 ? timeline[first][0] : null, last: next < timeline.length ? timeline[next][0] - 1 : null };
}

/** Why a place has no records on a day, in one sentence. @param {Payload} payload @param {string} place @param {number} day */
export function explainGap(payload, place, day) {
  const { words, places } = payload;
  const gap = gapOf(payload, place, day);
  if (!places[place].covered) return words.not_covered;
  if (!payload.holdings[place]?.length)
    return ["site", "town"].includes(places[place].shape) ? words.nothing_own : words.nothing_here;
  if (!gap) return words.nothing_here;
  const { first, last } = gap;
  if (first === null)
    return last === null ? words.nothing_here : say(payload, "nobody_before", { date: formatDate(payload, last + 1) });
  if (last === null) return say(payload, "nobody_from", { date: formatDate(payload, first) });
  if (formatDate(payload, first) === formatDate(payload, last))
    return say(payload, "nobody_on", { date: formatDate(payload, first) });
  return say(payload, "nobody_between", formatSpan(payload, first, last));
}
