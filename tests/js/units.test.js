// Dates in the unit of an atlas: the cases that Python runs as well.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { yearsWithin } from "../../assets/player/time/density.js";
import { STRIDES, dayOf, formatDate, formatIso, readDate, stepBy, writeDate } from "../../assets/player/core/lookup.js";
import { payload as days } from "./fixture.js";

const cases = JSON.parse(readFileSync(new URL("../cases/units.json", import.meta.url), "utf8"));

/** The payload of an atlas with a unit of time. @param {string} granularity */
function payloadOf(granularity) {
  const words = { ...days.words, bce: "{year} BCE", ce: "{year} CE" };
  const unit = granularity === "day" ? {} : { granularity: /** @type {"month" | "year"} */ (granularity) };
  return { ...days, words, ...unit };
}

for (const { granularity, text, day, written, next } of cases.dates) {
  test(`${text} is ${day} in an atlas of ${granularity}s`, () => {
    const payload = payloadOf(granularity);
    const number = Number(readDate(payload, text));
    assert.equal(formatIso(number), day);
    assert.equal(writeDate(payload, number), written);
    assert.equal(formatIso(stepBy(number, 1, STRIDES[granularity][0])), next);
  });
}

for (const { granularity, text } of cases.wrong) {
  test(`"${text}" is no date in an atlas of ${granularity}s`, () =>
    assert.equal(readDate(payloadOf(granularity), text), null));
}

for (const { granularity, day, long, short } of cases.words) {
  test(`${day} is ${long} in an atlas of ${granularity}s`, () => {
    const number = Number(readDate(days, day));
    assert.equal(formatDate(payloadOf(granularity), number, "long"), long);
    assert.equal(formatDate(payloadOf(granularity), number, "short"), short);
  });
}

test("of many years, round ones as they are written are marked", () => {
  const [first, last] = [dayOf(-60, 0, 1), dayOf(20, 0, 1)];
  const across = (/** @type {number} */ day) => (740 * (day - first)) / (last - first);
  const drawn = yearsWithin({ ...payloadOf("year"), first, last }, across, 740);
  assert.deepEqual(
    drawn.map(({ label }) => label),
    ["60 BCE", "50 BCE", "40 BCE", "30 BCE", "20 BCE", "10 BCE", "10 CE", ""],
  );
});
