// @ts-check
// The tip beside the pointer: the place, who is there, since when. The panel says the same to those who don't point.

import { el } from "./build.js";
import { forceSwatch } from "./parts.js";
import { holdingsOn, leaderOf, tellWho } from "./telling.js";

/** @typedef {import("./payload.d.ts").Payload} Payload */

const AWAY_PX = 14;

/**
 * @param {HTMLElement} root the map
 * @param {Payload} first
 */
export function createTip(root, first) {
  let payload = first;
  const tip = el("div", { class: "tip", "aria-hidden": "true", hidden: true });
  root.append(tip);

  return {
    /** @param {string} place @param {number} day @param {number} x px from the map's left @param {number} y px */
    show(place, day, x, y) {
      const told = payload.places[place];
      if (!told) return this.hide();
      const holdings = holdingsOn(payload, place, day);
      const record = holdings[0]?.records[0];
      const who = told.covered ? tellWho(payload, holdings) : payload.words.not_covered;
      tip.replaceChildren(
        el("strong", {}, told.name),
        el("span", { class: "who" }, forceSwatch(payload, leaderOf(holdings)), who),
        record ? el("span", { class: "small" }, `${record.since} · ${payload.words[holdings[0].standing]}`) : "",
      );
      tip.hidden = false;
      const left = x + AWAY_PX + tip.offsetWidth > root.clientWidth ? x - AWAY_PX - tip.offsetWidth : x + AWAY_PX;
      const top = Math.min(y + AWAY_PX, root.clientHeight - tip.offsetHeight - 4);
      tip.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(top, 4)}px)`;
    },
    hide() {
      tip.hidden = true;
    },
    /** @param {Payload} next */
    load(next) {
      payload = next;
    },
  };
}
