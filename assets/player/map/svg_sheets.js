// @ts-check
// Sheets: the stacked drawing, and how its elements show a value. A step updates only what changes.

import { setAttribute, scaled, setVisible } from "../core/attributes.js";
import { svg } from "../core/elements.js";
import { createHighlight } from "./highlight.js";
import { drawEdges } from "./outline_edges.js";
import { Walker } from "../core/steps.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{x: number, y: number, width: number, height: number}} Window the visible part, in px of the payload */
/** @typedef {{mark: SVGElement, x: string, y: string, zoom: number, until: number}} Mark an element of constant size, shown between two zooms */

/** A label already shows this much below the zoom it was placed for. */
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
  /** px of the drawing per px of the screen. */
  back = 1;
  /** @type {import("../ground/ground.js").Ground | null} shows zones and edges on a canvas */
  ground = null;
  /** @type {[Window, number] | null} the visible part and its scale */
  shownWindow = null;

  /**
   * Creates the sheets in a holder.
   * @param {HTMLElement} holder the element for the sheets; if the payload has none, it contains them already
   * @param {Payload} payload
   */
  constructor(holder, payload) {
    this.payload = payload;
    this.holder = holder;
    if (payload.sheets.length) holder.replaceChildren(...payload.sheets.map(([name, text]) => parseSheet(name, text)));
    if (payload.edges) drawEdges(holder, payload.edges);
    this.apply = this.apply.bind(this);
    this.gather();
    this.byId = new Map([...holder.querySelectorAll("[id]")].map((element) => [element.id, element]));
    this.follow(payload.tracks);
    this.#adoptOverlays();
    this.highlight = createHighlight(this);
    this.showLayers(payload.layers);
  }

  /** Takes over the patterns that already lie on zones. */
  #adoptOverlays() {
    this.walker.subjects.forEach(({ id }, subject) => {
      const overlay = this.byId.get(`over-${id}`);
      if (overlay) this.overlays.set(subject, /** @type {SVGElement} */ (overlay));
    });
  }

  /** Finds the elements of the sheets. */
  gather() {
    const { holder } = this;
    this.svgs = /** @type {SVGSVGElement[]} */ ([...holder.querySelectorAll(":scope > svg")]);
    for (const sheet of this.svgs) sheet.setAttribute("preserveAspectRatio", "none");
    this.patterns = [...holder.querySelectorAll("pattern")];
    this.marks = [...holder.querySelectorAll(".mark")].map(readMark);
  }

  /** Resets to before the first day of tracks. @param {Payload["tracks"]} tracks */
  follow(tracks) {
    this.walker = new Walker(tracks);
    this.elements = this.walker.subjects.map(({ id }) => /** @type {SVGElement | undefined} */ (this.byId.get(id)));
    this.overlays = new Map();
  }

  /** @param {number} day */
  setDay(day) {
    this.walker.walk(day, this.apply);
    this.ground?.step();
  }

  /** Prepares for other days while the page is idle. */
  compile() {
    this.walker.compile();
  }

  /** @param {number} subject @param {number} value @param {number} before */
  apply(subject, value, before) {
    if (!this.ground?.takes(subject, before)) this.draw(subject, value, before);
  }

  /** Shows a value in the drawing. @param {number} subject @param {number} value @param {number} before */
  draw(subject, value, before) {
    const element = this.elements[subject];
    if (!element) return;
    switch (this.walker.subjects[subject].kind) {
      case "zone":
        this.#fill(subject, element, value);
        break;
      case "edge":
        this.#stroke(element, value, before);
        break;
      case "site":
        element.setAttribute("fill", this.payload.symbols[value][0] || "none");
        break;
      case "event":
        setVisible(element, value > 0);
        if (value) element.setAttribute("opacity", String(this.payload.eventOpacities[value - 1]));
        break;
      default:
        setVisible(element, value > 0);
    }
  }

  /** @param {number} subject @param {SVGElement} zone @param {number} value */
  #fill(subject, zone, value) {
    const [ground, pattern] = this.payload.symbols[value];
    zone.setAttribute("fill", ground || "none");
    let overlay = this.overlays.get(subject);
    if (!pattern) {
      if (overlay) setVisible(overlay, false);
      return;
    }
    if (!overlay) {
      overlay = svg("path", { d: zone.getAttribute("d"), "pointer-events": "none" });
      this.overlays.set(subject, overlay);
      this.byId.get("patterns")?.append(overlay);
    }
    overlay.setAttribute("fill", `url(#${pattern})`);
    setVisible(overlay, true);
  }

  /** Sets the differing attributes of a stroke. @param {SVGElement} edge @param {number} value @param {number} before */
  #stroke(edge, value, before) {
    const { edgeStyles } = this.payload;
    const was = edgeStyles[before];
    edgeStyles[value].forEach((now, number) => {
      if (now !== was[number]) edge.setAttribute(STROKE[number], this.#measured(number, now)); // no colour means hidden
    });
  }

  /** @param {number} number @param {string | number} value */
  #measured(number, value) {
    if (!value) return "none";
    return MEASURES.includes(number) ? scaled(value, this.back) : String(value);
  }

  /** Restores the width of every edge on the screen, after a zoom. */
  #rescale() {
    const { elements, walker, payload } = this;
    this.byId.get("layer-edges")?.setAttribute("stroke-width", scaled(1, this.back));
    walker.subjects.forEach(({ kind }, subject) => {
      if (kind !== "edge") return;
      const edge = payload.edgeStyles[walker.values[subject]];
      for (const number of MEASURES) {
        if (elements[subject]?.hasAttribute(STROKE[number]))
          elements[subject]?.setAttribute(STROKE[number], this.#measured(number, edge[number]));
      }
    });
  }

  /**
   * Shows a window of the drawing. Elements of constant size are scaled back; names show from their own zoom.
   * @param {Window} window
   * @param {number} scale px of the screen per px of the drawing
   */
  showWindow(window, scale) {
    this.ground?.showDrawing();
    this.shownWindow = [window, scale];
    const box = `${window.x} ${window.y} ${window.width} ${window.height}`;
    for (const sheet of this.svgs) setAttribute(sheet, "viewBox", box);
    const back = (1 / scale).toFixed(4);
    if (Number(back) !== this.back) {
      this.back = Number(back);
      this.#rescale();
    }
    for (const pattern of this.patterns) {
      setAttribute(pattern, "patternTransform", `scale(${back}) ${pattern.dataset.transform ?? ""}`);
    }
    const at = scale * SLACK;
    for (const { mark, x, y, zoom, until } of this.marks) {
      setAttribute(mark, "transform", `translate(${x} ${y}) scale(${back})`);
      setAttribute(mark, "visibility", zoom <= at && at < until ? "visible" : "hidden");
    }
  }

  /** @param {string[]} layers */
  showLayers(layers) {
    this.ground?.showDrawing();
    for (const [layer, groups] of Object.entries(this.payload.layerGroups)) {
      for (const id of groups) {
        const group = this.byId.get(id);
        if (group) setVisible(/** @type {SVGElement} */ (group), layers.includes(layer));
      }
    }
  }

  /** The fill of each subject, read from the drawing. @returns {Record<string, [string, string]>} */
  visible() {
    this.ground?.sync();
    /** @type {Record<string, [string, string]>} */
    const fills = {};
    this.walker.subjects.forEach(({ kind, id }, subject) => {
      const zone = this.elements[subject];
      const ground = kind === "zone" && zone?.getAttribute("fill");
      if (!ground || ground === "none") return;
      const overlay = this.overlays.get(subject);
      const over = overlay && overlay.getAttribute("display") !== "none" ? overlay.getAttribute("fill") : "";
      fills[id.slice("zone-".length).split("@")[0]] = [ground, (over ?? "").replace(/^url\(#(.*)\)$/, "$1")];
    });
    return fills;
  }
}

/** @param {string} name @param {string} text @returns {SVGElement} */
export function parseSheet(name, text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const sheet = /** @type {SVGElement} */ (/** @type {unknown} */ (document.importNode(parsed, true)));
  sheet.setAttribute("class", `sheet-${name}`);
  return sheet;
}

/** @param {Element} element @returns {Mark} */
function readMark(element) {
  const mark = /** @type {SVGElement} */ (element);
  const [x, y] = (mark.getAttribute("transform") ?? "").match(/-?[\d.]+/g) ?? ["0", "0"];
  return { mark, x, y, zoom: Number(mark.dataset.zoom), until: Number(mark.dataset.until ?? Infinity) };
}
