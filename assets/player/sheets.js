// @ts-check
// Sheets: the drawing, stacked, and how its elements show a value. A step touches only what changes.

import { svg } from "./build.js";
import { drawEdges } from "./runs.js";
import { Walker, compileSteps } from "./steps.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {{x: number, y: number, width: number, height: number}} Window what is seen, in px of the payload */
/** @typedef {{mark: SVGElement, x: string, y: string, zoom: number}} Mark something that keeps its size */

/** A label shows already this much below the zoom it was placed for. */
const SLACK = 1.08;
/** The attributes of an edge, in the order of the payload, and which of them are measures that the zoom scales back. */
const STROKE = ["stroke", "stroke-width", "stroke-dasharray", "stroke-opacity"];
const MEASURES = [1, 2];

export class Sheets {
  /**
   * @param {HTMLElement} holder what the sheets fill; where the payload has none, it holds them drawn for their day
   * @param {Payload} payload
   */
  constructor(holder, payload) {
    this.payload = payload;
    this.holder = holder;
    if (payload.sheets.length) holder.replaceChildren(...payload.sheets.map(([name, text]) => parseSheet(name, text)));
    if (payload.runs) drawEdges(holder, payload.runs);
    this.svgs = /** @type {SVGSVGElement[]} */ ([...holder.children]);
    for (const sheet of this.svgs) sheet.setAttribute("preserveAspectRatio", "none");
    this.walker = new Walker(compileSteps(payload.tracks));
    const byId = new Map([...holder.querySelectorAll("[id]")].map((found) => [found.id, found]));
    this.elements = this.walker.subjects.map(({ id }) => /** @type {SVGElement | undefined} */ (byId.get(id)));
    this.kinds = this.walker.subjects.map(({ kind }) => kind);
    this.byId = byId;
    this.patternGroup = /** @type {SVGElement} */ (byId.get("patterns"));
    /** @type {Map<number, SVGElement>} */
    this.overlays = new Map();
    this.#adoptOverlays();
    this.patterns = [...holder.querySelectorAll("pattern")];
    /** @type {Mark[]} */
    this.marks = [...holder.querySelectorAll(".mark")].map(readMark);
    /** px of the drawing a px of the screen. */
    this.back = 1;
    this.apply = this.apply.bind(this);
    this.#light();
    this.showLayers(payload.layers);
  }

  /** Takes over the patterns that lie on zones already. */
  #adoptOverlays() {
    this.walker.subjects.forEach(({ id }, subject) => {
      const overlay = this.byId.get(`over-${id}`);
      if (overlay) this.overlays.set(subject, /** @type {SVGElement} */ (overlay));
    });
  }

  /** @param {number} day */
  setDay(day) {
    this.walker.walk(day, this.apply);
  }

  /** @param {number} subject @param {number} value @param {number} before */
  apply(subject, value, before) {
    const element = this.elements[subject];
    if (!element) return;
    switch (this.kinds[subject]) {
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
      this.patternGroup.append(overlay);
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
    const { kinds, elements, walker, payload } = this;
    this.byId.get("layer-edges")?.setAttribute("stroke-width", scaled(1, this.back));
    kinds.forEach((kind, subject) => {
      if (kind !== "arc") return;
      const edge = payload.edges[walker.shown[subject]];
      for (const number of MEASURES) {
        if (elements[subject]?.hasAttribute(STROKE[number])) elements[subject]?.setAttribute(STROKE[number], this.#measured(number, edge[number]));
      }
    });
  }

  /**
   * Shows a window of the drawing. What keeps its size is scaled back; names show from their own zoom on.
   * @param {Window} window
   * @param {number} scale px of the screen a px of the drawing
   */
  look(window, scale) {
    const box = `${window.x} ${window.y} ${window.width} ${window.height}`;
    for (const sheet of this.svgs) sheet.setAttribute("viewBox", box);
    const back = (1 / scale).toFixed(4);
    if (Number(back) !== this.back) {
      this.back = Number(back);
      this.#rescale();
    }
    for (const pattern of this.patterns) {
      pattern.setAttribute("patternTransform", `scale(${back}) ${pattern.dataset.transform ?? ""}`);
    }
    for (const { mark, x, y, zoom } of this.marks) {
      mark.setAttribute("transform", `translate(${x} ${y}) scale(${back})`);
      mark.setAttribute("visibility", zoom <= scale * SLACK ? "visible" : "hidden");
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

  /** Adds the line that frames the place the pointer is on. */
  #light() {
    this.lit = svg("path", { class: "lit", fill: "none", "vector-effect": "non-scaling-stroke" });
    this.byId.get("layer-borders")?.after(this.lit);
  }

  /** @param {string | null} place */
  light(place) {
    const shape = place && (this.byId.get(`zone-${place}`) ?? this.byId.get(`line-${place}`));
    this.lit?.setAttribute("d", (shape && shape.getAttribute("d")) || "");
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

/** A measure, or several, times a factor. @param {string | number} measures @param {number} factor */
function scaled(measures, factor) {
  return String(measures).replace(/[\d.]+/g, (measure) => String(Math.round(1e4 * Number(measure) * factor) / 1e4));
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

/** @param {SVGElement} element @param {boolean} shown */
function show(element, shown) {
  if (shown) element.removeAttribute("display");
  else element.setAttribute("display", "none");
}
