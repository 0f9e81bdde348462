// @ts-check
// The map on the screen: the camera and its drawing.

import { el, icon } from "../core/elements.js";
import { Camera } from "./camera.js";
import { drawScale, latitude, mercatorY } from "./scale_bar.js";
import { Sheets } from "./svg_sheets.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {[west: number, south: number, east: number, north: number]} BBox degrees */
/** @typedef {(sheets: Sheets) => import("../ground/ground.js").Ground} CreateGround */
/** @typedef {{move: () => void, touch: () => void, changeView: () => void}} MapHandlers */

export class MapView {
  /**
   * @param {HTMLElement} viewport
   * @param {import("../core/state.js").PlayerState} state
   * @param {MapHandlers} handlers
   * @param {import("./gestures.js").Accepts | null} [acceptsGesture]
   */
  constructor(viewport, state, handlers, acceptsGesture) {
    this.state = state;
    this.handlers = handlers;
    /** @type {CreateGround | null} */
    this.createGround = null;
    /** @type {string | null} */
    this.highlighted = null;
    this.holder = /** @type {HTMLElement} */ (viewport.querySelector(".sheets") ?? el("div", { class: "sheets" }));
    this.scale = el("div", { class: "scale" });
    this.credit = el("div", { class: "credit", dir: "auto" });
    this.buttons = el("div", { class: "zoom" });
    viewport.prepend(this.holder, this.scale, this.credit, this.buttons);
    this.sheets = /** @type {Sheets} */ (/** @type {unknown} */ (null)); // `draw` mounts it
    const move = () => {
      this.sheets.ground?.showDrawing();
      handlers.move();
    };
    this.camera = new Camera(
      viewport,
      this.holder,
      { ...handlers, move, settle: () => this.showView() },
      acceptsGesture,
    );
    this.draw(state.payload);
  }

  get home() {
    return this.state.payload;
  }

  /** The payload that is drawn. */
  get mounted() {
    return this.home;
  }

  /** Draws the whole view; keeps the zoom if the view before was the same. @param {Payload} before */
  draw(before) {
    const payload = this.home;
    const same = payload.view === before.view && payload.width === before.width;
    const { note = "", short = "" } = payload.policies.find(({ id }) => id === payload.borders) ?? {};
    const between = payload.credit && payload.method ? " · " : "";
    const onBorders = short ? [el("span", { class: "on-borders", dir: "auto" }, short)] : [];
    this.credit.replaceChildren(...onBorders, payload.credit, between, ...methodLink(payload));
    this.credit.title = note;
    this.buttons.replaceChildren(...this.#zoomButtons());
    this.mount();
    this.camera.setHome(payload);
    if (!same) this.camera.reset();
  }

  mount() {
    this.sheets?.ground?.leave();
    this.sheets = new Sheets(this.holder, this.mounted);
    if (this.mounted.canvas) this.sheets.ground = this.createGround?.(this.sheets) ?? null;
    this.sheets.setDay(this.state.day);
    this.sheets.highlight(this.highlighted);
  }

  /** Shows the steps on a canvas where the payload asks for it. @param {CreateGround} createGround */
  useCanvas(createGround) {
    this.createGround = createGround;
    if (!this.mounted.canvas) return;
    this.sheets.ground = createGround(this.sheets);
    this.sheets.ground.showDrawing();
  }

  #zoomButtons() {
    const { words } = this.home;
    /** @type {[string, string, () => void][]} */
    const buttons = [
      ["plus", words.zoom_in, () => this.camera.zoomIn()],
      ["minus", words.zoom_out, () => this.camera.zoomOut()],
      ["whole", words.reset, () => this.camera.reset()],
    ];
    return buttons.map(([name, label, onclick]) =>
      el("button", { type: "button", "aria-label": label, title: label, "data-zoom-by": name, onclick }, icon(name)),
    );
  }

  /** Draws what the camera shows. */
  showView() {
    const view = this.camera.window;
    this.showWindow(view);
    drawScale(this.scale, this.home, view);
    this.handlers.changeView();
  }

  /** @param {Camera["window"]} view */
  showWindow(view) {
    this.sheets.showWindow(view, view.scale);
  }

  /** Looks at a part from as near as it fits, in whichever turn of longitudes it is written. @param {BBox} bbox */
  showBBox([west, south, east, north]) {
    const { extent, width } = this.home;
    const wide = east - west + (east < west ? 360 : 0); // across the 180th meridian
    const middle = extent.west + width / extent.perDegree / 2;
    const start = west + 360 * Math.round((middle - west - wide / 2) / 360);
    const [left, right] = [start, start + wide].map((lon) => (lon - extent.west) * extent.perDegree);
    const [top, bottom] = [north, south].map((lat) => (extent.north - mercatorY(lat)) * extent.perDegree);
    const { clientWidth, clientHeight } = this.camera.viewport;
    const k = Math.min(clientWidth / (right - left), clientHeight / (bottom - top)) / this.camera.fit;
    this.camera.zoomTo(Math.max(k, 1), (left + right) / 2, (top + bottom) / 2);
  }

  showDay() {
    this.sheets.setDay(this.state.day);
    if (this.highlighted) this.sheets.highlight(this.highlighted); // its shape may be another one
  }

  /** @param {string | null} place */
  highlight(place) {
    this.highlighted = place;
    this.sheets.highlight(place);
  }

  get zoom() {
    return this.camera.at.k;
  }

  /** What is seen. @returns {BBox} */
  get bbox() {
    const { x, y, width, height } = this.camera.window;
    const { west, north, perDegree } = this.home.extent;
    return [
      west + x / perDegree,
      latitude(north - (y + height) / perDegree),
      west + (x + width) / perDegree,
      latitude(north - y / perDegree),
    ];
  }
}

/** @param {Payload} payload */
function methodLink({ method, words }) {
  return method ? [el("a", { href: method }, words.method)] : [];
}
