// @ts-check
// Snippets: code for other pages. Pure text; everything from outside goes through `escape`.

/** @typedef {{src: string, title: string, label: string, script: string} & import("./share.d.ts").Box} Embedded */

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** Escapes a text for an attribute in quotes, or between tags. @param {string} text */
export function escape(text) {
  return text.replace(CONTROL, " ").replace(/[&<>"'`]/g, (letter) => ENTITIES[letter]);
}

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [inside] markup */
function write(tag, attributes, inside = "") {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(String(value))}"`);
  return `<${tag}${written.join("")}>${inside}</${tag}>`;
}

/** An iframe in the box of its embed; where a system strips the style, of a height. @param {Embedded} embedded */
function writeIframe({ src, title, label, height, style }) {
  return write("iframe", { src, title, "aria-label": label, loading: "lazy", width: "100%", height, style });
}

/** An iframe whose height follows what it shows, by a script of ours. @param {Embedded} embedded */
function writeResponsive(embedded) {
  return `${writeIframe(embedded)}\n${write("script", { src: embedded.script, type: "module" })}`;
}

/** A web component in the box of its embed; where it can't run, a link. @param {Embedded} embedded */
function writeComponent({ src, title, label, script, style }) {
  const link = write("a", { href: src }, escape(title));
  return `${write("script", { src: script, type: "module" })}\n${write("marchland-map", { src, title, "aria-label": label, style: `display:block;${style}` }, link)}`;
}

/** The address alone: WordPress and others fetch the rest themselves. @param {Embedded} embedded */
function writeAddress({ src }) {
  return src;
}

/** @type {Record<string, (embedded: Embedded) => string>} */
export const SNIPPETS = {
  responsive: writeResponsive,
  iframe: writeIframe,
  wordpress: writeAddress,
  component: writeComponent,
};

/**
 * The snippets that work with the features of a server: its script, its oEmbed.
 * @param {{script: boolean, oembed: boolean}} embed
 */
export function kindsOf({ script, oembed }) {
  const works = /** @type {Record<string, boolean>} */ ({
    responsive: script,
    iframe: true,
    wordpress: oembed,
    component: script,
  });
  return Object.keys(SNIPPETS).filter((kind) => works[kind]);
}
