// @ts-check
// Hit test: which subject is at a point of the map, and which events share a spot. Thin lines and small
// symbols have margins, so that a finger hits them; areas only answer if nothing else does.

import { subjectOf } from "../panel/subjects.js";

/** The margin of a symbol, in px of the screen: a finger is broader than a mouse. */
const REACH_PX = { fine: 8, coarse: 12 };
const WAYS = 8;
/** At how many points a line is measured, and at how many more on either side of the nearest. */
const [SAMPLES, FINER] = [128, 16];
/** Stars closer together than this are one spot. */
const SPOT_PX = 14;

/** @param {PointerEvent | MouseEvent} event @returns {string | null} */
export function subjectAt(event) {
  const root = event.target instanceof Element ? event.target.ownerDocument : document;
  // A star is small: if a name covers it, the star is meant.
  const under = root
    .elementsFromPoint(event.clientX, event.clientY)
    .filter((element) => !isGround(element) && subjectOf(element) !== null);
  const star = under.find((element) => subjectOf(element)?.startsWith("event:"));
  const met = subjectOf(star ?? under.find((element) => !isLine(element)) ?? nearest(under.filter(isLine), event));
  if (met) return met;
  const direct = subjectOf(event.target);
  const fine = "pointerType" in event && event.pointerType === "mouse";
  const reach = fine ? REACH_PX.fine : REACH_PX.coarse;
  for (const radius of [reach / 2, reach]) {
    for (let way = 0; way < WAYS; way += 1) {
      const turn = (2 * Math.PI * way) / WAYS;
      const near = root.elementFromPoint(
        event.clientX + radius * Math.cos(turn),
        event.clientY + radius * Math.sin(turn),
      );
      const subject = isGround(near) ? null : subjectOf(near);
      if (subject !== null) return subject;
    }
  }
  return direct;
}

/** Whether an element is a line; lines have margins too. @param {Element} element @returns {element is SVGPathElement} */
function isLine(element) {
  return element instanceof SVGPathElement && element.getAttribute("fill") === "none";
}

/** The line nearest to a point: where lines are close together, the margin of one lies over the next. @param {SVGPathElement[]} lines @param {MouseEvent} event @returns {SVGPathElement | null} */
function nearest(lines, event) {
  if (lines.length < 2) return lines[0] ?? null;
  const away = lines.map((line) => distanceTo(line, event));
  return lines[away.indexOf(Math.min(...away))];
}

/** The distance of a line from a point, in whole px of the screen: overlapping lines are equally far. @param {SVGPathElement} line @param {MouseEvent} event */
function distanceTo(line, { clientX, clientY }) {
  const [matrix, length] = [line.getScreenCTM(), line.getTotalLength()];
  if (!matrix) return Infinity;
  /** @param {number} along */
  const at = (along) => {
    const { x, y } = line.getPointAtLength(along).matrixTransform(matrix);
    return Math.hypot(x - clientX, y - clientY);
  };
  const step = length / SAMPLES;
  const coarse = Array.from({ length: SAMPLES + 1 }, (_, index) => at(index * step));
  const best = coarse.indexOf(Math.min(...coarse)) * step;
  const fine = Array.from({ length: 2 * FINER + 1 }, (_, index) => at(best + (index / FINER - 1) * step));
  return Math.round(Math.min(...fine));
}

/** @param {EventTarget | null} target */
function isGround(target) {
  return target instanceof Element && target.closest(".sheet-zones") !== null;
}

/** Where a subject is drawn on the screen: the middle of its symbol or its name; null if it is not visible. @param {Element} element @returns {DOMRect | null} */
export function boxOf(element) {
  if (element.closest("[display=none], [visibility=hidden]")) return null;
  const box = element.getBoundingClientRect();
  return box.width > 0 || box.height > 0 ? box : null;
}

/** The other events whose stars are on the spot of one, in order of date. @param {HTMLElement} holder @param {string} subject */
export function eventsNear(holder, subject) {
  const stars = [...holder.querySelectorAll("[id^=event-]")].flatMap((star) => {
    const box = boxOf(star);
    return box ? [{ subject: subjectOf(star) ?? "", x: box.x + box.width / 2, y: box.y + box.height / 2 }] : [];
  });
  const centre = stars.find((star) => star.subject === subject);
  if (!centre) return [];
  return stars
    .filter((star) => star !== centre && Math.hypot(star.x - centre.x, star.y - centre.y) <= SPOT_PX)
    .map((star) => star.subject);
}
