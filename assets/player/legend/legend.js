// @ts-check
// The legend: every family of the map in a fixed order, each a toggle; forces and layers beneath.

import { el, icon, swatch } from "../core/elements.js";
import { nameOf, legendSymbol, STATUSES } from "./definitions.js";
import { valueOn } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{choose: (chosen: {hide?: string[], layers?: string[], borders?: string, age?: boolean}) => void}} LegendActions */

const LAYERS = ["zones", "lines", "sites", "events", "labels", "claims"];
/** Layers by standing; the address lists them among what is hidden. */
const WEAK_STANDINGS = ["claimed", "disputed"];
const ROOMY_PX = 700;
const HIGH_PX = 440;
const TALL_PX = 640;
const DESKTOP_PX = 1024;
const AGE_SYMBOLS = ["unknown", "not_covered"];
const SYMBOLS = [...STATUSES.filter((name) => name !== "absent"), "claimed"];

export class Legend {
  /**
   * @param {HTMLElement} element
   * @param {import("../core/state.js").PlayerState} state
   * @param {LegendActions} actions
   */
  constructor(element, state, actions) {
    this.element = element;
    this.state = state;
    this.actions = actions;
    /** @type {HTMLButtonElement[]} */
    this.families = [];
    /** @type {HTMLElement[]} */
    this.advances = [];
    this.draw();
  }

  get payload() {
    return this.state.payload;
  }

  /** Draws the legend of the payload. */
  draw() {
    const { payload } = this;
    const all = [...this.element.querySelectorAll("details")];
    const open = new Set(all.filter((details) => details.open).map((details) => details.className));
    const { words } = payload;
    const signs = payload.age ? AGE_SYMBOLS : SYMBOLS;
    this.element.classList.toggle("left", payload.legendSide === "left");
    this.families = payload.families.map((family) =>
      this.#familyButton(family.id, family.name, family.fill, family.line),
    );
    this.advances = (payload.advances ?? []).map(({ name, fill }) => {
      const sign = swatch(fill, fill);
      sign.classList.add("arrow");
      return el("li", {}, sign, el("span", {}, name));
    });
    const modelled = payload.modelled
      ? [el("li", {}, el("i", { class: "swatch modelled", "aria-hidden": "true" }), el("span", {}, payload.modelled))]
      : [];
    const others = [...this.advances, ...modelled];
    this.element.replaceChildren(
      el(
        "details",
        { class: "card", open: all.length ? open.has("card") : this.#roomy },
        el("summary", { class: "head" }, el("span", {}, payload.age ? words.age_title : words.who), icon("down")),
        payload.age ? this.#ages() : el("div", { class: "families" }, ...this.families),
        others.length ? el("ul", { class: "ages advances" }, ...others) : "",
        el(
          "div",
          { class: this.#tall ? "legend-symbols" : "legend-symbols brief" },
          ...signs.map((name) => this.#symbolButton(name)),
        ),
        this.#ageToggle(),
        el(
          "div",
          { class: "folds" },
          this.#more("forces", open.has("more forces"), this.#forces()),
          this.#more("layers", open.has("more layers"), this.#layers()),
        ),
      ),
    );
  }

  /** A section that unfolds beneath the families, one at a time. @param {"forces" | "layers"} name @param {boolean} open @param {HTMLElement} content */
  #more(name, open, content) {
    return el(
      "details",
      { class: `more ${name}`, name: "more", open },
      el("summary", {}, this.payload.words[name]),
      content,
    );
  }

  /** Whether the legend has room for its symbols and leaves enough of the map; off the map it always has. */
  get #tall() {
    return innerWidth < DESKTOP_PX || (this.element.parentElement?.clientHeight ?? 0) >= TALL_PX;
  }

  /** Whether the map has room for the open legend. */
  get #roomy() {
    const { clientWidth = 0, clientHeight = 0 } = this.element.parentElement ?? {};
    return innerWidth >= DESKTOP_PX && clientWidth >= ROOMY_PX && clientHeight >= HIGH_PX;
  }

