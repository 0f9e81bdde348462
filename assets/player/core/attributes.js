// @ts-check
// Attributes of drawn elements, written only if they change.

/** A measure, or several, times a factor. @param {string | number} measures @param {number} factor */
export function scaled(measures, factor) {
  return String(measures).replace(/[\d.]+/g, (measure) => String(Math.round(1e4 * Number(measure) * factor) / 1e4));
}

/** Writes an attribute if it changes. @param {SVGElement} element @param {string} name @param {string} value */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** @param {SVGElement} element @param {boolean} visible */
export function setVisible(element, visible) {
  if (visible !== element.hasAttribute("display")) return;
  if (visible) element.removeAttribute("display");
  else element.setAttribute("display", "none");
}
