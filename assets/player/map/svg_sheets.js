// @ts-check
// Sheets: the drawing, stacked, and how its elements show a value. A step touches only what changes.

import { put, scaled, show } from "../core/attributes.js";
import { svg } from "../core/elements.js";
import { createLight } from "./highlight.js";
import { carry, retell, withIdle } from "../core/apply_knowledge.js";
import { drawEdges } from "./edge_runs.js";
import { Walker } from "../core/steps.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{x: number, y: number, width: number, height: number}} Window what is seen, in px of the payload */
/** @typedef {{mark: SVGElement, x: string, y: string, zoom: number}} Mark something that keeps its size */

/** A label shows already this much below the zoom it was placed for. */
const SLACK = 1.08;
/** The attributes of an edge, in the order of the payload, and which of them are measures that the zoom scales back. */
const STROKE = ["stroke", "stroke-width", "stroke-dasharray", "stroke-opacity"];
const MEASURES = [1, 2];

export class Sheets {
  /** @type {SVGSVGElement[]} */
  svgs = [];
  walker = new Walker({});
  /** @type {Map<string, Element>} */
  byId = new Map();
  /** @type {(SVGElement | undefined)[]} by subject of the walker */
  elements = [];
  /** @type {Map<number, SVGElement>} the patterns that lie on zones, by subject */
  overlays = new Map();
  /** @type {SVGPatternElement[]} */
  patterns = [];
  /** @type {Mark[]} */
  marks = [];
  /** px of the drawing a px of the screen. */
  back = 1;
  /** @type {[Window, number] | null} what is seen, and at which scale */
  seen = null;

  /**
   * @param {HTMLElement} holder what the sheets fill; where the payload has none, it holds them drawn for their day
   * @param {Payload} payload
   */
  constructor(holder, payload) {
    this.payload = payload;
    this.holder = holder;
    if (payload.sheets.length) holder.replaceChildren(...payload.sheets.map(([name, text]) => parseSheet(name, text)));
    if (payload.runs) drawEdges(holder, payload.runs);
    this.apply = this.apply.bind(this);
    this.#gather();
    this.byId = new Map([...holder.querySelectorAll("[id]")].map((found) => [found.id, found]));
    this.#follow(payload.tracks);
    this.#adoptOverlays();
    this.light = createLight(this);
    this.showLayers(payload.layers);
  }

