import assert from "node:assert/strict";
import { test } from "node:test";

import { groupConflicts } from "../../assets/player/panel/conflicting_claims.js";
import {
  eventsOn,
  holdersOn,
  holdingsOn,
  nameHeld,
  historyOf,
  formatHolders,
  placeChangesOn,
} from "../../assets/player/panel/holdings.js";
import { payload } from "./fixture.js";

const who = (/** @type {number} */ day) => formatHolders(payload, holdingsOn(payload, "town", day));

test("the holder of a place is given with its uncertainty", () => {
  assert.equal(who(5), "Not known who");
  assert.equal(who(10), "Alphas");
  assert.equal(who(20), "Changing hands");
  assert.equal(who(200), "Not known; Alphas before and after");
  assert.equal(who(300), "Betas");
});

test("a place that only grows older has not changed", () => {
  assert.deepEqual(
    placeChangesOn(payload, 20).map(({ place }) => place),
    ["town"],
  );
  assert.deepEqual(placeChangesOn(payload, 30), []);
  assert.deepEqual(placeChangesOn(payload, 21), []);
});

test("the history of a place lists each holder once", () => {
  assert.deepEqual(
    historyOf(payload, "town").map(({ day, who: holders }) => [day, holders]),
    [
      [10, "Alphas"],
      [20, "Changing hands"],
      [200, "Not known; Alphas before and after"],
      [300, "Betas"],
    ],
  );
});

test("an event of a vague date is listed on its first and last day only", () => {
  assert.deepEqual(
    eventsOn(payload, 22).map(({ id }) => id),
    ["near"],
  );
  assert.deepEqual(
    eventsOn(payload, 300).map(({ id }) => id),
    ["vague"],
  );
});

test("holders are those in control, not those present or unknown", () => {
  assert.deepEqual(holdersOn(payload, 200), []);
  assert.deepEqual(holdersOn(payload, 300), [{ force: "b", places: ["town"], rival: new Set() }]);
});

test("those who claim a place against each other do not share it", () => {
  const words = { ...payload.words, disputed_between: "Disputed between {who}", disputed: "Disputed" };
  const held = [
    [0, 5, 0, 2],
    [1, 5, 0, 2],
  ];
  const disputed = /** @type {any} */ ({ ...payload, words, holdings: { town: [[10, held]] } });
  const names = ["a", "b"].map((force) => payload.forces[force].name).join(words.with);
  assert.equal(formatHolders(disputed, holdingsOn(disputed, "town", 10)), `Disputed between ${names}`);
  const [{ places, rival }] = holdersOn(disputed, 10);
  assert.deepEqual([places, rival], [["town"], new Set(["town"])]);
  assert.equal(nameHeld(disputed, "town", rival), `${payload.places.town.name}, disputed`);
});

test("conflicting claims are in columns, that of the first record first", () => {
  const claim = (/** @type {object} */ fields) => ({
    force: "a",
    status: "absent",
    author: "",
    since: "",
    sources: [],
    contradicts: [],
    denied: [],
    ...fields,
  });
  const records = [
    claim({ speaker: "Alphas", denied: [1, 2, 3] }),
    claim({ status: "presence", speaker: "Betas", contradicts: [0] }),
    claim({ status: "presence", speaker: "Third parties", contradicts: [0] }),
    claim({ status: "presence", speaker: "Betas", contradicts: [0] }),
  ];
  const disputed = { ...payload, records, holdings: { town: [[10, [[0, 5, 0, 1]]]] } };
  const [[[own]], against] = groupConflicts(disputed, "town", 10);
  assert.equal(own, records[0]);
  assert.deepEqual(
    against.map((same) => same.map((record) => records.indexOf(record))),
    [[1, 3], [2]],
  );
  assert.deepEqual(groupConflicts(payload, "town", 5), []);
});
