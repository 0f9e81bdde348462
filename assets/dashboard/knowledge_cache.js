// @ts-check
// Knowledge: what other days of knowledge tell, asked one at a time, kept for a while; late answers are dropped.

/** @typedef {import("../player/core/payload.d.ts").Known} Known */

const KEPT = 24;

export class Knowledge {
  /** @type {Map<string, Known>} the one used last at the end */
  #kept = new Map();
  /** @type {Promise<unknown> | null} */
  #busy = null;
  #wanted = "";

  /** @param {(query: string, ahead: boolean) => Promise<Known | null>} ask `ahead` of what is wanted or not @param {(known: Known) => void} tell */
  constructor(ask, tell) {
    this.ask = ask;
    this.tell = tell;
  }

  /**
   * Tells the answer to a query, unless another was wanted meanwhile.
   * @param {string} query
   * @param {string[]} near what may be wanted next
   * @returns {Promise<boolean>} false where there was no answer
   */
  async show(query, near = []) {
    this.#wanted = query;
    while (this.#busy && !this.#kept.has(query)) await this.#busy;
    if (this.#wanted !== query) return true;
    const known = await this.#get(query);
    if (this.#wanted !== query) return true;
    if (!known) return false;
    this.tell(known);
    for (const other of near) if (this.#wanted === query && !this.#busy) await this.#get(other, true);
    return true;
  }

  /** Drops what was wanted: another map is shown. */
  forget() {
    this.#wanted = "";
  }

  /** @param {string} query @param {boolean} [ahead] */
  async #get(query, ahead = false) {
    const kept = this.#kept.get(query);
    const asked = kept ? null : this.ask(query, ahead);
    if (asked) this.#busy = asked;
    const known = kept ?? (await asked);
    if (asked) this.#busy = null;
    if (known) this.#keep(query, known);
    return known ?? null;
  }

  /** @param {string} query @param {Known} known */
  #keep(query, known) {
    this.#kept.delete(query);
    this.#kept.set(query, known);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT) this.#kept.delete(oldest);
  }
}
