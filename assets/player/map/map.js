// @ts-check
// The map on the screen: the camera and its drawing, the whole or a closer one of a part.

import { el, icon } from "../core/elements.js";
import { Camera } from "./camera.js";
import { drawScale, latitude, mercatorY } from "./scale_bar.js";
import { Sheets } from "./svg_sheets.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {[west: number, south: number, east: number, north: number]} BBox degrees */
/** @typedef {{move: () => void, touch: () => void, changeView: () => void}} MapHandlers */

export class MapView {
  /**
   * @param {HTMLElement} viewport
   * @param {import("../core/state.js").PlayerState} state
   * @param {MapHandlers} handlers
   * @param {((event: any) => boolean) | null} [acceptsGesture]
   */
  constructor(viewport, state, handlers, acceptsGesture) {
    this.state = state;
    /** @type {Payload | null} a closer drawing of a part, while it is on the screen */
    this.detail = null;
    this.handlers = handlers;
    /** @type {string | null} */
    this.highlighted = null;
    this.holder = /** @type {HTMLElement} */ (viewport.querySelector(".sheets") ?? el("div", { class: "sheets" }));
    this.scale = el("div", { class: "scale" });
    this.credit = el("div", { class: "credit", dir: "auto" });
    this.buttons = el("div", { class: "zoom" });
    viewport.prepend(this.holder, this.scale, this.credit, this.buttons);
    this.sheets = /** @type {Sheets} */ (/** @type {unknown} */ (null)); // `draw` mounts it
    this.camera = new Camera(viewport, this.holder, { ...handlers, settle: () => this.showView() }, acceptsGesture);
    this.draw(state.payload);
  }

  get home() {
    return this.state.payload;
  }

  /** The current drawing: the whole view, or a closer one of a part. */
  get mounted() {
    return this.detail ?? this.home;
  }

  /** Draws the whole view; keeps the zoom if the view before was the same. @param {Payload} before */
  draw(before) {
    const payload = this.home;
    const same = payload.view === before.view && payload.width === before.width;
    this.credit.replaceChildren(payload.credit, payload.credit && payload.method ? " · " : "", ...methodLink(payload));
    this.credit.title = payload.policies.find(({ id }) => id === payload.borders)?.note ?? "";
    this.buttons.replaceChildren(...this.#zoomButtons());
    this.#mount(null);
    this.camera.setHome(payload);
    if (!same) this.camera.reset();
  }

  /** @param {Payload | null} detail a closer drawing of a part; null for the whole view */
  #mount(detail) {
    this.detail = detail;
    this.sheets = new Sheets(this.holder, this.mounted);
    this.sheets.setDay(this.state.day);
    this.sheets.highlight(this.highlighted);
  }

  /** Shows a closer drawing of a part, until the part is left. @param {Payload} detail */
  showDetail(detail) {
    this.#mount(detail);
    this.showView();
  }

  /** Draws another information date. @param {Payload["sheets"]} fresh the sheets that came with it */
  applyKnowledge(fresh) {
    if (this.detail) {
      this.#mount(null);
      return this.showView();
    }
    this.sheets.applyKnowledge(this.home, fresh, this.state.day);
    this.sheets.highlight(this.highlighted);
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

  /** Draws what the camera shows; leaves a closer drawing when its part is left. */
  showView() {
    const { home } = this;
    if (this.detail && !holds(this.detail, this.bbox)) this.#mount(null);
    const view = this.camera.window;
    const { extent } = this.mounted;
    const ratio = extent.perDegree / home.extent.perDegree;
    const window = {
      x: view.x * ratio + (home.extent.west - extent.west) * extent.perDegree,
      y: view.y * ratio + (extent.north - home.extent.north) * extent.perDegree,
      width: view.width * ratio,
      height: view.height * ratio,
    };
    this.sheets.showWindow(window, view.scale / ratio);
    drawScale(this.scale, home, view);
    this.handlers.changeView();
  }

  /** Looks at a part from as near as it fits. @param {BBox} bbox */
  showBBox([west, south, east, north]) {
    const { extent } = this.home;
    const [left, right] = [west, east].map((lon) => (lon - extent.west) * extent.perDegree);
    const [top, bottom] = [north, south].map((lat) => (extent.north - mercatorY(lat)) * extent.perDegree);
    const { clientWidth, clientHeight } = this.camera.viewport;
    const k = Math.min(clientWidth / (right - left), clientHeight / (bottom - top)) / this.camera.fit;
    this.camera.zoomTo(Math.max(k, 1), (left + right) / 2, (top + bottom) / 2);
  }

  showDay() {
    this.sheets.setDay(this.state.day);
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

/** Whether a drawing covers a bbox, and is neither too near nor too far for it. @param {Payload} payload @param {BBox} bbox */
function holds({ extent, width, height, margin }, [west, south, east, north]) {
  const wide = width / extent.perDegree;
  const high = height / extent.perDegree;
  const inside =
    west >= extent.west - margin * wide &&
    east <= extent.west + (1 + margin) * wide &&
    north <= latitude(extent.north + margin * high) &&
    south >= latitude(extent.north - (1 + margin) * high);
  return inside && east - west > wide / 4 && east - west < 2 * wide;
}
