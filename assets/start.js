// @ts-check
// The start of a page: the payload that came with it becomes a player before anything else is loaded.

import { createPlayer } from "./player.js";
import { createKey } from "./player/key.js";
import { createKnown } from "./player/known.js";
import { tellVersus } from "./versus.js";

const written = document.getElementById("payload");
const root = document.querySelector(".marchland");
if (written && root instanceof HTMLElement) {
  const player = createPlayer(root, JSON.parse(written.textContent ?? ""), { createKey, createKnown, tellMore: tellVersus });
  Object.assign(window, { marchland: player });
}
