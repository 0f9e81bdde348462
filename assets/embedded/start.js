// @ts-check
// The embed: a page that starts as a picture gets the player's slider, tooltips and panel. Alone in its frame,
// it stores nothing, reports only its height to the page around it, and makes no request, except that a pinned one
// asks once whether it was corrected.

import { Player } from "../player/core/player.js";
import { watchCollisions } from "../player/map/hide_colliding_names.js";
import { listDifferences, listHolders, listSources, showNews, showFamilies } from "./article.js";
import { readCited } from "./cited_sources.js";
import { drawEvents } from "./events.js";
import { filterGestures } from "./article_gestures.js";
import { keepHeight } from "./height.js";
import { showCorrections } from "./correction_check.js";
import { unpack } from "./unpack_payload.js";

const root = document.querySelector(".embed");
const written = document.getElementById("payload");
if (root instanceof HTMLElement && written)
  start(root, unpack(JSON.parse(written.textContent ?? ""), readCited(root), readOutlines(root)));
keepHeight(window);

/** The outlines of the zones of a page. @param {ParentNode} embed @returns {Record<string, string>} */
function readOutlines(embed) {
  const zones = [...embed.querySelectorAll("[id^=zone-]")];
  return Object.fromEntries(zones.map((zone) => [zone.id.slice("zone-".length), zone.getAttribute("d") ?? ""]));
}

/** @param {HTMLElement} embed @param {import("../player/core/payload.d.ts").Payload} payload */
function start(embed, payload) {
  embed.classList.add("live");
  for (const zone of embed.querySelectorAll("[id^=zone-]"))
    zone.setAttribute("data-place", zone.id.slice("zone-".length).split("@")[0]);
  embed.classList.toggle("framed", window.parent !== window);
  for (const [number, name] of embed.querySelectorAll("#layer-names > *").entries()) name.id = `name-${number}`;
  drawEvents(embed, payload);
  const player = new Player(embed, payload, { acceptsGesture: filterGestures(embed, payload) });
  embed.addEventListener("marchland:day", () => {
    showNews(embed, payload, player.day);
    showFamilies(embed, payload, player.day);
  });
  embed.addEventListener("marchland:settle", () => {
    listHolders(embed, payload, player.day);
    listSources(embed, payload, player.day);
    listDifferences(embed, payload, player.day);
  });
  if (payload.place) player.select(payload.place);
  watchCollisions(embed, player.viewport);
  void showCorrections(embed, window);
  Object.assign(window, { marchland: player });
}
