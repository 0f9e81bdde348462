// @ts-check
// The list of own notes: for each a place or a point, its text with the characters left, and a button to remove it.

import { el } from "../../player/core/elements.js";
import { field, typed } from "../fields.js";
import { LONGEST_NOTE, MOST_NOTES, formatNotes } from "./notes.js";
import { fillPhrase } from "../result.js";

/** @typedef {import("./notes.js").OwnNote} OwnNote */

/**
 * Creates the list.
 * @param {import("../share.d.ts").Snapshot} snapshot
 * @param {(notes: string) => void} set called with the option `notes`
 */
export function createOwnNotes({ words, payload }, set) {
  /** @type {OwnNote[]} */
  const notes = [];
  const changed = () => set(formatNotes(notes));
  const places = el(
    "datalist",
    { id: "share-places" },
    ...Object.entries(payload.places)
      .filter(([, { inView, shape }]) => inView && shape !== "town")
      .map(([id, { name }]) => el("option", { value: id }, name)),
  );
  const rows = el("div", { class: "note-rows" });
  const add = el("button", { class: "btn", type: "button" }, words.share_add_note);
  add.onclick = () => {
    /** @type {OwnNote} */
    const note = { target: "", text: "", position: null };
    notes.push(note);
    const remove = () => {
      notes.splice(notes.indexOf(note), 1);
      row.remove();
      add.hidden = false;
      add.focus();
      changed();
    };
    const row = createRow(words, note, changed, remove);
    rows.append(row);
    add.hidden = notes.length >= MOST_NOTES;
    row.querySelector("input")?.focus();
  };
  return {
    element: field(words.share_own_notes, places, rows, add),
    /** Keeps the position of a note. @param {string} target @param {import("./notes.js").Position} position */
    move(target, position) {
      const moved = notes.find((note) => note.target === target);
      if (moved) moved.position = position;
      changed();
    },
  };
}

/** @param {Record<string, string>} words @param {OwnNote} note @param {() => void} changed @param {() => void} remove */
function createRow(words, note, changed, remove) {
  const target = typed(
    words.share_note_target,
    "",
    (text) => {
      note.target = text;
      note.position = null;
      changed();
    },
    { list: "share-places", dir: "ltr", maxlength: 80 },
  );
  const count = el("small", { class: "small", "aria-live": "polite" });
  const text = typed(
    words.share_note_text,
    "",
    (written) => {
      note.text = written;
      changed();
    },
    { maxlength: LONGEST_NOTE, dir: "auto" },
  );
  const input = /** @type {HTMLInputElement} */ (text.querySelector("input"));
  input.classList.add("wide");
  input.addEventListener("input", () => {
    const values = { n: String(input.value.length), most: LONGEST_NOTE };
    count.textContent = input.value ? fillPhrase(words.share_characters, values) : "";
  });
  text.append(count);
  const button = el("button", { class: "btn", type: "button", onclick: remove }, words.share_remove_note);
  return el("div", { class: "note-row" }, target, text, button);
}