  /** Takes over the patterns that lie on zones already. */
  #adoptOverlays() {
    this.walker.subjects.forEach(({ id }, subject) => {
      const overlay = this.byId.get(`over-${id}`);
      if (overlay) this.overlays.set(subject, /** @type {SVGElement} */ (overlay));
    });
  }

  /** Finds what the sheets hold. */
  #gather() {
    const { holder } = this;
    this.svgs = /** @type {SVGSVGElement[]} */ ([...holder.children]);
    for (const sheet of this.svgs) sheet.setAttribute("preserveAspectRatio", "none");
    this.patterns = [...holder.querySelectorAll("pattern")];
    this.marks = [...holder.querySelectorAll(".mark")].map(readMark);
  }

  /** Stands before the first day of tracks. @param {Payload["tracks"]} tracks */
  #follow(tracks) {
    this.walker = new Walker(tracks);
    this.elements = this.walker.subjects.map(({ id }) => /** @type {SVGElement | undefined} */ (this.byId.get(id)));
    this.overlays = new Map();
  }

  /** Puts a sheet in the place of that of the same name. @param {string} name @param {string} text */
  #replace(name, text) {
    const [before, sheet] = [this.holder.querySelector(`.sheet-${name}`), parseSheet(name, text)];
    for (const gone of before?.querySelectorAll("[id]") ?? []) this.byId.delete(gone.id);
    for (const found of sheet.querySelectorAll("[id]")) this.byId.set(found.id, found);
    before?.replaceWith(sheet);
  }

  /**
   * Takes another day of knowledge: a sheet that is another stands in for that of its name, of the rest only what differs changes.
   * @param {Payload} payload
   * @param {Payload["sheets"]} fresh
   * @param {number} day
   */
  know(payload, fresh, day) {
    const carried = carry(this);
    const before = new Map(this.payload.sheets);
    const others = fresh.filter(([name, text]) => text !== before.get(name));
    for (const [name, text] of others) this.#replace(name, text);
    if (others.length) this.#gather();
    this.payload = payload;
    this.#follow(withIdle(payload, this.walker.subjects));
    retell(this, carried, day);
    this.showLayers(payload.layers);
    if (this.seen) this.look(...this.seen);
  }

  /** @param {number} day */
  setDay(day) {
    this.walker.walk(day, this.apply);
  }

  /** Gets ready for other days, while nothing else is to be done. */
  rest() {
    this.walker.compile();
  }

  /** @param {number} subject @param {number} value @param {number} before */
  apply(subject, value, before) {
    const element = this.elements[subject];
    if (!element) return;
    switch (this.walker.subjects[subject].kind) {
      case "zone":
        this.#fill(subject, element, value);
        break;
      case "arc":
        this.#stroke(element, value, before);
        break;
      case "held":
        element.setAttribute("fill", this.payload.looks[value][0] || "none");
        break;
      case "event":
        show(element, value > 0);
        if (value) element.setAttribute("opacity", String(this.payload.eventShares[value - 1]));
        break;
      default:
        show(element, value > 0);
    }
  }

  /** @param {number} subject @param {SVGElement} zone @param {number} value */
  #fill(subject, zone, value) {
    const [ground, pattern] = this.payload.looks[value];
    zone.setAttribute("fill", ground || "none");
    let overlay = this.overlays.get(subject);
    if (!pattern) {
      if (overlay) show(overlay, false);
      return;
    }
    if (!overlay) {
      overlay = svg("path", { d: zone.getAttribute("d"), "pointer-events": "none" });
      this.overlays.set(subject, overlay);
      this.byId.get("patterns")?.append(overlay);
    }
    overlay.setAttribute("fill", `url(#${pattern})`);
    show(overlay, true);
  }

  /** Sets what differs of a stroke. @param {SVGElement} arc @param {number} value @param {number} before */
  #stroke(arc, value, before) {
    const { edges } = this.payload;
    const was = edges[before];
    edges[value].forEach((now, number) => {
      if (now !== was[number]) arc.setAttribute(STROKE[number], this.#measured(number, now)); // no colour hides it
    });
  }

  /** @param {number} number @param {string | number} value */
  #measured(number, value) {
    if (!value) return "none";
    return MEASURES.includes(number) ? scaled(value, this.back) : String(value);
  }

  /** Gives every edge its width on the screen again, after a zoom. */
  #rescale() {
    const { elements, walker, payload } = this;
    this.byId.get("layer-edges")?.setAttribute("stroke-width", scaled(1, this.back));
    walker.subjects.forEach(({ kind }, subject) => {
      if (kind !== "arc") return;
      const edge = payload.edges[walker.shown[subject]];
      for (const number of MEASURES) {
        if (elements[subject]?.hasAttribute(STROKE[number]))
          elements[subject]?.setAttribute(STROKE[number], this.#measured(number, edge[number]));
      }
    });
  }

  /**
   * Shows a window of the drawing. What keeps its size is scaled back; names show from their own zoom on.
   * @param {Window} window
   * @param {number} scale px of the screen a px of the drawing
   */
  look(window, scale) {
    this.seen = [window, scale];
    const box = `${window.x} ${window.y} ${window.width} ${window.height}`;
    for (const sheet of this.svgs) put(sheet, "viewBox", box);
    const back = (1 / scale).toFixed(4);
    if (Number(back) !== this.back) {
      this.back = Number(back);
      this.#rescale();
    }
    for (const pattern of this.patterns) {
      put(pattern, "patternTransform", `scale(${back}) ${pattern.dataset.transform ?? ""}`);
    }
    for (const { mark, x, y, zoom } of this.marks) {
      put(mark, "transform", `translate(${x} ${y}) scale(${back})`);
      put(mark, "visibility", zoom <= scale * SLACK ? "visible" : "hidden");
    }
  }

  /** @param {string[]} layers */
  showLayers(layers) {
    for (const [layer, groups] of Object.entries(this.payload.layerGroups)) {
      for (const id of groups) {
        const found = this.byId.get(id);
        if (found) show(/** @type {SVGElement} */ (found), layers.includes(layer));
      }
    }
  }

  /** What is filled how, read from the drawing. @returns {Record<string, [string, string]>} */
  visible() {
    /** @type {Record<string, [string, string]>} */
    const found = {};
    this.walker.subjects.forEach(({ kind, id }, subject) => {
      const zone = this.elements[subject];
      const ground = kind === "zone" && zone?.getAttribute("fill");
      if (!ground || ground === "none") return;
      const overlay = this.overlays.get(subject);
      const over = overlay && overlay.getAttribute("display") !== "none" ? overlay.getAttribute("fill") : "";
      found[id.slice("zone-".length)] = [ground, (over ?? "").replace(/^url\(#(.*)\)$/, "$1")];
    });
    return found;
  }
}

/** @param {string} name @param {string} text @returns {SVGElement} */
function parseSheet(name, text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const sheet = /** @type {SVGElement} */ (/** @type {unknown} */ (document.importNode(parsed, true)));
  sheet.setAttribute("class", `sheet-${name}`);
  return sheet;
}

/** @param {Element} element @returns {Mark} */
function readMark(element) {
  const mark = /** @type {SVGElement} */ (element);
  const [x, y] = (mark.getAttribute("transform") ?? "").match(/-?[\d.]+/g) ?? ["0", "0"];
  return { mark, x, y, zoom: Number(mark.dataset.zoom) };
}
