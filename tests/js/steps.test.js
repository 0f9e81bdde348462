import assert from "node:assert/strict";
import { test } from "node:test";

import { valueOn } from "../../assets/player/core/lookup.js";
import { Walker } from "../../assets/player/core/steps.js";

const tracks = {
  zone: {
    first: [
      [1, 3],
      [5, 4],
      [9, 0],
    ],
    two: [[5, 1]],
    three: [
      [2, 7],
      [3, 8],
      [4, 7],
    ],
  },
  edge: {
    edge: [
      [5, 2],
      [9, 5],
    ],
  },
};

/** Walks to days and returns what is shown after each, and how often something was touched. */
function walk(days) {
  const walker = new Walker(/** @type {any} */ (tracks));
  const values = new Map(walker.subjects.map(({ id }) => [id, 0]));
  return days.map((day) => {
    let touched = 0;
    walker.walk(day, (subject, value) => {
      touched += 1;
      values.set(walker.subjects[subject].id, value);
    });
    return { touched, values: Object.fromEntries(values) };
  });
}

test("a day shows the values of its tracks, wherever one comes from", () => {
  const days = [0, 9, 1, 5, 4, 4, 100, 2, 3, -5, 6];
  const all = { ...tracks.zone, ...tracks.edge };
  walk(days).forEach(({ values }, number) => {
    for (const [id, track] of Object.entries(all))
      assert.equal(values[id], valueOn(/** @type {any} */ (track), days[number]), `${id} on ${days[number]}`);
  });
});

test("a step touches only what changes", () => {
  assert.deepEqual(
    walk([4, 4, 5]).map(({ touched }) => touched),
    [2, 0, 3],
  );
});

test("changes that are undone in between are not applied", () => {
  assert.deepEqual(
    walk([2, 4]).map(({ touched }) => touched),
    [2, 0],
  );
});
