// @ts-check
// The pointer on the map: it highlights what it is on and shows a tooltip; a click or a tap selects.

import { eventsNear, subjectAt } from "./hit_test.js";

/** @param {import("../core/player.js").Player} player */
export function listenToPointer(player) {
  const { viewport, map, tooltip } = player;

  /** @param {string} subject @param {number} x px from the left of the map @param {number} y */
  function showTooltip(subject, x, y) {
    map.highlight(subject);
    const more = subject.startsWith("event:") ? eventsNear(map.holder, subject).length : 0;
    tooltip.show(subject, x, y, more);
  }

  /** @param {string} subject @param {MouseEvent} event */
  function showAt(subject, event) {
    const box = viewport.getBoundingClientRect();
    showTooltip(subject, event.clientX - box.left, event.clientY - box.top);
  }

  function clear() {
    tooltip.hide();
    map.highlight(player.subject);
  }

  viewport.addEventListener("pointermove", (event) => {
    const subject = event.pointerType === "mouse" && event.buttons === 0 ? subjectAt(event) : null;
    if (subject) showAt(subject, event);
    else clear();
  });
  viewport.addEventListener("pointerleave", clear);
  map.holder.addEventListener("click", (event) => {
    player.select(subjectAt(event));
    // A finger cannot hover: it shows at once what it touched.
    if (player.subject && !("pointerType" in event && event.pointerType === "mouse")) showAt(player.subject, event);
  });
  return { showTooltip, clear };
}
