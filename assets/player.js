// @ts-check
// The player: the map, the slider and what is told beside them. It only looks up what Python compiled.
// Knows no Dash, no server and no storage: the page around it listens to its events.

import { part } from "./player/build.js";
import { SHARPEST } from "./player/camera.js";
import { readKey } from "./player/keys.js";
import { MapView, placeOf } from "./player/map.js";
import { createPanel } from "./player/panel.js";
import { Time } from "./player/time.js";
import { createTip } from "./player/tip.js";
import { checkVersion } from "./player/version.js";

/** @typedef {import("./player/payload.d.ts").Payload} Payload */
/** @typedef {typeof import("./player/key.js").createKey} CreateKey */
/** @typedef {{createKey: CreateKey | null, createKnown: import("./player/time.js").CreateKnown | null, heeds: ((event: any) => boolean) | null, tellMore: import("./player/panel.js").TellMore | null}} Manners what makes the key, if it is a card on the map; what makes the choice of a day of knowledge; which gestures the map heeds; what else the panel tells */
/** @typedef {{hide?: string[], layers?: string[], known?: number, borders?: string, age?: boolean, side?: string, versus?: string}} Chosen */

const SETTLE_MS = 250;
const REST_MS = 120;

/**
 * @param {HTMLElement} root where the player lives; holds .stage, .time and .side, made here where they are missing
 * @param {Payload} payload
 * @param {Partial<Manners>} [manners]
 */
export function createPlayer(root, payload, manners = {}) {
  return new Player(root, payload, { createKey: null, createKnown: null, heeds: null, tellMore: null, ...manners });
}

class Player {
  /** @param {HTMLElement} root @param {Payload} payload @param {Manners} manners */
  constructor(root, payload, { createKey, createKnown, heeds, tellMore }) {
    checkVersion(payload);
    this.root = root;
    this.home = payload;
    this.day = payload.day;
    /** @type {string | null} */
    this.place = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.settling = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.resting = undefined;
    this.stage = part(root, "stage");
    this.stage.setAttribute("role", "group");
    this.stage.setAttribute("aria-label", payload.words.map_label);
    this.stage.tabIndex = 0;
    const choose = (/** @type {Chosen} */ chosen) => this.#choose(chosen);
    const setDay = (/** @type {number} */ day) => this.setDay(day);
    this.tip = createTip(this.stage, payload);
    this.panel = createPanel(part(root, "side"), payload, {
      setDay: (day) => this.#jump(day),
      select: (place) => this.select(place),
      light: (place) => this.light(place),
      choose,
    }, tellMore);
    this.time = new Time(part(root, "time"), payload, { setDay, stop: () => this.time.pause(), choose, know: (known) => this.#tell("know", { known }) }, createKnown);
    this.legend = createKey && createKey(root, part(this.stage, "legend"), payload, { choose });
    this.map = new MapView(this.stage, payload, {
      move: () => this.tip.hide(),
      touch: () => this.time.pause(),
      look: () => this.#looked(),
    }, heeds);
    this.#listen();
    this.setDay(payload.day, true);
  }

  #listen() {
    const { root, stage } = this;
    root.ownerDocument.addEventListener("keydown", (event) => {
      const told = {
        step: (/** @type {1 | -1} */ way, /** @type {"day" | "month" | "change"} */ stride) => this.step(way, stride),
        go: (/** @type {"first" | "last"} */ end) => this.#jump(this.home[end]),
        toggle: () => this.time.toggle(),
        zoom: (/** @type {1 | -1} */ way) => (way > 0 ? this.map.camera.zoomIn() : this.map.camera.zoomOut()),
        leave: () => this.select(null),
      };
      if (readKey(event, this.home.dir, told)) event.preventDefault();
    });
    stage.addEventListener("pointermove", (event) => this.#point(event));
    stage.addEventListener("pointerleave", () => this.#unpoint());
    this.map.holder.addEventListener("click", (event) => this.select(placeOf(event.target)));
    new ResizeObserver(() => {
      this.map.camera.resize();
      this.time.draw();
    }).observe(stage);
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const place = event.pointerType === "mouse" && event.buttons === 0 ? placeOf(event.target) : null;
    if (!place) return this.#unpoint();
    const box = this.stage.getBoundingClientRect();
    this.map.light(place);
    this.tip.show(place, this.day, event.clientX - box.left, event.clientY - box.top);
  }

  #unpoint() {
    this.tip.hide();
    this.map.light(this.place);
  }

  /**
   * Shows a day; one outside the slider's range is brought to its nearer end.
   * @param {number} day
   * @param {boolean} [atOnce] tell it at once, not only when the slider rests
   */
  setDay(day, atOnce = false) {
    this.day = Math.min(Math.max(day, this.home.first), this.home.last);
    this.map.setDay(this.day);
    this.time.setDay(this.day);
    this.legend?.setDay(this.day);
    this.panel.show(this.day, this.place, atOnce);
    this.#tell("day", { day: this.day });
    this.#settle();
  }

  /** @param {number} day */
  #jump(day) {
    this.time.pause();
    this.setDay(day, true);
  }

  /** @param {1 | -1} direction @param {"day" | "month" | "change"} stride */
  step(direction, stride) {
    this.time.step(direction, stride);
  }

  play() {
    this.time.play();
  }

  pause() {
    this.time.pause();
  }

  /**
   * Takes another payload and keeps the day; the zoom too, where the view is the same.
   * @param {Payload} payload
   */
  load(payload) {
    checkVersion(payload);
    clearTimeout(this.resting);
    this.home = payload;
    if (this.place && !payload.places[this.place]) this.place = null;
    this.tip.load(payload);
    this.panel.load(payload);
    this.legend?.load(payload);
    this.time.load(payload);
    this.map.load(payload);
    this.#mark();
    this.setDay(this.day, true);
  }

  /**
   * Takes what another day of knowledge changes; all else stays as it is drawn.
   * @param {import("./player/payload.d.ts").Known} known
   */
  know(known) {
    const fresh = new Map(known.sheets);
    const sheets = this.home.sheets.map(([name, text]) => /** @type {[string, string]} */ ([name, fresh.get(name) ?? text]));
    this.home = { ...this.home, ...known, sheets };
    if (this.place && !this.home.places[this.place]) this.place = null;
    for (const told of [this.tip, this.panel]) told.load(this.home);
    this.map.know(this.home, known.sheets);
    this.#mark();
    this.time.know(this.home);
    this.setDay(this.day);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#rest(), REST_MS);
  }

  /** Tells of another day of knowledge what need not be told while it is slid to. */
  #rest() {
    this.legend?.load(this.home);
    this.legend?.setDay(this.day);
    this.time.drawDensity();
    this.map.sheets.rest();
  }

