// @ts-check
// Focus: if a focused control is rebuilt, the new one gets the focus, with its half-typed text.

/** @typedef {{element: HTMLElement, selector: string, name: string, number: number, side: boolean}} Focused */

const IDENTIFYING = [
  "data-toggle",
  "data-layer",
  "data-define",
  "data-place",
  "data-file",
  "data-zoom-by",
  "data-tab",
  "data-standing",
];

/** Keeps the focus inside an element when parts of it are rebuilt. @param {HTMLElement} root */
export function keepFocus(root) {
  /** @type {Focused | null} */
  let focused = null;
  const take = () => {
    const element = document.activeElement;
    focused = element instanceof HTMLElement && root.contains(element) ? hold(root, element) : null;
  };
  root.addEventListener("focusin", take);
  root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && (focused = null)); // it moves on
  document.addEventListener("pointerdown", () => (focused = null), true);
  document.addEventListener("click", take);
  const watch = new MutationObserver(() => {
    if (focused && document.activeElement === document.body) give(root, focused);
  });
  watch.observe(root, { childList: true, subtree: true });
}

/** The data for finding a control again. @param {HTMLElement} root @param {HTMLElement} element @returns {Focused} */
function hold(root, element) {
  const names = IDENTIFYING.filter((name) => element.hasAttribute(name));
  const first = element.classList[0] ? `.${CSS.escape(element.classList[0])}` : "";
  const attributes = names.map((name) => `[${name}="${CSS.escape(element.getAttribute(name) ?? "")}"]`).join("");
  const selector = element.localName + (attributes || first);
  const number = [...root.querySelectorAll(selector)].indexOf(element);
  return { element, selector, name: attributes || nameOf(element), number, side: element.closest(".panel") !== null };
}

/** The words that identify one of many similar controls. @param {HTMLElement} element */
function nameOf(element) {
  return element.matches(".link, .btn") ? (element.getAttribute("aria-label") ?? element.textContent ?? "") : "";
}

/** Gives the focus to the control that replaces another, or else to the part that contained it. @param {HTMLElement} root @param {Focused} held */
function give(root, { element, selector, name, number, side }) {
  const made = /** @type {HTMLElement | undefined} */ ([...root.querySelectorAll(selector)][number]);
  const same = made && (made === element || name.startsWith("[") || name === "" || nameOf(made) === name);
  if (!same) return leave(root, side);
  made.focus({ preventScroll: true });
  const typed = element instanceof HTMLInputElement && element.type === "text";
  if (!typed || !(made instanceof HTMLInputElement) || made === element) return;
  if (!made.value) made.value = element.value;
  made.setSelectionRange(element.selectionStart, element.selectionEnd);
}

/** Moves the focus to where reading goes on: to the panel's heading, or to the map. @param {HTMLElement} root @param {boolean} side */
function leave(root, side) {
  const at = /** @type {HTMLElement | null} */ (root.querySelector(side ? ".panel h2" : ".viewport"));
  if (at && at.tabIndex < 0) at.tabIndex = -1;
  at?.focus({ preventScroll: true });
}
