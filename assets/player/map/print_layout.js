// @ts-check
// Printing: on paper the map is drawn for the width of the sheet, with the legend and the sources
// of the day beneath it. Afterwards everything is restored.

import { publishersOn } from "../panel/cited_sources.js";
import { el } from "../core/elements.js";

/** @typedef {import("../core/player.js").Player} Player */

/** @param {Player} player @param {HTMLElement} root */
export function layOutForPrint(player, root) {
  /** @type {(() => void)[]} */
  let undone = [];
  addEventListener(
    "beforeprint",
    () => (undone = [...layOutMap(player, root), ...layOutLegend(root), ...layOutFooter(player, root)]),
  );
  addEventListener("afterprint", () => {
    for (const undo of undone) undo();
    undone = [];
  });
}

/** Draws the same part in the size it has on paper. @param {Player} player @param {HTMLElement} root */
function layOutMap({ map }, root) {
  const [at, bbox] = [map.camera.at, map.zoom > 1 ? map.bbox : null];
  root.classList.add("printed");
  map.camera.resize();
  if (bbox) map.showBBox(bbox);
  return [
    () => {
      root.classList.remove("printed");
      map.camera.resize();
      map.camera.goTo(at);
    },
  ];
}

/** Puts the legend of the dashboard beneath its map. @param {HTMLElement} root */
function layOutLegend(root) {
  const key = root.querySelector(".legend");
  const card = key?.querySelector(".card");
  const home = key?.parentElement;
  const keys = root.querySelector(".legend-tab");
  if (!key || !home || !keys || !(card instanceof HTMLDetailsElement)) return [];
  const { open } = card;
  card.open = true;
  keys.append(key);
  return [
    () => {
      card.open = open;
      home.append(key);
    },
  ];
}

/** Writes the sources of the map and its address beneath. @param {Player} player @param {HTMLElement} root */
function layOutFooter({ payload, day }, root) {
  const foot = el(
    "section",
    { class: "print-footer" },
    el("p", {}, `${payload.words.sources}: ${publishersOn(payload, day).join("; ")}`),
    ...(root.querySelector("footer") ? [] : [el("p", { dir: "auto" }, payload.credit)]),
    el("p", { dir: "ltr" }, location.href),
  );
  root.append(foot);
  return [() => foot.remove()];
}