  /**
   * Shows a nearer drawing of a part of the map, until the part is left.
   * @param {Payload} payload
   */
  loadDetail(payload) {
    checkVersion(payload);
    this.map.mount(payload);
    this.map.look();
  }

  #looked() {
    const { zoom, bbox } = this.map ?? { zoom: 1, bbox: null };
    this.#tell("zoom", { zoom, bbox: zoom > 1 ? bbox : null, detail: zoom > SHARPEST });
    this.#settle();
  }

  /** @param {number} k @param {number} x px of the payload @param {number} y */
  zoomTo(k, x, y) {
    this.map.camera.zoomTo(k, x, y);
  }

  /** @param {[number, number, number, number]} bbox west, south, east, north in degrees */
  showBBox(bbox) {
    this.map.showBBox(bbox);
  }

  reset() {
    this.map.camera.reset();
  }

  /** @param {string | null} place */
  select(place) {
    this.place = place && this.home.places[place] ? place : null;
    this.#mark();
    this.panel.show(this.day, this.place, true);
    this.#tell("place", { place: this.place });
  }

  /** Marks the place that is chosen, if there is one. */
  #mark() {
    this.root.classList.toggle("chosen", this.place !== null);
    this.map.light(this.place);
  }

  /** @param {string | null} place */
  light(place) {
    this.map.light(place ?? this.place);
  }

  /** @param {Chosen} chosen */
  #choose(chosen) {
    if (chosen.layers) {
      this.home.layers = chosen.layers;
      this.map.sheets.showLayers(chosen.layers);
    }
    if (chosen.hide) this.home.hide = chosen.hide;
    this.#tell("choose", chosen);
  }

  state() {
    const { day, place, home } = this;
    const { zoom, bbox } = this.map;
    return { day, place, zoom, bbox: zoom > 1 ? bbox : null, hide: home.hide, layers: home.layers, known: home.known };
  }

  /** What is filled how, read from the drawing. */
  visible() {
    return this.map.sheets.visible();
  }

  #settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#tell("settle", { state: this.state() }), SETTLE_MS);
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.root.dispatchEvent(new CustomEvent(`marchland:${name}`, { detail }));
  }
}
