// @ts-check
// The notice on a limited map, by the account of some sides or without a source, with a way back;
// if two accounts are compared, the other one is a tap away.

import { el } from "../player/core/elements.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */

/**
 * @param {Element} viewport
 * @param {() => void} leave returns to the whole map
 * @param {() => void} swap draws the other account
 */
export function createNotice(viewport, leave, swap) {
  const notice = el("p", { class: "filter-notice", role: "status", hidden: true });
  viewport.append(notice);
  return (/** @type {Payload} */ { filters, versus, words }) => {
    const back = el("button", { type: "button", class: "link", onclick: leave }, words.all_sources);
    const other = versus
      ? [el("button", { type: "button", class: "link", onclick: swap }, words.versus_swap), " · "]
      : [];
    notice.replaceChildren(...filters.flatMap((text) => [text, " · "]), ...other, back);
    notice.hidden = !filters.length;
  };
}
