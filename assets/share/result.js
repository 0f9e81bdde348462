// @ts-check
// The result, always in sight: a picture of what is shared, its day, information date, view, language and theme.

import { el } from "../player/core/elements.js";
import { formatDate, formatDay } from "../player/core/lookup.js";
import { fileOf } from "./urls.js";

/** @typedef {import("./share.d.ts").Snapshot} Snapshot */

/** The header with the letters of a picture that no font has. */
const MISSING_LETTERS = "Missing-Letters";
/** The map alone, small and sharp. */
const SIZE = { size: "280x158@2", plain: "1" };

/** @param {Snapshot} snapshot */
export function pictureOf(snapshot) {
  return fileOf(snapshot.base, "png", snapshot.options, SIZE);
}

/** A phrase with its placeholders filled. @param {string} phrase @param {Record<string, string | number>} values */
export function fillPhrase(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {Snapshot} snapshot */
export function createResult(snapshot) {
  const { payload, words, options } = snapshot;
  const view = payload.views.find(({ id }) => id === payload.view)?.name ?? payload.view;
  const language = payload.languages.find(({ id }) => id === payload.lang)?.name ?? payload.lang;
  const days = [
    fillPhrase(words.showing, { date: formatDate(payload, snapshot.day, "short") }),
    fillPhrase(words.known_on, { date: formatDay(payload, payload.known, "short") }),
  ];
  const date = formatDate(payload, snapshot.day);
  const image = el("img", {
    alt: fillPhrase(words.share_picture, { title: payload.title, date }),
    width: 280,
    height: 158,
  });
  const screen = el("div", { class: "result-picture" }, image);
  const missing = el("p", { class: "small missing", role: "status", hidden: true });
  image.addEventListener("load", () => showMissing(image.src, missing, words.share_missing_letters));
  const theme = words[`theme_${options.theme ?? "light"}`];
  const element = el(
    "figure",
    { class: "result" },
    screen,
    el("figcaption", { class: "small" }, ...inLine(days), el("br"), ...inLine([view, language, theme]), missing),
  );
  return {
    element,
    /** @param {string} address @param {HTMLElement} [over] lies over the picture */
    show(address, over) {
      const parts = over ? [image, over] : [image];
      if (screen.lastChild !== parts.at(-1)) screen.replaceChildren(...parts); // what is replaced loses the focus
      if (image.getAttribute("src") !== address) image.src = address;
    },
  };
}

/**
 * Says which letters of a picture no font has. The picture has just been loaded, so it comes from the browser's cache.
 * @param {string} address @param {HTMLElement} line @param {string} phrase
 */
async function showMissing(address, line, phrase) {
  const response = await fetch(address, { cache: "force-cache" }).catch(() => null);
  const letters = decodeURIComponent(response?.headers.get(MISSING_LETTERS) ?? "");
  line.hidden = !letters;
  line.textContent = letters ? fillPhrase(phrase, { letters: [...letters].join(" ") }) : "";
}

/** Texts that break only between one and the next. @param {string[]} texts */
function inLine(texts) {
  return texts.flatMap((text, number) => [number ? " · " : "", el("span", {}, text)]);
}
