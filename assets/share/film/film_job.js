// @ts-check
// A film that the server draws: requested, polled once a second, cancelled, or finished.

/** @typedef {{id: string, state: "waiting" | "drawing" | "done" | "failed", done: number, frames: number, file: string, error: string}} FilmProgress */

const EVERY_MS = 1000;

export class Job {
  /**
   * @param {string} base the address of the page, ending in a slash
   * @param {string} query the film in the words of the address
   * @param {(progress: FilmProgress) => void} report called at every step
   */
  constructor(base, query, report) {
    this.base = base;
    this.report = report;
    this.id = "";
    this.cancelled = false;
    this.#follow(`films?${query}`, "POST");
  }

  /** @param {string} address @param {"GET" | "POST"} method */
  async #follow(address, method) {
    const progress = await request(`${this.base}${address}`, method);
    if (progress.id) this.id = progress.id;
    if (this.cancelled) return this.#drop();
    this.report(progress);
    if (progress.state === "waiting" || progress.state === "drawing")
      this.waiting = setTimeout(() => this.#follow(`films/${this.id}`, "GET"), EVERY_MS);
  }

  /** Stops waiting for the film. */
  cancel() {
    this.cancelled = true;
    clearTimeout(this.waiting);
    this.#drop();
  }

  #drop() {
    if (this.id) fetch(`${this.base}films/${this.id}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }
}

/** @param {string} address @param {"GET" | "POST"} method @returns {Promise<FilmProgress>} */
async function request(address, method) {
  const failed = { id: "", state: /** @type {const} */ ("failed"), done: 0, frames: 0, file: "" };
  try {
    const answer = await fetch(address, { method });
    return answer.ok ? await answer.json() : { ...failed, error: await answer.text() };
  } catch {
    return { ...failed, error: "" };
  }
}
