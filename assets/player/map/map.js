// @ts-check
// The map on the screen: the camera and the drawing it looks at, the whole or a nearer one of a part.

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
   * @param {Payload} payload
   * @param {MapHandlers} handlers
   * @param {((event: any) => boolean) | null} [acceptsGesture]
   */
  constructor(viewport, payload, handlers, acceptsGesture) {
    this.home = payload;
    this.mounted = payload;
    this.handlers = handlers;
    this.day = payload.day;
    /** @type {string | null} */
    this.highlighted = null;
    this.holder = /** @type {HTMLElement} */ (viewport.querySelector(".sheets") ?? el("div", { class: "sheets" }));
    this.scale = el("div", { class: "scale" });
    this.credit = el("div", { class: "attr", dir: "auto" });
    this.buttons = el("div", { class: "zoom" });
    viewport.prepend(this.holder, this.scale, this.credit, this.buttons);
    this.sheets = /** @type {Sheets} */ (/** @type {unknown} */ (null)); // `load` mounts it
    this.camera = new Camera(viewport, this.holder, { ...handlers, settle: () => this.showView() }, acceptsGesture);
    this.load(payload);
  }

  /** @param {Payload} payload the whole view */
  load(payload) {
    const same = payload.view === this.home.view && payload.width === this.home.width;
    this.home = payload;
    this.credit.replaceChildren(payload.credit, payload.credit && payload.method ? " · " : "", ...methodLink(payload));
    this.credit.title = payload.policies.find(({ id }) => id === payload.borders)?.note ?? "";
    this.buttons.replaceChildren(...this.#zoomButtons());
    this.mount(payload);
    this.camera.setHome(payload);
    if (!same) this.camera.reset();
  }

  /** Shows a payload: the whole view, or a nearer drawing of a part. @param {Payload} payload */
  mount(payload) {
    this.mounted = payload;
    this.sheets = new Sheets(this.holder, payload);
    this.sheets.setDay(this.day);
    this.sheets.highlight(this.highlighted);
  }

  /** Takes another day of knowledge. @param {Payload} payload @param {Payload["sheets"]} fresh */
  applyKnowledge(payload, fresh) {
    const nearer = this.mounted !== this.home;
    this.home = payload;
    if (nearer) {
      this.mount(payload);
      return this.showView();
    }
    this.mounted = payload;
    this.sheets.applyKnowledge(payload, fresh, this.day);
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

  /** Draws what the camera sees; leaves a nearer drawing where its part is left. */
  showView() {
    const { home } = this;
    if (this.mounted !== home && !holds(this.mounted, this.bbox)) this.mount(home);
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

  /** @param {number} day */
  setDay(day) {
    this.day = day;
    this.sheets.setDay(day);
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

/** Whether a drawing reaches over a bbox, and is neither too near nor too far for it. @param {Payload} payload @param {BBox} bbox */
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
