import assert from "node:assert/strict";
import { test } from "node:test";

import { apartOn, sidesAt } from "../../assets/dashboard/compare_accounts.js";
import { payload } from "./fixture.js";

const versus = /** @type {any} */ ({
  side: "b",
  names: ["Alphas", "Betas"],
  told: [
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

test("where two versions differ is looked up, like places together, with their area", () => {
  assert.deepEqual(apartOn(versus, 9), { apart: [], km2: 0 });
  assert.deepEqual(apartOn(versus, 10), { apart: [{ places: ["hill", "town"], told: 1 }], km2: 19.6 });
  assert.deepEqual(apartOn(versus, 22).apart, [
    { places: ["hill", "town"], told: 1 },
    { places: ["gate"], told: 2 },
  ]);
  assert.deepEqual(apartOn(versus, 30), { apart: [{ places: ["town"], told: 1 }], km2: 7.2 });
  assert.deepEqual(apartOn(versus, 40).apart, [{ places: ["town", "gate"], told: 1 }]);
});

test("the sides that deny each other are found by who speaks, whatever their names", () => {
  const record = (/** @type {object} */ told) => ({
    force: "a",
    status: "absent",
    by: "",
    since: "",
    sources: [],
    sides: [],
    contradicts: [],
    denied: [],
    ...told,
  });
  const records = [
    record({ voice: "A minister, 4 May", sides: ["a"], denied: [1] }),
    record({ voice: "Betas, Third parties", sides: ["b"], status: "presence", contradicts: [0] }),
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
