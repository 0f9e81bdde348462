// @ts-check
// The player: the map, the slider and what is told beside them. It only looks up what Python compiled.
// Knows no Dash, no server and no storage: the page around it listens to its events.

import { part } from "./elements.js";
import { SHARPEST } from "../map/camera.js";
import { listenToKeys } from "./keyboard.js";
import { MapView } from "../map/map.js";
import { createPanel } from "../panel/panel.js";
import { layOutForPrint } from "../map/print_layout.js";
import { eventsNear, subjectAt } from "../map/hit_test.js";
import { createKeyboardNames } from "../map/keyboard_names.js";
import { addressOf, isKnown, summarise } from "../panel/subjects.js";
import { Time } from "../time/time.js";
import { createTooltip } from "../panel/tooltip.js";
import { checkVersion } from "./version.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {typeof import("../legend/legend_card.js").createLegendCard} CreateLegend */
/** @typedef {{createLegend: CreateLegend | null, createKnownSlider: import("../time/time.js").CreateKnown | null, acceptsGesture: ((event: any) => boolean) | null, buildMore: import("../panel/panel.js").TellMore | null}} PlayerOptions what makes the key, if it is a card on the map; what makes the choice of a day of knowledge; which gestures the map heeds; what else the panel tells */
/** @typedef {{hide?: string[], layers?: string[], known?: number, latest?: boolean, borders?: string, age?: boolean, side?: string, versus?: string}} Chosen */

const SETTLE_MS = 250;
const REST_MS = 120;

/**
 * @param {HTMLElement} root where the player lives; holds .stage, .time and .side, made here where they are missing
 * @param {Payload} payload
 * @param {Partial<PlayerOptions>} [manners]
 */
export function createPlayer(root, payload, manners = {}) {
  return new Player(root, payload, {
    createLegend: null,
    createKnownSlider: null,
    acceptsGesture: null,
    buildMore: null,
    ...manners,
  });
}

export class Player {
  /** @param {HTMLElement} root @param {Payload} payload @param {PlayerOptions} manners */
  constructor(root, payload, { createLegend, createKnownSlider, acceptsGesture, buildMore }) {
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
    this.viewport = part(root, "stage");
    this.viewport.setAttribute("role", "group");
    this.viewport.setAttribute("aria-label", payload.words.map_label);
    this.viewport.tabIndex = 0;
    const choose = (/** @type {Chosen} */ chosen) => this.#choose(chosen);
    const setDay = (/** @type {number} */ day) => this.setDay(day);
    this.tooltip = createTooltip(this.viewport, payload);
    const inPanel = {
      setDay: (/** @type {number} */ day) => this.#jump(day),
      select: (/** @type {string | null} */ place) => this.select(place),
      highlight: (/** @type {string | null} */ place) => this.highlight(place),
      near: (/** @type {string} */ event) => eventsNear(this.map.holder, event),
      choose,
    };
    this.panel = createPanel(part(root, "side"), payload, inPanel, buildMore);
    const know = (/** @type {number} */ known) => this.#dispatch("know", { known });
    const onSlider = { setDay, stop: () => this.time.pause(), choose, know };
    this.time = new Time(part(root, "time"), payload, onSlider, createKnownSlider);
    this.legend = createLegend && createLegend(root, part(this.viewport, "legend"), payload, { choose });
    const onMap = {
      move: () => this.tooltip.hide(),
      touch: () => this.time.pause(),
      changeView: () => this.#onViewChange(),
    };
    this.map = new MapView(this.viewport, payload, onMap, acceptsGesture);
    this.keyboardNames = createKeyboardNames(this.viewport, this.map.holder, payload, {
      say: (subject) => summarise(this.home, subject, this.day).name,
      show: (subject, x, y) => this.#showTooltip(subject, x, y),
      hide: () => this.#clearPointer(),
      select: (subject) => this.select(subject),
    });
    this.#listen();
    layOutForPrint(this, root);
    this.setDay(payload.day, true);
  }

