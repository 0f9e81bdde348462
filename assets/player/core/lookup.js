// @ts-check
// Lookups: days, dates in words, and the value of a track on a day. Pure; Python runs the same cases.

/** @typedef {import("./payload.d.ts").Payload} Payload */

const DAY_MS = 86_400_000;

/**
 * How many of the sorted entries are at or before a day.
 * @template {[number, ...unknown[]]} Entry
 * @param {Entry[]} entries
 * @param {number} day
 */
export function countUntil(entries, day) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle][0] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The value of a track on a day; 0 before its first.
 * @param {import("./payload.d.ts").Track} track
 * @param {number} day
 */
export function valueOn(track, day) {
  const count = countUntil(track, day);
  return count ? track[count - 1][1] : 0;
}

/** @param {number} day @returns {Date} */
export function dateOf(day) {
  return new Date(day * DAY_MS);
}

/** @param {number} year @param {number} month 0 to 11 @param {number} date 1 to 31 */
export function dayOf(year, month, date) {
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month, date) / DAY_MS;
}

/** A day as YYYY-MM-DD, before the year 0 as -YYYY-MM-DD. @param {number} day */
export function formatIso(day) {
  // Years before 0 have six digits in ISO strings of JavaScript.
  return dateOf(day).toISOString().slice(0, -14).replace(/^-00/, "-");
}

/**
 * Reads YYYY-MM-DD or -YYYY-MM-DD; null if it is not a valid date.
 * @param {string} text
 */
export function parseIso(text) {
  const match = /^(-?\d{4})-(\d\d)-(\d\d)$/.exec(text.trim());
  if (!match) return null;
  const day = dayOf(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return formatIso(day) === text.trim() ? day : null;
}

/**
 * A day in words, by the pattern of the language: EEEE d MMMM y.
 * @param {Payload} payload
 * @param {number} day
 * @param {"long" | "plain" | "short"} [style]
 */
export function formatDay(payload, day, style = "plain") {
  return fillDate(payload, day, payload.words[{ long: "date_long", plain: "date", short: "date_short" }[style]]);
}

/** A year, with its era if it is before 1000: 14 CE, and 44 BCE for -43. @param {Payload} payload @param {number} year */
export function formatYear(payload, year) {
  if (year >= 1000) return String(year);
  return year > 0 ? say(payload, "ce", { year }) : say(payload, "bce", { year: 1 - year });
}

/** @param {Payload} payload @param {number} day @param {string} pattern */
function fillDate(payload, day, pattern) {
  const date = dateOf(day);
  /** @type {Record<string, string>} */
  const parts = {
    EEEE: payload.weekdays[date.getUTCDay()],
    MMMM: payload.months[date.getUTCMonth()],
    MMM: payload.monthsShort[date.getUTCMonth()],
    d: String(date.getUTCDate()),
    y: formatYear(payload, date.getUTCFullYear()),
  };
  return pattern.replace(/EEEE|MMMM|MMM|d|y/g, (letters) => parts[letters]);
}

/** How a date shown is written, by the unit of the atlas; a day, as the language writes days. */
const PATTERNS = {
  month: { long: "MMMM y", plain: "MMMM y", short: "MMM y" },
  year: { long: "y", plain: "y", short: "y" },
};
/** The months of a stride. */
const MONTHS = { month: 1, year: 12, decade: 120 };
/** The strides of each unit, the unit itself first. */
export const STRIDES = /** @type {const} */ ({
  day: ["day", "month"],
  month: ["month", "year"],
  year: ["year", "decade"],
});

/** @typedef {{granularity?: "month" | "year"}} Dated an atlas with its unit of time, a day unless it says so */

/**
 * A date shown, in the unit of the atlas: 17 December 2020; March 1415; 44 BCE.
 * @param {Payload} payload
 * @param {number} day
 * @param {"long" | "plain" | "short"} [style]
 */
export function formatDate(payload, day, style = "plain") {
  const { granularity } = payload;
  return granularity ? fillDate(payload, day, PATTERNS[granularity][style]) : formatDay(payload, day, style);
}

/** The first day of the unit of a day. @param {Dated} payload @param {number} day */
export function floorDate({ granularity }, day) {
  if (!granularity) return day;
  const date = dateOf(day);
  return dayOf(date.getUTCFullYear(), granularity === "year" ? 0 : date.getUTCMonth(), 1);
}

/** A date as in addresses: 2020-12-17, 1415-03 or -0043. @param {Dated} payload @param {number} day */
export function writeDate({ granularity }, day) {
  const text = formatIso(day);
  return granularity ? text.slice(0, granularity === "year" ? -6 : -3) : text;
}

/** Reads a date as in addresses; null if it is none. @param {Dated} payload @param {string} text */
export function readDate(payload, text) {
  const parts = text.trim().match(/^(-?\d{4})(-\d\d)?(-\d\d)?$/);
  if (!payload.granularity || !parts) return parseIso(text);
  const day = parseIso(`${parts[1]}${parts[2] ?? "-01"}${parts[3] ?? "-01"}`);
  return day === null ? null : floorDate(payload, day);
}

/** The day a stride away. @param {number} day @param {1 | -1} direction @param {"day" | keyof typeof MONTHS} stride */
export function stepBy(day, direction, stride) {
  return stride === "day" ? day + direction : addMonths(day, direction * MONTHS[stride]);
}

/** Two days in words, without repeating what they share: 4 and 9 August 2020. @param {Payload} payload @param {number} first @param {number} last */
export function formatSpan(payload, first, last) {
  if (payload.granularity) return { first: formatDate(payload, first), last: formatDate(payload, last) };
  const [firstDate, lastDate] = [dateOf(first), dateOf(last)];
  const year = firstDate.getUTCFullYear() === lastDate.getUTCFullYear();
  const month = year && firstDate.getUTCMonth() === lastDate.getUTCMonth();
  const pattern = month ? "d" : year ? payload.words.date.replace("y", "").trim() : payload.words.date;
  return { first: fillDate(payload, first, pattern), last: formatDay(payload, last) };
}

/**
 * The same date some months on, or the last day of that month.
 * @param {number} day
 * @param {number} months
 */
export function addMonths(day, months) {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = dateOf(dayOf(year, month + 1, 0)).getUTCDate();
  return dayOf(year, month, Math.min(date.getUTCDate(), last));
}

/**
 * The nearest day of change before or after a day; null if there is none.
 * @param {[day: number, ...unknown[]][]} days
 * @param {number} day
 * @param {1 | -1} direction
 */
export function nextChange(days, day, direction) {
  const index = direction > 0 ? countUntil(days, day) : countUntil(days, day - 1) - 1;
  return days[index]?.[0] ?? null;
}

/**
 * The nearest day of change within the range of the slider.
 * @param {Payload} payload
 * @param {number} day
 * @param {1 | -1} direction
 */
export function changeBeside({ days, first, last }, day, direction) {
  const change = nextChange(days, day, direction);
  return change !== null && change >= first && change <= last ? change : null;
}

/**
 * A phrase with its placeholders filled.
 * @param {Payload} payload
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
export function say(payload, key, values = {}) {
  return payload.words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
