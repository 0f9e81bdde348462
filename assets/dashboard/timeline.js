// @ts-check
// The timeline, drawn by Dash and Plotly: loaded once the map is painted; it follows the request and the scroll.

import { el } from "../player/core/elements.js";
import { drawRows, findAt, rowsInView } from "./timeline_rows.js";

/** @typedef {import("./timeline_rows.js").Strip} Strip */

const AWAY_PX = 14;
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
    this.tooltip = el("div", { class: "tooltip timeline-tooltip", "aria-hidden": "true", hidden: true });
    root.append(this.tooltip);
    /** What is drawn. @type {Strip | null} */
    this.strip = null;
    this.context = document.createElement("canvas").getContext("2d");
    /** The rows that are drawn, and the width of their chart. */
    this.drawn = "";
    this.dash = /** @type {any} */ (window);
    root.addEventListener("marchland:day", () => this.move());
    const strip = /** @type {HTMLElement} */ (root.querySelector(".timeline-panel") ?? root);
    this.panel = strip;
    // On a phone the page scrolls, not the panel.
    document.addEventListener("scroll", () => this.#followScroll(), { passive: true, capture: true });
    new ResizeObserver(() => this.#followScroll()).observe(strip);
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
    const draw_rows = (/** @type {Strip | null} */ strip) => this.drawRows(strip);
    this.dash.dash_clientside = Object.assign(this.dash.dash_clientside ?? {}, { marchland: { draw_rows } });
    this.#awaitRows();
    new this.dash.DashRenderer();
  }

  /** Asks for the rows once Dash has drawn their place. Without a network it never does. */
  #awaitRows() {
    const watch = new MutationObserver(() => {
      if (!document.getElementById("timeline-rows")) return;
      watch.disconnect();
      this.follow();
    });
    watch.observe(this.panel.querySelector("#react-entry-point") ?? document.body, { childList: true, subtree: true });
  }

  /** Passes the request to Dash, so that the rows follow; before Dash is there, does nothing. */
  follow() {
    if (!document.getElementById("timeline-rows")) return;
    const data = Object.fromEntries(new URLSearchParams(this.writeQuery()));
    this.dash.dash_clientside.set_props("timeline-query", { data });
  }

  /** Returns the figure with the rows in view, for Dash. @param {Strip | null} strip */
  drawRows(strip) {
    this.strip = strip;
    if (!strip) return this.dash.dash_clientside.no_update;
    const { window, width } = this.#view(strip);
    this.drawn = describe(window, width);
    return { data: drawRows(strip, window, width, (text) => this.#measure(strip, text)), layout: strip.layout };
  }

  /** The rows in view, and the width of the chart in px. @param {Strip} strip */
  #view(strip) {
    const rows = document.getElementById("timeline-rows") ?? this.panel;
    const panel = this.panel.getBoundingClientRect();
    const [top, bottom] = [Math.max(panel.top, 0), Math.min(panel.bottom, innerHeight)];
    const width = document.getElementById("timeline")?.clientWidth ?? rows.clientWidth;
    return { window: rowsInView(strip, top - rows.getBoundingClientRect().top, bottom - top), width };
  }

  /** Draws other rows if others are in view. */
  #followScroll() {
    if (!this.strip) return;
    const { window, width } = this.#view(this.strip);
    const data = describe(window, width);
    if (data !== this.drawn) this.dash.dash_clientside.set_props("timeline-window", { data });
  }

  /** The px that a name on a bar needs. @param {Strip} strip @param {string} text */
  #measure({ layout: { font } }, text) {
    if (!this.context) return Infinity;
    this.context.font = `600 ${font.size}px ${font.family}`;
    return this.context.measureText(text).width;
  }

  /** Lays the line of the day over a new chart, and listens to the pointer on it. */
  #addCursor() {
    const chart = document.getElementById("timeline");
    if (!chart || this.cursor.parentElement === chart) return;
    chart.append(this.cursor);
    chart.addEventListener("click", (event) => this.#pick(chart, event));
    chart.addEventListener("pointermove", (event) => this.#point(chart, event));
    chart.addEventListener("pointerleave", () => this.#leave());
    this.move();
  }

  /** Moves the line to the player's day: a layer of its own, so that nothing else is painted. */
  move() {
    const { day, payload } = this.player;
    const share = (day - payload.first) / Math.max(payload.last - payload.first, 1);
    this.cursor.style.transform = `translateX(${100 * (payload.dir === "rtl" ? 1 - share : share)}%)`;
  }

  /** The day and place under the pointer, and what is there. @param {HTMLElement} chart @param {MouseEvent} event */
  #find(chart, { clientX, clientY }) {
    const { first, last, dir } = this.player.payload;
    const { left, width, top, height } = chart.getBoundingClientRect();
    const share = (clientX - left) / width;
    const day = first + (dir === "rtl" ? 1 - share : share) * (last - first);
    const names = namesIn(chart.parentElement ?? chart);
    const rowPx = height / Math.max(names.length, 1);
    const number = Math.floor((clientY - top) / rowPx);
    const over = clientY - top - number * rowPx;
    const place = names[number]?.dataset.place ?? null;
    return { day, place, target: this.strip && findAt(this.strip, number, day, over, (last - first) / width) };
  }

  /** Goes to the clicked day, and opens what is there: an event, or the place of the row. @param {HTMLElement} chart @param {MouseEvent} event */
  #pick(chart, event) {
    const { day, place, target } = this.#find(chart, event);
    this.player.pause();
    this.player.setDay(target?.event ? target.day : Math.round(day), true);
    this.player.select(target?.event ? `event:${target.event}` : place);
  }

  /** Highlights the place of a row, or the star of an event, and describes it. @param {HTMLElement} chart @param {PointerEvent} event */
  #point(chart, event) {
    const { place, target } = this.#find(chart, event);
    if (event.pointerType !== "mouse" || event.buttons || !target) return this.#leave();
    this.player.highlight(target.event ? `event:${target.event}` : place);
    const [name, ...lines] = target.lines;
    const text = (/** @type {string} */ line) => el("span", { class: "small" }, line);
    this.tooltip.replaceChildren(el("strong", { dir: "auto" }, name), ...lines.map(text));
    this.tooltip.hidden = false;
    const { offsetWidth, offsetHeight } = this.tooltip;
    const left = event.clientX + AWAY_PX;
    const x = left + offsetWidth > innerWidth ? event.clientX - AWAY_PX - offsetWidth : left;
    const y = Math.min(event.clientY + AWAY_PX, innerHeight - offsetHeight - 4);
    this.tooltip.style.transform = `translate(${Math.max(x, 4)}px, ${y}px)`;
  }

  #leave() {
    if (this.tooltip.hidden) return;
    this.tooltip.hidden = true;
    this.player.highlight(null);
  }
}

/** @param {[number, number]} window @param {number} width */
function describe(window, width) {
  return [...window, width].join(" ");
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
