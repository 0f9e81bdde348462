// @ts-check
// The timeline, which Dash and Plotly draw: loaded once the map is painted, and told what is asked.

/** @typedef {{x: number, base?: number, customdata?: string}} Point what Plotly says of a bar or of an event */

const NEAR_PX = 12;
const SCROLLING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown"];

export class Timeline {
  /**
   * @param {any} player
   * @param {HTMLElement} root what tells of the player's days
   * @param {() => string} ask gives the question as a query
   */
  constructor(player, root, ask) {
    this.player = player;
    this.ask = ask;
    this.cursor = document.createElement("div");
    this.cursor.className = "cursor";
    /** The day of the event under the pointer. @type {number | null} */
    this.pointed = null;
    this.dash = /** @type {any} */ (window);
    root.addEventListener("marchland:day", () => this.move());
    const strip = /** @type {HTMLElement} */ (root.querySelector(".strip") ?? root);
    // The lanes scroll by these keys, which elsewhere move the day.
    strip.addEventListener("keydown", (event) => SCROLLING.includes(event.key) && event.stopPropagation());
    new MutationObserver(() => this.#dress()).observe(strip, { childList: true, subtree: true });
  }

  /** Loads the scripts, which run in their order, and starts Dash. @param {string[]} sources */
  async load(sources) {
    await Promise.all(sources.map(loadScript));
    if (!this.dash.DashRenderer) return;
    const point = (/** @type {{points?: Point[]} | null} */ hovered) => this.point(hovered?.points?.[0]);
    this.dash.dash_clientside = Object.assign(this.dash.dash_clientside ?? {}, { marchland: { point } });
    new this.dash.DashRenderer();
    this.#wait();
  }

  #wait() {
    if (document.getElementById("lanes")) this.follow();
    else setTimeout(() => this.#wait(), 30);
  }

  /** Gives Dash the question, so that the lanes follow; before it is there, nothing is to be told. */
  follow() {
    if (!document.getElementById("lanes")) return;
    const data = Object.fromEntries(new URLSearchParams(this.ask()));
    this.dash.dash_clientside.set_props("asked", { data });
  }

  /** Lays the line of the day over a new chart and listens to clicks on it. */
  #dress() {
    const chart = document.getElementById("timeline");
    if (!chart || this.cursor.parentElement === chart) return;
    chart.append(this.cursor);
    chart.addEventListener("click", (event) => this.#pick(chart, event.clientX));
    this.move();
  }

  /** Moves the line to the player's day. */
  move() {
    const { day, home } = this.player;
    const share = (day - home.first) / Math.max(home.last - home.first, 1);
    this.cursor.style.left = `${100 * (home.dir === "rtl" ? 1 - share : share)}%`;
  }

  /**
   * Goes to the day that was clicked: an event's own, else the one under the pointer.
   * @param {HTMLElement} chart
   * @param {number} x
   */
  #pick(chart, x) {
    const { first, last, dir } = this.player.home;
    const { left, width } = chart.getBoundingClientRect();
    const share = (x - left) / width;
    const under = Math.round(first + (dir === "rtl" ? 1 - share : share) * (last - first));
    // Plotly tells late what the pointer has left: an event counts only where the click is near it.
    const near = this.pointed !== null && Math.abs(this.pointed - under) * (width / (last - first)) <= NEAR_PX;
    this.player.pause();
    this.player.setDay(near ? this.pointed : under, true);
  }

  /** Lights the place of a lane. @param {Point} [found] */
  point(found) {
    this.pointed = found && found.base === undefined ? found.x : null;
    this.player.light(found?.customdata ?? null);
    return "";
  }
}

/** @param {string} source @returns {Promise<unknown>} */
function loadScript(source) {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.async = false;
    script.src = source;
    script.onload = script.onerror = done;
    document.head.append(script);
  });
}
