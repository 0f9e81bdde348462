// @ts-check
// Gestures on the map: a pointer drags, several pinch, the wheel, a double click and a double tap zoom.

import { IDENTITY, anchor, constrain, distance, invert, middle } from "./transform.js";

/** @typedef {import("./transform.js").Transform} Transform */
/** @typedef {import("./transform.js").Point} Point */
/** @typedef {import("./transform.js").Box} Box */
/** @typedef {{start: () => void, zoom: (at: Transform) => void, end: () => void}} Handlers a reader's gesture begins; the map moves; it rests */
/** @typedef {(event: MouseEvent, pointers: number) => boolean} Accepts whether an event is for the map, when so many pointers are on it */
/** @typedef {{drawn: Point, k: number, spread: number}} Grip the point of the drawing between the pointers, the zoom and their distance from it when they took hold */

const CONTROLS = "a, button, input, label, select, summary";
const SLOP = 4; // px that a click or a tap may move
const REST_MS = 120; // after the last turn of the wheel
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;
const LINE_PX = 33; // three lines of a wheel that counts lines are one that counts 100 px
const PAGE_PX = 800;
const PINCH_MOST = 25; // px: more in one event is a wheel with ctrl, not a pinch

export class Gestures {
  /** @type {Box} */
  extent = [[0, 0], [1, 1]]; // prettier-ignore
  /** @type {Box} what may be shown of the drawing, which is in px of the screen at zoom 1 */
  bounds = this.extent;
  /** @type {[least: number, most: number]} of the zoom */
  range = [1, Infinity];
  at = IDENTITY;
  /** @type {Map<number, Point>} where on the screen each pointer is */
  #pointers = new Map();
  /** @type {Grip | null} */
  #grip = null;
  /** @type {Point} where the last pointer went down */
  #pressed = [0, 0];
  /** More than a click or a tap. */
  #moved = false;
  #touch = false;
  #tap = { time: -Infinity, at: /** @type {Point} */ ([0, 0]) };
  /** @type {ReturnType<typeof setTimeout> | undefined} while the wheel turns */
  #wheeling = undefined;

