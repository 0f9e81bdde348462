import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  STRIDES,
  addMonths,
  dayOf,
  formatDate,
  formatDay,
  formatIso,
  nextChange,
  parseIso,
  readDate,
  stepBy,
  valueOn,
  writeDate,
} from "../../assets/player/core/lookup.js";
import { payload } from "./fixture.js";

const cases = JSON.parse(readFileSync(new URL("../cases/tracks.json", import.meta.url), "utf8"));

for (const { track, values } of cases.tracks) {
  test(`the track ${JSON.stringify(track)} says on each day what Python says`, () => {
    for (const [day, value] of values) assert.equal(valueOn(track, day), value, `day ${day}`);
  });
}

for (const [iso, day] of cases.days) {
  test(`${iso} is day ${day}`, () => {
    assert.equal(parseIso(iso), day);
    assert.equal(formatIso(day), iso);
  });
}

for (const text of cases.noDays) {
  test(`"${text}" is no day`, () => assert.equal(parseIso(text), null));
}

test("a day follows the pattern of the language", () => {
  const day = dayOf(2020, 11, 17);
  assert.equal(formatDay(payload, day, "long"), "Thursday 17 December 2020");
  assert.equal(formatDay(payload, day, "short"), "17 Dec 2020");
});

test("a month on from the 31st is the last day of the next", () => {
  assert.equal(addMonths(dayOf(2019, 0, 31), 1), dayOf(2019, 1, 28));
  assert.equal(addMonths(dayOf(2020, 2, 31), -1), dayOf(2020, 1, 29));
  assert.equal(addMonths(dayOf(2020, 11, 17), 1), dayOf(2021, 0, 17));
});

test("the next change is never the day itself", () => {
  assert.equal(nextChange(payload.days, 10, 1), 20);
  assert.equal(nextChange(payload.days, 20, -1), 10);
  assert.equal(nextChange(payload.days, 300, 1), null);
  assert.equal(nextChange(payload.days, 10, -1), null);
});

const unitCases = JSON.parse(readFileSync(new URL("../cases/units.json", import.meta.url), "utf8"));

/** The payload of an atlas with a unit of time. @param {string} granularity */
function payloadOf(granularity) {
  const words = { ...payload.words, bce: "{year} BCE", ce: "{year} CE" };
  const unit = granularity === "day" ? {} : { granularity: /** @type {"month" | "year"} */ (granularity) };
  return { ...payload, words, ...unit };
}

for (const { granularity, text, day, written, next } of unitCases.dates) {
  test(`${text} is ${day} in an atlas of ${granularity}s`, () => {
    const own = payloadOf(granularity);
    const number = Number(readDate(own, text));
    assert.equal(formatIso(number), day);
    assert.equal(writeDate(own, number), written);
    assert.equal(formatIso(stepBy(number, 1, STRIDES[granularity][0])), next);
  });
}

for (const { granularity, text } of unitCases.wrong) {
  test(`"${text}" is no date in an atlas of ${granularity}s`, () =>
    assert.equal(readDate(payloadOf(granularity), text), null));
}

for (const { granularity, day, long, short } of unitCases.words) {
  test(`${day} is ${long} in an atlas of ${granularity}s`, () => {
    const number = Number(readDate(payload, day));
    assert.equal(formatDate(payloadOf(granularity), number, "long"), long);
    assert.equal(formatDate(payloadOf(granularity), number, "short"), short);
  });
}
