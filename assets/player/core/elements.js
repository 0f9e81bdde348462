// @ts-check
// The element builder: text goes in as text, never as markup.

/** @typedef {Record<string, string | number | boolean | null | undefined | EventListener>} Properties */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Builds an HTML element. Attributes by name; `onclick` and the like take listeners; null leaves one out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  setProperties(element, properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * Builds an SVG element.
 * @param {string} tag
 * @param {Properties} [properties]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(tag, properties = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  setProperties(element, properties);
  element.append(...children);
  return element;
}

/** @param {Element} element @param {Properties} properties */
function setProperties(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
}

/** Line icons on a grid of 16 px. @type {Record<string, string>} */
const ICONS = {
  play: "M4.5 2.2v11.6L13.5 8z",
  pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
  previous: "M10 3.5L5.5 8l4.5 4.5",
  next: "M6 3.5L10.5 8 6 12.5",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  whole: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4 6.5l4 4 4-4",
  more: "M3 8h.01M8 8h.01M13 8h.01",
};
const SOLID = new Set(["play", "pause"]);

/** @param {string} name */
export function icon(name) {
  const drawn = SOLID.has(name) ? { fill: "currentColor" } : { fill: "none", stroke: "currentColor" };
  return svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "icon-line", ...drawn },
    svg("path", { d: ICONS[name] }),
  );
}

/**
 * A swatch like the drawing: its fill and its line.
 * @param {string} fill
 * @param {string} line
 */
export function swatch(fill, line) {
  const mark = el("i", { class: "swatch", "aria-hidden": "true" });
  mark.style.background = fill;
  mark.style.borderColor = line;
  return mark;
}

/** The part of a page with a name, created if it is missing. @param {HTMLElement} parent @param {string} name @returns {HTMLElement} */
export function part(parent, name) {
  const existing = parent.querySelector(`.${name}`);
  if (existing instanceof HTMLElement) return existing;
  const made = el("div", { class: name });
  parent.append(made);
  return made;
}
