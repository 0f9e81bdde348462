// @ts-check
// The preview: the embed itself in a sandbox, at common widths; if it is wider than the dialog, it is scaled down.

import { el } from "../player/core/elements.js";
import { radios } from "./fields.js";

const WIDTHS = { phone: 360, column: 640, full: 1080 };
const HEIGHT_PX = 840;
const LEAST_PX = 50;
const MOST_PX = 5000;

/** @param {Record<string, string>} words */
export function createPreview(words) {
  const frame = el("iframe", { sandbox: "allow-scripts", title: words.share_preview_title });
  const room = el("div", { class: "room" }, frame);
  let width = WIDTHS.column;
  let height = HEIGHT_PX;
  const size = () => {
    const shrunk = Math.min(1, room.clientWidth / width || 1);
    frame.style.width = `${width}px`;
    frame.style.height = `${height}px`;
    frame.style.transform = `scale(${shrunk})`;
    room.style.height = `${height * shrunk}px`;
  };
  const widths = Object.keys(WIDTHS).map((id) => ({ id, name: words[`share_width_${id}`] }));
  const choose = (/** @type {string} */ id) => {
    width = WIDTHS[/** @type {keyof WIDTHS} */ (id)];
    size();
  };
  const element = el(
    "div",
    { class: "preview", hidden: true },
    radios(words.share_width, widths, "column", choose, true),
    room,
  );
  addEventListener("message", (event) => {
    const needed = event.source === frame.contentWindow ? readHeight(event.data) : null;
    if (needed === null) return;
    height = needed;
    size();
  });
  return {
    element,
    /** Shows an embed; nothing without an address. @param {string} address */
    show(address) {
      element.hidden = !address;
      if (frame.getAttribute("src") !== address) {
        if (address) frame.src = address;
        else frame.removeAttribute("src");
      }
      if (address) size();
    },
  };
}

/** The height that an embed reports, in px, in Marchland's own form; null if it reports none. @param {unknown} data */
export function readHeight(data) {
  const height = /** @type {{marchland?: {height?: unknown}} | null} */ (data)?.marchland?.height;
  const right = typeof height === "number" && Number.isInteger(height) && height >= LEAST_PX && height <= MOST_PX;
  return right ? height : null;
}
