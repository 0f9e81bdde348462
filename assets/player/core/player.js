// @ts-check
// The player: the map, the slider and what is told beside them. It only looks up what Python compiled.
// Knows no Dash, no server and no storage: the page around it listens to its events.

import { part } from "./elements.js";
import { SHARPEST } from "../map/camera.js";
import { listenToKeys } from "./keyboard.js";
import { MapView } from "../map/map.js";
import { createPanel } from "../panel/panel.js";
import { keepPrinted } from "../map/print_layout.js";
import { eventsNear, subjectAt } from "../map/hit_test.js";
import { createReach } from "../map/keyboard_names.js";
import { addressOf, isKnown, tellBriefly } from "../panel/subjects.js";
import { Time } from "../time/time.js";
import { createTip } from "../panel/tooltip.js";
import { checkVersion } from "./version.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {typeof import("../legend/legend_card.js").createKey} CreateKey */
/** @typedef {{createKey: CreateKey | null, createKnown: import("../time/time.js").CreateKnown | null, heeds: ((event: any) => boolean) | null, tellMore: import("../panel/panel.js").TellMore | null}} Manners what makes the key, if it is a card on the map; what makes the choice of a day of knowledge; which gestures the map heeds; what else the panel tells */
/** @typedef {{hide?: string[], layers?: string[], known?: number, latest?: boolean, borders?: string, age?: boolean, side?: string, versus?: string}} Chosen */

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
    /** @type {string | null} what is told: a place, an event, a force; see player/subjects.js */
    this.subject = null;
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
    const inPanel = {
      setDay: (/** @type {number} */ day) => this.#jump(day),
      select: (/** @type {string | null} */ place) => this.select(place),
      light: (/** @type {string | null} */ place) => this.light(place),
      near: (/** @type {string} */ event) => eventsNear(this.map.holder, event),
      choose,
    };
    this.panel = createPanel(part(root, "side"), payload, inPanel, tellMore);
    const know = (/** @type {number} */ known) => this.#tell("know", { known });
    const onSlider = { setDay, stop: () => this.time.pause(), choose, know };
    this.time = new Time(part(root, "time"), payload, onSlider, createKnown);
    this.legend = createKey && createKey(root, part(this.stage, "legend"), payload, { choose });
    const onMap = { move: () => this.tip.hide(), touch: () => this.time.pause(), look: () => this.#looked() };
    this.map = new MapView(this.stage, payload, onMap, heeds);
    this.reach = createReach(this.stage, this.map.holder, payload, {
      say: (subject) => tellBriefly(this.home, subject, this.day).name,
      show: (subject, x, y) => this.#hint(subject, x, y),
      hide: () => this.#unpoint(),
      select: (subject) => this.select(subject),
    });
    this.#listen();
    keepPrinted(this, root);
    this.setDay(payload.day, true);
  }

  #listen() {
    const { root, stage } = this;
    listenToKeys(root.ownerDocument, () => this.home.dir, {
      step: (direction, stride) => this.step(direction, stride),
      go: (end) => this.#jump(this.home[end]),
      toggle: () => this.time.toggle(),
      zoom: (direction) => (direction > 0 ? this.map.camera.zoomIn() : this.map.camera.zoomOut()),
      leave: () => this.select(null),
    });
    stage.addEventListener("pointermove", (event) => this.#point(event));
    stage.addEventListener("pointerleave", () => this.#unpoint());
    this.map.holder.addEventListener("click", (event) => this.#pick(event));
    new ResizeObserver(() => {
      this.map.camera.resize();
      this.time.draw();
    }).observe(stage);
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const subject = event.pointerType === "mouse" && event.buttons === 0 ? subjectAt(event) : null;
    if (!subject) return this.#unpoint();
    const box = this.stage.getBoundingClientRect();
    this.#hint(subject, event.clientX - box.left, event.clientY - box.top);
  }

  /** Opens what is meant by a click or a tap; a finger, which can't hover, sees at once what it met. @param {MouseEvent} event */
  #pick(event) {
    const subject = subjectAt(event);
    this.select(subject);
    if (!this.subject || ("pointerType" in event && event.pointerType === "mouse")) return;
    const box = this.stage.getBoundingClientRect();
    this.#hint(this.subject, event.clientX - box.left, event.clientY - box.top);
  }

  /** Says beside a point of the map what is there. @param {string} subject @param {number} x px from the left of the map @param {number} y */
  #hint(subject, x, y) {
    this.map.light(subject);
    const more = subject.startsWith("event:") ? eventsNear(this.map.holder, subject).length : 0;
    this.tip.show(subject, this.day, x, y, more);
  }

  #unpoint() {
    this.tip.hide();
    this.map.light(this.subject);
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
    this.panel.show(this.day, this.subject, atOnce);
    this.tip.hide(); // it speaks of another day
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
    if (!isKnown(payload, this.subject)) this.subject = null;
    this.reach.load(payload);
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
   * @param {import("./payload.d.ts").Known} known
   */
  know(known) {
    const fresh = new Map(known.sheets);
    const sheets = this.home.sheets.map(
      ([name, text]) => /** @type {[string, string]} */ ([name, fresh.get(name) ?? text]),
    );
    this.home = { ...this.home, ...known, sheets };
    if (!isKnown(this.home, this.subject)) this.subject = null;
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
    Object.assign(this.home.places, { ...payload.places, ...this.home.places }); // from nearer, more towns are named
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

  /** @param {string | null} subject */
  select(subject) {
    this.subject = isKnown(this.home, subject) ? subject : null;
    this.tip.hide();
    this.#mark();
    this.panel.show(this.day, this.subject, true);
    this.#tell("place", { place: this.place });
  }

  /** The place that is told, if it is one of the atlas. */
  get place() {
    return addressOf(this.home, this.subject);
  }

  /** Marks what is told, if anything is. */
  #mark() {
    this.root.classList.toggle("chosen", this.subject !== null);
    this.map.light(this.subject);
  }

  /** @param {string | null} subject */
  light(subject) {
    this.map.light(subject ?? this.subject);
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
