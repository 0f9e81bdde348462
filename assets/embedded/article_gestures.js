// @ts-check
// Gestures in an article: the page can scroll over the map, and a hint explains how to zoom.

import { el } from "../player/core/elements.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {import("../player/map/gestures.js").Accepts} Accepts */

const HINT_MS = 1400;

/**
 * Which gestures are for the map: the wheel with ctrl or ⌘, two fingers, a double tap, the pointer of a mouse.
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @returns {Accepts}
 */
export function filterGestures(root, payload) {
  const hint = el("p", { class: "hint", role: "status", hidden: true });
  root.querySelector(".viewport")?.append(hint);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {string} word */
  const showHint = (word) => {
    hint.textContent = payload.words[word];
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => (hint.hidden = true), HINT_MS);
    return false;
  };
  return (event, pointers) => {
    if (event.type === "wheel") return event.ctrlKey || event.metaKey || showHint("wheel_hint");
    if (event.type === "pointerdown" && /** @type {PointerEvent} */ (event).pointerType === "touch")
      return pointers > 1;
    return !event.ctrlKey && !event.button;
  };
}
