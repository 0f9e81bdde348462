// @ts-check
// The map with a server behind it: it takes closer drawings of a part, and other information dates.

import { applyKnowledge } from "../core/apply_knowledge.js";
import { MapView } from "./map.js";
import { latitude } from "./scale_bar.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {import("./map.js").BBox} BBox */

export class LiveMap extends MapView {
  /** The current drawing: the whole view, or a closer one of a part. */
  get mounted() {
    return this.detail ?? this.home;
  }

  /** Draws the whole view. @param {Payload} before */
  draw(before) {
    /** @type {Payload | null} a closer drawing of a part, while it is on the screen */
    this.detail = null;
    super.draw(before);
  }

  /** @param {Payload | null} detail a closer drawing of a part; null for the whole view */
  #mount(detail) {
    this.detail = detail;
    this.mount();
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
    applyKnowledge(this.sheets, this.home, fresh, this.state.day);
    this.sheets.highlight(this.highlighted);
  }

  /** Leaves a closer drawing when its part is left. @param {import("./camera.js").Camera["window"]} view */
  showWindow(view) {
    const { home } = this;
    if (this.detail && !holds(this.detail, this.bbox)) this.#mount(null);
    const { extent } = this.mounted;
    const ratio = extent.perDegree / home.extent.perDegree;
    const window = {
      x: view.x * ratio + (home.extent.west - extent.west) * extent.perDegree,
      y: view.y * ratio + (extent.north - home.extent.north) * extent.perDegree,
      width: view.width * ratio,
      height: view.height * ratio,
    };
    this.sheets.showWindow(window, view.scale / ratio);
  }
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
