// @ts-check
// Keys: the same everywhere on the page, unless a field or a list needs them itself.

/** @typedef {{step: (direction: 1 | -1, stride: "unit" | "many" | "change") => void, go: (end: "first" | "last") => void, toggle: () => void, zoom: (direction: 1 | -1) => void, leave: () => void}} Actions the effects of keys */

const FIELDS = "input:not([type=range]), .known-slider, select, textarea, [contenteditable], dialog";
const PRESSED = "button, a, summary";

/** Acts on keys pressed anywhere on the page. @param {Document} page @param {() => "ltr" | "rtl"} direction @param {Actions} actions */
export function listenToKeys(page, direction, actions) {
  page.addEventListener("keydown", (event) => {
    if (readKey(event, direction(), actions)) event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {"ltr" | "rtl"} direction in which time runs on the slider
 * @param {Actions} actions
 * @returns {boolean} whether the key meant something
 */
export function readKey(event, direction, actions) {
  const target = event.target instanceof Element ? event.target : null;
  if (isForControl(event, target)) return false;
  const act = event.key === " " ? actions.toggle : findAction(event, direction, actions);
  act?.();
  return act !== undefined;
}

/** Whether a key belongs to the browser, to a field, or to a dialog that is open. @param {KeyboardEvent} event @param {Element | null} target */
function isForControl({ key, ctrlKey, metaKey, altKey }, target) {
  if (ctrlKey || metaKey || altKey) return true;
  if (target?.closest(key === " " ? `${FIELDS}, ${PRESSED}` : FIELDS)) return true;
  return Boolean(target?.ownerDocument.querySelector("dialog:modal")); // whatever has the focus in it, or nothing
}

/** @param {KeyboardEvent} event @param {"ltr" | "rtl"} direction @param {Actions} actions @returns {(() => void) | undefined} */
function findAction({ key, shiftKey }, direction, actions) {
  const ahead = direction === "rtl" ? -1 : 1;
  const stride = shiftKey ? "change" : "unit";
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowRight: () => actions.step(/** @type {1 | -1} */ (ahead), stride),
    ArrowLeft: () => actions.step(/** @type {1 | -1} */ (-ahead), stride),
    ArrowUp: () => actions.step(1, stride),
    ArrowDown: () => actions.step(-1, stride),
    n: () => actions.step(1, "change"),
    p: () => actions.step(-1, "change"),
    PageUp: () => actions.step(1, "many"),
    PageDown: () => actions.step(-1, "many"),
    Home: () => actions.go("first"),
    End: () => actions.go("last"),
    "+": () => actions.zoom(1),
    "=": () => actions.zoom(1),
    "-": () => actions.zoom(-1),
    Escape: actions.leave,
  };
  return keys[key.length === 1 ? key.toLowerCase() : key];
}
