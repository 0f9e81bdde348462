// @ts-check
// Pointing: which subject is meant by a point of the map, and which events share a spot. Thin lines and small
// signs answer a little beside themselves, so that a finger finds them; ground only answers where nothing else does.

import { subjectOf } from "../panel/subjects.js";

/** How far beside a sign it still answers, in px of the screen: a finger is broader than a mouse. */
const REACH_PX = { fine: 8, coarse: 12 };
const WAYS = 8;
/** Stars nearer than this to one another are one spot. */
const SPOT_PX = 14;

/** @param {PointerEvent | MouseEvent} event @returns {string | null} */
export function subjectAt(event) {
  const root = event.target instanceof Element ? event.target.ownerDocument : document;
  // A star is small: where a name lies over it, the star is meant.
  const under = root.elementsFromPoint(event.clientX, event.clientY).filter((element) => !isGround(element)).map(subjectOf);
  const met = under.find((subject) => subject?.startsWith("event:")) ?? under.find((subject) => subject !== null);
  if (met) return met;
  const direct = subjectOf(event.target);
  const fine = "pointerType" in event && event.pointerType === "mouse";
  const reach = fine ? REACH_PX.fine : REACH_PX.coarse;
  for (const radius of [reach / 2, reach]) {
    for (let way = 0; way < WAYS; way += 1) {
      const turn = (2 * Math.PI * way) / WAYS;
      const near = root.elementFromPoint(event.clientX + radius * Math.cos(turn), event.clientY + radius * Math.sin(turn));
      const subject = isGround(near) ? null : subjectOf(near);
      if (subject !== null) return subject;
    }
  }
  return direct;
}

/** @param {EventTarget | null} target */
function isGround(target) {
  return target instanceof Element && target.closest(".sheet-zones") !== null;
}

/** Where a subject is drawn on the screen: the middle of its sign or its name; null where it is not seen. @param {Element} element @returns {DOMRect | null} */
export function boxOf(element) {
  if (element.closest("[display=none], [visibility=hidden]")) return null;
  const box = element.getBoundingClientRect();
  return box.width > 0 || box.height > 0 ? box : null;
}

/** The other events whose stars stand on the spot of one, in order of date. @param {HTMLElement} holder @param {string} subject */
export function eventsNear(holder, subject) {
  const stars = [...holder.querySelectorAll("[id^=event-]")].flatMap((star) => {
    const box = boxOf(star);
    return box ? [{ subject: subjectOf(star) ?? "", x: box.x + box.width / 2, y: box.y + box.height / 2 }] : [];
  });
  const one = stars.find((star) => star.subject === subject);
  if (!one) return [];
  return stars.filter((star) => star !== one && Math.hypot(star.x - one.x, star.y - one.y) <= SPOT_PX).map((star) => star.subject);
}
