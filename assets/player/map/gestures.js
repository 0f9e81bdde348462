// @ts-check
// Gestures: drag, wheel, pinch and double tap as changes of a transform. The handlers are those of d3-zoom 3.0.0
// (© Mike Bostock, ISC, assets/vendor/d3-zoom-3.0.0.LICENSE.txt), without selections, transitions and its options.

import { wheelDelta } from "./wheel.js";
import { IDENTITY, anchor, constrain, distance, invert, middle } from "./transform.js";

/** @typedef {import("./transform.js").Transform} Transform */
/** @typedef {import("./transform.js").Point} Point */
/** @typedef {import("./transform.js").Box} Box */
/** @typedef {{screen: Point, drawn: Point, id: number}} Grip a pointer, and the point of the drawing that it holds */
/** @typedef {{start: (event: Event | null) => void, zoom: (at: Transform) => void, end: () => void}} Handlers */

const DOUBLE_TAP_MS = 500;
const DOUBLE_TAP_PX = 10;
const WHEEL_MS = 150;
const MOUSE = -1;

/** One gesture, from its first event to its last. */
class Gesture {
  /** @param {Box} extent */
  constructor(extent) {
    this.extent = extent;
    this.active = 0;
    this.taps = 0;
    this.moved = false;
    /** @type {Grip[]} the mouse, or up to two fingers */
    this.grips = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.wheel = undefined;
  }
}

export class Gestures {
  /** @type {Gesture | null} */
  #gesture = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #tapped = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} the browser imitates a mouse for a while after a touch */
  #touched = undefined;
  /** @type {Point} */
  #firstTap = [0, 0];
  /** @type {AbortController | null} what listens to the mouse outside the map while it is dragged */
  #dragging = null;

  /**
   * @param {HTMLElement} element
   * @param {Handlers} handlers
   * @param {(event: any) => boolean} accepts which events are meant for the map
   */
  constructor(element, handlers, accepts) {
    this.element = element;
    this.handlers = handlers;
    this.accepts = accepts;
    this.at = IDENTITY;
    /** @type {Box} the screen */
    this.extent = [[0, 0], [0, 0]]; // prettier-ignore
    /** @type {Box} nothing outside of them is shown */
    this.bounds = this.extent;
    /** @type {Point} the smallest zoom and the greatest */
    this.range = [1, 1];
    element.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    element.addEventListener("mousedown", (event) => this.#onMouseDown(event));
    element.addEventListener("dblclick", (event) => this.#onDouble(event, event));
    if (navigator.maxTouchPoints || "ontouchstart" in element) this.#listenToTouch();
  }

  #listenToTouch() {
    this.element.addEventListener("touchstart", (event) => this.#onTouchStart(event));
    this.element.addEventListener("touchmove", (event) => this.#onTouchMove(event));
    this.element.addEventListener("touchend", (event) => this.#onTouchEnd(event));
    this.element.addEventListener("touchcancel", (event) => this.#onTouchEnd(event));
    this.element.style.setProperty("-webkit-tap-highlight-color", "transparent");
  }

  /**
   * Goes to a transform, wherever it is.
   * @param {Transform} at
   * @param {Event | null} event what the reader did, if anything
   */
  goTo(at, event = null) {
    const gesture = this.#take();
    this.#start(gesture, event);
    this.#zoom(gesture, at);
    this.#end(gesture);
  }

  /**
   * Zooms by a factor around a point of the screen.
   * @param {number} factor
   * @param {Point} point
   * @param {Event | null} event
   */
  scaleBy(factor, point = this.#centre, event = null) {
    const at = anchor(this.#limit(this.at.k * factor), point, invert(this.at, point));
    this.goTo(constrain(at, this.extent, this.bounds), event);
  }

  /** @returns {Point} */
  get #centre() {
    const [[left, top], [right, bottom]] = this.extent;
    return [(left + right) / 2, (top + bottom) / 2];
  }

  /** @param {number} k */
  #limit(k) {
    return Math.max(this.range[0], Math.min(this.range[1], k));
  }

  /** The gesture in progress, or a new one. */
  #take() {
    return this.#gesture ?? new Gesture(this.extent);
  }

  /** @param {Gesture} gesture @param {Event | null} event */
  #start(gesture, event) {
    gesture.active += 1;
    if (gesture.active > 1) return;
    this.#gesture = gesture;
    this.handlers.start(event);
  }

  /**
   * Every pointer that did not cause the change holds another point of the drawing from now on.
   * @param {Gesture} gesture
   * @param {Transform} at
   * @param {Grip[]} causes
   */
  #zoom(gesture, at, causes = []) {
    for (const grip of gesture.grips) if (!causes.includes(grip)) grip.drawn = invert(at, grip.screen);
    this.at = at;
    this.handlers.zoom(at);
  }

  /** @param {Gesture} gesture */
  #end(gesture) {
    gesture.active -= 1;
    if (gesture.active) return;
    if (this.#gesture === gesture) this.#gesture = null;
    this.handlers.end();
  }

  /** @param {{clientX: number, clientY: number}} pointer @returns {Point} */
  #point({ clientX, clientY }) {
    const { left, top } = this.element.getBoundingClientRect();
    return [clientX - left - this.element.clientLeft, clientY - top - this.element.clientTop];
  }

