// @ts-check
// The camera: which part of the map is visible. Gestures move the picture as it is; at their end it is redrawn.

import { Gestures } from "./gestures.js";
import { IDENTITY, anchor, constrain } from "./transform.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{west: number, north: number, perDegree: number}} Extent */
/** @typedef {import("./transform.js").Transform} Transform */
/** @typedef {import("./gestures.js").Accepts} Accepts */

export const SHARPEST = 4;
const FARTHEST = 64;
const STEP = 1.6;

export class Camera {
  /**
   * Creates the camera.
   * @param {HTMLElement} viewport the element for drag and wheel
   * @param {HTMLElement} holder the stacked sheets
   * @param {{move: () => void, settle: () => void, touch: () => void}} handlers
   * @param {Accepts | null} acceptsGesture which gestures are meant for the map; all of them by default
   */
  constructor(viewport, holder, handlers, acceptsGesture = null) {
    this.viewport = viewport;
    this.holder = holder;
    this.handlers = handlers;
    this.home = { width: 1, height: 1, margin: 0, cover: false };
    this.farthest = FARTHEST;
    /** @type {Transform} */
    this.at = IDENTITY;
    /** @type {Transform} */
    this.settled = IDENTITY;
    this.gestures = new Gestures(
      viewport,
      {
        start: () => this.handlers.touch(),
        zoom: (at) => this.#move(at),
        end: () => this.#end(),
      },
      acceptsGesture ?? acceptsAll,
    );
  }

  /**
   * Sets the whole view, and how far one may move beyond it.
   * @param {Payload} payload
   */
  setHome({ width, height, margin, maxZoom = FARTHEST, cover = false }) {
    this.farthest = maxZoom;
    this.home = { width, height, margin, cover };
    this.resize();
  }

  /** px of the screen per px of the drawing at zoom 1: the whole view fits, and nothing outside the drawing is visible. */
  get fit() {
    const { clientWidth, clientHeight } = this.viewport;
    const { width, height, margin, cover } = this.home;
    const whole = Math.min(clientWidth / width, clientHeight / height);
    const filled = Math.max(clientWidth / width, clientHeight / height);
    return (cover ? filled : Math.max(whole, filled / (1 + 2 * margin))) || 1;
  }

  /** The position of the drawing's origin at zoom 1. */
  get offset() {
    const { clientWidth, clientHeight } = this.viewport;
    return [(clientWidth - this.home.width * this.fit) / 2, (clientHeight - this.home.height * this.fit) / 2];
  }

  resize() {
    const { home, fit } = this;
    const [left, top] = this.offset;
    const [wide, high] = [home.width * home.margin * fit, home.height * home.margin * fit];
    this.gestures.extent = [
      [0, 0],
      [this.viewport.clientWidth, this.viewport.clientHeight],
    ];
    this.gestures.range = [1, this.farthest];
    this.gestures.bounds = [
      [Math.min(0, left - wide), Math.min(0, top - high)],
      [
        Math.max(this.viewport.clientWidth, left + home.width * fit + wide),
        Math.max(this.viewport.clientHeight, top + home.height * fit + high),
      ],
    ];
    this.#draw();
  }

  /** The visible part of the drawing, in px of the home payload, and px of the screen per px of it. */
  get window() {
    const scale = this.fit * this.at.k;
    const [left, top] = this.offset;
    return {
      x: -(this.at.x + left * this.at.k) / scale,
      y: -(this.at.y + top * this.at.k) / scale,
      width: this.viewport.clientWidth / scale,
      height: this.viewport.clientHeight / scale,
      scale,
    };
  }

  /** @param {number} factor */
  zoomBy(factor) {
    this.gestures.scaleBy(factor);
  }

  zoomIn() {
    this.zoomBy(STEP);
  }

  zoomOut() {
    this.zoomBy(1 / STEP);
  }

  /** @param {Transform} at */
  goTo(at) {
    this.gestures.goTo(at);
  }

  reset() {
    this.gestures.goTo(IDENTITY);
  }

  /**
   * Looks at a point of the home payload from near.
   * @param {number} k zoom
   * @param {number} x
   * @param {number} y
   */
  zoomTo(k, x, y) {
    const [left, top] = this.offset;
    const { clientWidth, clientHeight } = this.viewport;
    const at = anchor(k, [clientWidth / 2, clientHeight / 2], [left + x * this.fit, top + y * this.fit]);
    const { extent, bounds } = this.gestures;
    this.gestures.goTo(constrain(at, extent, bounds)); // nothing is drawn beyond the reach of a drag
  }

  /** @param {Transform} transform */
  #move(transform) {
    this.at = transform;
    const k = transform.k / this.settled.k;
    const [x, y] = [transform.x - this.settled.x * k, transform.y - this.settled.y * k];
    this.holder.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
    this.handlers.move();
  }

  #end() {
    const { at, settled } = this;
    if (at.k === settled.k && at.x === settled.x && at.y === settled.y) return;
    this.#draw();
  }

  #draw() {
    this.settled = this.at;
    this.holder.style.transform = "";
    this.handlers.settle();
  }
}

/**
 * All gestures but those of other buttons, and of the mouse with ctrl, which is a context menu on some systems.
 * @param {MouseEvent} event
 */
function acceptsAll(event) {
  return (!event.ctrlKey || event.type === "wheel") && !event.button;
}
