import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { scaleFor } from "../../assets/player/map/scale_bar.js";

const cases = JSON.parse(readFileSync(new URL("../cases/scale.json", import.meta.url), "utf8"));

test("kilometres and miles are each as long as fits, at their own ticks", () => {
  for (const { pxPerKm, room, km, miles } of cases) {
    assert.deepEqual(scaleFor(pxPerKm, room), { km, kmPx: km * pxPerKm, miles, milesPx: miles * pxPerKm * 1.609344 });
  }
});