  #listen() {
    const { root, viewport } = this;
    listenToKeys(root.ownerDocument, () => this.home.dir, {
      step: (direction, stride) => this.step(direction, stride),
      go: (end) => this.#jump(this.home[end]),
      toggle: () => this.time.toggle(),
      zoom: (direction) => (direction > 0 ? this.map.camera.zoomIn() : this.map.camera.zoomOut()),
      leave: () => this.select(null),
    });
    viewport.addEventListener("pointermove", (event) => this.#onPointerMove(event));
    viewport.addEventListener("pointerleave", () => this.#clearPointer());
    this.map.holder.addEventListener("click", (event) => this.#onClick(event));
    new ResizeObserver(() => {
      this.map.camera.resize();
      this.time.draw();
    }).observe(viewport);
  }

  /** @param {PointerEvent} event */
  #onPointerMove(event) {
    const subject = event.pointerType === "mouse" && event.buttons === 0 ? subjectAt(event) : null;
    if (!subject) return this.#clearPointer();
    const box = this.viewport.getBoundingClientRect();
    this.#showTooltip(subject, event.clientX - box.left, event.clientY - box.top);
  }

  /** Opens what is meant by a click or a tap; a finger, which can't hover, sees at once what it met. @param {MouseEvent} event */
  #onClick(event) {
    const subject = subjectAt(event);
    this.select(subject);
    if (!this.subject || ("pointerType" in event && event.pointerType === "mouse")) return;
    const box = this.viewport.getBoundingClientRect();
    this.#showTooltip(this.subject, event.clientX - box.left, event.clientY - box.top);
  }

  /** Says beside a point of the map what is there. @param {string} subject @param {number} x px from the left of the map @param {number} y */
  #showTooltip(subject, x, y) {
    this.map.highlight(subject);
    const more = subject.startsWith("event:") ? eventsNear(this.map.holder, subject).length : 0;
    this.tooltip.show(subject, this.day, x, y, more);
  }

  #clearPointer() {
    this.tooltip.hide();
    this.map.highlight(this.subject);
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
    this.tooltip.hide(); // it speaks of another day
    this.#dispatch("day", { day: this.day });
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
    this.keyboardNames.load(payload);
    this.tooltip.load(payload);
    this.panel.load(payload);
    this.legend?.load(payload);
    this.time.load(payload);
    this.map.load(payload);
    this.#markSelected();
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
    for (const view of [this.tooltip, this.panel]) view.load(this.home);
    this.map.applyKnowledge(this.home, known.sheets);
    this.#markSelected();
    this.time.know(this.home);
    this.setDay(this.day);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#drawSlowParts(), REST_MS);
  }

  /** Tells of another day of knowledge what need not be told while it is slid to. */
  #drawSlowParts() {
    this.legend?.load(this.home);
    this.legend?.setDay(this.day);
    this.time.drawDensity();
    this.map.sheets.compile();
  }

  /**
   * Shows a nearer drawing of a part of the map, until the part is left.
   * @param {Payload} payload
   */
  loadDetail(payload) {
    checkVersion(payload);
    Object.assign(this.home.places, { ...payload.places, ...this.home.places }); // from nearer, more towns are named
    this.map.mount(payload);
    this.map.showView();
  }

  #onViewChange() {
    const { zoom, bbox } = this.map ?? { zoom: 1, bbox: null };
    this.#dispatch("zoom", { zoom, bbox: zoom > 1 ? bbox : null, detail: zoom > SHARPEST });
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
    this.tooltip.hide();
    this.#markSelected();
    this.panel.show(this.day, this.subject, true);
    this.#dispatch("place", { place: this.place });
  }

  /** The place that is told, if it is one of the atlas. */
  get place() {
    return addressOf(this.home, this.subject);
  }

  /** Marks what is told, if anything is. */
  #markSelected() {
    this.root.classList.toggle("chosen", this.subject !== null);
    this.map.highlight(this.subject);
  }

  /** @param {string | null} subject */
  highlight(subject) {
    this.map.highlight(subject ?? this.subject);
  }

  /** @param {Chosen} chosen */
  #choose(chosen) {
    if (chosen.layers) {
      this.home.layers = chosen.layers;
      this.map.sheets.showLayers(chosen.layers);
    }
    if (chosen.hide) this.home.hide = chosen.hide;
    this.#dispatch("choose", chosen);
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
    this.settling = setTimeout(() => this.#dispatch("settle", { state: this.state() }), SETTLE_MS);
  }

  /** @param {string} name @param {object} detail */
  #dispatch(name, detail) {
    this.root.dispatchEvent(new CustomEvent(`marchland:${name}`, { detail }));
  }
}
