// @ts-check
// Unpacking: an embed payload becomes a payload of the player. Pure; the inverse of outputs/player/embed_pack.py.

import { formatDay, say } from "../player/core/lookup.js";
import { readLine } from "./cited_sources.js";
import { findOutlineEdges } from "../player/map/outline_edges.js";
import { deriveTracks } from "./derived_values.js";
import { unpackTrack } from "./tracks.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {import("../player/core/payload.d.ts").PackedTable} Table */
/** @typedef {import("../player/core/payload.d.ts").PackedColumn} Column */

/** The fields that an embed payload leaves out. @type {Record<string, Record<string, any>>} */
const DEFAULTS = {
  records: { id: "", until: "", note: "", speaker: "", carriedBy: "" },
  events: { text: "" },
  sources: { id: "", title: "", url: "", archive: "", relays: "", leaning: "" },
  places: {},
  forces: {},
};

/**
 * @param {import("../player/core/payload.d.ts").PackedPayload} packed
 * @param {string[]} lines of the sources that the page lists
 * @param {Record<string, string>} outlines of the zones
 * @returns {Payload}
 */
export function unpack(packed, lines, outlines) {
  /** @type {Record<string, any>} */
  const whole = {
    sheets: [],
    views: [],
    languages: [],
    policies: [],
    uncertainty: [],
    ages: [],
    licence: "",
    ...packed,
  };
  for (const [name, table] of Object.entries(tablesOf(packed))) {
    whole[name] = unpackTable(table).map((row) => ({ ...DEFAULTS[name], ...row }));
  }
  const shares = unpackShares(packed.shares);
  let day = 0;
  whole.events = whole.events.map((/** @type {any} */ event, /** @type {number} */ number) => {
    day += event.day;
    return { id: String(number), ...event, day, latest: day + event.latest };
  });
  const placeOf = whole.places.flatMap((/** @type {any} */ { id, records }) => Array(records).fill(id));
  whole.records.forEach((/** @type {any} */ record, /** @type {number} */ at) => {
    record.place = placeOf[at];
    record.attested += shares[at][0][0];
  });
  whole.sources.unshift(
    ...lines.map((line, at) => ({ ...DEFAULTS.sources, ...readLine(line), url: packed.cited[at] ?? "" })),
  );
  for (const name of ["places", "forces"]) {
    whole[name] = Object.fromEntries(whole[name].map((/** @type {any} */ { id, records, ...row }) => [id, row]));
  }
  const edges = packed.datedEdges ?? findOutlineEdges(outlines);
  const derived = deriveTracks(packed, whole.records, shares, whole.places, edges);
  whole.tracks = { ...mapValues(packed.tracks, (tracks) => mapValues(tracks, unpackTrack)), ...derived };
  packed.nameTracks.forEach((track, number) => (whole.tracks.name[`name-${number}`] = unpackTrack(track)));
  whole.edges = Object.fromEntries(edges.map(({ d }, number) => [`edge-${number}`, d]));
  whole.records.forEach((/** @type {any} */ record, /** @type {number} */ at) => {
    const track = shares[at];
    const [last, value] = track[track.length - 1];
    const end = value ? packed.forever : last;
    record.since ||= say(/** @type {Payload} */ (whole), "since", {
      date: formatDay(/** @type {Payload} */ (whole), track[0][0]),
    });
    if (typeof record.to === "number") record.to = [end - record.to, end];
  });
  unpackTestimonies(whole.records, packed.recordTestimonies);
  unpackTestimonies(whole.events, packed.eventTestimonies);
  whole.symbols = unpackSymbols(packed.symbols);
  whole.tracks.event = Object.fromEntries(
    whole.events.map((/** @type {any} */ event) => [`event-${event.id}`, unpackFading(event, packed.eventFading)]),
  );
  unpackContradictions(whole.records, packed.contradictions);
  whole.holdings = unpackHoldings(whole.records, shares);
  whole.days = packed.datedDays ?? unpackDays(/** @type {Payload} */ (whole), packed.days, packed.unchangedDays);
  return /** @type {Payload} */ (whole);
}

/** @param {import("../player/core/payload.d.ts").PackedPayload} packed */
function tablesOf({ records, events, sources, places, forces }) {
  return { records, events, sources, places, forces };
}

/** @param {Table} table @returns {Record<string, any>[]} */
function unpackTable({ count, same, columns }) {
  const values = mapValues(columns, unpackColumn);
  return Array.from({ length: count }, (_, row) => ({ ...same, ...mapValues(values, (column) => column[row]) }));
}

/** A column of few values has a letter for each row, in the order in which the values first appear. @param {Column} column @returns {any[]} */
function unpackColumn(column) {
  if (Array.isArray(column)) return column;
  const order = [...new Set(column.letters)];
  return [...column.letters].map((letter) => column.values[order.indexOf(letter)]);
}

/** When each record holds, and how certainly. @param {import("../player/core/payload.d.ts").PackedPayload["shares"]} shares @returns {[number, number][][]} */
function unpackShares({ days, values }) {
  const valuesOf = unpackColumn(values);
  return days.map((steps, at) => unpackTrack(steps.flatMap((day, step) => [day, valuesOf[at][step]])));
}

