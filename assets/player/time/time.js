// @ts-check
// The time deck: play, step, the date in words, and the slider with its density of changes.

import { el, icon, svg } from "../core/elements.js";
import { drawDensity } from "./density.js";
import { STRIDES, changeBeside, floorDate, formatDate, say, stepBy } from "../core/lookup.js";
import { PlaybackControls } from "./playback_controls.js";
import { createRail } from "./slider_track.js";
import { formatProvenance } from "../panel/provenance.js";
import { changesOn } from "../panel/holdings.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("./playback_controls.js").Stride} Stride */
/** @typedef {typeof import("./known_slider.js").createKnownSlider} CreateKnown */
/** @typedef {{setDay: (day: number) => void, stop: () => void, know: (known: number) => void, choose: (chosen: {known: number}) => void}} TimeActions */

const TICK_MS = 600;
/** Below this width of the slider the day has no weekday. */
const NARROW_PX = 500;
/** The buttons beside *Play*, and their message if there is nothing on their side. */
const WAYS = /** @type {[1 | -1, "previous" | "next", string][]} */ ([
  [-1, "previous", "no_earlier_change"],
  [1, "next", "no_later_change"],
]);

export class Time {
  /**
   * Creates the time controls.
   * @param {HTMLElement} element
   * @param {import("../core/state.js").PlayerState} state
   * @param {TimeActions} actions
   * @param {CreateKnown | null} createKnownSlider
   */
  constructor(element, state, actions, createKnownSlider) {
    this.element = element;
    this.state = state;
    this.actions = actions;
    this.playback = new PlaybackControls({ go: (day) => this.#go(day), complain: (text) => this.#complain(text) });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.frame = 0;
    this.width = 0;
    /** @type {Record<string, HTMLButtonElement>} */
    this.buttons = {};
    this.known = createKnownSlider && createKnownSlider(state, { ...actions, fault: (text) => this.#complain(text) });
    this.build();
  }

  get payload() {
    return this.state.payload;
  }

  get day() {
    return this.state.day;
  }

  get playing() {
    return this.timer !== undefined;
  }

  /** Makes the controls for the payload. */
  build() {
    this.provenance = el("p", { class: "provenance", dir: "auto" });
    this.known?.build();
    this.playback.load(this.payload);
    this.element.replaceChildren(
      this.#playButtons(),
      this.#dateRow(),
      this.#track(),
      ...(this.known ? [this.known.row] : []),
      this.provenance,
    );
    this.draw();
  }

  /** Shows the information date; `drawDensity` may follow later. */
  showKnown() {
    this.known?.showPayload();
  }

  #playButtons() {
    const { words } = this.payload;
    this.button = el(
      "button",
      { class: "play", type: "button", onclick: () => this.toggle(), "aria-label": words.play },
      icon("play"),
    );
    return el(
      "div",
      { class: "play-buttons" },
      this.#stepButton("previous", words.previous_change, -1),
      this.button,
      this.#stepButton("next", words.next_change, 1),
    );
  }

  /** @param {string} name @param {string} label @param {1 | -1} direction */
  #stepButton(name, label, direction) {
    const step = () => this.step(direction, "change");
    const button = el(
      "button",
      { class: `btn icon ${name}`, type: "button", "aria-label": label, title: label, onclick: step },
      icon(name),
    );
    return (this.buttons[name] = button);
  }

  #dateRow() {
    this.date = el("h2", { class: "date" });
    this.count = el("span", { class: "small count" });
    this.fault = el("span", { class: "small fault", role: "alert" });
    return el(
      "div",
      { class: "date-row" },
      this.date,
      this.count,
      this.fault,
      el("span", { class: "grow" }),
      this.playback.element,
      this.known && this.known.button,
    );
  }

  #track() {
    const { first, last, words } = this.payload;
    this.plot = svg("svg", { class: "density", "aria-hidden": "true" });
    this.rail = createRail({
      class: "slider",
      min: first,
      max: last,
      "aria-label": words.slider,
      oninput: () => this.#slide(),
    });
    return el("div", { class: "track" }, this.plot, ...this.rail.parts);
  }

