// @ts-check
// The texts of a picture, from the server: alt text and caption to copy, its size, or why it cannot be drawn.

import { el } from "../../player/core/elements.js";
import { copyable, field, fill } from "../fields.js";
import { formatQuery } from "../urls.js";

/** @typedef {import("../share.d.ts").Snapshot} Snapshot */
/** @typedef {import("../share.d.ts").About} About */

/** Alt text and caption, from the server. @param {Snapshot} snapshot @param {(text: string) => Promise<void>} copy @param {(about: About, drawn: Record<string, string>) => void} heard */
export function createTexts(snapshot, copy, heard) {
  const { words, options, base } = snapshot;
  const alt = copyable(words.share_alt, false);
  const caption = copyable(words.share_caption, false);
  const parts = [
    { area: alt, label: words.share_alt },
    { area: caption, label: words.share_caption },
  ].map(({ area, label }) => {
    const button = el(
      "button",
      { class: "btn", type: "button", "aria-label": `${words.share_copy}: ${label}`, onclick: () => copy(area.value) },
      words.share_copy,
    );
    return el("div", { class: "copy-row", hidden: true }, field(label, area), button);
  });
  const size = el("p", { class: "small size", hidden: true });
  const fault = el("p", { class: "fault", role: "alert" });
  let last = "";
  return {
    element: el("div", { class: "across" }, fault, ...parts, size),
    /** They depend on what the picture shows, and so on its size. @param {Record<string, string>} drawn how it is drawn */
    async ask(drawn) {
      const query = formatQuery({ ...options, ...drawn });
      if (query === last) return;
      last = query;
      const about = await askAbout(`${base}about.json?${query}`);
      if (query !== last || !about) return;
      fault.textContent = typeof about === "string" ? about : "";
      if (typeof about === "string") return;
      heard(about, drawn);
      [about.alt, about.caption ?? ""].forEach((text, number) => {
        parts[number].hidden = !text;
        fill([alt, caption][number], text);
      });
      size.hidden = !about.size;
      size.textContent = about.size ? `${words.share_size}: ${about.size}` : "";
    },
  };
}

/** The facts about a picture, or why it cannot be drawn; null without an answer. @param {string} address @returns {Promise<About | string | null>} */
async function askAbout(address) {
  try {
    const answer = await fetch(address);
    if (answer.status === 400) return await answer.text();
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
