// @ts-check
// Own notes and positions, as the address contains them (atlas/request/own_notes.py). Pure.

/** @typedef {[x: number, y: number]} Position per mille of the map */
/** @typedef {{target: string, text: string, position: Position | null}} OwnNote */

export const MOST_NOTES = 3;
export const LONGEST_NOTE = 140;
const PER_MILLE = 1000;

/** The option `notes`; notes without target or text are left out. @param {OwnNote[]} notes */
export function formatNotes(notes) {
  return notes
    .filter(({ target, text }) => target.trim() && text.trim())
    .map(
      ({ target, text, position }) =>
        `${target.trim()}${formatPosition(position)}:${text.trim().replace(/[|\\]/g, "\\$&")}`,
    )
    .join("|");
}

/** @param {Position | null | undefined} position */
export function formatPosition(position) {
  return position ? `@${position.join(",")}` : "";
}

/** The option `callouts` for some ids, of which some have positions. @param {string[]} ids @param {Map<string, Position>} positions */
export function formatCallouts(ids, positions) {
  if (!ids.some((id) => positions.has(id))) return "";
  return ids.map((id) => id + formatPosition(positions.get(id))).join(",");
}

/** The middle of a box, moved, with the box inside the map. @param {number[]} box left, top, right, bottom @param {Position} by @returns {Position} */
export function moveBox([left, top, right, bottom], [dx, dy]) {
  return [clampMiddle((left + right) / 2 + dx, right - left), clampMiddle((top + bottom) / 2 + dy, bottom - top)];
}

/** @param {number} middle @param {number} length */
function clampMiddle(middle, length) {
  return Math.round(Math.min(Math.max(middle, length / 2), PER_MILLE - length / 2));
}