  /** @param {HTMLElement} element @param {Handlers} handlers @param {Accepts} accepts */
  constructor(element, handlers, accepts) {
    this.element = element;
    this.handlers = handlers;
    this.accepts = accepts;
    element.addEventListener("pointerdown", (event) => this.#press(event));
    element.addEventListener("pointermove", (event) => this.#drag(event));
    for (const type of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"]))
      element.addEventListener(type, (event) => this.#release(event));
    // `touch-action` lets a page scroll under one finger; what is held here must not scroll it too.
    for (const type of /** @type {const} */ (["touchstart", "touchmove"]))
      element.addEventListener(type, (event) => this.#keepFromScrolling(event), { passive: false });
    element.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
    element.addEventListener("dblclick", (event) => this.#touch || this.#zoomTwice(event));
    // The click that ends a drag selects nothing; one by the keyboard has no detail.
    element.addEventListener("click", (event) => this.#moved && event.detail && event.stopPropagation(), true);
  }

  /** Moves the map there, whatever the bounds. @param {Transform} at */
  goTo(at) {
    this.#show(at);
    if (this.#grip) this.#hold();
    this.handlers.end();
  }

  /** Zooms on the middle of the screen. @param {number} factor */
  scaleBy(factor) {
    this.goTo(this.#anchor(this.at.k * factor, middle(this.extent)));
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.isPrimary) {
      // What an earlier press has left is over.
      this.#pointers.clear();
      this.#letGo();
      this.#moved = false;
      this.#touch = event.pointerType === "touch";
    }
    if (onControl(event)) return;
    this.#pressed = this.#locate(event);
    this.#pointers.set(event.pointerId, this.#pressed);
    if (this.#pointers.size > 1) this.#moved = true;
    if (!this.#grip && !this.accepts(event, this.#pointers.size)) return;
    if (!this.#grip) this.handlers.start();
    this.#hold();
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (!this.#pointers.has(event.pointerId)) return;
    if (!event.buttons) return this.#release(event); // it was released where nothing reports it
    const point = this.#locate(event);
    this.#pointers.set(event.pointerId, point);
    this.#moved ||= distance(point, this.#pressed) > SLOP;
    if (!this.#moved || !this.#grip) return;
    this.element.setPointerCapture(event.pointerId); // only now: a click on what is drawn keeps its target
    this.#follow(this.#grip);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    if (event.target !== this.element && event.type === "lostpointercapture") return; // a finger passes from what it touched to the map
    if (!this.#pointers.delete(event.pointerId)) return;
    if (this.#pointers.size === 0) this.#letGo();
    else if (this.#grip) this.#hold();
    if (event.type === "pointerup" && this.#touch && !this.#moved) this.#countTap(event);
  }

  #letGo() {
    if (!this.#grip) return;
    this.#grip = null;
    this.handlers.end();
  }

  /** Takes hold of the drawing with the pointers as they are now. */
  #hold() {
    const { center, spread } = this.#spread();
    this.#grip = { drawn: invert(this.at, center), k: this.at.k, spread };
  }

  /** Keeps what the pointers hold under them. @param {Grip} grip */
  #follow({ drawn, k, spread: before }) {
    const { center, spread } = this.#spread();
    this.#show(this.#anchor(before && spread ? (k * spread) / before : k, center, drawn));
  }

  /** The middle of the pointers, and how far they are from it. */
  #spread() {
    const points = [...this.#pointers.values()];
    const center = middle(points);
    return { center, spread: points.reduce((sum, point) => sum + distance(point, center), 0) / points.length };
  }

  /** @param {TouchEvent} event */
  #keepFromScrolling(event) {
    if (this.#grip && this.#moved && event.cancelable) event.preventDefault();
  }

  /** @param {WheelEvent} event */
  #turn(event) {
    if (!this.accepts(event, 0)) return;
    event.preventDefault();
    if (!this.#wheeling) this.handlers.start();
    clearTimeout(this.#wheeling);
    this.#wheeling = setTimeout(() => {
      this.#wheeling = undefined;
      if (!this.#grip) this.handlers.end();
    }, REST_MS);
    this.#show(this.#anchor(this.at.k * wheelFactor(event), this.#locate(event)));
    if (this.#grip) this.#hold();
  }

  /** @param {PointerEvent} event */
  #countTap(event) {
    const { time, at } = this.#tap;
    const again = event.timeStamp - time < DOUBLE_TAP_MS && distance(this.#pressed, at) < DOUBLE_TAP_PX;
    this.#tap = { time: again ? -Infinity : event.timeStamp, at: this.#pressed };
    if (again) this.#zoomTwice(event);
  }

  /** @param {MouseEvent} event */
  #zoomTwice(event) {
    if (onControl(event) || !this.accepts(event, 1)) return;
    this.handlers.start();
    this.goTo(this.#anchor(this.at.k * (event.shiftKey ? 1 / 2 : 2), this.#locate(event)));
  }

  /** The nearest allowed transform that has a point of the drawing at one of the screen. @param {number} zoom @param {Point} screen @param {Point} [drawn] */
  #anchor(zoom, screen, drawn = invert(this.at, screen)) {
    const k = Math.min(Math.max(zoom, this.range[0]), this.range[1]);
    return constrain(anchor(k, screen, drawn), this.extent, this.bounds);
  }

  /** @param {Transform} at */
  #show(at) {
    this.at = at;
    this.handlers.zoom(at);
  }

  /** @param {MouseEvent} event @returns {Point} px from the corner of the map */
  #locate({ clientX, clientY }) {
    const { left, top } = this.element.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}

/** Whether an event is for a control on the map. @param {MouseEvent} event */
const onControl = ({ target }) => target instanceof Element && target.closest(CONTROLS) !== null;

/**
 * How much a turn of the wheel zooms. Browsers report a pinch on a trackpad as a wheel with ctrl, 100 px for each factor of e.
 * @param {Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey">} event
 */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }) {
  const px = deltaY * [1, LINE_PX, PAGE_PX][deltaMode];
  return Math.exp(-(ctrlKey ? Math.min(Math.max(px, -PINCH_MOST), PINCH_MOST) / 100 : px / 500));
}
