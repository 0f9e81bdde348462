// @ts-check
// The ground as readers see it: on a canvas while the map is at rest, else as SVG. While the canvas shows the steps, the
// SVG beneath is hidden, still answers to the pointer, and is updated when the slider rests.

import { GroundCanvas } from "./ground_canvas.js";

/** @typedef {import("../map/svg_sheets.js").Sheets} Sheets */

const REST_MS = 300;
/** On paper and in forced colours, the drawing is shown. */
const SCREEN = "screen and (forced-colors: none)";
const DARK = "(prefers-color-scheme: dark)";

export class Ground {
  /** @type {GroundCanvas | null} */
  canvas = null;
  /** @type {Map<number, number>} the values that the SVG still shows, by subject */
  #outdated = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting = undefined;
  #media = [matchMedia(SCREEN), matchMedia(DARK)];

  /** @param {Sheets} sheets */
  constructor(sheets) {
    this.sheets = sheets;
    this.showDrawing = this.showDrawing.bind(this);
    for (const media of this.#media) media.addEventListener("change", this.showDrawing);
  }

  /** Whether the canvas shows a change: one of a zone or an edge, while it is there. @param {number} subject @param {number} before */
  takes(subject, before) {
    const element = this.sheets.elements[subject];
    const kind = this.sheets.walker.subjects[subject].kind;
    if (!this.canvas || !element || (kind !== "zone" && kind !== "edge")) return false;
    this.canvas.note(element);
    if (!this.#outdated.has(subject)) this.#outdated.set(subject, before);
    return true;
  }

  /** Paints the changes of a step. */
  step() {
    this.canvas?.step();
  }

  /** Updates the SVG. */
  sync() {
    const { sheets } = this;
    for (const [subject, before] of this.#outdated) sheets.draw(subject, sheets.walker.values[subject], before);
    this.#outdated.clear();
  }

  /** Shows the SVG, and the canvas again when the map rests. */
  showDrawing() {
    this.sync();
    this.#removeCanvas();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#paint(), REST_MS);
  }

  /** Leaves a drawing that is replaced. */
  leave() {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#removeCanvas();
    for (const media of this.#media) media.removeEventListener("change", this.showDrawing);
  }

  #removeCanvas() {
    this.canvas?.element.remove();
    this.canvas = null;
    this.sheets.holder.classList.remove("painted");
  }

  async #paint() {
    const { sheets } = this;
    const resting = this.#resting;
    const hidden = sheets.byId.get("layer-zones")?.hasAttribute("display");
    const [screen, dark] = this.#media;
    if (hidden || !sheets.shownWindow || !screen.matches) return;
    const canvas = new GroundCanvas(sheets, ...sheets.shownWindow, dark.matches);
    const painted = await canvas.readImages().then(
      () => canvas.paint(),
      () => false, // a page that forbids images keeps its drawing
    );
    if (!painted || resting !== this.#resting) return;
    this.canvas = canvas;
    sheets.holder.querySelector(".sheet-edges")?.after(canvas.element);
    sheets.holder.classList.add("painted");
  }
}
