// @ts-check
// One place, told: who is there on the day, since when, by which records, and how it went before and after.

import { el } from "./build.js";
import { tellCamps } from "./camps.js";
import { listSources, tags } from "./citing.js";
import { formatDay, say } from "./lookup.js";
import { closeButton, forceSwatch } from "./parts.js";
import { holdingsOn, storyOf } from "./telling.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ToldRecord} ToldRecord */
/** @typedef {import("./parts.js").Actions} Actions */

/** @param {Payload} payload @param {string} place @param {number} day @param {Actions} actions */
export function tellPlace(payload, place, day, actions) {
  const { words, places } = payload;
  const holdings = holdingsOn(payload, place, day);
  const nothing = places[place].covered ? words.nothing_here : words.not_covered;
  return [
    closeButton(() => actions.select(null), words.close),
    el("h2", {}, places[place].name),
    el("p", { class: "sub", "aria-live": "polite" }, formatDay(payload, day, "long")),
    tellCamps(payload, place, day, actions),
    ...holdings.map((holding) => tellHolding(payload, holding, day)),
    holdings.length ? null : el("p", { class: "quiet" }, nothing),
    el("div", { class: "block" }, el("h3", { class: "eyebrow" }, words.before_after), tellStory(payload, place, day, actions)),
  ].filter((part) => part !== null);
}

/** @param {Payload} payload @param {import("./telling.js").Holding} holding @param {number} day */
function tellHolding(payload, holding, day) {
  const { words, forces } = payload;
  const doubt = holding.certainty === "certain" ? "" : ` · ${words[holding.certainty]}`;
  return el(
    "article",
    { class: "ev held", "data-force": holding.force },
    el("h3", {}, forceSwatch(payload, holding.force), forces[holding.force].name),
    el("p", { class: "status" }, `${words[holding.status]}${doubt}`),
    ...holding.records.map((record) => tellRecord(payload, record, day)),
  );
}

/** @param {Payload} payload @param {ToldRecord} record @param {number} day */
function tellRecord(payload, record, day) {
  const over = record.to[1] <= day ? record.to[0] - 1 : day;
  const confirmed = Math.min(record.attested, over, day);
  return el(
    "section",
    { class: "record", "data-record": record.id },
    el("p", { class: "since" }, record.since),
    el("p", { class: "small" }, record.until),
    tags(payload, record),
    el("p", { class: "small confirmed" }, say(payload, "last_confirmed", { date: formatDay(payload, confirmed) })),
    record.note ? el("p", { class: "note", dir: "auto" }, record.note) : null,
    listSources(payload, record.sources),
  );
}

/** @param {Payload} payload @param {string} place @param {number} day @param {Actions} actions */
function tellStory(payload, place, day, actions) {
  const story = storyOf(payload, place);
  const now = story.filter((chapter) => chapter.day <= day).length - 1;
  const rows = story.map((chapter, number) =>
    el(
      "li",
      { class: number === now ? "chapter now" : "chapter" },
      forceSwatch(payload, chapter.force),
      el("button", { class: "link", type: "button", onclick: () => actions.setDay(chapter.day) }, formatDay(payload, chapter.day, "short")),
      el("span", {}, chapter.who),
    ),
  );
  return el("ul", { class: "story" }, ...rows);
}
