// @ts-check
// The start of a page: its own payload becomes a player before anything else is loaded.

import { LivePlayer } from "../player/core/live_player.js";
import { Ground } from "../player/ground/ground.js";
import { createLegendCard } from "../player/legend/legend_card.js";
import { createKnownSlider } from "../player/time/known_slider.js";
import { buildComparison } from "./compare_accounts.js";

const written = document.getElementById("payload");
const root = document.querySelector(".marchland");
if (written && root instanceof HTMLElement) {
  const player = new LivePlayer(root, JSON.parse(written.textContent ?? ""), {
    createLegend: createLegendCard,
    createKnownSlider,
    buildMore: buildComparison,
  });
  player.map.useCanvas((sheets) => new Ground(sheets));
  Object.assign(window, { marchland: player });
}
