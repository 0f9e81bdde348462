// @ts-check
// Conflicting claims about a place, in columns; each with its speaker, day and content.

import { el } from "../core/elements.js";
import { citeBriefly } from "./citations.js";
import { say } from "../core/lookup.js";
import { forceSwatch, placeButton } from "./parts.js";
import { holdingsOn } from "./holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("../core/payload.d.ts").ControlRecord} ControlRecord */
/** @typedef {import("./parts.js").Actions} Actions */
/** @typedef {ControlRecord[]} Claim records that make the same claim about several places */

/**
 * Returns the conflicting claims about a place on a day.
 * @param {Payload} payload
 * @param {string} place
 * @param {number} day
 * @returns {Claim[][]} columns, that of the first record first; none without contradictions
 */
export function groupConflicts(payload, place, day) {
  /** @type {ControlRecord[][]} */
  const groups = [];
  for (const record of findDisputed(payload, place, day)) {
    const group = groups.find((among) => !among.some((other) => contradict(payload, record, other)));
    if (group) group.push(record);
    else groups.push([record]);
  }
  return groups.map(groupClaims);
}

/** The contradicted records of a place on a day, and all records that contradict them. @param {Payload} payload @param {string} place @param {number} day */
function findDisputed(payload, place, day) {
  const own = holdingsOn(payload, place, day).flatMap(({ records }) => records);
  const against = own.flatMap(({ contradicts, denied }) =>
    [...contradicts, ...denied].map((number) => payload.records[number]),
  );
  return new Set([...own.filter(({ contradicts, denied }) => contradicts.length + denied.length), ...against]);
}

/** @param {Payload} payload @param {ControlRecord} record @param {ControlRecord} other */
function contradict({ records }, record, other) {
  return [...record.contradicts, ...record.denied].some((number) => records[number] === other);
}

/** @param {ControlRecord[]} group @returns {Claim[]} those of one speaker next to each other */
function groupClaims(group) {
  /** @type {Map<string, Claim>} */
  const claims = new Map();
  for (const record of group) {
    const { speaker, force, status, author, since, sources } = record;
    const key = JSON.stringify([speaker, force, status, author, since, sources]);
    claims.set(key, [...(claims.get(key) ?? []), record]);
  }
  const voices = [...new Set(group.map(({ speaker }) => speaker))];
  return [...claims.values()].sort(([a], [b]) => voices.indexOf(a.speaker) - voices.indexOf(b.speaker));
}

/** @param {Payload} payload @param {string} place @param {number} day @param {Actions} actions */
export function buildConflicts(payload, place, day, actions) {
  const groups = groupConflicts(payload, place, day);
  if (groups.length < 2) return null;
  const columns = groups.map((group) =>
    el("div", { class: "conflict-column" }, ...buildGroup(payload, group, place, actions)),
  );
  const { side_by_side: title, side_by_side_note: note } = payload.words;
  return el(
    "section",
    { class: "conflicts" },
    el("h3", { class: "eyebrow" }, title),
    el("p", { class: "small" }, note),
    el("div", { class: "conflict-columns" }, ...columns),
  );
}

/** @param {Payload} payload @param {Claim[]} group @param {string} place @param {Actions} actions */
function buildGroup(payload, group, place, actions) {
  return group.flatMap((claim, number) => {
    const text = headingOf(payload, claim);
    const heading = number && headingOf(payload, group[number - 1]) === text ? null : el("h4", { dir: "auto" }, text);
    return [heading, buildClaim(payload, claim, place, actions)].filter((part) => part !== null);
  });
}

/** @param {Payload} payload @param {Claim} claim @param {string} place @param {Actions} actions */
function buildClaim(payload, claim, place, actions) {
  const { words, forces } = payload;
  const [{ force, status, since, sources }] = claim;
  const elsewhere = placesBesides(payload, claim, place).map((other) => placeButton(payload, other, actions));
  return el(
    "article",
    { class: "claim", "data-records": claim.map(({ id }) => id).join(" ") },
    el("p", { class: "what" }, forceSwatch(payload, force), `${forces[force].name}: ${words[status]}`),
    elsewhere.length ? el("div", { class: "places" }, ...elsewhere) : null,
    el("p", { class: "small" }, since),
    cite(payload, sources),
    ...buildContradictions(payload, claim),
  );
}

/** The other places of a claim; a zone and a site of one name are one. @param {Payload} payload @param {Claim} claim @param {string} place */
function placesBesides({ places }, claim, place) {
  const others = claim.map((record) => record.place).filter((other) => other !== place);
  return [...new Map(others.reverse().map((other) => [places[other].name, other])).values()].reverse();
}

/** The speaker, the day, and the outlets that reported it. @param {Payload} payload @param {Claim} claim */
function headingOf(payload, [{ speaker, carriedBy }]) {
  return carriedBy ? say(payload, "speaker_via", { speaker, outlets: carriedBy }) : speaker;
}

/** @param {Payload} payload @param {number[]} numbers */
function cite(payload, numbers) {
  const links = numbers.flatMap((number) => [payload.words.comma, citeBriefly(payload.sources[number])]);
  return el("p", { class: "small" }, ...links.slice(1));
}

/** Who contradicts a claim, and whom it contradicts; mutual contradictions are listed once. @param {Payload} payload @param {Claim} claim */
function buildContradictions({ records, words, dir }, claim) {
  const [denied, by] = /** @type {const} */ (["contradicts", "denied"]).map(
    (side) => new Set(claim.flatMap((record) => record[side].map((number) => records[number].speaker))),
  );
  const only = [...by].filter((voice) => !denied.has(voice));
  const lines = [
    [words.denies, only],
    [words.contradicts, [...denied]],
  ];
  return lines
    .filter(([, voices]) => voices.length)
    .map(([word, voices]) =>
      el("p", { class: "against" }, `${word} ${/** @type {string[]} */ (voices).join(dir === "rtl" ? "؛ " : "; ")}`),
    );
}