  #slide() {
    this.actions.stop();
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.actions.setDay(this.#floor(Number(this.rail?.slider.value)));
    });
  }

  /** The date of a position; one day on, as assistive technology moves, is the next date. @param {number} day */
  #floor(day) {
    return day === this.day + 1 ? stepBy(this.day, 1, this.#strides[0]) : floorDate(this.payload, day);
  }

  /** The strides of the unit of the atlas. */
  get #strides() {
    return STRIDES[this.payload.granularity ?? "day"];
  }

  /** Draws the density of changes and the years; again only if the width changes. */
  draw() {
    this.width = this.plot?.parentElement?.clientWidth ?? 0;
    this.drawDensity();
    this.showDay();
  }

  /** Draws the number of changes by month; the width is unchanged, and measuring it would lay out the page. */
  drawDensity() {
    if (this.plot && this.width) this.plot.replaceChildren(...drawDensity(this.payload, this.width));
  }

  /** Shows the day of the state. */
  showDay() {
    const { payload, day } = this;
    if (this.fault?.firstChild) this.#right();
    const text = formatDate(payload, day, "long");
    if (this.date) this.date.textContent = this.width < NARROW_PX ? formatDate(payload, day) : text;
    if (this.provenance) this.provenance.textContent = formatProvenance(payload, day);
    this.#close(day);
    this.count?.replaceChildren(...this.#counted(day).map((count) => el("span", {}, count)));
    this.rail?.show(day, text);
  }

  /** @param {number} day */
  #go(day) {
    this.actions.stop();
    this.actions.setDay(day);
  }

  /** Marks a button that leads nowhere, with the reason. @param {number} day */
  #close(day) {
    const { words } = this.payload;
    for (const [direction, name, none] of WAYS) {
      const button = this.buttons[name];
      const closed = changeBeside(this.payload, day, direction) === null;
      if (!button || button.hasAttribute("aria-disabled") === closed) continue;
      if (closed) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
      button.title = words[closed ? none : `${name}_change`];
      button.setAttribute("aria-label", button.title);
    }
  }

  /** Shows what is wrong with a typed date, in place of the text beside it. @param {string} text */
  #complain(text) {
    if (!this.fault) return;
    this.fault.textContent = text;
    this.fault.parentElement?.classList.toggle("wrong", text !== "");
  }

  /** Removes the message on a wrong date, and the date. */
  #right() {
    this.#complain("");
    this.playback.clear();
  }

  /** What happened on a day, in parts; those with room are shown. @param {number} day */
  #counted(day) {
    const { places, events } = changesOn(this.payload, day);
    const { words } = this.payload;
    const changes = places.length === 1 ? words.changes_1 : say(this.payload, "changes_n", { n: places.length });
    const beside = events === 1 ? words.events_1 : say(this.payload, "events_n", { n: events });
    return [...(places.length ? [changes] : []), ...(events ? [places.length ? `· ${beside}` : beside] : [])];
  }

  /** Steps to the next change or unit, or by many. @param {1 | -1} direction @param {"change" | "unit" | "many"} stride */
  step(direction, stride) {
    this.actions.stop();
    const [unit, many] = this.#strides;
    const day = this.#beside(direction, { change: /** @type {const} */ ("change"), unit, many }[stride]);
    if (day !== null) this.actions.setDay(day);
  }

  /** @param {1 | -1} direction @param {Stride} stride @returns {number | null} */
  #beside(direction, stride) {
    if (stride === "change") return changeBeside(this.payload, this.day, direction);
    return stepBy(this.day, direction, stride);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.day >= this.payload.last || this.#beside(1, this.playback.stride) === null)
      this.actions.setDay(this.payload.first);
    this.#showPlayButton("pause");
    const tick = () => {
      const day = this.#beside(1, this.playback.stride);
      if (day === null || day > this.payload.last) return this.pause();
      this.actions.setDay(day);
      this.timer = setTimeout(tick, TICK_MS / this.playback.speed);
    };
    this.timer = setTimeout(tick, TICK_MS / this.playback.speed);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.#showPlayButton("play");
  }

  /** @param {"play" | "pause"} name */
  #showPlayButton(name) {
    this.button?.replaceChildren(icon(name));
    this.button?.setAttribute("aria-label", this.payload.words[name]);
  }
}
