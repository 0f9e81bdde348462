// @ts-check
// Map requests: which request the map shows, and which came last. Fetches another map from the server, or
// another information date of the current one; if that fails, the current map stays and the controls follow it.

import { fetchJson } from "./fetch_json.js";
import { KnowledgeCache } from "./knowledge_cache.js";
import { formatIso } from "../player/core/lookup.js";

/** @typedef {import("./address.js").Address} Address */
/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {{payload: () => Payload, draw: (payload: Payload) => void, know: (known: import("../player/core/payload.d.ts").Known) => void, followed: () => void, refused: (drawn: URLSearchParams) => void}} Page */

/** The options that define a map, besides its information date. */
const DRAWN = ["view", "hide", "lang", "theme", "borders", "age", "side", "versus", "without"];
/** The options that change the map. */
export const COMPILED = ["known", ...DRAWN];

export class MapRequests {
  #shownQuery = "";
  #drawnQuery = "";
  #wantedQuery = "";
  /** The information date for which the map was drawn; its sheets contain nothing later. */
  #drawnKnown = 0;

  /** @param {Address} address @param {string} offline the message if the server cannot be reached @param {Page} page */
  constructor(address, offline, page) {
    this.address = address;
    this.offline = offline;
    this.page = page;
    this.#wantedQuery = this.#shownQuery = address.question(COMPILED);
    this.#drawnQuery = address.question(DRAWN);
    this.#drawnKnown = page.payload().known;
    this.knowledge = new KnowledgeCache(
      (query, ahead) => fetchJson("known", query, ahead ? null : offline),
      (known) => (known.atlas === page.payload().atlas ? page.know(known) : this.redraw()),
    );
  }

  /** The map options of the address. */
  get question() {
    return themed(this.address.question(COMPILED));
  }

  /** Shows the map of the address. @param {number} known the requested information date */
  async follow(known) {
    const query = this.address.question(COMPILED);
    if (query === this.#wantedQuery) return;
    this.#wantedQuery = query;
    const anew = this.address.question(DRAWN) !== this.#drawnQuery || known > this.#drawnKnown;
    const succeeded = await (anew ? this.#draw(query) : this.know(known));
    if (query !== this.#wantedQuery) return;
    if (succeeded) {
      this.#shownQuery = query;
      return this.page.followed();
    }
    this.#wantedQuery = this.#shownQuery; // so that the same choice can be tried again
    this.page.refused(new URLSearchParams(this.#shownQuery));
  }

  /** Redraws the map: the server has another atlas, or the reader's system another theme. */
  redraw() {
    this.#drawnQuery = this.#wantedQuery = "anew";
    return this.follow(this.page.payload().known);
  }

  /** @param {string} query @returns {Promise<boolean>} whether there was a map */
  async #draw(query) {
    const drawn = this.address.question(DRAWN);
    this.knowledge.forget();
    /** @type {Payload | null} */
    const payload = await fetchJson("payload", themed(query), this.offline);
    if (!payload || query !== this.#wantedQuery) return payload !== null;
    this.knowledge.forget(); // what was requested of the previous map
    this.#drawnQuery = drawn;
    this.#drawnKnown = payload.known;
    this.page.draw(payload);
    return true;
  }

  /** Shows another information date of the current map, and fetches those next to it. @param {number} known */
  know(known) {
    const { knownDays = [] } = this.page.payload();
    const at = knownDays.filter((day) => day < known).length;
    const near = [knownDays[at + (knownDays[at] === known ? 1 : 0)], knownDays[at - 1]].filter(
      (day) => day !== undefined,
    );
    return this.knowledge.show(
      this.#asKnown(known),
      near.map((day) => this.#asKnown(day)),
    );
  }

  /** Shows another information date while the slider moves, within the range of the current map. @param {number} known */
  preview(known) {
    return known > this.#drawnKnown ? Promise.resolve(false) : this.know(known);
  }

  /** The request of the current map as known on a day. @param {number} known */
  #asKnown(known) {
    const parameters = new URLSearchParams(
      themed(this.#drawnQuery === "anew" ? this.address.question(DRAWN) : this.#drawnQuery),
    );
    parameters.set("known", formatIso(known));
    return parameters.toString();
  }

  /** Fetches a closer drawing of a part of the current map. @param {string} part @returns {Promise<Payload | null>} */
  async sharpen(part) {
    const payload = await fetchJson("payload", `${this.#asKnown(this.page.payload().known)}&${part}`, this.offline);
    if (!payload || payload.atlas === this.page.payload().atlas) return payload;
    void this.redraw();
    return null;
  }
}

/** @param {string} query with the theme of the reader's system, if the page follows it */
function themed(query) {
  const parameters = new URLSearchParams(query);
  if (prefersDark()) parameters.set("theme", "dark");
  return parameters.toString();
}

/** Whether the page follows the reader's system and that is dark. */
export function prefersDark() {
  return document.documentElement.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches;
}
