// @ts-check
// The start of a page: the payload that came with it becomes a player before anything else is loaded.

import { createPlayer } from "../player/core/player.js";
import { createKey } from "../player/legend/legend_card.js";
import { createKnown } from "../player/time/known_slider.js";
import { tellVersus } from "./compare_accounts.js";

const written = document.getElementById("payload");
const root = document.querySelector(".marchland");
if (written && root instanceof HTMLElement) {
  const player = createPlayer(root, JSON.parse(written.textContent ?? ""), {
    createKey,
    createKnown,
    tellMore: tellVersus,
  });
  Object.assign(window, { marchland: player });
}
