// @ts-check
// Rows of the timeline: those in view as Plotly traces, one for each style; and what a row shows on a day.

/** @typedef {[style: number, first: number, end: number]} Bar */
/** @typedef {[first: number, end: number, text: string, colour: string]} BarName */
/** @typedef {[day: number, id: string, lines: string[]]} Mark */
/** @typedef {[first: number, end: number, lines: string[]]} Stay */
/** @typedef {{bars: Bar[], names: BarName[], events: Mark[], stays: Stay[]}} Row */
/** @typedef {{font: {family: string, size: number}, xaxis: {range: [number, number]}}} Layout */
/**
 * @typedef {object} Strip what the server sends
 * @property {Layout} layout
 * @property {object[]} styles
 * @property {object} marks
 * @property {Row[]} rows
 * @property {number} rowPx
 * @property {number} barPx
 */

const STEP = 4;
const AHEAD_PX = 96;
const MARK_PX = 7;
const PADDING_PX = 3;

/**
 * Returns the rows to draw, from one up to but not including the other: those in view and some beside them.
 * @param {Strip} strip
 * @param {number} top px from the first row to the first that is in view
 * @param {number} height px in view
 * @returns {[number, number]}
 */
export function rowsInView({ rows, rowPx }, top, height) {
  const step = STEP * rowPx;
  const from = Math.floor((top - AHEAD_PX) / step) * STEP;
  const to = Math.ceil((top + height + AHEAD_PX) / step) * STEP;
  return [Math.min(Math.max(from, 0), rows.length), Math.min(Math.max(to, 0), rows.length)];
}

/**
 * Returns the traces of some rows.
 * @param {Strip} strip
 * @param {[number, number]} window
 * @param {number} width of the chart in px
 * @param {(text: string) => number} measure returns the px that a name needs
 */
export function drawRows(strip, [from, to], width, measure) {
  const [left, right] = strip.layout.xaxis.range;
  const daysPerPx = Math.abs(right - left) / Math.max(width, 1);
  /** @type {Map<number, {x: (number | null)[], y: (number | null)[]}>} */
  const boxes = new Map();
  const names = {
    x: /** @type {number[]} */ ([]),
    y: /** @type {number[]} */ ([]),
    text: /** @type {string[]} */ ([]),
  };
  const colours = /** @type {string[]} */ ([]);
  const events = { x: /** @type {number[]} */ ([]), y: /** @type {number[]} */ ([]) };
  const half = strip.barPx / strip.rowPx / 2;
  for (let number = from; number < to; number++) {
    const row = strip.rows[number];
    for (const [style, first, end] of row.bars) {
      const box = boxes.get(style) ?? { x: [], y: [] };
      boxes.set(style, box);
      const [over, under] = [number - half, number + half];
      box.x.push(first, end, end, first, first, null);
      box.y.push(over, over, under, under, over, null);
    }
    for (const [first, end, text, colour] of row.names) {
      if (measure(text) + 2 * PADDING_PX > (end - first) / daysPerPx) continue;
      names.x.push(first + PADDING_PX * daysPerPx);
      names.y.push(number);
      names.text.push(text);
      colours.push(colour);
    }
    for (const [day] of row.events) {
      events.x.push(day);
      events.y.push(number - half); // on the upper edge of the bar, where no name is covered
    }
  }
  const styles = [...boxes.keys()].sort((a, b) => rank(strip.styles[a]) - rank(strip.styles[b]) || a - b);
  return [
    ...styles.map((style) => ({ type: "scatter", hoverinfo: "skip", ...strip.styles[style], ...boxes.get(style) })),
    {
      type: "scatter",
      mode: "text",
      ...names,
      textposition: right < left ? "middle left" : "middle right",
      textfont: { color: colours, size: strip.layout.font.size, weight: 600 },
      hoverinfo: "skip",
    },
    { type: "scatter", mode: "markers", ...events, marker: strip.marks, hoverinfo: "skip", cliponaxis: false },
  ];
}

/** Grounds lie below patterns, and these below edges. @param {object} style */
function rank(style) {
  return "line" in style ? 2 : "fillpattern" in style ? 1 : 0;
}

/**
 * Finds what a row shows at a point: an event if it is near, or else the stay on that day.
 * @param {Strip} strip
 * @param {number} number of the row
 * @param {number} day with its fraction
 * @param {number} over px from the top of the row
 * @param {number} daysPerPx
 * @returns {{day: number, event: string | null, lines: string[]} | null}
 */
export function findAt(strip, number, day, over, daysPerPx) {
  const row = strip.rows[number];
  if (!row) return null;
  const edge = (strip.rowPx - strip.barPx) / 2;
  const gap = (/** @type {Mark} */ [on]) => Math.abs(on - day) / daysPerPx;
  const [event] = Math.abs(over - edge) <= MARK_PX ? row.events.toSorted((a, b) => gap(a) - gap(b)) : [];
  if (event && gap(event) <= MARK_PX) return { day: event[0], event: event[1], lines: event[2] };
  const stay = row.stays.find(([first, end]) => first <= day && day < end);
  return stay ? { day: Math.round(day), event: null, lines: stay[2] } : null;
}
