// @ts-check
// The information date: a button that shows it, and beneath the slider a smaller one over the dates with new
// information. While it moves, only its words change; the page around the player fetches the data.

import { el, icon, svg } from "../core/elements.js";
import { countUntil, formatDay, formatIso, parseIso, say } from "../core/lookup.js";
import { createRail } from "./slider_track.js";

/** @typedef {import("../core/state.js").PlayerState} PlayerState */
/** @typedef {{know: (known: number) => void, choose: (chosen: {known: number, latest?: boolean}) => void, fault: (text: string) => void}} KnownActions */

const REST_MS = 250;

/** @param {PlayerState} state @param {KnownActions} actions */
export function createKnownSlider(state, actions) {
  return new KnownSlider(state, actions);
}

class KnownSlider {
  /** @param {PlayerState} state @param {KnownActions} actions */
  constructor(state, actions) {
    const { payload } = state;
    this.state = state;
    this.actions = actions;
    /** The position of the slider, which is ahead of the payload while it moves. */
    this.known = payload.known;
    this.open = payload.knownDays !== undefined && payload.known < payload.newest;
    this.frame = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.resting = undefined;
    this.text = el("span", {});
    this.button = el(
      "button",
      { type: "button", class: "choice known", "aria-controls": "known-row", onclick: () => this.#turn() },
      this.text,
      icon("down"),
    );
    this.row = el("div", { class: "known-row", id: "known-row" });
  }

  get payload() {
    return this.state.payload;
  }

  /** Makes the controls for the payload. */
  build() {
    const { payload } = this;
    const { words, first, last, knownDays } = payload;
    this.field = el("input", {
      class: "typed",
      type: "text",
      inputmode: "numeric",
      maxlength: 10,
      placeholder: words.date_form,
      "aria-label": words.known_type,
      title: words.known_type,
      onchange: () => this.#type(),
    });
    const newest = el(
      "button",
      { type: "button", class: "btn quiet newest", onclick: () => this.#choose(this.payload.newest, true) },
      words.newest,
    );
    this.corrections = el("a", { class: "to-corrections", hidden: !payload.corrections }, words.corrections);
    this.rail =
      knownDays &&
      createRail({
        class: "known-slider",
        min: first,
        max: last,
        "aria-label": words.known_slider,
        oninput: () => this.#slide(),
        onchange: () => this.#chooseSoon(),
      });
    const track = this.rail ? [el("div", { class: "known-track" }, this.#ticks(), ...this.rail.parts)] : [];
    const more = el("div", { class: "known-more" }, this.field, newest, this.corrections);
    this.row.replaceChildren(el("span", { class: "known-name" }, words.known_short), ...track, more);
    this.#turn(this.open);
    this.showPayload();
  }

  /** Takes another information date, without touching what is under a hand. */
  showPayload() {
    if (!this.resting && !this.frame) this.#showKnown(this.payload.known);
  }

  #turn(open = !this.open) {
    this.open = open;
    this.row.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** One tick for each date with new information. */
  #ticks() {
    const { first, last, dir, knownDays = [] } = this.payload;
    const places = knownDays
      .map((day) => (day - first) / Math.max(last - first, 1))
      .map((share) => (dir === "rtl" ? 1 - share : share));
    const path = svg("path", {
      d: places.map((share) => `M${(1000 * Math.min(share, 1)).toFixed(1)} 0v4`).join(""),
      "vector-effect": "non-scaling-stroke",
    });
    return svg(
      "svg",
      { class: "known-days", viewBox: "0 0 1000 4", preserveAspectRatio: "none", "aria-hidden": "true" },
      path,
    );
  }

  #slide() {
    if (!this.rail) return;
    const value = Number(this.rail.slider.value);
    const day = this.#stopAt(value);
    clearTimeout(this.resting);
    this.resting = undefined;
    this.#showKnown(day);
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.actions.know(this.known);
    });
  }

  /** The date at a position of the slider, in the direction of the move, so that every key moves on. @param {number} value */
  #stopAt(value) {
    const { knownDays = [], last } = this.payload;
    const days = /** @type {[number][]} */ (knownDays.map((day) => [day]));
    const at = Math.min(this.known, last);
    const ahead = knownDays[countUntil(days, value - 1)] ?? knownDays[knownDays.length - 1];
    const behind = knownDays[countUntil(days, value) - 1] ?? knownDays[0];
    return value > at ? ahead : behind;
  }

  /** The choice applies once the slider has rested. */
  #chooseSoon() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = undefined;
      this.#choose(this.known);
    }, REST_MS);
  }

  /** @param {number} known @param {boolean} [latest] whether the latest information is requested */
  #choose(known, latest = false) {
    this.#showKnown(known);
    this.actions.choose(latest ? { known, latest } : { known });
  }

  #type() {
    const { first, newest } = this.payload;
    const day = parseIso(this.field?.value ?? "");
    const right = day !== null && day >= first && day <= newest;
    this.actions.fault(
      right ? "" : say(this.payload, "date_wrong", { first: formatIso(first), last: formatIso(newest) }),
    );
    if (right) this.#choose(day);
  }

  /** @param {number} known */
  #showKnown(known) {
    const { payload } = this;
    this.known = known;
    this.text.textContent = say(payload, "known_long", { date: formatDay(payload, known, "short") });
    if (this.field) this.field.value = formatIso(known);
    const since = known < payload.newest ? `&from=${formatIso(known)}` : "";
    this.corrections?.setAttribute("href", `${payload.corrections}${since}`);
    const at = Math.min(Math.max(known, payload.first), payload.last);
    this.rail?.show(at, say(payload, "known_long", { date: formatDay(payload, known) }));
  }
}
