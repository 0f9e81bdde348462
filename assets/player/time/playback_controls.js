// @ts-check
// The pace: step, speed and a typed date. In a row if there is room, or else behind one button.

import { el, icon } from "../core/elements.js";
import { STRIDES, readDate, say, writeDate } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {"change" | "day" | "month" | "year" | "decade"} Stride */
/** @typedef {{go: (day: number) => void, complain: (text: string) => void}} PlaybackActions */

const YEAR_0 = -719528;
const SPEEDS = [0.5, 1, 2, 4];

export class PlaybackControls {
  /** @type {Stride} */
  stride = "change";
  speed = 1;

  /** @param {PlaybackActions} actions */
  constructor(actions) {
    this.actions = actions;
    this.element = el("div", {
      class: "playback",
      onkeydown: (event) => this.#leave(/** @type {KeyboardEvent} */ (event)),
    });
    document.addEventListener(
      "click",
      ({ target }) => !this.element.contains(/** @type {Node} */ (target)) && this.#turn(false),
    );
  }

  /** @param {Payload} payload */
  load(payload) {
    const { words } = payload;
    const [stride, speed] = [this.#strides(payload), this.#speeds(words)];
    this.typed = el("input", {
      class: "typed",
      type: "text",
      inputmode: payload.first < YEAR_0 ? "text" : "numeric", // some keyboards of digits have no minus
      size: 10,
      maxlength: 11,
      placeholder: words.unit_form ?? words.date_form,
      "aria-label": words.type_date,
      title: words.type_date,
      onchange: () => this.#type(payload),
    });
    this.button = el(
      "button",
      {
        class: "btn icon",
        type: "button",
        "aria-label": words.pace,
        title: words.pace,
        "aria-expanded": "false",
        "aria-controls": "playback-options",
        onclick: () => this.#turn(),
      },
      icon("more"),
    );
    this.element.replaceChildren(
      this.button,
      el("div", { class: "playback-options", id: "playback-options" }, stride, speed, this.typed),
    );
  }

  /** Reverts a typed date. */
  clear() {
    if (this.typed) this.typed.value = "";
  }

  /** @param {Payload} payload */
  #strides({ words, granularity }) {
    const strides = /** @type {Stride[]} */ (["change", ...STRIDES[granularity ?? "day"]]);
    const options = strides.map((stride) =>
      el("option", { value: stride, selected: stride === this.stride }, words[`step_${stride}`]),
    );
    const chosen = el(
      "select",
      { "aria-label": words.step, onchange: () => (this.stride = /** @type {Stride} */ (chosen.value)) },
      ...options,
    );
    return el(
      "label",
      { class: "choice", title: words.step },
      el("span", { class: "label", "aria-hidden": "true" }, words.step),
      chosen,
    );
  }

  /** @param {Payload["words"]} words */
  #speeds(words) {
    const options = SPEEDS.map((speed) => el("option", { value: speed, selected: speed === this.speed }, `${speed}×`));
    const chosen = el(
      "select",
      { "aria-label": words.speed, onchange: () => (this.speed = Number(chosen.value)) },
      ...options,
    );
    return el(
      "label",
      { class: "choice", title: words.speed },
      el("span", { class: "label", "aria-hidden": "true" }, words.speed),
      chosen,
    );
  }

  /** @param {Payload} payload */
  #type(payload) {
    const { first, last } = payload;
    const { value = "" } = this.typed ?? {};
    const day = readDate(payload, value);
    const right = day !== null && day >= first && day <= last;
    this.actions.complain(
      right || !value
        ? ""
        : say(payload, payload.granularity ? "unit_wrong" : "date_wrong", {
            first: writeDate(payload, first),
            last: writeDate(payload, last),
          }),
    );
    if (!right) return;
    this.clear();
    this.#turn(false);
    this.actions.go(day);
  }

  #turn(open = !this.element.classList.contains("open")) {
    this.element.classList.toggle("open", open);
    this.button?.setAttribute("aria-expanded", String(open));
  }

  /** @param {KeyboardEvent} event */
  #leave(event) {
    if (event.key !== "Escape" || !this.element.classList.contains("open")) return;
    event.stopPropagation(); // the map's own meaning of the key waits until no menu is open
    this.#turn(false);
    this.button?.focus();
  }
}
