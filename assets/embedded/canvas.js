// @ts-check
// The canvas of an embed with many zones: a script after that of the player, which other embeds do without.

import { Ground } from "../player/ground/ground.js";

/** @type {{marchland?: import("../player/core/player.js").Player}} */ (window).marchland?.map.useCanvas(
  (sheets) => new Ground(sheets),
);
