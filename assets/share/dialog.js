// @ts-check
// The share dialog: the map on screen as a link, an embed, an image, a film or data. Loaded on first use.

import { el, icon } from "../player/core/elements.js";
import { formatIso, writeDate } from "../player/core/lookup.js";
import { createData } from "./data.js";
import { createEmbed } from "./embed.js";
import { createFilm } from "./film/film.js";
import { createImage } from "./image.js";
import { copyText } from "./copy_and_save.js";
import { createLink } from "./link.js";
import { createResult } from "./result.js";
import { listenToTabs } from "./tabs.js";

/** @typedef {import("./share.d.ts").Pane} Pane */
/** @typedef {import("./share.d.ts").Snapshot} Snapshot */
/** @typedef {import("./share.d.ts").Act} Act */

const NOTE_MS = 4000;
/** The tab that was open last. */
let lastTab = "link";

/**
 * Opens the dialog for the current map.
 * @param {import("../player/core/live_player.js").LivePlayer} player
 * @param {string} query the request in the words of the address
 * @param {{words: Record<string, string>, share: import("./share.d.ts").Offer}} page
 */
export async function openShare(player, query, page) {
  player.pause();
  await loadStyle();
  const { payload, day } = player;
  const days = { date: writeDate(payload, day), known: formatIso(payload.known) };
  const options = { ...days, ...Object.fromEntries(new URLSearchParams(query)), ...days };
  const base = new URL(".", location.href).href;
  new Dialog({ payload, words: page.words, offer: page.share, options, day, base }).open();
}

class Dialog {
  /** @param {Snapshot} snapshot */
  constructor(snapshot) {
    this.words = snapshot.words;
    this.result = createResult(snapshot);
    this.panes = this.#createPanes(snapshot);
    this.pane = this.panes.find(({ name }) => name === lastTab) ?? this.panes[0];
    this.body = el("div", { class: "body", role: "tabpanel", id: "share-panel", tabindex: 0 });
    this.note = el("p", { class: "small note-line", role: "status" });
    this.buttons = el("div", { class: "actions" });
    this.tabs = el(
      "div",
      { class: "tabs", role: "tablist", "aria-labelledby": "share-title" },
      ...this.panes.map((pane) => this.#tab(pane)),
    );
    /** @type {HTMLDialogElement} */
    this.element = el(
      "dialog",
      { class: "share", "aria-labelledby": "share-title" },
      this.#head(),
      this.tabs,
      this.body,
      el("footer", {}, this.note, this.buttons),
    );
    this.#listen();
  }

  /** @param {Snapshot} snapshot @returns {Pane[]} */
  #createPanes(snapshot) {
    const copy = (/** @type {string} */ text) => this.copy(text);
    const changed = () => this.refresh();
    const { embed, films } = snapshot.offer;
    return [
      createLink(snapshot, copy),
      ...(embed ? [createEmbed(snapshot, embed, copy, changed)] : []),
      createImage(snapshot, copy, changed),
      ...(films.length ? [createFilm(snapshot, changed)] : []),
      createData(snapshot, copy, changed),
    ];
  }

  #head() {
    const { words } = this;
    const close = el(
      "button",
      {
        class: "btn icon quiet",
        type: "button",
        "aria-label": words.close,
        title: words.close,
        onclick: () => this.element.close(),
      },
      icon("close"),
    );
    return el("header", {}, el("h2", { id: "share-title" }, words.share_title), close);
  }

  /** @param {Pane} pane */
  #tab({ name }) {
    return el(
      "button",
      { type: "button", role: "tab", id: `share-tab-${name}`, "data-pane": name, "aria-controls": "share-panel" },
      this.words[`share_tab_${name}`],
    );
  }

  #listen() {
    const { element } = this;
    this.turn = listenToTabs(this.tabs, (tab) => this.show(tab));
    element.addEventListener("keydown", (event) => event.stopPropagation()); // the map's keys rest
    element.addEventListener("click", (event) => event.target === element && element.close()); // beside the dialog
    element.addEventListener("close", () => {
      for (const pane of this.panes) pane.close?.();
      element.remove();
    });
  }

  open() {
    document.body.append(this.element);
    this.element.showModal();
    const tab = /** @type {HTMLElement} */ (this.tabs.querySelector(`[data-pane=${this.pane.name}]`));
    this.turn?.(tab);
    tab.focus();
  }

  /** @param {HTMLElement} tab */
  show(tab) {
    lastTab = tab.dataset.pane ?? lastTab;
    this.pane = this.panes.find(({ name }) => name === lastTab) ?? this.pane;
    this.body.setAttribute("aria-labelledby", tab.id);
    this.body.dataset.pane = lastTab;
    this.body.replaceChildren(this.result.element, this.pane.element);
    this.body.scrollTop = 0;
    this.refresh();
  }

  /** Draws what depends on the choices: the picture, the pane, its note and its buttons. */
  refresh() {
    const { pane, result } = this;
    pane.refresh();
    const picture = pane.picture();
    result.element.hidden = !picture;
    if (picture) result.show(picture, pane.over);
    this.note.textContent = pane.note();
    const second = pane.secondary();
    this.#setButtons([...(second ? [second] : []), pane.primary()]);
  }

  /** Reuses existing buttons, so that the pressed one keeps the focus. @param {Act[]} acts */
  #setButtons(acts) {
    const { buttons } = this;
    while (buttons.children.length > acts.length) buttons.firstElementChild?.remove();
    while (buttons.children.length < acts.length) buttons.prepend(el("button", { type: "button" }));
    acts.forEach((act, number) => {
      const button = /** @type {HTMLButtonElement} */ (buttons.children[number]);
      button.className = number === acts.length - 1 ? "btn primary" : "btn";
      button.textContent = act.label;
      button.ariaDisabled = String(act.disabled ?? false); // a button that is `disabled` loses the focus
      button.onclick = () => act.disabled || act.run();
    });
  }

  /** @param {string} text @returns {Promise<void>} */
  async copy(text) {
    const { words } = this;
    this.showNote((await copyText(text, this.element)) ? words.share_copied : words.share_copy_by_hand);
  }

  /** Shows a message for a while, in place of the note. @param {string} text */
  showNote(text) {
    this.note.textContent = text;
    this.note.classList.add("flash");
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => {
      this.note.classList.remove("flash");
      this.note.textContent = this.pane.note();
    }, NOTE_MS);
  }
}

/** Loads the dialog's style sheets once, before the dialog shows. */
function loadStyle() {
  return Promise.all(["share", "share_notes", "share_screens"].map(loadSheet));
}

/** @param {string} name */
function loadSheet(name) {
  const href = new URL(`../css/${name}.css`, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((done) => {
    const link = el("link", { rel: "stylesheet", href });
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}
