import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  addMonths,
  dayOf,
  formatDay,
  formatIso,
  nextChange,
  parseIso,
  valueOn,
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
