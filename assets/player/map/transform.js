// @ts-check
// Transforms: what a point of a drawing is on the screen, and back. Pure.

/** @typedef {{k: number, x: number, y: number}} Transform px of the screen: screen = home × k + (x, y) */
/** @typedef {[number, number]} Point */
/** @typedef {[Point, Point]} Box its corners, top left and bottom right */

/** @type {Transform} */
export const IDENTITY = { k: 1, x: 0, y: 0 };

/**
 * The point of the drawing that a point of the screen shows.
 * @param {Transform} at
 * @param {Point} point
 * @returns {Point}
 */
export const invert = ({ k, x, y }, point) => [(point[0] - x) / k, (point[1] - y) / k];

/**
 * The transform of a zoom that shows a point of the drawing at a point of the screen.
 * @param {number} k
 * @param {Point} screen
 * @param {Point} drawn
 * @returns {Transform}
 */
export const anchor = (k, screen, drawn) => ({ k, x: screen[0] - drawn[0] * k, y: screen[1] - drawn[1] * k });

/**
 * The nearest transform whose screen shows nothing outside of some bounds; centred where they are smaller than it.
 * @param {Transform} at
 * @param {Box} screen
 * @param {Box} bounds
 * @returns {Transform}
 */
export function constrain(at, screen, bounds) {
  const [first, last] = [invert(at, screen[0]), invert(at, screen[1])];
  const [x, y] = [0, 1].map((axis) => {
    const [before, after] = [first[axis] - bounds[0][axis], last[axis] - bounds[1][axis]];
    return after > before ? (before + after) / 2 : Math.min(0, before) || Math.max(0, after);
  });
  return { k: at.k, x: at.x + at.k * x, y: at.y + at.k * y };
}

/** @param {Point} first @param {Point} second */
export const distance = (first, second) => Math.hypot(first[0] - second[0], first[1] - second[1]);

/** @param {Point} first @param {Point} second @returns {Point} */
export const middle = (first, second) => [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
