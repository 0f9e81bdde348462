// @ts-check
// The answer: which question the map answers, and which was asked last. Asks the server for another map, or for
// another day of knowledge of the one that is shown; where there is none, what is shown stays and is said again.

import { fetchJson } from "./fetch_json.js";
import { Knowledge } from "./knowledge_cache.js";
import { formatIso } from "../player/core/lookup.js";

/** @typedef {import("./address.js").Address} Address */
/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {{home: () => Payload, draw: (payload: Payload) => void, know: (known: import("../player/core/payload.d.ts").Known) => void, followed: () => void, refused: (shown: URLSearchParams) => void}} Told */

/** What a map is drawn for, beside its day of knowledge. */
const DRAWN = ["view", "hide", "lang", "theme", "borders", "age", "side", "versus", "without"];
/** What changes the map, of all that an address asks. */
export const COMPILED = ["known", ...DRAWN];

export class Answer {
  #shown = "";
  #drawn = "";
  #wanted = "";
  /** The day of knowledge that the map was drawn for: what came later has no place in its sheets. */
  #reach = 0;

  /** @param {Address} address @param {string} offline what is said where the server can't be reached @param {Told} told */
  constructor(address, offline, told) {
    this.address = address;
    this.offline = offline;
    this.told = told;
    this.#wanted = this.#shown = address.question(COMPILED);
    this.#drawn = address.question(DRAWN);
    this.#reach = told.home().known;
    this.knowledge = new Knowledge(
      (query, ahead) => fetchJson("known", query, ahead ? null : offline),
      (known) => (known.atlas === told.home().atlas ? told.know(known) : this.renew()),
    );
  }

  /** The question of what the address asks. */
  get question() {
    return themed(this.address.question(COMPILED));
  }

  /** Shows what the address asks. @param {number} known the day of knowledge it asks for */
  async follow(known) {
    const query = this.address.question(COMPILED);
    if (query === this.#wanted) return;
    this.#wanted = query;
    const anew = this.address.question(DRAWN) !== this.#drawn || known > this.#reach;
    const found = await (anew ? this.#draw(query) : this.know(known));
    if (query !== this.#wanted) return;
    if (found) {
      this.#shown = query;
      return this.told.followed();
    }
    this.#wanted = this.#shown; // so that the same choice can be tried again
    this.told.refused(new URLSearchParams(this.#shown));
  }

  /** Draws the map anew: the server has another atlas, or the reader's system another theme. */
  renew() {
    this.#drawn = this.#wanted = "anew";
    return this.follow(this.told.home().known);
  }

  /** @param {string} query @returns {Promise<boolean>} whether there was a map */
  async #draw(query) {
    const drawn = this.address.question(DRAWN);
    this.knowledge.forget();
    /** @type {Payload | null} */
    const payload = await fetchJson("payload", themed(query), this.offline);
    if (!payload || query !== this.#wanted) return payload !== null;
    this.knowledge.forget(); // what was asked of the map that was shown till now
    this.#drawn = drawn;
    this.#reach = payload.known;
    this.told.draw(payload);
    return true;
  }

  /** Shows another day of knowledge of the map that is shown, and fetches those beside it. @param {number} known */
  know(known) {
    const { stops = [] } = this.told.home();
    const at = stops.filter((day) => day < known).length;
    const near = [stops[at + (stops[at] === known ? 1 : 0)], stops[at - 1]].filter((day) => day !== undefined);
    return this.knowledge.show(
      this.#asKnown(known),
      near.map((day) => this.#asKnown(day)),
    );
  }

  /** Shows another day of knowledge while the slider moves, as far as the map that is shown reaches. @param {number} known */
  preview(known) {
    return known > this.#reach ? Promise.resolve(false) : this.know(known);
  }

  /** The question of the map that is shown as known on a day. @param {number} known */
  #asKnown(known) {
    const parameters = new URLSearchParams(themed(this.#drawn === "anew" ? this.address.question(DRAWN) : this.#drawn));
    parameters.set("known", formatIso(known));
    return parameters.toString();
  }

  /** Fetches a nearer drawing of a part of the map that is shown. @param {string} part @returns {Promise<Payload | null>} */
  async sharpen(part) {
    const payload = await fetchJson("payload", `${this.#asKnown(this.told.home().known)}&${part}`, this.offline);
    if (!payload || payload.atlas === this.told.home().atlas) return payload;
    void this.renew();
    return null;
  }
}

/** @param {string} query with the theme that the reader's system prefers, where the page follows it */
export function themed(query) {
  const parameters = new URLSearchParams(query);
  if (prefersDark()) parameters.set("theme", "dark");
  return parameters.toString();
}

/** Whether the page follows the reader's system, and that is dark. */
export function prefersDark() {
  return document.documentElement.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches;
}
