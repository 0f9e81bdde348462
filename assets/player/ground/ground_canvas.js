// @ts-check
// The ground on a canvas: zones, patterns and edges, painted from the drawing's own paths, patterns and styles, because
// a browser paints a whole SVG again when a part of it changes. A step paints only the rectangles around its changes.

import { el } from "../core/elements.js";

/** @typedef {import("../map/svg_sheets.js").Sheets} Sheets */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */
/** @typedef {{element: SVGGraphicsElement, path: Path2D, subject: number, box: Box}} Shape its box is in px of the drawing */

/** A line reaches half of its width beyond its path, in px of the screen. */
const REACH_PX = 2;
/** The drawing is sorted into so many cells each way. */
const CELLS = 24;
/** Painting all takes as long as painting this share of the canvas rectangle by rectangle, as measured. */
const SHARE = 1 / 4;
const LARGEST_PX = 2 ** 24;

export class GroundCanvas {
  /** @type {Set<Shape>} */
  #changed = new Set();
  /** @type {Map<Element, Shape>} */
  #shapes = new Map();
  /** @type {Map<string, CanvasPattern | null>} */
  #patterns = new Map();
  /** @type {HTMLImageElement | null} what lies beneath: sea and land */
  #base = null;

  /**
   * @param {Sheets} sheets
   * @param {import("../map/svg_sheets.js").Window} window the visible part
   * @param {number} scale px of the screen per px of the drawing
   * @param {boolean} dark
   */
  constructor(sheets, window, scale, dark) {
    this.sheets = sheets;
    this.window = window;
    this.sharpness = devicePixelRatio;
    /** px of the canvas per px of the drawing */
    this.k = scale * this.sharpness;
    this.reach = REACH_PX / scale;
    const [width, height] = [window.width, window.height].map((side) => Math.round(side * this.k));
    this.element = el("canvas", { class: "ground", width, height, "aria-hidden": "true" });
    this.element.style.width = `${width / this.sharpness}px`;
    this.context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext("2d", { alpha: false }));
    this.dark = dark;
    const subjects = new Map(sheets.elements.map((element, subject) => [element, subject]));
    this.grounds = this.#sort("grounds", subjects);
    this.edges = this.#sort("layer-edges", subjects);
  }

  /** Sorts the shapes of a group into cells. @param {string} group @param {Map<Element | undefined, number>} subjects */
  #sort(group, subjects) {
    /** @type {Shape[][]} */
    const cells = [];
    const children = [...(this.sheets.byId.get(group)?.children ?? [])];
    const hidden = children.filter((child) => child.hasAttribute("display"));
    for (const child of hidden) child.removeAttribute("display"); // what is not drawn has no box
    for (const child of children) {
      if (child.id.startsWith("over-")) continue; // a pattern that came with the page
      const element = /** @type {SVGGraphicsElement} */ (child);
      const { x, y, width, height } = element.getBBox();
      const { reach } = this;
      /** @type {Box} */
      const box = [x - reach, y - reach, x + width + reach, y + height + reach];
      const path = new Path2D(element.getAttribute("d") ?? "");
      const shape = { element, path, subject: subjects.get(element) ?? -1, box };
      this.#shapes.set(element, shape);
      for (const cell of this.#cellsOf(box)) (cells[cell] ??= []).push(shape);
    }
    for (const child of hidden) child.setAttribute("display", "none");
    return cells;
  }

  /** @param {Box} box @returns {Generator<number>} */
  *#cellsOf([left, top, right, bottom]) {
    const { x, y, width, height } = this.window;
    /** @param {number} share */
    const cell = (share) => Math.min(Math.max(Math.floor(share * CELLS), 0), CELLS - 1);
    if (right < x || left > x + width || bottom < y || top > y + height) return;
    const last = cell((right - x) / width);
    const lowest = cell((bottom - y) / height);
    for (let row = cell((top - y) / height); row <= lowest; row += 1)
      for (let column = cell((left - x) / width); column <= last; column += 1) yield row * CELLS + column;
  }

  /** Paints everything. @returns {boolean} false if there is too much to paint */
  paint() {
    const { width, height } = this.element;
    if (width * height > LARGEST_PX) return false;
    this.#changed.clear();
    this.#repaint([[0, 0, width, height]]);
    return true;
  }

  /** Reads what is painted as it is drawn: the base and the tiles of the patterns. */
  async readImages() {
    const { sheets, element: canvas, k } = this;
    const base = /** @type {SVGSVGElement} */ (sheets.svgs[0].cloneNode(true));
    base.setAttribute("width", String(canvas.width));
    base.setAttribute("height", String(canvas.height));
    const { x, y } = this.window;
    base.setAttribute("viewBox", `${x} ${y} ${canvas.width / k} ${canvas.height / k}`);
    const reading = sheets.patterns.map((pattern) => this.#readPattern(pattern));
    [this.#base] = await Promise.all([readImage(base, this.dark), ...reading]);
  }

  /** @param {SVGPatternElement} pattern */
  async #readPattern(pattern) {
    const { a, b, c, d, e, f } = pattern.patternTransform.baseVal.consolidate()?.matrix ?? new DOMMatrix();
    const [width, height] = [pattern.width, pattern.height].map((side) => side.baseVal.value);
    const [wide, high] = [width, height].map((side) => Math.ceil(side * Math.hypot(a, b) * this.k));
    const tile = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({ width: wide, height: high, viewBox: `0 0 ${width} ${height}` }))
      tile.setAttribute(name, String(value));
    tile.setAttribute("preserveAspectRatio", "none");
    tile.append(...[...pattern.children].map((child) => child.cloneNode(true)));
    const drawn = this.context.createPattern(await readImage(tile, this.dark), "repeat");
    drawn?.setTransform(new DOMMatrix([a, b, c, d, e, f]).scale(width / wide, height / high));
    this.#patterns.set(pattern.id, drawn);
  }

  /** Notes a change. @param {Element} element */
  note(element) {
    const shape = this.#shapes.get(element);
    if (shape) this.#changed.add(shape);
  }

  /** Paints what has changed. */
  step() {
    const most = SHARE * this.element.width * this.element.height;
    /** @type {Box[]} */
    const boxes = [];
    let area = 0;
    for (const { box } of this.#changed) {
      const [left, top, right, bottom] = this.#locate(box);
      if (left >= right || top >= bottom) continue;
      if (boxes.some(([l, t, r, b]) => l <= left && t <= top && r >= right && b >= bottom)) continue;
      boxes.push([left, top, right, bottom]);
      area += (right - left) * (bottom - top);
      if (area > most) return void this.paint();
    }
    this.#changed.clear();
    this.#repaint(boxes);
  }

  /** Where a box is on the canvas, in whole px. @param {Box} box @returns {Box} */
  #locate([left, top, right, bottom]) {
    const { k, window, element: canvas } = this;
    return [
      Math.max(Math.floor((left - window.x) * k) - 1, 0),
      Math.max(Math.floor((top - window.y) * k) - 1, 0),
      Math.min(Math.ceil((right - window.x) * k) + 1, canvas.width),
      Math.min(Math.ceil((bottom - window.y) * k) + 1, canvas.height),
    ];
  }

  /** @param {Box[]} boxes in px of the canvas */
  #repaint(boxes) {
    const { context, k, window } = this;
    const { x, y } = window;
    context.save();
    context.beginPath();
    const [grounds, edges] = [new Set(), new Set()];
    for (const [left, top, right, bottom] of boxes) {
      context.rect(left, top, right - left, bottom - top);
      /** @type {Box} */
      const box = [left / k + x, top / k + y, right / k + x, bottom / k + y];
      for (const shape of this.#shapesIn(this.grounds, box)) grounds.add(shape);
      for (const shape of this.#shapesIn(this.edges, box)) edges.add(shape);
    }
    context.clip();
    if (this.#base) context.drawImage(this.#base, 0, 0);
    context.setTransform(k, 0, 0, k, -x * k, -y * k);
    this.#fill([...grounds]);
    this.#stroke([...edges]);
    context.restore();
  }

  /** @param {Shape[][]} cells @param {Box} box */
  #shapesIn(cells, box) {
    const [left, top, right, bottom] = box;
    /** @type {Set<Shape>} */
    const shapes = new Set();
    for (const cell of this.#cellsOf(box))
      for (const shape of cells[cell] ?? []) {
        const [l, t, r, b] = shape.box;
        if (l < right && r > left && t < bottom && b > top) shapes.add(shape);
      }
    return shapes;
  }

  /** Fills zones: those of one colour as one path, so that no seam shows between them. @param {Shape[]} zones */
  #fill(zones) {
    const { context, sheets } = this;
    const [grounds, patterns] = [new Paths(), new Paths()];
    for (const { element, subject, path } of zones) {
      if (element.hasAttribute("display")) continue;
      const symbol = sheets.payload.symbols[sheets.walker.values[subject]];
      const [ground, pattern] = symbol ?? [element.getAttribute("fill") ?? "none", ""];
      if (ground && ground !== "none") grounds.add(ground, path);
      if (pattern) patterns.add(pattern, path);
    }
    for (const [ground, path] of grounds.sorted()) {
      context.fillStyle = resolve(ground, this.dark);
      context.fill(path);
    }
    for (const [pattern, path] of patterns.sorted()) {
      context.fillStyle = this.#patterns.get(pattern) ?? "transparent";
      context.fill(path);
    }
  }

  /** @param {Shape[]} edges */
  #stroke(edges) {
    const { context, sheets } = this;
    context.lineJoin = "round";
    const lines = new Paths();
    for (const { subject, path } of edges) {
      const value = sheets.walker.values[subject];
      if (sheets.payload.edgeStyles[value]?.[0]) lines.add(value, path);
    }
    for (const [value, path] of lines.sorted()) {
      const [colour, width, dash, opacity] = sheets.payload.edgeStyles[value];
      context.strokeStyle = resolve(colour, this.dark);
      context.lineWidth = width * sheets.back;
      context.setLineDash((dash || "").split(" ").flatMap((length) => (length ? Number(length) * sheets.back : [])));
      context.globalAlpha = opacity;
      context.stroke(path);
    }
  }
}

