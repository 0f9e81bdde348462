// @ts-check
// The words of a news picture: headline, deck, note, sources and byline, each with the characters left.

import { el } from "../player/core/elements.js";
import { typed } from "./fields.js";
import { fillPhrase } from "./result.js";

/** The options that hold words, with the most characters of each, as the server allows them. */
const NEWS_WORDS = { title: 120, deck: 280, note: 280, source: 280, byline: 280 };
const MAIN = 2;

/**
 * Creates the fields; an empty one leaves the words to the atlas.
 * @param {Record<string, string>} words
 * @param {(option: string, text: string) => void} set
 */
export function createNewsWords(words, set) {
  const fields = Object.entries(NEWS_WORDS).map(([option, most]) => countedField(words, option, most, set));
  return {
    element: el(
      "div",
      { class: "across" },
      ...fields.slice(0, MAIN).map(({ element }) => element),
      el(
        "details",
        {},
        el("summary", { class: "small" }, words.share_more_words),
        ...fields.slice(MAIN).map(({ element }) => element),
      ),
    ),
    /** Shows which headline is drawn while none is written. @param {string} headline */
    suggest(headline) {
      fields[0].input.placeholder = headline;
    },
  };
}

/** @param {Record<string, string>} words @param {string} option @param {number} most @param {(option: string, text: string) => void} set */
function countedField(words, option, most, set) {
  const count = el("small", { class: "small", "aria-live": "polite" });
  const element = typed(words[`share_${option === "title" ? "headline" : option}`], "", (text) => set(option, text), {
    maxlength: most,
  });
  const input = /** @type {HTMLInputElement} */ (element.querySelector("input"));
  input.classList.add("wide");
  input.addEventListener("input", () => {
    count.textContent = input.value ? fillPhrase(words.share_characters, { n: String(input.value.length), most }) : "";
  });
  element.append(count);
  return { element, input };
}
