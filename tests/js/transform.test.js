// @ts-check
// Transforms: what a point of the drawing is on the screen, and how far the map may be moved.

import assert from "node:assert/strict";
import { test } from "node:test";
import { anchor, constrain, invert } from "../../assets/player/map/transform.js";

const SCREEN = /** @type {[[number, number], [number, number]]} */ ([[0, 0], [100, 50]]); // prettier-ignore

test("an anchored point is where it was put", () => {
  const at = anchor(3, [70, 20], [10, 5]);
  assert.deepEqual(invert(at, [70, 20]), [10, 5]);
  assert.deepEqual(invert(at, [73, 26]), [11, 7]);
});

test("nothing outside of the bounds is shown", () => {
  const bounds = /** @type {[[number, number], [number, number]]} */ ([[-10, 0], [110, 50]]); // prettier-ignore
  assert.deepEqual(constrain({ k: 1, x: 30, y: 5 }, SCREEN, bounds), { k: 1, x: 10, y: 0 });
  assert.deepEqual(constrain({ k: 2, x: -500, y: 0 }, SCREEN, bounds), { k: 2, x: -120, y: 0 });
  assert.deepEqual(constrain({ k: 1, x: -4, y: 0 }, SCREEN, bounds), { k: 1, x: -4, y: 0 });
});

test("bounds that are smaller than the screen are in its middle", () => {
  const bounds = /** @type {[[number, number], [number, number]]} */ ([[20, 10], [60, 30]]); // prettier-ignore
  assert.deepEqual(constrain({ k: 1, x: 0, y: 0 }, SCREEN, bounds), { k: 1, x: 10, y: 5 });
});
