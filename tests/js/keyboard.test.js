import assert from "node:assert/strict";
import { test } from "node:test";

import { readKey } from "../../assets/player/core/keyboard.js";

globalThis.Element = /** @type {any} */ (class {});

/** Presses a key and returns what it meant. */
function press(key, more = {}, direction = "ltr") {
  const meant = [];
  const actions = {
    step: (way, stride) => meant.push(`${stride} ${way}`),
    go: (end) => meant.push(end),
    toggle: () => meant.push("toggle"),
    zoom: (way) => meant.push(`zoom ${way}`),
    leave: () => meant.push("leave"),
  };
  const taken = readKey(/** @type {any} */ ({ key, target: null, ...more }), /** @type {any} */ (direction), actions);
  assert.equal(taken, meant.length > 0);
  return meant.join();
}

const CASES = [
  ["ArrowRight", {}, "unit 1"],
  ["ArrowLeft", {}, "unit -1"],
  ["ArrowRight", { shiftKey: true }, "change 1"],
  ["n", {}, "change 1"],
  ["P", {}, "change -1"],
  ["PageUp", {}, "many 1"],
  ["PageDown", {}, "many -1"],
  ["Home", {}, "first"],
  ["End", {}, "last"],
  [" ", {}, "toggle"],
  ["Escape", {}, "leave"],
  ["+", {}, "zoom 1"],
  ["n", { ctrlKey: true }, ""],
  ["x", {}, ""],
];
for (const [key, more, meaning] of CASES) {
  test(`${JSON.stringify(key)} ${JSON.stringify(more)} means ${meaning || "nothing"}`, () =>
    assert.equal(press(key, more), meaning));
}

test("from right to left, the left arrow goes on", () => {
  assert.equal(press("ArrowLeft", {}, "rtl"), "unit 1");
});
