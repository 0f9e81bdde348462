// @ts-check
// The provenance line: day shown, latest source, information date, version, whose account it is and what is hidden, as in every picture.

import { formatDate, formatDay, say } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */

/** @param {Payload} payload @param {number} day */
export function formatProvenance(payload, day) {
  const parts = [
    say(payload, "showing", { date: formatDate(payload, day, "short") }),
    say(payload, "sources_to", { date: formatDay(payload, payload.latestSource, "short") }),
    say(payload, "known_on", { date: formatDay(payload, payload.known, "short") }),
    `v${payload.atlas.slice(0, 7)}`,
    ...payload.filters,
    ...payload.hidden,
  ];
  return parts.join(" · ");
}
