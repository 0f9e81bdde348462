// @ts-check
// Focus: where a control is made anew while it has the focus, the new one gets it, with what was being typed.

/** @typedef {{element: HTMLElement, selector: string, number: number}} Held */

const KEPT = ["data-toggle", "data-layer", "data-define", "data-place", "data-file", "data-zoom-by", "data-tab"];

/** Keeps the focus inside an element, whatever is made anew in it. @param {HTMLElement} root */
export function keepFocus(root) {
  /** @type {Held | null} */
  let held = null;
  const take = () => {
    const element = document.activeElement;
    held = element instanceof HTMLElement && root.contains(element) ? hold(root, element) : null;
  };
  root.addEventListener("focusin", take);
  document.addEventListener("pointerdown", () => (held = null), true);
  document.addEventListener("click", take);
  const watch = new MutationObserver(() => {
    if (held && document.activeElement === document.body) give(root, held);
  });
  watch.observe(root, { childList: true, subtree: true });
}

/** How to find a control again. @param {HTMLElement} root @param {HTMLElement} element @returns {Held} */
function hold(root, element) {
  const names = KEPT.filter((name) => element.hasAttribute(name));
  const first = element.classList[0] ? `.${CSS.escape(element.classList[0])}` : "";
  const told = names.map((name) => `[${name}="${CSS.escape(element.getAttribute(name) ?? "")}"]`).join("");
  const selector = element.localName + (told || first);
  return { element, selector, number: [...root.querySelectorAll(selector)].indexOf(element) };
}

/** @param {HTMLElement} root @param {Held} held */
function give(root, { element, selector, number }) {
  const found = /** @type {HTMLElement | undefined} */ ([...root.querySelectorAll(selector)][number]);
  found?.focus({ preventScroll: true });
  const typed = element instanceof HTMLInputElement && element.type === "text";
  if (!typed || !(found instanceof HTMLInputElement) || found === element) return;
  if (!found.value) found.value = element.value;
  found.setSelectionRange(element.selectionStart, element.selectionEnd);
}
