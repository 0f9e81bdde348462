// @ts-check
// Tracks of an embed payload: the days from one step to the next.

/** @param {number[]} packed @returns {[number, number][]} */
export function unpackTrack(packed) {
  /** @type {[number, number][]} */
  const track = [];
  let day = 0;
  for (let at = 0; at < packed.length; at += 2) {
    day += packed[at];
    track.push([day, packed[at + 1]]);
  }
  return track;
}
