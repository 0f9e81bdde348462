// @ts-check
// The drawing under the slider: one bar per month, or year, for the number of changes, beneath it how much is
// merely possible, a tick per year, and the time after the information date.

import { svg } from "../core/elements.js";
import { addMonths, dateOf, dayOf, formatYear } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {(day: number) => number} Across the position of a day, in px */

const YEAR_PX = 40;
const ERA_PX = 64; // with its era
const MOST_TICKS = 60;
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const LABEL_PX = 32; // the room of a year: one at the very end would be cut
const HIGHEST_PX = 12;
const HEIGHT_PX = 44;
const UNCERTAINTY_Y = 14.5;

/**
 * @param {Payload} payload
 * @param {number} width px
 * @returns {SVGElement[]}
 */
export function drawDensity(payload, width) {
  const { first, last, known, dir } = payload;
  /** @type {Across} */
  const across = (day) => {
    const share = (day - first) / Math.max(last - first, 1);
    return (dir === "rtl" ? 1 - share : share) * width;
  };
  const within = payload.days.filter(([day]) => day >= first && day <= last);
  const drawn = [
    ...bars(within, payload, across),
    ...uncertaintyBars(payload, across),
    ...years(payload, across, width),
  ];
  if (known < last) {
    const { x, width: wide } = between(across(known), across(last));
    drawn.push(svg("rect", { class: "unknown", x, y: 0, width: wide, height: HEIGHT_PX }));
  }
  return drawn;
}

/** @param {Payload["days"]} days @param {Payload} payload @param {Across} across */
function bars(days, { first, last, granularity }, across) {
  const yearly = granularity === "year";
  /** @type {Map<number, number>} */
  const months = new Map();
  for (const [day, { length: count }] of days) {
    if (!count) continue;
    const date = dateOf(day);
    const month = dayOf(date.getUTCFullYear(), yearly ? 0 : date.getUTCMonth(), 1);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  const most = Math.max(1, ...months.values());
  return [...months].map(([month, count]) => {
    const { x, width } = between(
      across(Math.max(month, first)),
      across(Math.min(addMonths(month, yearly ? 12 : 1), last)),
    );
    const height = 2 + (HIGHEST_PX - 2) * Math.sqrt(count / most);
    return svg("rect", { class: "bar", x: x + 0.5, y: HIGHEST_PX + 1 - height, width: Math.max(width - 1, 1), height });
  });
}

/** The days on which some of it is merely possible: the stronger, the more places. @param {Payload} payload @param {Across} across */
function uncertaintyBars({ uncertainty, first, last }, across) {
  const most = Math.max(1, ...uncertainty.map(([, count]) => count));
  return uncertainty.flatMap(([day, count], number) => {
    const start = Math.max(day, first);
    const end = Math.min(uncertainty[number + 1]?.[0] ?? last, last);
    if (!count || end <= start) return [];
    const { x, width } = between(across(start), across(end));
    return [
      svg("rect", {
        class: "uncertainty",
        x,
        y: UNCERTAINTY_Y,
        width,
        height: 2,
        "fill-opacity": (0.2 + 0.8 * (count / most)).toFixed(2),
      }),
    ];
  });
}

/** @param {Payload} payload @param {Across} across @param {number} width */
function years(payload, across, width) {
  return yearsWithin(payload, across, width).flatMap(({ x, label }) => {
    const text = svg("text", { x, y: 42 });
    text.textContent = label;
    return [svg("path", { class: "tick", d: `M${x} 25v4` }), ...(label ? [text] : [])];
  });
}

/**
 * Where each year begins, and its label: none between labels that would touch, or at the very end. Of many years,
 * only round ones are marked.
 * @param {Pick<Payload, "first" | "last" | "words">} payload
 * @param {Across} across
 * @param {number} width
 */
export function yearsWithin(payload, across, width) {
  const { first, last } = payload;
  const from = dateOf(first).getUTCFullYear();
  const count = dateOf(last).getUTCFullYear() - from + 1;
  const every = Math.max(1, Math.ceil(((from < 1000 ? ERA_PX : YEAR_PX) * count) / width));
  const round = count > MOST_TICKS ? (ROUND.find((step) => step >= every) ?? every) : 0;
  return Array.from({ length: count }, (_, number) => from + number)
    .filter((year) => !round || (year > 0 ? year : 1 - year) % round === 0)
    .map((year) => {
      const x = across(Math.max(dayOf(year, 0, 1), first));
      const fits = year === from || Math.abs(across(last) - x) >= LABEL_PX;
      const labelled = fits && (round > 0 || (year - from) % every === 0);
      return { x, label: labelled ? formatYear(/** @type {Payload} */ (payload), year) : "" };
    });
}

/** @param {number} first @param {number} second */
function between(first, second) {
  return { x: Math.min(first, second), width: Math.abs(second - first) };
}
