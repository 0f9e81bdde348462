// @ts-check
// An event, with everything that happened at its point; and a force, with its places.

import { el } from "../core/elements.js";
import { listSources, tags } from "./citations.js";
import { formatDate } from "../core/lookup.js";
import { closeButton, forceSwatch, placeButton } from "./parts.js";
import { dateOfEvent, eventOf, placesOf } from "./subjects.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("../core/payload.d.ts").MapEvent} MapEvent */
/** @typedef {import("./parts.js").Actions} Actions */

/** @param {Payload} payload @param {MapEvent} event @param {Actions} actions */
export function buildEvent(payload, event, actions) {
  const { words } = payload;
  const others = actions
    .near(`event:${event.id}`)
    .map((subject) => eventOf(payload, subject))
    .filter((other) => other !== null);
  return [
    closeButton(() => actions.select(null), words.close),
    el("h2", { dir: "auto" }, event.title),
    el("p", { class: "sub", "aria-live": "polite" }, dateOfEvent(payload, event)),
    el(
      "article",
      { class: "entry", "data-event": event.id },
      tags(payload, event),
      event.text ? el("p", { dir: "auto" }, event.text) : null,
      payload.places[event.place] ? placeButton(payload, event.place, actions) : null,
      listSources(payload, event.sources),
    ),
    others.length ? el("h3", { class: "eyebrow" }, words.events_here) : null,
    others.length
      ? el("ul", { class: "same-spot" }, ...others.map((other) => buildOther(payload, other, actions)))
      : null,
  ].filter((part) => part !== null);
}

/** @param {Payload} payload @param {MapEvent} event @param {Actions} actions */
function buildOther(payload, event, actions) {
  const subject = `event:${event.id}`;
  const open = () => actions.select(subject);
  return el(
    "li",
    {},
    el("button", { class: "link", type: "button", "data-place": subject, onclick: open, dir: "auto" }, event.title),
    el("span", { class: "small" }, dateOfEvent(payload, event)),
  );
}

/** @param {Payload} payload @param {string[]} forces @param {number} day @param {Actions} actions */
export function buildForces(payload, forces, day, actions) {
  const { words } = payload;
  return [
    closeButton(() => actions.select(null), words.close),
    el("h2", {}, forces.map((force) => payload.forces[force].name).join(words.with)),
    el("p", { class: "sub", "aria-live": "polite" }, formatDate(payload, day, "long")),
    ...forces.map((force) => buildForce(payload, force, day, actions)),
  ];
}

/** @param {Payload} payload @param {string} force @param {number} day @param {Actions} actions */
function buildForce(payload, force, day, actions) {
  const byStatus = placesOf(payload, force, day);
  return el(
    "article",
    { class: "entry holding", "data-force": force },
    el("h3", {}, forceSwatch(payload, force), payload.forces[force].name),
    ...byStatus.flatMap(([status, places]) => [
      el("p", { class: "status" }, payload.words[status]),
      el("div", { class: "places" }, ...places.map((place) => placeButton(payload, place, actions))),
    ]),
    byStatus.length ? null : el("p", { class: "quiet" }, payload.words.force_nowhere),
  );
}
