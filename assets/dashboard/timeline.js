// @ts-check
// The timeline, drawn by Dash and Plotly: loaded once the map is painted; it follows the request.

/** @typedef {{x: number, base?: number, customdata?: string}} Point Plotly's data on a bar or an event */

const NEAR_PX = 12;
const SCROLLING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown"];
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export class Timeline {
  /**
   * @param {import("../player/core/live_player.js").LivePlayer} player
   * @param {HTMLElement} root the element that emits the player's events
   * @param {() => string} writeQuery returns the request as a query
   */
  constructor(player, root, writeQuery) {
    this.player = player;
    this.writeQuery = writeQuery;
    this.cursor = document.createElement("div");
    this.cursor.className = "cursor";
    /** The event under the pointer, and its day. @type {{day: number, event: string} | null} */
    this.hovered = null;
    this.dash = /** @type {any} */ (window);
    root.addEventListener("marchland:day", () => this.move());
    const strip = /** @type {HTMLElement} */ (root.querySelector(".timeline-panel") ?? root);
    // The rows scroll with these keys, which elsewhere move the day.
    strip.addEventListener("keydown", (event) => SCROLLING.includes(event.key) && event.stopPropagation());
    this.#listenToNames(strip);
    new MutationObserver(() => this.#addCursor()).observe(strip, { childList: true, subtree: true });
  }

  /** Opens the place of a clicked name; highlights it on focus or hover. @param {HTMLElement} strip */
  #listenToNames(strip) {
    const placeOf = (/** @type {Event} */ event) => nameOf(event)?.dataset.place ?? null;
    strip.addEventListener("click", (event) => placeOf(event) && this.player.select(placeOf(event)));
    for (const name of ["pointerover", "focusin"])
      strip.addEventListener(name, (event) => placeOf(event) && this.player.highlight(placeOf(event)));
    for (const name of ["pointerout", "focusout"])
      strip.addEventListener(name, (event) => placeOf(event) && this.player.highlight(null));
    strip.addEventListener("keydown", (event) => {
      const [step, name] = [STEPS[/** @type {keyof STEPS} */ (event.key)], nameOf(event)];
      if (!step || !name) return;
      const names = namesIn(strip);
      const next = names[Math.min(Math.max(names.indexOf(name) + step, 0), names.length - 1)];
      for (const other of names) other.tabIndex = other === next ? 0 : -1;
      next.focus();
      event.preventDefault();
    });
  }

  /** Loads the scripts in their order, and starts Dash. @param {string[]} sources */
  async load(sources) {
    await Promise.all(sources.map(loadScript));
    if (!this.dash.DashRenderer) return;
    const point = (/** @type {{points?: Point[]} | null} */ hovered) => this.point(hovered?.points?.[0]);
    this.dash.dash_clientside = Object.assign(this.dash.dash_clientside ?? {}, { marchland: { point } });
    new this.dash.DashRenderer();
    this.#wait();
  }

  #wait() {
    if (document.getElementById("timeline-rows")) this.follow();
    else setTimeout(() => this.#wait(), 30);
  }

  /** Passes the request to Dash, so that the rows follow; before Dash is there, does nothing. */
  follow() {
    if (!document.getElementById("timeline-rows")) return;
    const data = Object.fromEntries(new URLSearchParams(this.writeQuery()));
    this.dash.dash_clientside.set_props("timeline-query", { data });
  }

  /** Lays the line of the day over a new chart and listens to clicks on it. */
  #addCursor() {
    const chart = document.getElementById("timeline");
    if (!chart || this.cursor.parentElement === chart) return;
    chart.append(this.cursor);
    chart.addEventListener("click", (event) => this.#pick(chart, event.clientX, event.clientY));
    this.move();
  }

  /** Moves the line to the player's day. */
  move() {
    const { day, payload } = this.player;
    const share = (day - payload.first) / Math.max(payload.last - payload.first, 1);
    this.cursor.style.left = `${100 * (payload.dir === "rtl" ? 1 - share : share)}%`;
  }

  /**
   * Goes to the clicked day, and opens what is there: an event, or the place of the row.
   * @param {HTMLElement} chart
   * @param {number} x
   * @param {number} y
   */
  #pick(chart, x, y) {
    const { first, last, dir } = this.player.payload;
    const { left, width, top, height } = chart.getBoundingClientRect();
    const share = (x - left) / width;
    const under = Math.round(first + (dir === "rtl" ? 1 - share : share) * (last - first));
    const names = namesIn(chart.parentElement ?? chart);
    const lane = names[Math.floor(((y - top) / height) * names.length)];
    // Plotly reports late that the pointer has left: an event counts only if the click is near it.
    const { hovered } = this;
    const near = hovered && Math.abs(hovered.day - under) * (width / (last - first)) <= NEAR_PX ? hovered : null;
    this.player.pause();
    this.player.setDay(near ? near.day : under, true);
    this.player.select(near?.event ?? lane?.dataset.place ?? null);
  }

  /** Highlights the place of a row, or the star of an event. @param {Point} [bar] */
  point(bar) {
    const subject = bar?.customdata ?? null;
    this.hovered = bar && bar.base === undefined && subject ? { day: bar.x, event: subject } : null;
    this.player.highlight(subject);
    return "";
  }
}

/** The names of the rows, from top to bottom. @param {Element} within @returns {HTMLElement[]} */
function namesIn(within) {
  return [...(within.closest("#timeline-rows") ?? within).querySelectorAll(".row-names [data-place]")].filter(
    (name) => name instanceof HTMLElement,
  );
}

/** The name of a row that an event belongs to. @param {Event} event @returns {HTMLElement | null} */
function nameOf({ target }) {
  return target instanceof Element ? target.closest(".row-names [data-place]") : null;
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
