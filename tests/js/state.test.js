import assert from "node:assert/strict";
import { test } from "node:test";

import { PlayerState } from "../../assets/player/core/state.js";
import { payload } from "./fixture.js";

/** @param {object} [fields] */
function createState(fields = {}) {
  return new PlayerState({
    ...payload,
    day: 20,
    layers: ["zones"],
    hide: [],
    sheets: [
      ["zones", "a"],
      ["names", "b"],
    ],
    ...fields,
  });
}

test("a day outside the slider's range becomes its nearer end", () => {
  const state = createState();
  assert.equal(state.day, 20);
  for (const [day, nearest] of [
    [-5, 0],
    [401, 400],
    [7, 7],
  ]) {
    state.setDay(day);
    assert.equal(state.day, nearest);
  }
});

test("another payload keeps the day", () => {
  const state = createState();
  state.setDay(300);
  state.setPayload({ ...state.payload, title: "Another view" });
  assert.deepEqual([state.day, state.payload.title], [300, "Another view"]);
});

test("another information date replaces its own sheets, and the others stay", () => {
  const state = createState();
  state.applyKnowledge(/** @type {any} */ ({ known: 100, events: [], sheets: [["names", "c"]] }));
  assert.deepEqual(state.payload.sheets, [
    ["zones", "a"],
    ["names", "c"],
  ]);
  assert.deepEqual([state.payload.known, state.payload.events.length], [100, 0]);
  assert.equal(state.payload.records.length, 3);
});

test("options and places are added to a new payload; one that was read before stays as it was", () => {
  const state = createState();
  const before = state.payload;
  state.setOptions({ hide: ["force.a"] });
  state.addPlaces(/** @type {any} */ ({ village: { name: "Village" }, town: { name: "Not this one" } }));
  assert.deepEqual([state.payload.hide, state.payload.layers], [["force.a"], ["zones"]]);
  assert.deepEqual([state.payload.places.village.name, state.payload.places.town.name], ["Village", "Town"]);
  assert.deepEqual([before.hide, before.places.village], [[], undefined]);
});

test("nobody else can change the payload", () => {
  const { payload: shared } = createState();
  assert.throws(() => /** @type {any} */ (shared.hide = ["force.a"]), TypeError);
});
