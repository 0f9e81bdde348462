// @ts-check
// The tooltip beside the pointer: the place, who is there, since when; the event and its day. The panel says the same to readers without a pointer.

import { el } from "../core/elements.js";
import { forceSwatch } from "./parts.js";
import { isKnown, summarise } from "./subjects.js";

/** @typedef {import("../core/state.js").PlayerState} PlayerState */

const AWAY_PX = 14;

/**
 * Creates the tooltip.
 * @param {HTMLElement} root the map
 * @param {PlayerState} state
 */
export function createTooltip(root, state) {
  const tooltip = el("div", { class: "tooltip", "aria-hidden": "true", hidden: true });
  root.append(tooltip);

  return {
    /** @param {string} subject @param {number} x px from the map's left @param {number} y @param {number} [more] events on the same spot */
    show(subject, x, y, more = 0) {
      const { payload, day } = state;
      if (!isKnown(payload, subject)) return this.hide();
      const { name, force, who, small } = summarise(payload, subject, day, more);
      tooltip.replaceChildren(
        el("strong", { dir: "auto" }, name),
        who ? el("span", { class: "who" }, forceSwatch(payload, force), who) : "",
        small ? el("span", { class: "small" }, small) : "",
      );
      tooltip.hidden = false;
      const left =
        x + AWAY_PX + tooltip.offsetWidth > root.clientWidth ? x - AWAY_PX - tooltip.offsetWidth : x + AWAY_PX;
      const top = Math.min(y + AWAY_PX, root.clientHeight - tooltip.offsetHeight - 4);
      tooltip.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(top, 4)}px)`;
    },
    hide() {
      if (!tooltip.hidden) tooltip.hidden = true;
    },
  };
}
