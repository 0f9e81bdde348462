// @ts-check
// Unpacking: an embed payload becomes a payload of the player. Pure; the inverse of outputs/player/embed_pack.py.

import { formatDay, say } from "../player/core/lookup.js";
import { readLine } from "./cited_sources.js";
import { deriveTracks, unpackEdgeSides } from "./derived_values.js";
import { unpackTrack } from "./tracks.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {{count: number, same: Record<string, any>, columns: Record<string, any[]>}} Table */

/** The fields that an embed payload leaves out. @type {Record<string, Record<string, any>>} */
const DEFAULTS = {
  records: { id: "", until: "", reported: 0, origins: 0, note: "", from: [0, 0], speaker: "", carriedBy: "" },
  events: { text: "", kind: "", x: 0, y: 0, origins: 0 },
  sources: { id: "", title: "", url: "", archive: "", relays: "", leaning: "", sides: [] },
  places: { kind: "", x: 0, y: 0 },
  forces: {},
};

/**
 * @param {Record<string, any>} slim
 * @param {string[]} lines of the sources that the page lists
 * @returns {Payload}
 */
export function unpack(slim, lines = []) {
  /** @type {Record<string, any>} */
  const whole = { sheets: [], views: [], languages: [], policies: [], uncertainty: [], ages: [], licence: "", ...slim };
  for (const [name, defaults] of Object.entries(DEFAULTS)) {
    whole[name] = unpackTable(slim[name]).map((row) => ({ ...defaults, ...row }));
  }
  whole.events = whole.events.map((/** @type {any} */ event, /** @type {number} */ number) => ({
    id: String(number),
    ...event,
  }));
  whole.sources.unshift(
    ...lines.map((line, at) => ({ ...DEFAULTS.sources, ...readLine(line), url: slim.cited[at] ?? "" })),
  );
  for (const name of ["places", "forces"]) {
    whole[name] = Object.fromEntries(whole[name].map((/** @type {any} */ { id, ...row }) => [id, row]));
  }
  const derived = deriveTracks(
    /** @type {import("../player/core/payload.d.ts").PackedPayload} */ (slim),
    whole.records,
    whole.places,
  );
  whole.tracks = { ...mapValues(slim.tracks, (tracks) => mapValues(tracks, unpackTrack)), ...derived };
  if (slim.edgeRuns)
    whole.edgeRuns = unpackRuns(slim.edgeRuns, unpackEdgeSides(slim.edgeSides, Object.keys(whole.places)));
  whole.records.forEach((/** @type {any} */ record, /** @type {number} */ at) => {
    const track = unpackTrack(slim.shares[at]);
    const [last, value] = track[track.length - 1];
    const end = value ? slim.forever : last;
    record.since ||= say(/** @type {Payload} */ (whole), "since", {
      date: formatDay(/** @type {Payload} */ (whole), track[0][0]),
    });
    if (typeof record.to === "number") record.to = [end - record.to, end];
  });
  unpackTestimonies(whole.records, slim.recordTestimonies);
  unpackTestimonies(whole.events, slim.eventTestimonies);
  const [grounds, groundOf, patterns, patternOf] = slim.symbols;
  whole.symbols = groundOf.map((/** @type {number} */ ground, /** @type {number} */ symbol) => [
    grounds[ground],
    patterns[patternOf[symbol]],
  ]);
  whole.tracks.event = Object.fromEntries(
    whole.events.map((/** @type {any} */ event) => [`event-${event.id}`, unpackFading(event, slim.eventFading)]),
  );
  unpackContradictions(whole.records, slim.contradictions);
  whole.holdings = unpackHoldings(whole.records, slim.shares);
  whole.days = unpackDays(/** @type {Payload} */ (whole), slim.days, slim.unchangedDays);
  return /** @type {Payload} */ (whole);
}

/** @param {Table} table @returns {Record<string, any>[]} */
export function unpackTable({ count, same, columns }) {
  return Array.from({ length: count }, (_, row) => ({ ...same, ...mapValues(columns, (column) => column[row]) }));
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

/**
 * The runs of the shared edges along the zones on their left.
 * @param {(number[] | string)[]} runs of each edge: three numbers per run, its path if it follows none, or nothing
 * @param {[edge: string, left: string, right: string][]} edgeSides
 * @returns {Payload["edgeRuns"]}
 */
function unpackRuns(runs, edgeSides) {
  const entries = edgeSides.map(([edge, left], at) => [
    edge,
    typeof runs[at] === "string" ? runs[at] : [left, inThrees(runs[at])],
  ]);
  return Object.fromEntries(entries.filter((_, at) => runs[at].length));
}

/** @param {number[]} numbers @returns {[number, number, number][]} */
function inThrees(numbers) {
  return Array.from(
    { length: numbers.length / 3 },
    (_, at) => /** @type {[number, number, number]} */ (numbers.slice(3 * at, 3 * at + 3)),
  );
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
 * @param {number[][]} shares of each record, packed: twice its share and 1, one more if it gives control, or 0 if it does not hold
 * @returns {Record<string, import("../player/core/payload.d.ts").HoldingsTimeline>}
 */
export function unpackHoldings(records, shares) {
  /** @type {Map<string, [day: number, record: number, value: number][]>} */
  const turns = new Map();
  records.forEach(({ place }, record) => {
    const listed = turns.get(place) ?? [];
    for (const [day, value] of unpackTrack(shares[record])) listed.push([day, record, value]);
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
