// @ts-check
// Holdings: who is where on a day, what has just changed, and according to whom. Pure: payload in, plain values out.

import { changeBeside, countUntil, say, valueOn } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("../core/payload.d.ts").RecordShare} Held */
/** @typedef {import("../core/payload.d.ts").ControlRecord} ControlRecord */

/**
 * One force with one status at one place, and the records that say so.
 * @typedef {object} Holding
 * @property {string} force
 * @property {string} status
 * @property {string} standing the strongest of its records
 * @property {"certain" | "possible" | "unknown"} certainty unknown between two reports
 * @property {number} share
 * @property {number} age
 * @property {boolean} holds whether it gives control of the place, as compiled
 * @property {boolean} rival whether others claim the place and contradict it
 * @property {ControlRecord[]} records
 */

/** @typedef {{place: string, before: Holding[], now: Holding[]}} PlaceChange a place whose holdings changed */

const STANDINGS = ["confirmed", "reported", "claimed", "disputed"];
const VAGUE_DAYS = { day: 31, month: 372, year: 3782 };

/**
 * Returns the holdings of a place on a day.
 * @param {Payload} payload
 * @param {string} place
 * @param {number} day
 * @returns {Holding[]} the force in control first
 */
export function holdingsOn(payload, place, day) {
  const timeline = payload.holdings[place] ?? [];
  const count = countUntil(timeline, day);
  return count ? groupHeld(payload, timeline[count - 1][1]) : [];
}

/** @param {Payload} payload @param {Held[]} held @returns {Holding[]} */
function groupHeld(payload, held) {
  /** @type {Map<string, Holding>} */
  const groups = new Map();
  for (const [number, share, age, holds] of held) {
    const record = payload.records[number];
    const { force, status, standing } = record;
    const key = `${force} ${status}`;
    const group = groups.get(key) ?? {
      force,
      status,
      standing,
      share,
      certainty: certaintyOf(payload, share),
      age,
      holds: holds > 0,
      rival: holds === 2,
      records: [],
    };
    group.records.push(record);
    if (STANDINGS.indexOf(standing) < STANDINGS.indexOf(group.standing)) group.standing = standing;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** @param {Payload} payload @param {number} share @returns {Holding["certainty"]} */
function certaintyOf(payload, share) {
  if (share === payload.certain) return "certain";
  return share ? "possible" : "unknown";
}

/** Who controls a place, in one line. @param {Payload} payload @param {Holding[]} holdings */
export function formatHolders(payload, holdings) {
  const { words, forces } = payload;
  const holders = holdings.filter(({ holds }) => holds);
  const names = [...new Set(holders.map(({ force }) => force))].map((force) => forces[force].name);
  if (holders[0]?.rival && names.length > 1) return say(payload, "disputed_between", { who: names.join(words.with) });
  if (holders[0]?.certainty === "certain") return names.join(words.with);
  if (names.length > 1) return words.changing;
  const others = holdings.filter((holding) => holding.status !== "absent");
  const first = holders[0] ?? others.find((holding) => holding.certainty !== "unknown") ?? others[0];
  if (!first) return words.nobody_known;
  const name = forces[first.force].name;
  if (first.certainty === "unknown") return say(payload, "unknown_who", { force: name });
  if (first.status === "control") return say(payload, "possibly", { force: name });
  return say(payload, "with_status", { force: name, status: words[first.status].toLowerCase() });
}

/** The force whose colour represents a place. @param {Holding[]} holdings @returns {string | null} */
export function leaderOf(holdings) {
  return holdings.find((holding) => holding.status !== "absent" && holding.certainty !== "unknown")?.force ?? null;
}

/**
 * What changes on a day, as compiled: the places in view that do, and the number of events, counted separately.
 * @param {Payload} payload
 * @param {number} day
 * @returns {{places: string[], events: number}}
 */
export function changesOn({ days }, day) {
  const entry = days[countUntil(days, day) - 1];
  return entry?.[0] === day ? { places: entry[1], events: entry[2] } : { places: [], events: 0 };
}

/**
 * The places in view that changed on a day.
 * @param {Payload} payload
 * @param {number} day
 * @returns {PlaceChange[]}
 */
export function placeChangesOn(payload, day) {
  return changesOn(payload, day).places.map((place) => ({
    place,
    before: holdingsOn(payload, place, day - 1),
    now: holdingsOn(payload, place, day),
  }));
}

/** The events of a day; those of an uncertain date on each possible day, of a vague one on its first and last. @param {Payload} payload @param {number} day */
export function eventsOn(payload, day) {
  return payload.events.filter((event) => {
    const vague = event.latest - event.day > VAGUE_DAYS[payload.granularity ?? "day"];
    return vague ? day === event.day || day === event.latest : event.day <= day && day <= event.latest;
  });
}

/** What happened last by a day, in a sentence; empty if nothing has. @param {Payload} payload @param {number} day */
export function newsOn(payload, day) {
  return payload.news.sentences[valueOn(payload.news.track, day)];
}

/**
 * The forces in control in view, each with its zones and sites.
 * @param {Payload} payload
 * @param {number} day
 * @returns {{force: string, places: string[], rival: Set<string>}[]} the force with most places first; of them `rival`
 *   are those that others claim against it
 */
export function holdersOn(payload, day) {
  /** @type {Map<string, Set<string>>} a force may have two holdings at a place */
  const held = new Map();
  /** @type {Set<string>} */
  const disputed = new Set();
  for (const [place, details] of Object.entries(payload.places)) {
    if (!details.inView || details.shape === "line") continue;
    for (const { force, rival } of holdingsOn(payload, place, day).filter(({ holds }) => holds)) {
      if (rival) disputed.add(place);
      held.set(force, (held.get(force) ?? new Set()).add(place));
    }
  }
  const holders = [...held].map(([force, places]) => ({ force, places: [...places], rival: disputed }));
  return holders.sort((a, b) => b.places.length - a.places.length);
}

/** A place in a list of a force's places. @param {Payload} payload @param {string} place @param {Set<string>} rival */
export function nameHeld(payload, place, rival) {
  const { name } = payload.places[place];
  if (!rival.has(place)) return name;
  return say(payload, "with_status", { force: name, status: payload.words.disputed.toLowerCase() });
}

/**
 * The history of a place: each day on which somebody else took control.
 * @param {Payload} payload
 * @param {string} place
 * @returns {{day: number, who: string, force: string | null}[]}
 */
export function historyOf(payload, place) {
  const history = [];
  let before = "";
  for (const [day, held] of payload.holdings[place] ?? []) {
    const holdings = groupHeld(payload, held);
    const who = formatHolders(payload, holdings);
    if (who !== before) history.push({ day, who, force: leaderOf(holdings) });
    before = who;
  }
  return history;
}

/** The nearest days of change. @param {Payload} payload @param {number} day */
export function daysAround(payload, day) {
  return { earlier: changeBeside(payload, day, -1), later: changeBeside(payload, day, 1) };
}
