// @ts-check
// The player: the map, the slider and the panel. It only looks up what Python compiled.
// Contains no Dash, no server and no storage: the page around it listens to its events.

import { part } from "./elements.js";
import { SHARPEST } from "../map/camera.js";
import { listenToKeys } from "./keyboard.js";
import { MapView } from "../map/map.js";
import { createPanel } from "../panel/panel.js";
import { layOutForPrint } from "../map/print_layout.js";
import { eventsNear } from "../map/hit_test.js";
import { listenToPointer } from "../map/pointer.js";
import { createKeyboardNames } from "../map/keyboard_names.js";
import { addressOf, isKnown, summarise } from "../panel/subjects.js";
import { Time } from "../time/time.js";
import { createTooltip } from "../panel/tooltip.js";
import { PlayerState } from "./state.js";
import { checkVersion } from "./version.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {typeof import("../legend/legend_card.js").createLegendCard} CreateLegend */
/** @typedef {{createLegend: CreateLegend | null, createKnownSlider: import("../time/time.js").CreateKnown | null, acceptsGesture: import("../map/gestures.js").Accepts | null, buildMore: import("../panel/panel.js").TellMore | null}} PlayerOptions creates the legend, if it is a card on the map; creates the information slider; the gestures for the map; further parts of the panel */
/** @typedef {{hide?: string[], layers?: string[], known?: number, latest?: boolean, borders?: string, age?: boolean, side?: string, versus?: string}} Chosen */

const SETTLE_MS = 250;

export class Player {
  /**
   * Creates the player in a root element.
   * @param {HTMLElement} root the element of the player; contains .viewport, .time and .panel, which are made here if missing
   * @param {Payload} payload
   * @param {Partial<PlayerOptions>} [manners]
   */
  constructor(root, payload, manners = {}) {
    const { createLegend = null, createKnownSlider = null, acceptsGesture = null, buildMore = null } = manners;
    checkVersion(payload);
    this.root = root;
    const state = new PlayerState(payload);
    this.state = state;
    /** @type {string | null} the open subject: a place, an event, a force; see player/panel/subjects.js */
    this.subject = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.settling = undefined;
    this.viewport = part(root, "viewport");
    this.viewport.setAttribute("role", "group");
    this.viewport.setAttribute("aria-label", payload.words.map_label);
    this.viewport.tabIndex = 0;
    const choose = (/** @type {Chosen} */ chosen) => this.#choose(chosen);
    const setDay = (/** @type {number} */ day) => this.setDay(day);
    this.tooltip = createTooltip(this.viewport, state);
    const inPanel = {
      setDay: (/** @type {number} */ day) => this.#jump(day),
      select: (/** @type {string | null} */ place) => this.select(place),
      highlight: (/** @type {string | null} */ place) => this.highlight(place),
      near: (/** @type {string} */ event) => eventsNear(this.map.holder, event),
      choose,
    };
    this.panel = createPanel(part(root, "panel"), state, inPanel, buildMore);
    const know = (/** @type {number} */ known) => this.#dispatch("know", { known });
    const onSlider = { setDay, stop: () => this.time.pause(), choose, know };
    this.time = new Time(part(root, "time"), state, onSlider, createKnownSlider);
    this.legend = createLegend && createLegend(root, part(this.viewport, "legend"), state, { choose });
    const onMap = {
      move: () => this.tooltip.hide(),
      touch: () => this.time.pause(),
      changeView: () => this.#onViewChange(),
    };
    this.map = this.createMap(onMap, acceptsGesture);
    this.keyboardNames = createKeyboardNames(this.viewport, this.map.holder, payload, {
      say: (subject) => summarise(this.payload, subject, this.day).name,
      show: (subject, x, y) => this.pointer.showTooltip(subject, x, y),
      hide: () => this.pointer.clear(),
      select: (subject) => this.select(subject),
    });
    this.pointer = listenToPointer(this);
    this.#listen();
    layOutForPrint(this, root);
    this.setDay(payload.day, true);
  }

  get payload() {
    return this.state.payload;
  }

  get day() {
    return this.state.day;
  }

  /** @param {import("../map/map.js").MapHandlers} handlers @param {import("../map/gestures.js").Accepts | null} acceptsGesture */
  createMap(handlers, acceptsGesture) {
    return new MapView(this.viewport, this.state, handlers, acceptsGesture);
  }

  #listen() {
    const { root, viewport } = this;
    listenToKeys(root.ownerDocument, () => this.payload.dir, {
      step: (direction, stride) => this.step(direction, stride),
      go: (end) => this.#jump(this.payload[end]),
      toggle: () => this.time.toggle(),
      zoom: (direction) => (direction > 0 ? this.map.camera.zoomIn() : this.map.camera.zoomOut()),
      leave: () => this.select(null),
    });
    new ResizeObserver(() => {
      this.map.camera.resize();
      this.time.draw();
    }).observe(viewport);
  }

  /**
   * Shows a day; one outside the slider's range becomes its nearer end.
   * @param {number} day
   * @param {boolean} [atOnce] update the panel at once, not only when the slider rests
   */
  setDay(day, atOnce = false) {
    this.state.setDay(day);
    this.map.showDay();
    this.time.showDay();
    this.legend?.showDay();
    this.panel.show(this.subject, atOnce);
    this.tooltip.hide(); // it belongs to another day
    this.#dispatch("day", { day: this.day });
    this.#settle();
  }

  /** @param {number} day */
  #jump(day) {
    this.time.pause();
    this.setDay(day, true);
  }

  /** @param {1 | -1} direction @param {"unit" | "many" | "change"} stride */
  step(direction, stride) {
    this.time.step(direction, stride);
  }

  play() {
    this.time.play();
  }

  pause() {
    this.time.pause();
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
    this.subject = isKnown(this.payload, subject) ? subject : null;
    this.tooltip.hide();
    this.markSelected();
    this.panel.show(this.subject, true);
    this.#dispatch("place", { place: this.place });
  }

  /** The open place, if it is one of the atlas. */
  get place() {
    return addressOf(this.payload, this.subject);
  }

  /** Highlights the open subject, if any. */
  markSelected() {
    this.root.classList.toggle("chosen", this.subject !== null);
    this.map.highlight(this.subject);
  }

  /** @param {string | null} subject */
  highlight(subject) {
    this.map.highlight(subject ?? this.subject);
  }

  /** @param {Chosen} chosen */
  #choose(chosen) {
    this.state.setOptions(chosen);
    if (chosen.layers) this.map.sheets.showLayers(chosen.layers);
    this.#dispatch("choose", chosen);
  }

  describe() {
    const { day, place, payload } = this;
    const { zoom, bbox } = this.map;
    return {
      day,
      place,
      zoom,
      bbox: zoom > 1 ? bbox : null,
      hide: payload.hide,
      layers: payload.layers,
      known: payload.known,
    };
  }

  /** The fill of each subject, read from the drawing. */
  visible() {
    return this.map.sheets.visible();
  }

  #settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.map.sheets.ground?.sync();
      this.#dispatch("settle", { state: this.describe() });
    }, SETTLE_MS);
  }

  /** @param {string} name @param {object} detail */
  #dispatch(name, detail) {
    this.root.dispatchEvent(new CustomEvent(`marchland:${name}`, { detail }));
  }
}