  /** @param {string} id @param {string} name @param {string} fill @param {string} line */
  #familyButton(id, name, fill, line) {
    const isHidden = () => this.payload.hide.includes(id);
    const hidden = isHidden();
    const press = () => {
      const hide = !isHidden(); // it may be pressed again before the map has followed
      button.classList.toggle("off", hide);
      button.setAttribute("aria-pressed", String(!hide));
      this.actions.choose({ hide: this.#hiding(id, hide) });
    };
    const button = el(
      "button",
      {
        class: hidden ? "family off" : "family",
        type: "button",
        "aria-pressed": String(!hidden),
        "data-toggle": id,
        onclick: press,
      },
      swatch(fill, line),
      el("span", {}, name),
    );
    return button;
  }

  /** The meaning of the colours while they show ages. */
  #ages() {
    const { ages } = this.payload;
    const rows = ages.map(([name, fill]) => el("li", {}, swatch(fill, "var(--control)"), el("span", {}, name)));
    return el("ul", { class: "ages" }, ...rows);
  }

  #ageToggle() {
    const choose = () => this.actions.choose({ age: box.checked });
    const box = el("input", {
      type: "checkbox",
      role: "switch",
      checked: this.payload.age,
      "data-age": "",
      onchange: choose,
    });
    return el("label", { class: "tick-box age" }, box, this.payload.words.age);
  }

  /** A symbol of the legend; it opens its definition. @param {string} name */
  #symbolButton(name) {
    const { words } = this.payload;
    const text = nameOf(words, name);
    const label = `${text}: ${words.define_what}`;
    return el(
      "button",
      { type: "button", "aria-haspopup": "dialog", "aria-label": label, title: text, "data-define": name },
      legendSymbol(name),
      el("span", {}, text),
    );
  }

  #forces() {
    const { families, forces } = this.payload;
    const lists = families.flatMap((family) =>
      Object.entries(forces)
        .filter(([, force]) => force.family === family.id)
        .map(([id, force]) => this.#familyButton(`force.${id}`, force.name, force.fill, family.line)),
    );
    return el("div", { class: "list" }, ...lists);
  }

  #layers() {
    return el(
      "div",
      { class: "list" },
      ...LAYERS.map((layer) => this.#layer(layer)),
      ...WEAK_STANDINGS.map((name) => this.#standingBox(name)),
      ...this.#borders(),
    );
  }

  /** How borders are drawn is the newsroom's choice; its disclaimer is beneath. */
  #borders() {
    const { policies, borders, words } = this.payload;
    const note = policies.find(({ id }) => id === borders)?.note ?? "";
    const options = policies.map(({ id, name }) => el("option", { value: id, selected: id === borders }, name));
    const chosen = el(
      "select",
      { "data-borders": "", onchange: () => this.actions.choose({ borders: chosen.value }) },
      ...options,
    );
    const choice =
      policies.length > 1
        ? [el("label", { class: "choice" }, el("span", { class: "label" }, words.borders), chosen)]
        : [];
    return [...choice, ...(note ? [el("p", { class: "small" }, note)] : [])];
  }

  /** @param {string} layer */
  #layer(layer) {
    const choose = () => {
      const { layers } = this.payload;
      const chosen = LAYERS.filter((name) => (name === layer ? box.checked : layers.includes(name)));
      this.actions.choose({ layers: chosen });
    };
    const box = el("input", {
      type: "checkbox",
      checked: this.payload.layers.includes(layer),
      "data-layer": layer,
      onchange: choose,
    });
    return el("label", { class: "tick-box" }, box, this.payload.words[`layer_${layer}`]);
  }

  /** @param {string} standing */
  #standingBox(standing) {
    const id = `standing.${standing}`;
    const choose = () => this.actions.choose({ hide: this.#hiding(id, !box.checked) });
    const box = el("input", {
      type: "checkbox",
      checked: !this.payload.hide.includes(id),
      "data-standing": standing,
      onchange: choose,
    });
    return el("label", { class: "tick-box" }, box, this.payload.words[`layer_${standing}`]);
  }

  /** The hidden things after one more, or one less. @param {string} id @param {boolean} hidden */
  #hiding(id, hidden) {
    const others = this.payload.hide.filter((other) => other !== id);
    return hidden ? [...others, id] : others;
  }

  /** Mutes the families that are absent on the day shown. */
  showDay() {
    const { payload, day } = this.state;
    payload.families.forEach((family, number) => {
      this.families[number]?.classList.toggle("none", valueOn(family.present, day) === 0);
    });
    (payload.advances ?? []).forEach(({ present }, number) => {
      this.advances[number]?.classList.toggle("none", valueOn(present, day) === 0);
    });
  }
}
