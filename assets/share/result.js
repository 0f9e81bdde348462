// @ts-check
// The result, always in sight: a picture of what is shared, its day, its day of knowledge, view, language and theme.

import { el } from "../player/core/elements.js";
import { formatDay } from "../player/core/lookup.js";
import { fileOf } from "./urls.js";

/** @typedef {import("./share.d.ts").Shown} Shown */

/** The map alone, small and sharp. */
const SIZE = { size: "280x158@2", plain: "1" };

/** @param {Shown} shown */
export function pictureOf(shown) {
  return fileOf(shown.base, "png", shown.asked, SIZE);
}

/** A phrase with its gaps filled. @param {string} phrase @param {Record<string, string | number>} values */
export function tell(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {Shown} shown */
export function createResult(shown) {
  const { payload, words, asked } = shown;
  const view = payload.views.find(({ id }) => id === payload.view)?.name ?? payload.view;
  const language = payload.languages.find(({ id }) => id === payload.lang)?.name ?? payload.lang;
  const days = [
    tell(words.shown, { date: formatDay(payload, shown.day, "short") }),
    tell(words.known_on, { date: formatDay(payload, payload.known, "short") }),
  ];
  const date = formatDay(payload, shown.day);
  const image = el("img", { alt: tell(words.share_picture, { title: payload.title, date }), width: 280, height: 158 });
  const theme = words[`theme_${asked.theme ?? "light"}`];
  const element = el(
    "figure",
    { class: "result" },
    image,
    el("figcaption", { class: "small" }, ...inLine(days), el("br"), ...inLine([view, language, theme])),
  );
  return {
    element,
    /** @param {string} address */
    show(address) {
      if (image.getAttribute("src") !== address) image.src = address;
    },
  };
}

/** Texts that are broken only between one and the next. @param {string[]} texts */
function inLine(texts) {
  return texts.flatMap((text, number) => [number ? " · " : "", el("span", {}, text)]);
}
