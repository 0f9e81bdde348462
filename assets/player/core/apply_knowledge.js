// @ts-check
// Applying another information date: the drawing stays, and only differences are updated.

import { parseSheet } from "../map/svg_sheets.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("../map/svg_sheets.js").Sheets} Sheets */
/** @typedef {{appearance: string, element: SVGElement | undefined, overlay: SVGElement | undefined}} DrawnState an element, its current appearance, and the pattern that lies on it */

/** Sheets that stay on another information date unless their text differs; names and claims may be redrawn. */
const STAYING = ["zone", "edge", "site", "event", "existence"];
const STROKE = ["stroke", "stroke-width", "stroke-dasharray", "stroke-opacity"];

/**
 * Takes another information date: a sheet that differs replaces the one of its name, and of the rest only
 * differences change.
 * @param {Sheets} sheets
 * @param {Payload} payload
 * @param {Payload["sheets"]} fresh
 * @param {number} day
 */
export function applyKnowledge(sheets, payload, fresh, day) {
  sheets.ground?.showDrawing();
  const states = captureDrawn(sheets);
  const before = new Map(sheets.payload.sheets);
  const others = fresh.filter(([name, text]) => text !== before.get(name));
  for (const [name, text] of others) replaceSheet(sheets, name, text);
  if (others.length) sheets.gather();
  sheets.payload = payload;
  sheets.follow(withEmptyTracks(payload, sheets.walker.subjects));
  updateDrawn(sheets, states, day);
  sheets.showLayers(payload.layers);
  if (sheets.shownWindow) sheets.showWindow(...sheets.shownWindow);
}

/** @param {Sheets} sheets @param {string} name @param {string} text */
function replaceSheet({ holder, byId }, name, text) {
  const [before, sheet] = [holder.querySelector(`.sheet-${name}`), parseSheet(name, text)];
  for (const gone of before?.querySelectorAll("[id]") ?? []) byId.delete(gone.id);
  for (const element of sheet.querySelectorAll("[id]")) byId.set(element.id, element);
  before?.replaceWith(sheet);
}

/** The current state of the elements that stay, by kind and id. @param {Sheets} sheets @returns {Map<string, DrawnState>} */
function captureDrawn({ payload, walker, elements, overlays }) {
  const states = new Map();
  walker.subjects.forEach(({ kind, id }, subject) => {
    if (!STAYING.includes(kind)) return;
    const appearance = describeAppearance(payload, kind, walker.values[subject]);
    states.set(`${kind} ${id}`, { appearance, element: elements[subject], overlay: overlays.get(subject) });
  });
  return states;
}

/**
 * The tracks of a payload, with empty ones for subjects that have none any longer.
 * @param {Payload} payload
 * @param {import("./steps.js").Subject[]} before
 * @returns {Payload["tracks"]}
 */
function withEmptyTracks({ tracks }, before) {
  const vanished = before.filter(
    ({ kind, id }) => STAYING.includes(kind) && !(id in tracks[/** @type {"zone"} */ (kind)]),
  );
  const all = { ...tracks };
  for (const { kind, id } of vanished) {
    const name = /** @type {"zone"} */ (kind);
    all[name] = { ...all[name], [id]: [] };
  }
  return all;
}

/** Moves to a day from nothing, and of the old elements updates only those that differ. @param {Sheets} sheets @param {Map<string, DrawnState>} states @param {number} day */
function updateDrawn(sheets, states, day) {
  const { payload, walker, elements, overlays, apply } = sheets;
  walker.subjects.forEach(({ kind, id }, subject) => {
    const overlay = states.get(`${kind} ${id}`)?.overlay;
    if (overlay) overlays.set(subject, overlay);
  });
  walker.walk(day, () => {});
  walker.subjects.forEach(({ kind, id }, subject) => {
    const value = walker.values[subject];
    if (!STAYING.includes(kind)) return apply(subject, value, 0);
    const was = states.get(`${kind} ${id}`);
    const before = was && was.element === elements[subject] ? was.appearance : describeAppearance(payload, kind, 0);
    if (describeAppearance(payload, kind, value) === before) return;
    if (kind === "edge") STROKE.forEach((name) => elements[subject]?.removeAttribute(name));
    apply(subject, value, 0);
  });
}

/** The appearance of a track's value, whatever its number. @param {Payload} payload @param {string} kind @param {number} value */
function describeAppearance({ symbols, edgeStyles }, kind, value) {
  if (kind === "event" || kind === "existence") return String(value);
  if (kind === "site") return symbols[value][0];
  return (kind === "edge" ? edgeStyles : symbols)[value].join(" ");
}
