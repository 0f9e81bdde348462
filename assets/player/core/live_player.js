// @ts-check
// The player of a page with a server behind it: it takes other payloads while it runs.

import { LiveMap } from "../map/live_map.js";
import { isKnown } from "../panel/subjects.js";
import { Player } from "./player.js";
import { checkVersion } from "./version.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */

const REST_MS = 120;

export class LivePlayer extends Player {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting = undefined;

  /** @param {import("../map/map.js").MapHandlers} handlers @param {import("../map/gestures.js").Accepts | null} acceptsGesture @returns {LiveMap} */
  createMap(handlers, acceptsGesture) {
    return new LiveMap(this.viewport, this.state, handlers, acceptsGesture);
  }

  get #map() {
    return /** @type {LiveMap} */ (this.map);
  }

  /**
   * Takes another payload and keeps the day; also the zoom, if the view is the same.
   * @param {Payload} payload
   */
  load(payload) {
    checkVersion(payload);
    clearTimeout(this.#resting);
    const before = this.payload;
    this.state.setPayload(payload);
    if (!isKnown(payload, this.subject)) this.subject = null;
    this.keyboardNames.load(payload);
    this.legend?.draw();
    this.time.build();
    this.map.draw(before);
    this.markSelected();
    this.setDay(this.day, true);
  }

  /**
   * Takes the part that another information date changes; all else stays as drawn.
   * @param {import("./payload.d.ts").Known} known
   */
  know(known) {
    this.state.applyKnowledge(known);
    if (!isKnown(this.payload, this.subject)) this.subject = null;
    this.#map.applyKnowledge(known.sheets);
    this.markSelected();
    this.time.showKnown();
    this.setDay(this.day);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#drawSlowParts(), REST_MS);
  }

  /** Updates for another information date what can wait until its slider rests. */
  #drawSlowParts() {
    this.legend?.draw();
    this.legend?.showDay();
    this.time.drawDensity();
    this.map.sheets.compile();
  }

  /**
   * Shows a closer drawing of a part of the map, until the part is left.
   * @param {Payload} payload
   */
  loadDetail(payload) {
    checkVersion(payload);
    this.state.addPlaces(payload.places); // at a closer zoom, more towns are named
    this.#map.showDetail(payload);
  }

  /** Sets layers and hidden things from outside, and the controls with them. @param {{layers?: string[], hide?: string[]}} options */
  setOptions(options) {
    this.state.setOptions(options);
    this.map.sheets.showLayers(this.payload.layers);
    this.legend?.draw();
    this.legend?.showDay();
    this.time.showKnown();
  }
}
