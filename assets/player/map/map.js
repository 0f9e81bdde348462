// @ts-check
// The map on the screen: the camera and the drawing it looks at, the whole or a nearer one of a part.

import { el, icon } from "../core/elements.js";
import { Camera } from "./camera.js";
import { drawScale, latitude, mercatorY } from "./scale_bar.js";
import { Sheets } from "./svg_sheets.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {[west: number, south: number, east: number, north: number]} BBox degrees */
/** @typedef {{move: () => void, touch: () => void, look: () => void}} Told */

export class MapView {
  /**
   * @param {HTMLElement} stage
   * @param {Payload} payload
   * @param {Told} told
   * @param {((event: any) => boolean) | null} [heeds]
   */
  constructor(stage, payload, told, heeds) {
    this.home = payload;
    this.mounted = payload;
    this.told = told;
    this.day = payload.day;
    /** @type {string | null} */
    this.lit = null;
    this.holder = /** @type {HTMLElement} */ (stage.querySelector(".sheets") ?? el("div", { class: "sheets" }));
    this.scale = el("div", { class: "scale" });
    this.credit = el("div", { class: "attr", dir: "auto" });
    this.buttons = el("div", { class: "zoom" });
    stage.prepend(this.holder, this.scale, this.credit, this.buttons);
    this.sheets = /** @type {Sheets} */ (/** @type {unknown} */ (null)); // `load` mounts it
    this.camera = new Camera(stage, this.holder, { ...told, settle: () => this.look() }, heeds);
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
    this.sheets.light(this.lit);
  }

  /** Takes another day of knowledge. @param {Payload} payload @param {Payload["sheets"]} fresh */
  know(payload, fresh) {
    const nearer = this.mounted !== this.home;
    this.home = payload;
    if (nearer) {
      this.mount(payload);
      return this.look();
    }
    this.mounted = payload;
    this.sheets.know(payload, fresh, this.day);
    this.sheets.light(this.lit);
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
  look() {
    const { home } = this;
    if (this.mounted !== home && !holds(this.mounted, this.bbox)) this.mount(home);
    const seen = this.camera.window;
    const { extent } = this.mounted;
    const ratio = extent.perDegree / home.extent.perDegree;
    const window = {
      x: seen.x * ratio + (home.extent.west - extent.west) * extent.perDegree,
      y: seen.y * ratio + (extent.north - home.extent.north) * extent.perDegree,
      width: seen.width * ratio,
      height: seen.height * ratio,
    };
    this.sheets.look(window, seen.scale / ratio);
    drawScale(this.scale, home, seen);
    this.told.look();
  }

  /** Looks at a part from as near as it fits. @param {BBox} bbox */
  showBBox([west, south, east, north]) {
    const { extent } = this.home;
    const [left, right] = [west, east].map((lon) => (lon - extent.west) * extent.perDegree);
    const [top, bottom] = [north, south].map((lat) => (extent.north - mercatorY(lat)) * extent.perDegree);
    const { clientWidth, clientHeight } = this.camera.stage;
    const k = Math.min(clientWidth / (right - left), clientHeight / (bottom - top)) / this.camera.fit;
    this.camera.zoomTo(Math.max(k, 1), (left + right) / 2, (top + bottom) / 2);
  }

  /** @param {number} day */
  setDay(day) {
    this.day = day;
    this.sheets.setDay(day);
  }

  /** @param {string | null} place */
  light(place) {
    this.lit = place;
    this.sheets.light(place);
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
