// @ts-check
// Many pictures at once: all sizes and all languages of one map, as a ZIP.

import { field, tick } from "./fields.js";
import { fileOf } from "./urls.js";

/** The most pictures in a ZIP. */
const MOST = 20;

/**
 * Creates the choice of all sizes and all languages.
 * @param {import("./share.d.ts").Snapshot} snapshot
 * @param {() => void} changed
 */
export function createMany({ base, offer, options, payload, words }, changed) {
  const chosen = { sizes: false, langs: false };
  const choose = (/** @type {"sizes" | "langs"} */ name) => (/** @type {boolean} */ on) => {
    chosen[name] = on;
    changed();
  };
  const several = payload.languages.length > 1;
  const element = field(
    words.share_many,
    tick(words.share_all_sizes, false, choose("sizes")),
    several ? tick(words.share_all_langs, false, choose("langs")) : null,
  );
  element.hidden = !offer.zip;
  const count = () => (chosen.sizes ? offer.sizes.length : 1) * (chosen.langs ? payload.languages.length : 1);
  return {
    element,
    /** How many pictures are chosen; 1 if it is only that of the dialog. */
    count: () => Math.min(count(), MOST),
    /** The address of the ZIP. @param {string} format @param {Record<string, string>} more how a still is drawn */
    address(format, more) {
      const { size, ...style } = more;
      const { lang = payload.lang, ...rest } = options;
      const sizes = chosen.sizes ? offer.sizes.map(({ id }) => id) : [size];
      const langs = chosen.langs ? payload.languages.map(({ id }) => id) : [lang];
      const lists = { sizes: sizes.join(","), langs: langs.join(","), formats: format };
      return fileOf(base, format, rest, { ...style, ...lists }).replace(`map.${format}?`, "pictures.zip?");
    },
  };
}
