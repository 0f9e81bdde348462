// @ts-check
// The tab Link: the address of what is shown, with its day and its day of knowledge.

import { el } from "../player/core/elements.js";
import { formatDay } from "../player/core/lookup.js";
import { linkTo } from "./urls.js";
import { copyable, field, fill } from "./fields.js";
import { pictureOf, tell } from "./result.js";

/** @typedef {import("./share.d.ts").Shown} Shown */

/**
 * @param {Shown} shown
 * @param {(text: string) => Promise<void>} copy
 * @returns {import("./share.d.ts").Pane}
 */
export function createLink(shown, copy) {
  const { payload, words } = shown;
  const address = linkTo(shown.base, shown.asked);
  const area = copyable(words.share_link, true);
  const told = tell(words.share_link_note, {
    date: formatDay(payload, shown.day),
    known: formatDay(payload, payload.known),
  });
  return {
    name: "link",
    element: el(
      "div",
      { class: "rows" },
      el("p", {}, told),
      el("div", { class: "across" }, field(words.share_link, area)),
    ),
    refresh: () => fill(area, address),
    picture: () => pictureOf(shown),
    note: () => "",
    primary: () => ({ label: words.share_copy_link, run: () => copy(address) }),
    secondary: () => null,
  };
}
