// @ts-check
// Handles over the notes of the preview: dragged by a pointer, or moved by the arrow keys.

import { el } from "../../player/core/elements.js";
import { moveBox } from "./notes.js";
import { fillPhrase } from "../result.js";

/** @typedef {import("../share.d.ts").NotePositions} NotePositions */
/** @typedef {import("./notes.js").Position} Position */

const STEP = 10;
const LARGE_STEP = 50;
const SETTLED_MS = 500;
/** @type {Record<string, Position>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Creates the layer.
 * @param {Record<string, string>} words
 * @param {(id: string, own: boolean, position: Position) => void} move
 */
export function createDragLayer(words, move) {
  const map = el("div", { class: "note-map" });
  const element = el("div", { class: "note-layer", dir: "ltr", hidden: true }, map);
  return {
    element,
    /** Puts a handle over each note. @param {NotePositions | undefined} positions */
    show(positions) {
      const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.note;
      element.hidden = !positions?.notes.length;
      if (!positions) return;
      place(map, positions.map);
      const handles = positions.notes.map((note) =>
        createHandle(map, note.box, fillPhrase(words.share_move_note, { id: note.id }), note.id, (position) =>
          move(note.id, note.own, position),
        ),
      );
      map.replaceChildren(...handles);
      if (focused) handles.find((handle) => handle.dataset.note === focused)?.focus();
    },
  };
}

/** @param {HTMLElement} map @param {number[]} box @param {string} label @param {string} id @param {(position: Position) => void} move */
function createHandle(map, box, label, id, move) {
  const handle = el("button", { type: "button", class: "note-handle", "aria-label": label, title: label });
  handle.dataset.note = id;
  let [left, top, right, bottom] = box;
  const shift = (/** @type {Position} */ by) => {
    const [x, y] = moveBox([left, top, right, bottom], by);
    const [across, down] = [(right - left) / 2, (bottom - top) / 2];
    [left, top, right, bottom] = [x - across, y - down, x + across, y + down];
    place(handle, [left, top, right, bottom]);
    return /** @type {Position} */ ([x, y]);
  };
  place(handle, box);
  listenToPointer(handle, map, shift, move);
  listenToKeys(handle, shift, move);
  return handle;
}

/** @param {HTMLElement} handle @param {HTMLElement} map @param {(by: Position) => Position} shift @param {(position: Position) => void} move */
function listenToPointer(handle, map, shift, move) {
  /** @type {Position | null} */
  let from = null;
  /** @type {Position | null} */
  let to = null;
  handle.addEventListener("pointerdown", (event) => {
    from = [event.clientX, event.clientY];
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!from) return;
    const { width, height } = map.getBoundingClientRect();
    to = shift([((event.clientX - from[0]) / width) * 1000, ((event.clientY - from[1]) / height) * 1000]);
    from = [event.clientX, event.clientY];
  });
  const drop = () => {
    if (to) move(to);
    from = to = null;
  };
  handle.addEventListener("pointerup", drop);
  handle.addEventListener("pointercancel", drop);
}

/** Moves once the keys rest. @param {HTMLElement} handle @param {(by: Position) => Position} shift @param {(position: Position) => void} move */
function listenToKeys(handle, shift, move) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  handle.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const position = shift([arrow[0] * step, arrow[1] * step]);
    clearTimeout(timer);
    timer = setTimeout(() => move(position), SETTLED_MS);
  });
}

/** Places an element in per mille of what it lies in. @param {HTMLElement} element @param {number[]} box */
function place({ style }, [left, top, right, bottom]) {
  style.left = `${left / 10}%`;
  style.top = `${top / 10}%`;
  style.width = `${(right - left) / 10}%`;
  style.height = `${(bottom - top) / 10}%`;
}
