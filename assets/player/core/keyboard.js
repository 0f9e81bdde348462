// @ts-check
// Keys: the same everywhere on the page, except where a field or a list needs them itself.

/** @typedef {{step: (direction: 1 | -1, stride: "day" | "month" | "change") => void, go: (end: "first" | "last") => void, toggle: () => void, zoom: (direction: 1 | -1) => void, leave: () => void}} Told */

const FIELDS = "input:not([type=range]), .lesser, select, textarea, [contenteditable], dialog";
const PRESSED = "button, a, summary";

/** Acts on keys pressed anywhere on the page. @param {Document} page @param {() => "ltr" | "rtl"} direction @param {Told} actions */
export function listenToKeys(page, direction, actions) {
  page.addEventListener("keydown", (event) => {
    if (readKey(event, direction(), actions)) event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {"ltr" | "rtl"} direction in which time runs on the slider
 * @param {Told} told
 * @returns {boolean} whether the key meant something
 */
export function readKey(event, direction, told) {
  const target = event.target instanceof Element ? event.target : null;
  if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(FIELDS)) return false;
  if (target?.ownerDocument.querySelector("dialog:modal")) return false; // whatever has the focus in it, or nothing
  if (event.key === " ") return !target?.closest(PRESSED) && done(told.toggle);
  const ahead = direction === "rtl" ? -1 : 1;
  const stride = event.shiftKey ? "change" : "day";
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowRight: () => told.step(/** @type {1 | -1} */ (ahead), stride),
    ArrowLeft: () => told.step(/** @type {1 | -1} */ (-ahead), stride),
    ArrowUp: () => told.step(1, stride),
    ArrowDown: () => told.step(-1, stride),
    n: () => told.step(1, "change"),
    p: () => told.step(-1, "change"),
    PageUp: () => told.step(1, "month"),
    PageDown: () => told.step(-1, "month"),
    Home: () => told.go("first"),
    End: () => told.go("last"),
    "+": () => told.zoom(1),
    "=": () => told.zoom(1),
    "-": () => told.zoom(-1),
    Escape: told.leave,
  };
  const meant = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  return meant !== undefined && done(meant);
}

/** @param {() => void} act */
function done(act) {
  act();
  return true;
}
