import assert from "node:assert/strict";
import { test } from "node:test";

import { differencesOn, sidesAt } from "../../assets/dashboard/compare_accounts.js";
import { payload } from "./fixture.js";

const versus = /** @type {any} */ ({
  side: "b",
  names: ["Alphas", "Betas"],
  claims: [
    [[], []],
    [[["a", "absent"]], [["a", "presence"]]],
    [[], [["b", "presence"]]],
  ],
  places: {
    hill: {
      km2: 12.4,
      track: [
        [10, 1],
        [30, 0],
      ],
    },
    town: { km2: 7.2, track: [[10, 1]] },
    gate: {
      km2: 0,
      track: [
        [20, 2],
        [25, 0],
        [40, 1],
      ],
    },
  },
  elsewhere: [],
});

test("differences of two accounts are looked up, similar places together, with their area", () => {
  assert.deepEqual(differencesOn(versus, 9), { differences: [], km2: 0 });
  assert.deepEqual(differencesOn(versus, 10), { differences: [{ places: ["hill", "town"], claims: 1 }], km2: 19.6 });
  assert.deepEqual(differencesOn(versus, 22).differences, [
    { places: ["hill", "town"], claims: 1 },
    { places: ["gate"], claims: 2 },
  ]);
  assert.deepEqual(differencesOn(versus, 30), { differences: [{ places: ["town"], claims: 1 }], km2: 7.2 });
  assert.deepEqual(differencesOn(versus, 40).differences, [{ places: ["town", "gate"], claims: 1 }]);
});

test("the sides that contradict each other are found by their speakers", () => {
  const record = (/** @type {object} */ fields) => ({
    force: "a",
    status: "absent",
    author: "",
    since: "",
    sources: [],
    sides: [],
    contradicts: [],
    denied: [],
    ...fields,
  });
  const records = [
    record({ speaker: "A minister, 4 May", sides: ["a"], denied: [1] }),
    record({ speaker: "Betas, Third parties", sides: ["b"], status: "presence", contradicts: [0] }),
  ];
  const disputed = {
    ...payload,
    records,
    holdings: { town: [[10, [[0, 5, 0, 1]]]] },
    sides: [
      ["a", "Alphas", "the Alphas"],
      ["b", "Betas", "the Betas"],
    ],
  };
  assert.deepEqual(sidesAt(disputed, 10, "town"), [
    ["a", "Alphas", "the Alphas"],
    ["b", "Betas", "the Betas"],
  ]);
  assert.equal(sidesAt({ ...disputed, sides: [["a", "Alphas", "the Alphas"]] }, 10, "town"), null);
  assert.equal(sidesAt(disputed, 5, "town"), null);
});
