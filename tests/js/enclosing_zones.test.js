import assert from "node:assert/strict";
import { test } from "node:test";

import { gapOf, explainGap, zoneAround } from "../../assets/player/panel/enclosing_zones.js";
import { formatSpan } from "../../assets/player/core/lookup.js";
import { payload } from "./fixture.js";

const words = {
  ...payload.words,
  nothing_own: "None of its own.",
  nothing_here: "Nothing.",
  not_covered: "Not covered.",
  nobody_before: "Nobody before {date}.",
  nobody_from: "Nobody from {date} on.",
  nobody_on: "Nobody on {date}.",
  nobody_between: "Nobody between {first} and {last}.",
};
const timelines = {
  ...payload,
  words,
  tracks: { ...payload.tracks, existence: {} },
  places: {
    ...payload.places,
    post: { name: "Post", shape: "site", covered: true, within: ["yard", "town"] },
    yard: { name: "Yard", shape: "zone", covered: true },
    bare: { name: "Bare", shape: "site", covered: true, within: [] },
    out: { name: "Out", shape: "zone", covered: false },
  },
  holdings: {
    ...payload.holdings,
    yard: [
      [50, [[0, 5, 0]]],
      [60, []],
      [80, [[0, 5, 0]]],
      [81, []],
      [82, [[0, 5, 0]]],
      [90, []],
    ],
  },
};
const silence = (/** @type {string} */ place, /** @type {number} */ day) => explainGap(timelines, place, day);

test("the smallest zone with records stands in for a site; on days without any, the smallest", () => {
  assert.equal(zoneAround(timelines, "post", 55), "yard");
  assert.equal(zoneAround(timelines, "post", 65), "town");
  assert.equal(zoneAround(timelines, "post", 5), "yard");
  assert.equal(zoneAround(timelines, "bare", 55), null);
});

test("a gap has its two ends, or one if it has only one", () => {
  assert.deepEqual(gapOf(timelines, "yard", 70), { first: 60, last: 79 });
  assert.equal(gapOf(timelines, "yard", 85), null);
  assert.deepEqual(gapOf(timelines, "town", 250), { first: 200, last: 299 });
  assert.equal(silence("yard", 70), "Nobody between 2 and 21 March 1970.");
  assert.equal(silence("yard", 81), "Nobody on 23 March 1970.");
  assert.equal(silence("yard", 49), "Nobody before 20 February 1970.");
  assert.equal(silence("yard", 95), "Nobody from 1 April 1970 on.");
});

test("a place that never had a record is described as such, and so is uncovered ground", () => {
  assert.equal(silence("post", 5), "None of its own.");
  assert.equal(silence("out", 5), "Not covered.");
});

test("two days do not repeat what they share", () => {
  assert.deepEqual(formatSpan(payload, 3, 8), { first: "4", last: "9 January 1970" });
  assert.deepEqual(formatSpan(payload, 3, 40), { first: "4 January", last: "10 February 1970" });
  assert.deepEqual(formatSpan(payload, 3, 400), { first: "4 January 1970", last: "5 February 1971" });
});

test("a place lies in the shapes of the day", () => {
  /** @type {Record<string, [number, number][]>} */
  const existence = {
    "zone-yard": [
      [0, 1],
      [55, 0],
    ],
    "zone-yard@2": [[55, 1]],
  };
  const moved = {
    ...timelines,
    tracks: { ...timelines.tracks, existence },
    places: { ...timelines.places, post: { ...timelines.places.post, within: ["yard@2", "town"] } },
  };
  assert.equal(zoneAround(moved, "post", 54), "town");
  assert.equal(zoneAround(moved, "post", 55), "yard");
});
