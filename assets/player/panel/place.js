// @ts-check
// One place: who is there on the day, since when, by which records, and its history.

import { el } from "../core/elements.js";
import { buildConflicts } from "./conflicting_claims.js";
import { listSources, tags } from "./citations.js";
import { gapOf, explainGap, zoneAround } from "./enclosing_zones.js";
import { formatDate, say } from "../core/lookup.js";
import { closeButton, forceSwatch, placeButton } from "./parts.js";
import { holdingsOn, historyOf } from "./holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("../core/payload.d.ts").ControlRecord} ControlRecord */
/** @typedef {import("./parts.js").Actions} Actions */

/** @param {Payload} payload @param {string} place @param {number} day @param {Actions} actions */
export function buildPlace(payload, place, day, actions) {
  const { words, places } = payload;
  const holdings = holdingsOn(payload, place, day);
  const zone = holdings.length ? null : zoneAround(payload, place, day);
  const held = zone ? holdingsOn(payload, zone, day) : holdings;
  const historyPlace = payload.holdings[place]?.length || !zone ? place : zone;
  return [
    closeButton(() => actions.select(null), words.close),
    el("h2", {}, places[place].name),
    el("p", { class: "sub", "aria-live": "polite" }, formatDate(payload, day, "long")),
    ...buildDescription(payload, place),
    ...buildGap(payload, place, day, actions),
    buildConflicts(payload, zone ?? place, day, actions),
    ...held.map((holding) => buildHolding(payload, holding, day)),
    payload.holdings[historyPlace]?.length
      ? el(
          "div",
          { class: "block" },
          el("h3", { class: "eyebrow" }, words.before_after),
          buildHistory(payload, historyPlace, day, actions),
        )
      : null,
  ].filter((part) => part !== null);
}

/** The kind of a line or a band, and the basis of its drawing. @param {Payload} payload @param {string} place */
function buildDescription(payload, place) {
  const { about, after } = payload.places[place];
  return [
    about ? el("p", { class: "about" }, about) : null,
    after ? el("p", { class: "small after", dir: "auto" }, say(payload, "drawn_after", { source: after })) : null,
  ];
}

/** Why a place has no records of its own, and the zone that stands in for it. @param {Payload} payload @param {string} place @param {number} day @param {Actions} actions */
function buildGap(payload, place, day, actions) {
  const { shape, about } = payload.places[place];
  const holdings = holdingsOn(payload, place, day);
  if (about && !payload.holdings[place]) return []; // a line holds nobody: its kind is already there
  if (holdings.some(({ certainty }) => certainty !== "unknown")) return [];
  const silence = gapOf(payload, place, day) || !holdings.length ? explainGap(payload, place, day) : "";
  const parts = [el("p", { class: "quiet" }, silence)];
  if (holdings.length || (shape !== "site" && shape !== "town")) return parts;
  const zone = zoneAround(payload, place, day);
  if (!zone) return [...parts, el("p", { class: "quiet" }, payload.words.lies_outside)];
  const [before, after] = payload.words.lies_in.split("{zone}");
  parts.push(el("p", { class: "lies-in" }, before, placeButton(payload, zone, actions), after));
  if (!holdingsOn(payload, zone, day).some(({ certainty }) => certainty !== "unknown")) {
    parts.push(el("p", { class: "quiet" }, explainGap(payload, zone, day)));
  }
  return parts;
}

/** @param {Payload} payload @param {import("./holdings.js").Holding} holding @param {number} day */
function buildHolding(payload, holding, day) {
  const { words, forces } = payload;
  const certainty = holding.certainty === "certain" ? "" : ` · ${words[holding.certainty]}`;
  return el(
    "article",
    { class: "entry holding", "data-force": holding.force },
    el("h3", {}, forceSwatch(payload, holding.force), forces[holding.force].name),
    el("p", { class: "status" }, `${words[holding.status]}${certainty}`),
    ...holding.records.map((record) => buildRecord(payload, record, day)),
  );
}

/** @param {Payload} payload @param {ControlRecord} record @param {number} day */
function buildRecord(payload, record, day) {
  const over = record.to[1] <= day ? record.to[0] - 1 : day;
  const confirmed = Math.min(record.attested, over, day);
  return el(
    "section",
    { class: "record", "data-record": record.id },
    el("p", { class: "since" }, record.since),
    el("p", { class: "small" }, record.until),
    tags(payload, record),
    el("p", { class: "small confirmed" }, say(payload, "last_confirmed", { date: formatDate(payload, confirmed) })),
    record.note ? el("p", { class: "note", dir: "auto" }, record.note) : null,
    listSources(payload, record.sources),
  );
}

/** @param {Payload} payload @param {string} place @param {number} day @param {Actions} actions */
function buildHistory(payload, place, day, actions) {
  const history = historyOf(payload, place);
  const now = history.filter((chapter) => chapter.day <= day).length - 1;
  const rows = history.map((chapter, number) =>
    el(
      "li",
      { class: number === now ? "history-row now" : "history-row" },
      forceSwatch(payload, chapter.force),
      el(
        "button",
        { class: "link", type: "button", onclick: () => actions.setDay(chapter.day) },
        formatDate(payload, chapter.day, "short"),
      ),
      el("span", {}, chapter.who),
    ),
  );
  return el("ul", { class: "history" }, ...rows);
}
