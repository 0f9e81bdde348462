// @ts-check
// The wheel: what it zooms does not depend on the unit that a browser counts in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { wheelFactor } from "../../assets/player/map/gestures.js";

test("pixels, lines and pages zoom alike, up means nearer", () => {
  const pixels = wheelFactor({ deltaY: -100, deltaMode: 0, ctrlKey: false });
  const lines = wheelFactor({ deltaY: -3, deltaMode: 1, ctrlKey: false });
  assert.ok(pixels > 1.2 && pixels < 1.25);
  assert.ok(Math.abs(pixels - lines) < 0.01);
  assert.ok(wheelFactor({ deltaY: -1, deltaMode: 2, ctrlKey: false }) > pixels);
  assert.ok(wheelFactor({ deltaY: 100, deltaMode: 0, ctrlKey: false }) < 1);
});

test("a pinch on a trackpad zooms as far as the fingers part", () => {
  const steps = Array.from({ length: 20 }, () => wheelFactor({ deltaY: -5 * Math.LN2, deltaMode: 0, ctrlKey: true }));
  const factor = steps.reduce((product, step) => product * step, 1);
  assert.ok(Math.abs(factor - 2) < 1e-9);
});

test("one notch of a wheel with ctrl is a step, not a leap", () => {
  assert.ok(wheelFactor({ deltaY: -240, deltaMode: 0, ctrlKey: true }) < 1.3);
});
