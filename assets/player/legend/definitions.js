// @ts-check
// The definitions: what each status and each standing means, in a dialog one tap from the legend.
// Elements with `data-define` open it on that term.

import { el } from "../core/elements.js";
import { closeButton } from "../panel/parts.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */

/** The drawn symbols, in the order of the legend, which leaves out absence; each has a word and a definition in every language. */
export const STATUSES = [
  "control",
  "joint",
  "rivals",
  "nominal",
  "presence",
  "contested",
  "besieged",
  "absent",
  "possible",
  "changing",
  "unknown",
  "not_covered",
];
const STANDINGS = ["confirmed", "reported", "claimed", "disputed"];
/** @type {Record<string, string>} */
const SHORT = { joint: "joint_short", rivals: "rivals_short", possible: "possible_short", unknown: "unknown_short" };

/**
 * @param {HTMLElement} root
 * @param {import("../core/state.js").PlayerState} state
 */
export function createDefinitions(root, state) {
  const title = `definitions-${root.querySelectorAll("dialog").length}`;
  const dialog = el("dialog", {
    class: "definitions",
    "aria-labelledby": title,
    onclick: (event) => event.target === dialog && dialog.close(), // a click outside its content closes it
  });
  root.append(dialog);
  root.addEventListener("click", ({ target }) => {
    const trigger = target instanceof Element ? target.closest("[data-define]") : null;
    if (trigger instanceof HTMLElement) open(trigger.dataset.define ?? "");
  });

  /** @param {string} term */
  function draw(term) {
    const { words } = state.payload;
    dialog.replaceChildren(
      el(
        "div",
        { class: "leaf" },
        el(
          "header",
          {},
          el("h2", { id: title }, words.definitions),
          closeButton(() => dialog.close(), words.close),
        ),
        el("h3", { class: "eyebrow" }, words.definitions_status),
        list(STATUSES, term),
        el("h3", { class: "eyebrow" }, words.definitions_standing),
        list(STANDINGS, term),
        linkTo(state.payload.method, words.method),
        linkTo(state.payload.pinned, words.pinned),
      ),
    );
  }

  /** @param {string[]} names @param {string} selected */
  function list(names, selected) {
    const { words } = state.payload;
    const terms = names.flatMap((name) => [
      el(
        "dt",
        { "data-term": name, class: name === selected ? "selected" : null, tabindex: "-1" },
        legendSymbol(name),
        nameOf(words, name),
      ),
      el("dd", {}, words[`define_${name}`]),
    ]);
    return el("dl", {}, ...terms);
  }

  /** Opens on a term. @param {string} name */
  function open(name) {
    draw(name);
    dialog.showModal();
    const term = dialog.querySelector(".selected");
    if (term instanceof HTMLElement) {
      term.scrollIntoView({ block: "nearest" });
      term.focus({ preventScroll: true });
    }
  }

  return {
    open,
    close: () => dialog.close(),
  };
}

/** The short name of a status or a standing. @param {Record<string, string>} words @param {string} name */
export function nameOf(words, name) {
  return words[SHORT[name] ?? name];
}

/** The symbol of a status or a standing, without the colour of a force. @param {string} name */
export function legendSymbol(name) {
  return el("i", { class: `legend-symbol ${name}`, "aria-hidden": "true" });
}

/** A line that leads to a page, if there is one. @param {string | undefined} href @param {string} text */
function linkTo(href, text) {
  return href ? el("p", { class: "more-on" }, el("a", { href }, text)) : null;
}
