// @ts-check
// The tab Data: the holdings of the day as rows or as places, the meaning of the columns, licence and credit.

import { el } from "../player/core/elements.js";
import { formatDate, formatDay } from "../player/core/lookup.js";
import { fileOf } from "./urls.js";
import { field, radios } from "./fields.js";
import { download } from "./copy_and_save.js";
import { pictureOf, fillPhrase } from "./result.js";

/** @typedef {import("./share.d.ts").Snapshot} Snapshot */

/**
 * Creates the tab.
 * @param {Snapshot} snapshot
 * @param {(text: string) => Promise<void>} copy
 * @param {() => void} changed
 * @returns {import("./share.d.ts").Pane}
 */
export function createData(snapshot, copy, changed) {
  const { payload, words, offer } = snapshot;
  let format = offer.data[0];
  const description = el("p", { class: "small" });
  const choose = (/** @type {string} */ id) => {
    format = offer.data.find((other) => other.id === id) ?? format;
    changed();
  };
  const address = () => fileOf(snapshot.base, format.id, snapshot.options);
  const days = { date: formatDate(payload, snapshot.day), known: formatDay(payload, payload.known) };
  return {
    name: "data",
    element: el(
      "div",
      { class: "rows" },
      el(
        "div",
        { class: "questions" },
        radios(words.share_format, offer.data, format.id, choose, true),
        description,
        field(words.share_licence, el("p", {}, payload.licence)),
        field(words.share_credit, el("p", {}, payload.credit)),
      ),
      el(
        "div",
        { class: "across" },
        field(words.share_columns, listColumns(offer.columns), el("p", { class: "small" }, words.share_columns_note)),
      ),
    ),
    refresh: () => (description.textContent = fillPhrase(words[`share_data_${format.id}`] ?? "", days)),
    picture: () => pictureOf(snapshot),
    note: () => words.share_data_note,
    primary: () => ({
      label: fillPhrase(words.share_download, { format: format.name }),
      run: () => download(address()),
    }),
    secondary: () => ({ label: words.share_copy_address, run: () => copy(address()) }),
  };
}

/** @param {string[]} columns */
function listColumns(columns) {
  return el("p", { class: "columns", dir: "ltr" }, ...columns.flatMap((column) => [el("code", {}, column), " "]));
}
