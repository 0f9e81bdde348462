// @ts-check
// The panel: what happened on this day, or everything about one place; every claim with its speaker.

import { el } from "../core/elements.js";
import { listSources, tags } from "./citations.js";
import { formatDate, formatDay, say } from "../core/lookup.js";
import { forceSwatch, placeButton } from "./parts.js";
import { buildPlace } from "./place.js";
import { buildForces, buildEvent } from "./event_and_force.js";
import { dateOfEvent, eventOf, forcesOf } from "./subjects.js";
import {
  daysAround,
  eventsOn,
  holdersOn,
  newsOn,
  leaderOf,
  nameHeld,
  formatHolders,
  placeChangesOn,
} from "./holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("../core/payload.d.ts").MapEvent} MapEvent */
/** @typedef {import("./parts.js").Actions} Actions */
/** @typedef {(payload: Payload, day: number, place: string | null, actions: Actions) => HTMLElement[]} TellMore */

const REST_MS = 120;
const PLACES_LISTED = 6;

/**
 * Creates the panel.
 * @param {HTMLElement} element
 * @param {import("../core/state.js").PlayerState} state
 * @param {Actions} actions
 * @param {TellMore | null} buildMore the first parts, from the page around it
 */
export function createPanel(element, state, actions, buildMore) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** @type {string | null} the open subject; null while the day is shown */
  let shownSubject = null;

  /** @param {string | null} subject */
  function build(subject) {
    const { payload, day } = state;
    const event = eventOf(payload, subject);
    if (event) return buildEvent(payload, event, actions);
    const forces = forcesOf(payload, subject);
    if (forces.length) return buildForces(payload, forces, day, actions);
    return subject && payload.places[subject]
      ? buildPlace(payload, subject, day, actions)
      : buildDay(payload, day, actions);
  }

  /** @param {string | null} place */
  function draw(place) {
    element.classList.toggle("fade-in", shownSubject !== place); // another day comes at once, another subject fades in
    shownSubject = place;
    const parts = build(place);
    if (buildMore)
      parts.splice(
        parts.findIndex((part) => part.matches(".sub")) + 1,
        0,
        ...buildMore(state.payload, state.day, place, actions),
      );
    replaceParts(element, parts);
  }

  return {
    /**
     * Shows a day, and a place if one is selected; while the slider moves, only once it rests.
     * @param {string | null} place
     * @param {boolean} [atOnce]
     */
    show(place, atOnce = false) {
      clearTimeout(resting);
      if (atOnce) return draw(place);
      resting = setTimeout(() => draw(place), REST_MS);
    },
  };
}

/** Refills the panel around the line for screen readers, which stays and only changes its text. @param {HTMLElement} element @param {HTMLElement[]} parts */
function replaceParts(element, parts) {
  const live = element.querySelector(".sub");
  const at = parts.findIndex((part) => part.className === "sub");
  if (!live) return element.replaceChildren(...parts);
  setText(live, parts[at].textContent ?? "");
  for (const child of [...element.children]) if (child !== live) child.remove();
  live.before(...parts.slice(0, at));
  live.after(...parts.slice(at + 1));
}

/** Writes a text if it is not there already. @param {Element} live @param {string} text */
function setText(live, text) {
  if (live.textContent !== text) live.textContent = text;
}

/** @param {Payload} payload @param {number} day @param {Actions} actions */
function buildDay(payload, day, actions) {
  const { words } = payload;
  const events = eventsOn(payload, day);
  const turns = placeChangesOn(payload, day);
  return [
    el("h2", {}, words.on_this_day),
    el("p", { class: "sub", "aria-live": "polite" }, formatDate(payload, day, "long")),
    el("p", { class: "lead", dir: "auto" }, newsOn(payload, day)),
    ...events.map((event) => buildEventOfDay(payload, event, actions)),
    ...(turns.length ? [eyebrow(words.just_changed), buildChanges(payload, turns, actions)] : []),
    ...(events.length || turns.length ? [] : [el("p", { class: "quiet" }, words.no_change)]),
    buildNearestDays(payload, day, actions),
    el("div", { class: "block" }, eyebrow(words.holdings), buildHolders(payload, day, actions)),
  ];
}

/** @param {string} text */
function eyebrow(text) {
  return el("h3", { class: "eyebrow" }, text);
}

/** @param {Payload} payload @param {MapEvent} event @param {Actions} actions */
function buildEventOfDay(payload, event, actions) {
  const at = payload.places[event.place];
  return el(
    "article",
    { class: "entry", "data-event": event.id },
    tags(payload, event),
    el("h3", { dir: "auto" }, event.title),
    dateOfEvent(payload, event) === formatDay(payload, event.day) ? null : el("p", { class: "small" }, event.date),
    event.text ? el("p", { dir: "auto" }, event.text) : null,
    at ? placeButton(payload, event.place, actions) : null,
    listSources(payload, event.sources),
  );
}

/** @param {Payload} payload @param {import("./holdings.js").PlaceChange[]} turns @param {Actions} actions */
function buildChanges(payload, turns, actions) {
  return el(
    "ul",
    { class: "changes" },
    ...turns.map(({ place, before, now }) =>
      el(
        "li",
        { class: "holder" },
        forceSwatch(payload, leaderOf(now)),
        placeButton(payload, place, actions),
        el("span", { class: "who" }, formatHolders(payload, now)),
        before.length
          ? el("span", { class: "small before" }, say(payload, "before", { who: formatHolders(payload, before) }))
          : null,
      ),
    ),
  );
}

/** @param {Payload} payload @param {number} day @param {Actions} actions */
function buildNearestDays(payload, day, actions) {
  const { earlier, later } = daysAround(payload, day);
  /** @param {number | null} at @param {string} label */
  const jump = (at, label) =>
    el(
      "button",
      {
        class: "jump",
        type: "button",
        "aria-disabled": at === null && "true",
        onclick: () => at !== null && actions.setDay(at),
      },
      el("span", { class: "small" }, payload.words[label]),
      at === null ? payload.words[`no_${label}`] : formatDate(payload, at),
    );
  return el("div", { class: "nearest-days" }, jump(earlier, "earlier_change"), jump(later, "later_change"));
}

/** @param {Payload} payload @param {number} day @param {Actions} actions */
function buildHolders(payload, day, actions) {
  const rows = holdersOn(payload, day).map(({ force, places, rival }) => {
    const buttons = places.map((place) => placeButton(payload, place, actions, nameHeld(payload, place, rival)));
    const list = el("div", { class: "places" }, ...buttons.slice(0, PLACES_LISTED));
    if (places.length > PLACES_LISTED) {
      const more = () => list.replaceChildren(...buttons);
      const text = say(payload, "and_more", { n: places.length - PLACES_LISTED });
      list.append(el("button", { class: "link more", type: "button", onclick: more }, text));
    }
    return el(
      "li",
      { class: "holder" },
      forceSwatch(payload, force),
      el("strong", {}, payload.forces[force].name),
      list,
    );
  });
  return el("ul", {}, ...rows);
}
