// @ts-check
// Comparing accounts: where those of two sides differ on a day, with both claims, and the ways into a comparison.

import { el } from "../player/core/elements.js";
import { groupConflicts } from "../player/panel/conflicting_claims.js";
import { say, valueOn } from "../player/core/lookup.js";
import { forceSwatch, placeButton } from "../player/panel/parts.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {import("../player/core/payload.d.ts").Versus} Versus */
/** @typedef {import("../player/panel/parts.js").Actions} Actions */
/** @typedef {{places: string[], claims: number}} Difference places on which the two accounts differ in the same way */

/**
 * Where two accounts differ on a day, with similar places together, and on how many km².
 * @param {Versus} versus
 * @param {number} day
 * @returns {{differences: Difference[], km2: number}}
 */
export function differencesOn({ places }, day) {
  /** @type {Map<number, string[]>} */
  const groups = new Map();
  let km2 = 0;
  for (const [place, { km2: area, track }] of Object.entries(places)) {
    const number = valueOn(track, day);
    if (!number) continue;
    groups.set(number, [...(groups.get(number) ?? []), place]);
    km2 += area;
  }
  return { differences: [...groups].map(([claims, named]) => ({ places: named, claims })), km2 };
}

/**
 * The first part of the panel: where two accounts differ, or buttons to compare them.
 * @param {Payload} payload
 * @param {number} day
 * @param {string | null} place
 * @param {Actions} actions
 * @returns {HTMLElement[]}
 */
export function buildComparison(payload, day, place, actions) {
  const { versus } = payload;
  if (!versus) return place ? offer(payload, day, place, actions) : [];
  const { differences, km2 } = differencesOn(versus, day);
  const listed = place ? differences.filter(({ places }) => places.includes(place)) : differences;
  if (place && !listed.length) return [];
  return [
    el(
      "section",
      { class: "versus" },
      el(
        "h3",
        { class: "eyebrow" },
        el("i", { class: "framed", "aria-hidden": "true" }),
        head(payload, listed, place ? 0 : km2),
      ),
      ...listed.map((difference) => buildDifference(payload, versus, difference, place, actions)),
      place ? buildAllLink(payload, actions) : buildElsewhere(payload, versus, day),
    ),
  ];
}

/** @param {Payload} payload @param {Difference[]} differences @param {number} km2 */
function head(payload, differences, km2) {
  const { words } = payload;
  if (!differences.length) return words.versus_same;
  const area = Math.round(km2);
  return area
    ? `${words.versus_differ} · ${say(payload, "km2_zones", { n: area.toLocaleString("en") })}`
    : words.versus_differ;
}

/** @param {Payload} payload @param {Versus} versus @param {Difference} apart @param {string | null} place @param {Actions} actions */
function buildDifference(payload, versus, { places, claims }, place, actions) {
  const named = [...new Map(places.map((name) => [payload.places[name].name, name])).values()];
  const [own, other] = versus.claims[claims];
  const [side, beside] = versus.names;
  const at = place ?? named[0];
  return el(
    "article",
    { class: "difference", "data-difference": places.join(" ") },
    place ? null : el("div", { class: "places" }, ...named.map((name) => placeButton(payload, name, actions))),
    buildClaim(payload, side, own, "true", () => actions.select(at)),
    buildClaim(payload, beside, other, "false", () => {
      actions.select(at);
      swap(payload, versus, actions);
    }),
  );
}

/** What one side says; a tap draws its account. @param {Payload} payload @param {string} name @param {import("../player/core/payload.d.ts").Claims} claimed @param {string} drawn @param {() => void} onclick */
function buildClaim(payload, name, claimed, drawn, onclick) {
  const { words, forces } = payload;
  const claimTexts = claimed
    .flatMap(([force, status]) => [forceSwatch(payload, force), `${forces[force].name}: ${words[status]}`, el("br")])
    .slice(0, -1);
  const text = el("span", {}, ...(claimTexts.length ? claimTexts : [words.versus_silent]));
  return el(
    "button",
    {
      type: "button",
      class: "version",
      "aria-pressed": drawn,
      title: say(payload, "account_of", { sides: name }),
      onclick,
    },
    el("b", {}, name),
    text,
  );
}

/** @param {Payload} payload @param {Versus} versus @param {Actions} actions */
function swap({ side }, versus, { choose }) {
  choose({ side: versus.side, versus: side[0] });
}

/** @param {Payload} payload @param {Versus} versus @param {number} day */
function buildElsewhere(payload, { elsewhere }, day) {
  const n = valueOn(elsewhere, day);
  return n ? el("p", { class: "small" }, say(payload, "versus_elsewhere", { n })) : null;
}

/** The link to all claims about the place, each with its sources. @param {Payload} payload @param {Actions} actions */
function buildAllLink({ words }, { choose }) {
  return el(
    "button",
    { type: "button", class: "link", onclick: () => choose({ side: "", versus: "" }) },
    words.versus_all,
  );
}

/** Offers the accounts of two sides that contradict each other about a place. @param {Payload} payload @param {number} day @param {string} place @param {Actions} actions */
function offer(payload, day, place, actions) {
  const pair = sidesAt(payload, day, place);
  if (!pair) return [];
  const [[firstSide, , first], [secondSide, , second]] = pair;
  const text = say(payload, "versus_offer", { first, last: second });
  return [
    el(
      "button",
      { type: "button", class: "btn offer", onclick: () => actions.choose({ side: firstSide, versus: secondSide }) },
      text,
    ),
  ];
}

/**
 * The first two sides that contradict each other about a place; null if there are none.
 * @param {Payload} payload
 * @param {number} day
 * @param {string} place
 */
export function sidesAt(payload, day, place) {
  const { sides = [] } = payload;
  const [firstSides = [], secondSides = []] = groupConflicts(payload, place, day).map((group) => {
    const speak = new Set(group.flat().flatMap((record) => record.sides));
    return sides.filter(([id]) => speak.has(id));
  });
  const second = secondSides.find(([id]) => id !== firstSides[0]?.[0]);
  return firstSides[0] && second ? /** @type {const} */ ([firstSides[0], second]) : null;
}
