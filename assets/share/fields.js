// @ts-check
// Fields: the controls of the dialog, each labelled, and texts to copy.

import { el } from "../player/core/elements.js";

/** @typedef {{id: string, name: string, note?: string}} Choice */

let count = 0;

/** @param {string} label @param {...(Node | null)} inside */
export function field(label, ...inside) {
  const id = `share-${(count += 1)}`;
  return el(
    "div",
    { class: "field", role: "group", "aria-labelledby": id },
    el("span", { class: "eyebrow", id }, label),
    ...inside,
  );
}

/**
 * A choice of a few, as radio buttons; in a row if `row` is set.
 * @param {string} label
 * @param {Choice[]} choices
 * @param {string} chosen
 * @param {(id: string) => void} choose
 * @param {boolean} [row]
 */
export function radios(label, choices, chosen, choose, row = false) {
  const name = `share-${(count += 1)}`;
  const made = choices.map(({ id, name: text, note }) => {
    const button = el("input", { type: "radio", name, value: id, checked: id === chosen, onchange: () => choose(id) });
    const noteElement = note ? el("small", { class: "small" }, note) : null;
    return el("label", { class: row ? "seg-part" : "option" }, button, el("span", {}, text, noteElement));
  });
  return field(label, el("div", { class: row ? "seg" : "options" }, ...made));
}

/**
 * @param {string} label
 * @param {Choice[]} choices
 * @param {string} chosen
 * @param {(id: string) => void} choose
 */
export function list(label, choices, chosen, choose) {
  const options = choices.map(({ id, name }) => el("option", { value: id, selected: id === chosen }, name));
  const select = el(
    "select",
    { class: "typed wide", "aria-label": label, onchange: () => choose(select.value) },
    ...options,
  );
  return el("label", { class: "field" }, el("span", { class: "eyebrow" }, label), select);
}

/** @param {string} label @param {boolean} on @param {(on: boolean) => void} choose */
export function tick(label, on, choose) {
  const box = el("input", { type: "checkbox", checked: on, onchange: () => choose(box.checked) });
  return el("label", { class: "option" }, box, el("span", {}, label));
}

/**
 * A short text: a date, a number.
 * @param {string} label
 * @param {string} value
 * @param {(text: string) => void} choose
 * @param {Record<string, string | number>} [more] attributes
 */
export function typed(label, value, choose, more = {}) {
  const input = el("input", {
    class: "typed",
    type: "text",
    value,
    "aria-label": label,
    ...more,
    onchange: () => choose(input.value.trim()),
  });
  return el("label", { class: "field" }, el("span", { class: "eyebrow" }, label), input);
}

/** A text to copy. @param {string} label @param {boolean} code */
export function copyable(label, code) {
  const area = el("textarea", {
    class: code ? "code" : "prose",
    readonly: true,
    rows: code ? 3 : 2,
    spellcheck: "false",
    "aria-label": label,
  });
  area.addEventListener("focus", () => area.select());
  return area;
}

/** Shows a text in full height. @param {HTMLTextAreaElement} area @param {string} text */
export function fill(area, text) {
  area.value = text;
  area.style.height = "0";
  area.style.height = `${area.scrollHeight + 2}px`;
}
