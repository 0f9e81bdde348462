// @ts-check
// A film that the server draws: asked for, followed once a second, given up, or there.

/** @typedef {{id: string, state: "waiting" | "drawing" | "done" | "failed", done: number, frames: number, file: string, error: string}} Told */

const EVERY_MS = 1000;

export class Job {
  /**
   * @param {string} base where the page lies, ending in a slash
   * @param {string} query the film in the words of the address
   * @param {(told: Told) => void} tell told of every step
   */
  constructor(base, query, tell) {
    this.base = base;
    this.tell = tell;
    this.id = "";
    this.given = false;
    this.#follow(`films?${query}`, "POST");
  }

  /** @param {string} address @param {"GET" | "POST"} method */
  async #follow(address, method) {
    const told = await ask(`${this.base}${address}`, method);
    if (told.id) this.id = told.id;
    if (this.given) return this.#drop();
    this.tell(told);
    if (told.state === "waiting" || told.state === "drawing")
      this.waiting = setTimeout(() => this.#follow(`films/${this.id}`, "GET"), EVERY_MS);
  }

  /** Waits for the film no more. */
  cancel() {
    this.given = true;
    clearTimeout(this.waiting);
    this.#drop();
  }

  #drop() {
    if (this.id) fetch(`${this.base}films/${this.id}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }
}

/** @param {string} address @param {"GET" | "POST"} method @returns {Promise<Told>} */
async function ask(address, method) {
  const failed = { id: "", state: /** @type {const} */ ("failed"), done: 0, frames: 0, file: "" };
  try {
    const answer = await fetch(address, { method });
    return answer.ok ? await answer.json() : { ...failed, error: await answer.text() };
  } catch {
    return { ...failed, error: "" };
  }
}
