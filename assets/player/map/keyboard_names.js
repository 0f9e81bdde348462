// @ts-check
// Reach: what has a name on the map, by keyboard. One stop of Tab; arrows go from name to name, Enter opens one.
// The list is made when the focus comes to it and goes when it leaves: a day's step has nothing to do with it.

import { el } from "../core/elements.js";
import { boxOf } from "./hit_test.js";
import { subjectOf } from "../panel/subjects.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{say: (subject: string) => string, show: (subject: string, x: number, y: number) => void, hide: () => void, select: (subject: string) => void}} Told */

/** Stars in order of date, then lines, sites and towns, then the names of forces. */
const ORDER = [
  "#layer-events > *",
  "#layer-lines [data-place], .sheet-claims path[data-place]",
  "#layer-sites [data-place], #layer-labels [data-place]",
  "#layer-names [data-forces]",
];
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param {HTMLElement} stage @param {HTMLElement} holder the sheets @param {Payload} payload @param {Told} told */
export function createReach(stage, holder, payload, told) {
  const entry = el("button", { type: "button", onclick: fill, onfocus: fill }, payload.words.named_here);
  const bar = el(
    "div",
    {
      class: "reach",
      role: "toolbar",
      "aria-label": payload.words.named_here,
      onkeydown: (event) => press(/** @type {KeyboardEvent} */ (event)),
    },
    entry,
  );
  bar.addEventListener("focusout", ({ relatedTarget }) =>
    relatedTarget instanceof Node && bar.contains(relatedTarget) ? undefined : leave(),
  );
  stage.append(bar);

  function fill() {
    if (entry.parentElement !== bar) return;
    const seen = stage.getBoundingClientRect();
    /** @type {Map<string, Element>} */
    const found = new Map();
    for (const element of ORDER.flatMap((selector) => [...holder.querySelectorAll(selector)])) {
      const [subject, box] = [subjectOf(element), boxOf(element)];
      if (subject && box && !found.has(subject) && !element.closest("[data-cut]") && meets(box, seen))
        found.set(subject, element);
    }
    const buttons = [...found].map(([subject, element]) => makeButton(subject, element));
    if (!buttons.length) return;
    bar.append(...buttons);
    buttons[0].focus({ preventScroll: true });
    entry.remove();
  }

  /** @param {string} subject @param {Element} element */
  function makeButton(subject, element) {
    const button = el(
      "button",
      { type: "button", tabindex: -1, "data-subject": subject, onclick: () => told.select(subject) },
      told.say(subject),
    );
    button.addEventListener("focus", () => {
      const [box, edge] = [boxOf(element), stage.getBoundingClientRect()];
      for (const other of bar.children) other.setAttribute("tabindex", other === button ? "0" : "-1");
      if (!box) return told.hide();
      const [left, top] = [Math.max(box.left, edge.left), Math.max(box.top, edge.top)];
      const [right, bottom] = [Math.min(box.right, edge.right), Math.min(box.bottom, edge.bottom)];
      Object.assign(button.style, {
        left: `${left - edge.left}px`,
        top: `${top - edge.top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      });
      told.show(subject, (left + right) / 2 - edge.left, (top + bottom) / 2 - edge.top);
    });
    return button;
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const buttons = /** @type {HTMLElement[]} */ ([...bar.children]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    const ends = { Home: 0, End: buttons.length - 1 };
    const step = STEPS[/** @type {keyof STEPS} */ (event.key)];
    const to = step ? (at + step + buttons.length) % buttons.length : ends[/** @type {keyof ends} */ (event.key)];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[to].focus({ preventScroll: true });
  }

  function leave() {
    if (entry.parentElement === bar) return;
    bar.replaceChildren(entry);
    told.hide();
  }

  return {
    /** @param {Payload} next */
    load(next) {
      entry.textContent = next.words.named_here;
      leave();
    },
  };
}

/** @param {DOMRect} one @param {DOMRect} other */
function meets(one, other) {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}
