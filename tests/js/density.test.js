// The years under the slider: none is cut at its end.

import assert from "node:assert/strict";
import { test } from "node:test";

import { yearsWithin } from "../../assets/player/time/density.js";
import { payload } from "./fixture.js";
import { dayOf } from "../../assets/player/core/lookup.js";

const [first, last] = [dayOf(2017, 0, 1), dayOf(2019, 0, 1)];

/** @param {number} day */
const toTheRight = (day) => (300 * (day - first)) / (last - first);
/** @param {number} day */
const toTheLeft = (day) => 300 - toTheRight(day);

test("a year that begins on the last day has a tick and no room for its label", () => {
  for (const across of [toTheRight, toTheLeft]) {
    const drawn = yearsWithin({ ...payload, first, last }, across, 300);
    assert.deepEqual(
      drawn.map(({ label }) => label),
      ["2017", "2018", ""],
    );
    assert.equal(drawn[2].x, across(last));
  }
});

test("an atlas of one day has its year", () => {
  assert.deepEqual(
    yearsWithin({ ...payload, first, last: first }, () => 0, 300),
    [{ x: 0, label: "2017" }],
  );
});

test("of many years, round ones as they are written are marked", () => {
  const words = { ...payload.words, bce: "{year} BCE", ce: "{year} CE" };
  const [begin, end] = [dayOf(-60, 0, 1), dayOf(20, 0, 1)];
  const across = (/** @type {number} */ day) => (740 * (day - begin)) / (end - begin);
  const drawn = yearsWithin({ ...payload, words, first: begin, last: end }, across, 740);
  assert.deepEqual(
    drawn.map(({ label }) => label),
    ["60 BCE", "50 BCE", "40 BCE", "30 BCE", "20 BCE", "10 BCE", "10 CE", ""],
  );
});