/** Paths by what they look like: those that look alike are one path, so that no seam shows between them. */
class Paths {
  /** @type {Map<string | number, Path2D[]>} */
  #paths = new Map();

  /** @param {string | number} look @param {Path2D} path */
  add(look, path) {
    const alike = this.#paths.get(look);
    if (alike) alike.push(path);
    else this.#paths.set(look, [path]);
  }

  /** In an order that depends on the looks alone: where outlines are soft, the last one painted shows most. @returns {[any, Path2D][]} */
  sorted() {
    return [...this.#paths]
      .sort(([look], [other]) => (look < other ? -1 : 1))
      .map(([look, paths]) => [look, paths.length > 1 ? merge(paths) : paths[0]]);
  }
}

/** @param {Path2D[]} paths */
function merge(paths) {
  const merged = new Path2D();
  for (const path of paths) merged.addPath(path);
  return merged;
}

/** An SVG as an image. @param {SVGSVGElement} drawn @param {boolean} dark */
async function readImage(drawn, dark) {
  const image = new Image();
  const text = new XMLSerializer().serializeToString(drawn);
  image.src = `data:image/svg+xml,${encodeURIComponent(resolve(text, dark))}`;
  await image.decode();
  return image;
}

/** Chooses from pairs of colours. @param {string} colours @param {boolean} dark */
function resolve(colours, dark) {
  return colours.replace(/light-dark\(([^,]*),([^)]*)\)/g, dark ? "$2" : "$1");
}
