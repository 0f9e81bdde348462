// @ts-check
// Citations: how well something is attested, and its documents, with links.

import { el } from "../core/elements.js";
import { say } from "../core/lookup.js";

/** @typedef {import("../core/payload.d.ts").Payload} Payload */
/** @typedef {Omit<import("../core/payload.d.ts").Cited, "sources"> & Partial<Pick<import("../core/payload.d.ts").ControlRecord, "partial">>} Evidence */

/** This many sources are listed at once; more are a tap away. */
const MOST_OPEN = 4;

/** @param {Payload} payload @param {Evidence} attested */
export function tags(payload, attested) {
  const { standing } = attested;
  const firm = standing === "confirmed" || standing === "reported";
  const author = attested.author
    ? el("span", { class: "small", dir: "auto" }, say(payload, "according_to", { by: attested.author }))
    : null;
  const why = attested.standingNote
    ? el("span", { class: "small", dir: "auto" }, say(payload, "rated_lower", { why: attested.standingNote }))
    : null;
  return el(
    "div",
    { class: "tags" },
    standingTag(payload, standing, firm),
    attested.testimony ? el("span", { class: "tag ok" }, attested.testimony) : null,
    attested.partial ? el("span", { class: "tag" }, payload.words.partial) : null,
    author,
    why,
  );
}

/** How well it is attested, as a button that opens the definition. @param {Payload} payload @param {string} standing @param {boolean} firm */
function standingTag({ words }, standing, firm) {
  const className = firm ? "tag ok" : "tag";
  if (!words[`define_${standing}`]) return el("span", { class: className }, words[standing]);
  const label = `${words[standing]}: ${words.define_what}`;
  const properties = { type: "button", "aria-haspopup": "dialog", "aria-label": label, "data-define": standing };
  return el("button", { class: className, ...properties }, words[standing]);
}

/** @param {Payload} payload @param {number[]} numbers */
export function listSources(payload, numbers) {
  return el(
    "details",
    { class: "sources", open: numbers.length <= MOST_OPEN },
    el("summary", { class: "eyebrow" }, payload.words.sources),
    el("ul", { class: "source-list" }, ...numbers.map((number) => buildSource(payload, payload.sources[number]))),
  );
}

/** @param {Payload} payload @param {import("../core/payload.d.ts").Source} source */
function buildSource(payload, source) {
  const { words } = payload;
  const notes = [
    source.relays ? say(payload, "relays", { origin: source.relays }) : "",
    source.leaning ? say(payload, "leans", { leaning: source.leaning }) : "",
    payload.sourcePage
      ? el(
          "a",
          { href: `${payload.sourcePage}${encodeURIComponent(source.id)}?lang=${payload.lang}` },
          words.source_page,
        )
      : "",
    source.archive ? link(source.archive, words.archived) : "",
  ].filter(Boolean);
  return el(
    "li",
    {},
    link(source.url, source.publisher),
    el("span", { class: "since" }, source.published || words.undated),
    el("span", { class: "title", dir: "auto" }, source.title),
    notes.length ? el("span", { class: "small" }, ...notes.flatMap((note) => [" · ", note]).slice(1)) : null,
  );
}

/** A source by its publisher, linked, and its day. @param {import("../core/payload.d.ts").Source} source */
export function citeBriefly({ url, publisher, published }) {
  return el("span", {}, link(url, publisher), published ? ` (${published})` : "");
}

/**
 * A link to the web; any other address is plain text.
 * @param {string} address
 * @param {string} text
 */
function link(address, text) {
  if (!/^https?:\/\//.test(address)) return el("span", { dir: "auto" }, text);
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, text);
}
