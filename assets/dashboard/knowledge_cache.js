// @ts-check
// A cache of other information dates, requested one at a time; late answers are dropped.

/** @typedef {import("../player/core/payload.d.ts").Known} Known */

const CACHE_SIZE = 24;

export class KnowledgeCache {
  /** @type {Map<string, Known>} the most recently used at the end */
  #cache = new Map();
  /** @type {Promise<unknown> | null} */
  #busy = null;
  #wanted = "";

  /** @param {(query: string, ahead: boolean) => Promise<Known | null>} fetch whether `ahead` of need @param {(known: Known) => void} apply */
  constructor(fetch, apply) {
    this.fetch = fetch;
    this.apply = apply;
  }

  /**
   * Delivers the answer to a query, unless another was wanted meanwhile.
   * @param {string} query
   * @param {string[]} near queries that may be next
   * @returns {Promise<boolean>} false without an answer
   */
  async show(query, near = []) {
    this.#wanted = query;
    while (this.#busy && !this.#cache.has(query)) await this.#busy;
    if (this.#wanted !== query) return true;
    const known = await this.#get(query);
    if (this.#wanted !== query) return true;
    if (!known) return false;
    this.apply(known);
    for (const other of near) if (this.#wanted === query && !this.#busy) await this.#get(other, true);
    return true;
  }

  /** Drops the wanted date: another map is shown. */
  forget() {
    this.#wanted = "";
  }

  /** @param {string} query @param {boolean} [ahead] */
  async #get(query, ahead = false) {
    const cached = this.#cache.get(query);
    const request = cached ? null : this.fetch(query, ahead);
    if (request) this.#busy = request;
    const known = cached ?? (await request);
    if (request) this.#busy = null;
    if (known) this.#store(query, known);
    return known ?? null;
  }

  /** @param {string} query @param {Known} known */
  #store(query, known) {
    this.#cache.delete(query);
    this.#cache.set(query, known);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHE_SIZE) this.#cache.delete(oldest);
  }
}
