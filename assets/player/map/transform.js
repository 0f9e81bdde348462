// @ts-check
// A transform (k, x, y) puts the point (X, Y) of the drawing at (x + k X, y + k Y) of the screen.

/** @typedef {{k: number, x: number, y: number}} Transform */
/** @typedef {[x: number, y: number]} Point */
/** @typedef {[lowest: Point, highest: Point]} Box */

/** @type {Transform} */
export const IDENTITY = { k: 1, x: 0, y: 0 };

/**
 * The point of the drawing that a point of the screen shows.
 * @param {Transform} at
 * @param {Point} screen
 * @returns {Point}
 */
export const invert = ({ k, x, y }, [left, top]) => [(left - x) / k, (top - y) / k];

/**
 * The transform that shows a point of the drawing at a point of the screen.
 * @param {number} k
 * @param {Point} screen
 * @param {Point} drawn
 * @returns {Transform}
 */
export const anchor = (k, screen, drawn) => ({ k, x: screen[0] - drawn[0] * k, y: screen[1] - drawn[1] * k });

/**
 * The nearest transform of the same zoom that shows nothing outside of the bounds; what is smaller than the screen is in its middle.
 * @param {Transform} at
 * @param {Box} screen
 * @param {Box} bounds
 * @returns {Transform}
 */
export function constrain({ k, x, y }, [first, last], [lowest, highest]) {
  /** @param {number} offset @param {0 | 1} axis */
  const shift = (offset, axis) => {
    const most = first[axis] - lowest[axis] * k; // the lowest bound is at the first edge of the screen
    const least = last[axis] - highest[axis] * k;
    return least > most ? (least + most) / 2 : Math.min(Math.max(offset, least), most);
  };
  return { k, x: shift(x, 0), y: shift(y, 1) };
}

/** @param {Point} first @param {Point} second */
export const distance = ([x, y], [otherX, otherY]) => Math.hypot(x - otherX, y - otherY);

/** The middle of points. @param {Point[]} points @returns {Point} */
export function middle(points) {
  const [x, y] = points.reduce(([left, top], point) => [left + point[0], top + point[1]], [0, 0]);
  return [x / points.length, y / points.length];
}
