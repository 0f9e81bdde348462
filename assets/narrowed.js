// @ts-check
// Narrowed: a quiet notice on a map that is told by some sides alone or without a source, with a way back.

import { el } from "./player/build.js";

/** @typedef {import("./player/payload.d.ts").Payload} Payload */

/** @param {Element} stage @param {() => void} leave tells the whole again */
export function createNotice(stage, leave) {
  const notice = el("p", { class: "narrowed", role: "status", hidden: true });
  stage.append(notice);
  return (/** @type {Payload} */ { narrowed = [], words }) => {
    const back = el("button", { type: "button", class: "link", onclick: leave }, words.all_sources);
    notice.replaceChildren(...narrowed.flatMap((text) => [text, " · "]), back);
    notice.hidden = !narrowed.length;
  };
}
