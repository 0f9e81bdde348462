// @ts-check
// The tab Link: the address of the map on screen, with its day and its information date.

import { el } from "../player/core/elements.js";
import { formatDate, formatDay } from "../player/core/lookup.js";
import { linkTo } from "./urls.js";
import { copyable, field, fill } from "./fields.js";
import { pictureOf, fillPhrase } from "./result.js";

/** @typedef {import("./share.d.ts").Snapshot} Snapshot */

/**
 * Creates the tab.
 * @param {Snapshot} snapshot
 * @param {(text: string) => Promise<void>} copy
 * @returns {import("./share.d.ts").Pane}
 */
export function createLink(snapshot, copy) {
  const { payload, words } = snapshot;
  const address = linkTo(snapshot.base, snapshot.options);
  const area = copyable(words.share_link, true);
  const sentence = fillPhrase(words.share_link_note, {
    date: formatDate(payload, snapshot.day),
    known: formatDay(payload, payload.known),
  });
  return {
    name: "link",
    element: el(
      "div",
      { class: "rows" },
      el("p", {}, sentence),
      el("div", { class: "across" }, field(words.share_link, area)),
    ),
    refresh: () => fill(area, address),
    picture: () => pictureOf(snapshot),
    note: () => "",
    primary: () => ({ label: words.share_copy_link, run: () => copy(address) }),
    secondary: () => null,
  };
}
