// @ts-check
// The words of a news picture: headline, deck, note, sources and byline, each with its characters and lines.

import { el } from "../../player/core/elements.js";
import { typed } from "../fields.js";
import { fillPhrase } from "../result.js";

/** @typedef {import("../share.d.ts").LineCount} LineCount */
/** @typedef {{element: HTMLElement, input: HTMLInputElement, count: (lines: LineCount | undefined) => void}} Field */

/** The options that hold words, with the most characters of each, as the server allows them. */
const NEWS_WORDS = { title: 120, deck: 280, note: 280, source: 280, byline: 280 };
const MAIN = 2;
const WAIT_MS = 250;
/** A line that takes so few letters more is about to break. */
const FEW_LETTERS = 12;

/**
 * Creates the fields; an empty one leaves the words to the atlas.
 * @param {Record<string, string>} words
 * @param {(option: string, text: string) => void} set
 * @param {(texts: Record<string, string>) => Promise<Record<string, LineCount>>} countLines asks the server
 */
export function createNewsWords(words, set, countLines) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Record<string, Field>} */
  const fields = {};
  const count = async () => {
    const written = Object.entries(fields).map(([option, { input }]) => [option, input.value.trim()]);
    const texts = Object.fromEntries(written.filter(([, text]) => text));
    const lines = Object.keys(texts).length ? await countLines(texts) : {};
    for (const [option, field] of Object.entries(fields)) field.count(lines[option]);
  };
  const typing = () => {
    clearTimeout(timer);
    timer = setTimeout(count, WAIT_MS);
  };
  for (const [option, most] of Object.entries(NEWS_WORDS)) {
    fields[option] = countedField(words, option, most, set, typing);
  }
  const elements = Object.values(fields).map(({ element }) => element);
  return {
    element: el(
      "div",
      { class: "across" },
      ...elements.slice(0, MAIN),
      el("details", {}, el("summary", { class: "small" }, words.share_more_words), ...elements.slice(MAIN)),
    ),
    /** Shows which headline is drawn while none is written. @param {string} headline */
    suggest(headline) {
      fields.title.input.placeholder = headline;
    },
    /** Counts again, for another size. */
    recount: typing,
  };
}

/**
 * @param {Record<string, string>} words
 * @param {string} option
 * @param {number} most
 * @param {(option: string, text: string) => void} set
 * @param {() => void} typing
 * @returns {Field}
 */
function countedField(words, option, most, set, typing) {
  const characters = el("small", { class: "small" });
  const warning = el("small", { class: "small warning", role: "status" });
  const element = typed(words[`share_${option === "title" ? "headline" : option}`], "", (text) => set(option, text), {
    maxlength: most,
  });
  const input = /** @type {HTMLInputElement} */ (element.querySelector("input"));
  input.classList.add("wide");
  input.addEventListener("input", () => {
    const values = { n: String(input.value.length), most };
    characters.textContent = input.value ? fillPhrase(words.share_characters, values) : "";
    typing();
  });
  element.append(characters, " ", warning);
  const count = (/** @type {LineCount | undefined} */ lines) => {
    warning.textContent = lines ? warnOf(words, lines) : "";
  };
  return { element, input, count };
}

/** The warning before a text takes another line than fits; empty without need. @param {Record<string, string>} words @param {LineCount} count */
export function warnOf(words, { lines, most, left }) {
  if (lines > most) return fillPhrase(words.share_lines_over, { lines, most });
  return lines === most && left <= FEW_LETTERS ? fillPhrase(words.share_lines_full, { lines, left }) : "";
}
