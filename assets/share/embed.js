// @ts-check
// The tab Embed: two questions, then the code for the page, and a preview.

import { el } from "../player/core/elements.js";
import { formatDate, formatDay } from "../player/core/lookup.js";
import { embedOf } from "./urls.js";
import { copyable, field, fill, radios } from "./fields.js";
import { createPreview } from "./preview.js";
import { pictureOf, fillPhrase } from "./result.js";
import { SNIPPETS, kindsOf } from "./snippets.js";

/** @typedef {import("./share.d.ts").Snapshot} Snapshot */
/** @typedef {NonNullable<Snapshot["offer"]["embed"]>} Embed */

/** An address that no reader can reach. */
const LOCAL = /^https?:\/\/(localhost|127\.|\[::1\])/;

/**
 * Creates the tab.
 * @param {Snapshot} snapshot
 * @param {Embed} embed
 * @param {(text: string) => Promise<void>} copy
 * @param {() => void} changed
 * @returns {import("./share.d.ts").Pane}
 */
export function createEmbed(snapshot, embed, copy, changed) {
  const { payload, words } = snapshot;
  const kinds = kindsOf(embed);
  const choice = { scrub: true, frozen: embed.frozen, kind: kinds[0], preview: false };
  const area = copyable(words.share_code, true);
  const note = el("p", { class: "small" });
  const preview = createPreview(words);
  const set = (/** @type {Partial<typeof choice>} */ change) => {
    Object.assign(choice, change);
    changed();
  };
  const questions = el("div", { class: "questions" }, ...buildQuestions(snapshot, embed, set));
  const code = el("div", { class: "across" }, chooseKind(words, kinds, set), field(words.share_code, area), note);
  const src = () => embedOf(snapshot.base, snapshot.options, { ...choice, version: payload.atlas });
  const written = () => SNIPPETS[choice.kind](describe(snapshot, embed, src()));
  return {
    name: "embed",
    element: el("div", { class: "rows" }, questions, code, preview.element),
    refresh() {
      fill(area, written());
      note.textContent = words[`share_kind_${choice.kind}_note`];
      for (const part of [questions, code]) part.hidden = choice.preview;
      preview.show(choice.preview ? src() : "");
    },
    picture: () => (choice.preview ? "" : pictureOf(snapshot)),
    note: () => (LOCAL.test(snapshot.base) ? words.share_embed_local : words.share_embed_note),
    primary: () => ({ label: words.share_copy_code, run: () => copy(written()) }),
    secondary: () => ({
      label: choice.preview ? words.share_back : words.share_preview,
      run: () => set({ preview: !choice.preview }),
    }),
    close: () => preview.show(""),
  };
}

/** @param {Snapshot} snapshot @param {Embed} embed @param {(change: {scrub?: boolean, frozen?: boolean}) => void} set */
function buildQuestions({ payload, words, day }, embed, set) {
  const date = formatDate(payload, day);
  const known = formatDay(payload, payload.known);
  const opens = [
    { id: "scrub", name: fillPhrase(words.share_scrub, { date }) },
    { id: "fixed", name: fillPhrase(words.share_fixed, { date }) },
  ];
  const corrections = [
    { id: "follow", name: words.share_follow, note: words.share_follow_note },
    { id: "freeze", name: words.share_freeze, note: fillPhrase(words.share_freeze_note, { known }) },
  ];
  return [
    radios(words.share_opens, opens, "scrub", (id) => set({ scrub: id === "scrub" })),
    ...(embed.frozen
      ? [radios(words.share_corrections, corrections, "freeze", (id) => set({ frozen: id === "freeze" }))]
      : []),
  ];
}

/** @param {Record<string, string>} words @param {string[]} kinds @param {(change: {kind: string}) => void} set */
function chooseKind(words, kinds, set) {
  const named = kinds.map((id) => ({ id, name: words[`share_kind_${id}`] }));
  return radios(words.share_kind, named, kinds[0], (id) => set({ kind: id }), true);
}

/** @param {Snapshot} snapshot @param {Embed} embed @param {string} src */
function describe({ payload, words, day, base }, { boxes }, src) {
  const { title } = payload;
  const box = boxes[new URL(src).searchParams.get("controls") ?? "slider"];
  const label = fillPhrase(words.share_map_label, { title, date: formatDate(payload, day) });
  return { src, title, label, ...box, script: `${base}assets/embed.js` };
}