  /** @param {{clientX: number, clientY: number}} pointer @param {number} id @returns {Grip} */
  #grip(pointer, id) {
    const screen = this.#point(pointer);
    return { screen, drawn: invert(this.at, screen), id };
  }

  /** @param {Gesture} gesture @param {number} k @param {Point} screen @param {Point} drawn @param {Grip[]} grips */
  #hold(gesture, k, screen, drawn, grips) {
    this.#zoom(gesture, constrain(anchor(k, screen, drawn), gesture.extent, this.bounds), grips);
  }

  /** @param {WheelEvent} event */
  #onWheel(event) {
    if (!this.accepts(event)) return;
    const gesture = this.#take();
    const k = this.#limit(this.at.k * 2 ** wheelDelta(event));
    const grip = this.#grip(event, MOUSE);
    const [held] = gesture.grips;
    if (gesture.wheel) {
      if (held.screen[0] !== grip.screen[0] || held.screen[1] !== grip.screen[1]) gesture.grips = [grip];
      clearTimeout(gesture.wheel);
    } else if (this.at.k === k) {
      return; // at the end of the range the page may scroll
    } else {
      gesture.grips = [grip];
      this.#start(gesture, event);
    }
    stop(event);
    gesture.wheel = setTimeout(() => {
      gesture.wheel = undefined;
      this.#end(gesture);
    }, WHEEL_MS);
    const [{ screen, drawn }] = gesture.grips;
    this.#hold(gesture, k, screen, drawn, gesture.grips);
  }

  /** @param {MouseEvent} event */
  #onMouseDown(event) {
    const view = event.view;
    if (this.#touched || !view || !this.accepts(event)) return;
    const gesture = new Gesture(this.extent);
    const grip = this.#grip(event, MOUSE);
    this.#dragging?.abort(); // if the mouse was released where nobody could see it
    const dragging = (this.#dragging = new AbortController());
    const early = { capture: true, passive: false, signal: dragging.signal };
    view.addEventListener("dragstart", stop, early);
    view.addEventListener("selectstart", stop, early);
    event.stopImmediatePropagation();
    gesture.grips = [grip];
    this.#start(gesture, event);
    const onMove = (/** @type {MouseEvent} */ now) => {
      stop(now);
      gesture.moved ||= now.clientX !== event.clientX || now.clientY !== event.clientY;
      grip.screen = this.#point(now);
      this.#hold(gesture, this.at.k, grip.screen, grip.drawn, [grip]);
    };
    const onUp = (/** @type {MouseEvent} */ now) => {
      dragging.abort();
      if (gesture.moved) swallowClick(view);
      stop(now);
      this.#end(gesture);
    };
    view.addEventListener("mousemove", onMove, early);
    view.addEventListener("mouseup", onUp, early);
  }

  /** @param {MouseEvent | TouchEvent} event @param {{clientX: number, clientY: number}} pointer */
  #onDouble(event, pointer) {
    if (!this.accepts(event)) return;
    stop(event);
    this.scaleBy(event.shiftKey ? 0.5 : 2, this.#point(pointer), event);
  }

  /** @param {TouchEvent} event */
  #onTouchStart(event) {
    if (!this.accepts(event)) return;
    const touches = [...event.touches];
    const clean = event.changedTouches.length === touches.length;
    const gesture = clean ? new Gesture(this.extent) : this.#take();
    event.stopImmediatePropagation();
    for (const touch of touches) {
      if (gesture.grips.length > 1 || gesture.grips.some((grip) => grip.id === touch.identifier)) continue;
      gesture.taps = !gesture.grips.length ? 1 + Number(Boolean(this.#tapped)) : 0;
      gesture.grips.push(this.#grip(touch, touch.identifier));
    }
    clearTimeout(this.#tapped);
    this.#tapped = undefined;
    if (gesture.active) return;
    if (gesture.taps < 2) {
      this.#firstTap = gesture.grips[0].screen;
      this.#tapped = setTimeout(() => (this.#tapped = undefined), DOUBLE_TAP_MS);
    }
    this.#start(gesture, event);
  }

  /** @param {TouchEvent} event */
  #onTouchMove(event) {
    const gesture = this.#gesture;
    if (!gesture) return;
    stop(event);
    for (const touch of event.changedTouches) {
      const grip = gesture.grips.find(({ id }) => id === touch.identifier);
      if (grip) grip.screen = this.#point(touch);
    }
    const [first, second] = gesture.grips;
    if (second) {
      const spread = distance(first.screen, second.screen) / distance(first.drawn, second.drawn);
      const [screen, drawn] = [middle(first.screen, second.screen), middle(first.drawn, second.drawn)];
      this.#hold(gesture, this.#limit(spread), screen, drawn, gesture.grips);
    } else if (first) {
      this.#hold(gesture, this.at.k, first.screen, first.drawn, gesture.grips);
    }
  }

  /** @param {TouchEvent} event */
  #onTouchEnd(event) {
    const gesture = this.#gesture;
    if (!gesture) return;
    event.stopImmediatePropagation();
    clearTimeout(this.#touched);
    this.#touched = setTimeout(() => (this.#touched = undefined), DOUBLE_TAP_MS);
    const lifted = [...event.changedTouches];
    gesture.grips = gesture.grips.filter(({ id }) => !lifted.some((touch) => touch.identifier === id));
    const [left] = gesture.grips;
    if (left) {
      left.drawn = invert(this.at, left.screen);
      return;
    }
    this.#end(gesture);
    const [last] = lifted.slice(-1);
    const isDouble = gesture.taps === 2 && distance(this.#firstTap, this.#point(last)) < DOUBLE_TAP_PX;
    if (isDouble) this.#onDouble(event, last);
  }
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * The click that ends a drag is no click.
 * @param {Window} view
 */
function swallowClick(view) {
  view.addEventListener("click", stop, { capture: true, passive: false });
  setTimeout(() => view.removeEventListener("click", stop, { capture: true }), 0);
}
