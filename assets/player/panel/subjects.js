// @ts-check
// Subjects: everything on the map with a name that can be clicked: places, events, forces. A subject is a text:
// the id of a place, or "event:" and "force:" with ids. Pure: payload in, plain values out.

import { zoneAround } from "./enclosing_zones.js";
import { formatDay, say } from "../core/lookup.js";
import { holdingsOn, leaderOf, formatHolders } from "./holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{name: string, force: string | null, who: string, small: string}} Summary the text beside the pointer */

const EVENT = "event:";
const FORCE = "force:";

/** The subject of an element of the drawing. @param {Element | EventTarget | null} target @returns {string | null} */
export function subjectOf(target) {
  const element =
    target instanceof Element ? target.closest(".sheets :is([data-place], [data-forces], [id^=event-])") : null;
  if (!(element instanceof SVGElement)) return null;
  const { place, forces } = element.dataset;
  return place ?? (forces ? FORCE + forces : EVENT + element.id.slice(EVENT.length));
}

/** @param {Payload} payload @param {string | null} subject */
export function eventOf(payload, subject) {
  const id = subject?.startsWith(EVENT) ? subject.slice(EVENT.length) : null;
  return id === null ? null : (payload.events.find((event) => event.id === id) ?? null);
}

/** @param {Payload} payload @param {string | null} subject @returns {string[]} ids */
export function forcesOf(payload, subject) {
  const ids = subject?.startsWith(FORCE) ? subject.slice(FORCE.length).split(" ") : [];
  return ids.filter((id) => payload.forces[id]);
}

/** Whether the panel can describe a subject. @param {Payload} payload @param {string | null} subject */
export function isKnown(payload, subject) {
  if (!subject) return false;
  return subject in payload.places || eventOf(payload, subject) !== null || forcesOf(payload, subject).length > 0;
}

/** The place of the atlas that an address can contain; null for other subjects. @param {Payload} payload @param {string | null} subject */
export function addressOf(payload, subject) {
  const details = subject ? payload.places[subject] : undefined;
  return details && details.shape !== "town" ? subject : null;
}

/** The day of an event, with its uncertainty. @param {Payload} payload @param {import("../core/payload.d.ts").MapEvent} event */
export function dateOfEvent(payload, event) {
  return event.date || formatDay(payload, event.day);
}

/**
 * The places where a force is on a day, by status.
 * @param {Payload} payload
 * @param {string} force
 * @param {number} day
 * @returns {[status: string, places: string[]][]}
 */
export function placesOf(payload, force, day) {
  /** @type {Map<string, string[]>} */
  const byStatus = new Map();
  for (const place of Object.keys(payload.holdings)) {
    for (const holding of payload.places[place] ? holdingsOn(payload, place, day) : []) {
      if (holding.force !== force || holding.certainty === "unknown") continue;
      byStatus.set(holding.status, [...(byStatus.get(holding.status) ?? []), place]);
    }
  }
  return [...byStatus];
}

/** @param {Payload} payload @param {string} subject @param {number} day @param {number} [more] how many events share its spot @returns {Summary} */
export function summarise(payload, subject, day, more = 0) {
  const { words, places, forces } = payload;
  const event = eventOf(payload, subject);
  if (event) {
    const others = more ? ` · ${say(payload, "and_more", { n: more })}` : "";
    return {
      name: event.title,
      force: null,
      who: "",
      small: `${dateOfEvent(payload, event)} · ${words[event.standing]}${others}`,
    };
  }
  const named = forcesOf(payload, subject);
  if (named.length) {
    const count = new Set(named.flatMap((force) => placesOf(payload, force, day).flatMap(([, listed]) => listed)));
    const known = [...count]
      .slice(0, 3)
      .map((place) => places[place].name)
      .join(words.comma);
    const rest = count.size > 3 ? ` ${say(payload, "and_more", { n: count.size - 3 })}` : "";
    return {
      name: named.map((force) => forces[force].name).join(words.with),
      force: named[0],
      who: "",
      small: known + rest,
    };
  }
  return summarisePlace(payload, subject, day);
}

/** @param {Payload} payload @param {string} place @param {number} day @returns {Summary} */
function summarisePlace(payload, place, day) {
  const { words, places } = payload;
  const own = holdingsOn(payload, place, day);
  const zone = own.length ? null : zoneAround(payload, place, day);
  const holdings = zone ? holdingsOn(payload, zone, day) : own;
  const record = holdings[0]?.records[0];
  const described = places[zone ?? place];
  const who = described.covered ? formatHolders(payload, holdings) : words.not_covered;
  return {
    name: places[place].name,
    force: leaderOf(holdings),
    who: own.length || !places[place].about ? (zone ? `${described.name}: ${who}` : who) : (places[place].about ?? ""),
    small: record ? `${record.since} · ${words[holdings[0].standing]}` : "",
  };
}
