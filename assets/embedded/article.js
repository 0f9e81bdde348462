// @ts-check
// The text around an embedded map: the news, the families of the legend, and the table of holders.

import { el } from "../player/core/elements.js";
import { citedOn } from "../player/panel/cited_sources.js";
import { formatDate, say, valueOn } from "../player/core/lookup.js";
import { forceSwatch } from "../player/panel/parts.js";
import { holdersOn, newsOn, nameHeld } from "../player/panel/holdings.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */

/** Writes what happened last. @param {ParentNode} root @param {Payload} payload @param {number} day */
export function showNews(root, payload, day) {
  const line = root.querySelector(".context");
  if (line) line.textContent = newsOn(payload, day);
}

/** Mutes the absent families. @param {ParentNode} root @param {Payload} payload @param {number} day */
export function showFamilies(root, payload, day) {
  for (const { id, present } of [...payload.families, ...(payload.advances ?? [])]) {
    root.querySelector(`.families [data-family="${id}"]`)?.classList.toggle("none", valueOn(present, day) === 0);
  }
}

/** Writes where two accounts differ, in Python's words for each day. @param {ParentNode} root @param {Payload} payload @param {number} day */
export function listDifferences(root, payload, day) {
  const [title, list] = root.querySelectorAll(".differences > *");
  if (!payload.differences || !title || !list) return;
  const { track, lists } = payload.differences;
  const [head, ...lines] = lists[valueOn(track, day)];
  title.textContent = `${formatDate(payload, day)}: ${head}`;
  list.replaceChildren(...lines.map((line) => el("li", {}, line)));
}

/** Lists the sources. @param {ParentNode} root @param {Payload} payload @param {number} day */
export function listSources(root, payload, day) {
  const list = root.querySelector(".sources-of .cited");
  list?.replaceChildren(...citedOn(payload, day).map((text) => el("li", { dir: "auto" }, text)));
}

/** Lists who holds what. @param {ParentNode} root @param {Payload} payload @param {number} day */
export function listHolders(root, payload, day) {
  const body = root.querySelector(".holders tbody");
  const title = root.querySelector(".holders summary");
  if (!body || !title) return;
  title.textContent = say(payload, "holders_on", { date: formatDate(payload, day) });
  body.replaceChildren(
    ...holdersOn(payload, day).map(({ force, places, rival }) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, forceSwatch(payload, force), payload.forces[force].name),
        el("td", {}, places.map((place) => nameHeld(payload, place, rival)).join(payload.words.comma)),
      ),
    ),
  );
}
