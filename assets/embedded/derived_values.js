// @ts-check
// Derived values: symbols from holdings, edges from the symbols on both sides. Pure; outputs/player/derived_values.py
// sends each symbol and edge where its basis first appears, and takes the same steps in the same order.

import { valueOn } from "../player/core/lookup.js";
import { unpackTrack } from "./tracks.js";

/** @typedef {import("../player/core/payload.d.ts").Track} Track */
/** @typedef {{place: string, force: string, status: string, standing: string, attested: number}} Row */
/** @typedef {import("../player/core/payload.d.ts").PackedPayload} PackedPayload */

/** The shapes whose places have a symbol. */
const WITH_SYMBOL = ["zone", "site"];

/**
 * @param {PackedPayload} packed
 * @param {Row[]} records
 * @param {Track[]} shares
 * @param {Record<string, {shape: string}>} places
 * @param {{left: string, right: string}[]} edges
 * @returns {Record<"zone" | "site" | "edge", Record<string, Track>>}
 */
export function deriveTracks(packed, records, shares, places, edges) {
  /** @type {Record<"zone" | "site" | "edge", Record<string, Track>>} */
  const tracks = { zone: {}, site: {}, edge: {} };
  const symbolOf = decode(packed.symbolCodes);
  const edgeOf = decode(packed.edgeCodes);
  for (const [place, recordTracks] of byPlace(records, shares)) {
    const kind = /** @type {"zone" | "site"} */ (places[place]?.shape);
    if (WITH_SYMBOL.includes(kind))
      tracks[kind][`${kind}-${place}`] = follow(stepsOf(recordTracks, packed.ageDays), symbolOf);
  }
  for (const kind of /** @type {const} */ (["zone", "site"])) overlay(tracks[kind], packed.tracks[kind]);
  edges.forEach(({ left, right }, number) => {
    tracks.edge[`edge-${number}`] = follow(
      pairsOf([left, right].map((side) => tracks.zone[`zone-${side}`] ?? [])),
      edgeOf,
    );
  });
  overlay(tracks.edge, packed.tracks.edge);
  return tracks;
}

/** Replaces derived tracks by the exceptions, which do not follow. @param {Record<string, Track>} tracks @param {Record<string, number[]>} [exceptions] */
function overlay(tracks, exceptions = {}) {
  for (const [name, packed] of Object.entries(exceptions)) tracks[name] = unpackTrack(packed);
  for (const name of Object.keys(tracks)) if (!tracks[name].length) delete tracks[name];
}

/** Values sent once for each key, when it first appears: 0 is a new one, n the nth before it. @param {number[]} codes */
function decode(codes) {
  /** @type {Map<string, number>} */
  const known = new Map();
  let at = 0;
  let next = 1;
  return (/** @type {string} */ key) => {
    if (!key) return 0;
    if (!known.has(key)) {
      const value = next - codes[at++];
      if (value === next) next += 1;
      known.set(key, value);
    }
    return known.get(key) ?? 0;
  };
}

/** Removes the steps that change nothing. @param {[day: number, key: string][]} steps @param {(key: string) => number} valueOf @returns {Track} */
function follow(steps, valueOf) {
  /** @type {Track} */
  const track = [];
  for (const [day, key] of steps) {
    const value = valueOf(key);
    if (value !== (track[track.length - 1]?.[1] ?? 0)) track.push([day, value]);
  }
  return track;
}

/** @typedef {[row: Row, track: Track][]} RecordTracks */

/** @param {Row[]} records @param {Track[]} shares @returns {Map<string, RecordTracks>} */
function byPlace(records, shares) {
  /** @type {Map<string, RecordTracks>} */
  const places = new Map();
  records.forEach((row, at) => {
    const recordTracks = places.get(row.place) ?? [];
    recordTracks.push([row, shares[at]]);
    places.set(row.place, recordTracks);
  });
  return places;
}

/** The days on which records change or age, with their state from then on. @param {RecordTracks} recordTracks @param {number[]} ageDays @returns {[day: number, key: string][]} */
function stepsOf(recordTracks, ageDays) {
  return inOrder(recordTracks.flatMap(([row, track]) => daysOf(row, track, ageDays))).map((day) => {
    const signs = recordTracks.flatMap(([row, track]) => {
      const value = valueOn(track, day);
      const age = ageDays.filter((days) => row.attested + days <= day).length;
      return value ? [[row.force, row.status, row.standing, value >> 2, age].join()] : [];
    });
    return [day, signs.join(";")];
  });
}

/** @param {Row} row @param {Track} track @param {number[]} ageDays */
function daysOf({ attested }, track, ageDays) {
  const [last, value] = track[track.length - 1];
  const older = ageDays.map((days) => attested + days).filter((day) => track[0][0] < day && (value || day < last));
  return [...track.map(([day]) => day), ...older];
}

/** The days on which one side of an edge changes, with the symbols of both. @param {Track[]} both @returns {[day: number, key: string][]} */
function pairsOf(both) {
  return inOrder(both.flatMap((track) => track.map(([day]) => day))).map((day) => {
    const [lower, higher] = both.map((track) => valueOn(track, day)).sort((a, b) => a - b);
    return [day, lower === higher ? "" : `${lower},${higher}`];
  });
}

/** @param {number[]} days */
function inOrder(days) {
  return [...new Set(days)].sort((a, b) => a - b);
}