/** The ground and the pattern of each symbol. @param {import("../player/core/payload.d.ts").PackedPayload["symbols"]} symbols @returns {[string, string][]} */
function unpackSymbols([grounds, groundSteps, patterns, patternSteps]) {
  const names =
    typeof patterns === "number" ? Array.from({ length: patterns }, (_, at) => (at ? `p${at - 1}` : "")) : patterns;
  let [ground, pattern] = [0, 0];
  return groundSteps.map((step, at) => [grounds[(ground += step)], names[(pattern += patternSteps[at])]]);
}

/**
 * The days on which anything changes: for a place, those on which its forces or statuses change.
 * @param {Payload} payload
 * @param {number[]} packed events by day
 * @param {Record<string, number[]>} unchangedDays for each place, the numbers of days that are exceptions
 * @returns {Payload["days"]}
 */
function unpackDays({ places, holdings, records, certain }, packed, unchangedDays) {
  const events = new Map(unpackTrack(packed));
  /** @type {Map<number, string[]>} */
  const changedPlaces = new Map([...events.keys()].map((day) => [day, []]));
  for (const place of Object.keys(places)
    .filter((name) => places[name].inView)
    .sort()) {
    const otherwise = new Set(unchangedDays[place]);
    let before = "";
    (holdings[place] ?? []).forEach(([day, held], number) => {
      const now = signsOf(records, held, certain);
      if ((now !== before) !== otherwise.has(number))
        changedPlaces.set(day, [...(changedPlaces.get(day) ?? []), place]);
      before = now;
    });
  }
  return [...changedPlaces].sort(([a], [b]) => a - b).map(([day, changed]) => [day, changed, events.get(day) ?? 0]);
}

/** Who is there in which way, and whether that is certain, possible or unknown. @param {Payload["records"]} records @param {import("../player/core/payload.d.ts").HoldingsTimeline[number][1]} shares @param {number} certain */
function signsOf(records, shares, certain) {
  const signs = shares.map(([number, share]) => {
    const { force, status, standing } = records[number];
    return [force, status, standing, Number(share > 0) + Number(share === certain)].join();
  });
  return [...new Set(signs)].sort().join(";");
}

/** When an event appears and how it fades. @param {{day: number, latest: number}} event @param {[number, number][]} fading @returns {[number, number][]} */
function unpackFading({ day, latest }, fading) {
  return [[day, 1], ...fading.map(([after, value]) => /** @type {[number, number]} */ ([latest + after, value]))];
}

/** The sentences on the sources of each. @param {Record<string, any>[]} rows @param {[Record<number, string>, Record<number, string>]} testimonies */
function unpackTestimonies(rows, [plain, others]) {
  for (const [at, row] of rows.entries())
    row.testimony = others[at] ?? plain[row.author ? -row.sources.length : row.sources.length];
}

/** Who contradicts whom, who says each, and who reported it. @param {Record<string, any>[]} records @param {[number, string, string, ...number[]][]} contradictions */
function unpackContradictions(records, contradictions) {
  for (const record of records) Object.assign(record, { contradicts: [], denied: [] });
  for (const [number, speaker, carriedBy, ...denied] of contradictions) {
    Object.assign(records[number], { speaker, carriedBy, contradicts: denied });
    for (const other of denied) records[other].denied.push(number);
  }
}

/**
 * The holdings of each place, from each day on.
 * @param {{place: string}[]} records in their order
 * @param {[number, number][][]} shares of each record: four times its share and 1, more if it gives control, or 0 if it does not hold
 * @returns {Record<string, import("../player/core/payload.d.ts").HoldingsTimeline>}
 */
export function unpackHoldings(records, shares) {
  /** @type {Map<string, [day: number, record: number, value: number][]>} */
  const turns = new Map();
  records.forEach(({ place }, record) => {
    const listed = turns.get(place) ?? [];
    for (const [day, value] of shares[record]) listed.push([day, record, value]);
    turns.set(place, listed);
  });
  return mapValues(Object.fromEntries(turns), buildTimeline);
}

/** @param {[day: number, record: number, value: number][]} changes @returns {import("../player/core/payload.d.ts").HoldingsTimeline} */
function buildTimeline(changes) {
  /** @type {Map<number, number>} */
  const values = new Map();
  /** @type {import("../player/core/payload.d.ts").HoldingsTimeline} */
  const timeline = [];
  changes.sort((a, b) => a[0] - b[0]);
  changes.forEach(([day, record, value], at) => {
    values.set(record, value);
    if (changes[at + 1]?.[0] === day) return;
    const present = [...values].filter(([, packed]) => packed > 0).sort((a, b) => a[0] - b[0]);
    timeline.push([day, present.map(([number, packed]) => [number, (packed >> 2) - 1, 0, packed & 3])]);
  });
  return timeline;
}

/**
 * @template From, To
 * @param {Record<string, From>} values
 * @param {(value: From) => To} turn
 * @returns {Record<string, To>}
 */
function mapValues(values, turn) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, turn(value)]));
}
