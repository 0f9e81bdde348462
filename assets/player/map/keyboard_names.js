// @ts-check
// Names by keyboard: one Tab stop for everything with a name; arrows go from name to name, Enter opens one.
// The list is built on focus and removed on blur, so a step of the day does nothing for it.

import { el } from "../core/elements.js";
import { boxOf } from "./hit_test.js";
import { subjectOf } from "../panel/subjects.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {{say: (subject: string) => string, show: (subject: string, x: number, y: number) => void, hide: () => void, select: (subject: string) => void}} NameActions */

/** Stars in order of date, then lines, sites and towns, then the names of forces. */
const ORDER = [
  "#layer-events > *",
  "#layer-lines [data-place], .sheet-claims path[data-place]",
  "#layer-sites [data-place], #layer-labels [data-place]",
  "#layer-names [data-forces]",
];
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param {HTMLElement} viewport @param {HTMLElement} holder the sheets @param {Payload} payload @param {NameActions} actions */
export function createKeyboardNames(viewport, holder, payload, actions) {
  const entry = el("button", { type: "button", onclick: fill, onfocus: fill }, payload.words.named_here);
  const bar = el(
    "div",
    {
      class: "keyboard-names",
      role: "toolbar",
      "aria-label": payload.words.named_here,
      onkeydown: (event) => press(/** @type {KeyboardEvent} */ (event)),
    },
    entry,
  );
  bar.addEventListener("focusout", ({ relatedTarget }) =>
    relatedTarget instanceof Node && bar.contains(relatedTarget) ? undefined : leave(),
  );
  viewport.append(bar);

  function fill() {
    if (entry.parentElement !== bar) return;
    const seen = viewport.getBoundingClientRect();
    /** @type {Map<string, Element>} */
    const subjects = new Map();
    for (const element of ORDER.flatMap((selector) => [...holder.querySelectorAll(selector)])) {
      const [subject, box] = [subjectOf(element), boxOf(element)];
      if (subject && box && !subjects.has(subject) && !element.closest("[data-cut]") && overlaps(box, seen))
        subjects.set(subject, element);
    }
    const buttons = [...subjects].map(([subject, element]) => makeButton(subject, element));
    if (!buttons.length) return;
    bar.append(...buttons);
    buttons[0].focus({ preventScroll: true });
    entry.remove();
  }

  /** @param {string} subject @param {Element} element */
  function makeButton(subject, element) {
    const button = el(
      "button",
      { type: "button", tabindex: -1, "data-subject": subject, onclick: () => actions.select(subject) },
      actions.say(subject),
    );
    button.addEventListener("focus", () => {
      const [box, edge] = [boxOf(element), viewport.getBoundingClientRect()];
      for (const other of bar.children) other.setAttribute("tabindex", other === button ? "0" : "-1");
      if (!box) return actions.hide();
      const [left, top] = [Math.max(box.left, edge.left), Math.max(box.top, edge.top)];
      const [right, bottom] = [Math.min(box.right, edge.right), Math.min(box.bottom, edge.bottom)];
      Object.assign(button.style, {
        left: `${left - edge.left}px`,
        top: `${top - edge.top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      });
      actions.show(subject, (left + right) / 2 - edge.left, (top + bottom) / 2 - edge.top);
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
    actions.hide();
  }

  return {
    /** @param {Payload} next */
    load(next) {
      entry.textContent = next.words.named_here;
      leave();
    },
  };
}

/** @param {DOMRect} first @param {DOMRect} second */
function overlaps(first, second) {
  return (
    first.left < second.right && first.right > second.left && first.top < second.bottom && first.bottom > second.top
  );
}
