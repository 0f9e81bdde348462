// @ts-check
// The tab Image: size, format and style of a still, with its alt text and caption.

import { el } from "../player/core/elements.js";
import { nextChange, readDate, writeDate } from "../player/core/lookup.js";
import { PRESSES, fileOf, formatQuery, isDrawable, listDates, nameSize, pressOptions, previewSize } from "./urls.js";
import { field, list, radios, tick, typed } from "./fields.js";
import { download } from "./copy_and_save.js";
import { createMany } from "./many.js";
import { createDragLayer } from "./news/drag_notes.js";
import { createNewsWords } from "./news/news_words.js";
import { formatCallouts } from "./news/notes.js";
import { createOwnNotes } from "./news/own_notes.js";
import { createTexts } from "./news/picture_texts.js";
import { fillPhrase } from "./result.js";

/** The format that cannot be transparent. */
const OPAQUE = "jpg";

/** @typedef {import("./share.d.ts").Snapshot} Snapshot */
/** @typedef {import("./share.d.ts").About} About */
/** @typedef {"news" | "reference" | "plain"} Style */
/** @typedef {{format: import("./share.d.ts").Format, size: import("./urls.js").Size, style: Style, press: import("./urls.js").Press, transparent: boolean, compare: string, dates: string, words: Record<string, string>}} Choice */

/**
 * Creates the tab.
 * @param {Snapshot} snapshot
 * @param {(text: string) => Promise<void>} copy
 * @param {() => void} changed
 * @returns {import("./share.d.ts").Pane}
 */
export function createImage(snapshot, copy, changed) {
  const { words, offer } = snapshot;
  /** @type {Choice} */
  const choice = {
    format: offer.stills[0],
    size: offer.sizes[0],
    style: snapshot.options.versus ? "reference" : "news",
    press: "screen",
    transparent: false,
    compare: "",
    dates: "",
    words: {},
  };
  const set = (/** @type {Partial<Choice>} */ change) => {
    Object.assign(choice, change);
    changed();
  };
  const own = sizeFields(words, choice, set);
  const press = choosePress(words, (chosen) => set({ press: chosen }));
  const write = (/** @type {string} */ option, /** @type {string} */ text) =>
    set({ words: { ...choice.words, [option]: text } });
  const news = createNewsWords(words, write, (texts) => countLines(snapshot, nameSize(choice.size), texts));
  const notes = createNotes(snapshot, write);
  const dates = chooseDates(snapshot, (chosen) => set({ dates: chosen }));
  const texts = createTexts(snapshot, copy, (about, drawn) => {
    if (!drawn.title) news.suggest(about.title);
    notes.show(about.positions);
  });
  const more = () => stillOptions(choice);
  const many = createMany(snapshot, changed);
  const address = () =>
    many.count() > 1
      ? many.address(choice.format.id, more())
      : fileOf(snapshot.base, choice.format.id, snapshot.options, more());
  return {
    name: "image",
    element: el(
      "div",
      { class: "rows" },
      el(
        "div",
        { class: "questions" },
        chooseSize(words, offer.sizes, (size) => set({ size })),
        own,
        radios(
          words.share_format,
          offer.stills,
          choice.format.id,
          (id) => set({ format: offer.stills.find((format) => format.id === id) ?? choice.format }),
          true,
        ),
        press,
        field(
          words.share_manner,
          chooseStyle(snapshot, choice.style, (style) => set({ style })),
          tick(words.share_transparent, false, (transparent) => set({ transparent })),
          snapshot.options.versus ? null : chooseCompare(snapshot, set),
        ),
        many.element,
      ),
      news.element,
      notes.element,
      dates,
      texts.element,
    ),
    refresh() {
      news.element.hidden = notes.element.hidden = dates.hidden = drawnStyle(choice) !== "news";
      notes.over.hidden = news.element.hidden || Boolean(choice.dates);
      news.recount();
      own.hidden = choice.size.id !== "own";
      press.hidden = choice.format.id !== "pdf";
      if (isDrawable(choice.size)) texts.ask(more());
    },
    picture: () => fileOf(snapshot.base, "png", snapshot.options, { ...more(), size: previewSize(choice.size) }),
    over: notes.over,
    note: () => words.share_image_note,
    primary: () => ({
      label:
        many.count() > 1
          ? fillPhrase(words.share_download_zip, { n: many.count() })
          : fillPhrase(words.share_download, { format: choice.format.name }),
      run: () => download(address()),
    }),
    secondary: () => ({ label: words.share_copy_address, run: () => copy(address()) }),
  };
}

/** The style that is drawn: a news picture shows one day only. @param {Choice} choice */
function drawnStyle({ style, compare }) {
  return compare && style === "news" ? "reference" : style;
}

/** How a still is drawn, in the words of the address. @param {Choice} choice */
function stillOptions(choice) {
  const { format, size, press, transparent, compare, dates, words } = choice;
  const style = drawnStyle(choice);
  /** @type {Record<string, string>} */
  const options = { size: nameSize(size), ...pressOptions(format.id, press) };
  if (style === "plain") options.plain = "1";
  if (style === "news") {
    options.style = "news";
    for (const [option, text] of Object.entries(words)) if (text) options[option] = text;
    if (dates) {
      options.dates = dates;
      for (const option of ["callouts", "notes", "since"]) delete options[option];
    }
  }
  if (transparent && format.id !== OPAQUE) options.transparent = "1";
  if (compare) options.compare = compare;
  return options;
}

/** @param {Snapshot} snapshot @param {Style} chosen @param {(style: Style) => void} choose */
function chooseStyle({ words, options }, chosen, choose) {
  /** @type {Style[]} */
  const styles = options.versus ? ["reference", "plain"] : ["news", "reference", "plain"];
  const choices = styles.map((id) => ({ id, name: words[`share_style_${id}`] }));
  return list(words.share_style, choices, chosen, (id) => choose(/** @type {Style} */ (id)));
}

/** @param {Record<string, string>} words @param {(press: import("./urls.js").Press) => void} choose */
function choosePress(words, choose) {
  const choices = Object.keys(PRESSES).map((id) => ({ id, name: words[`share_press_${id}`] }));
  return list(words.share_press, choices, "screen", (id) => choose(/** @type {import("./urls.js").Press} */ (id)));
}

/** @param {Record<string, string>} words @param {import("./urls.js").Size[]} sizes @param {(size: import("./urls.js").Size) => void} choose */
function chooseSize(words, sizes, choose) {
  const own = { id: "own", width: 1200, height: 800, scale: 1 };
  const choices = sizes.map(({ id, width, height, scale }) => ({
    id,
    name: `${words[`share_size_${id}`] ?? id} · ${Math.round(width * scale)} × ${Math.round(height * scale)}`,
  }));
  const all = [...sizes, own];
  const find = (/** @type {string} */ id) => all.find((size) => size.id === id) ?? own;
  return list(words.share_size, [...choices, { id: "own", name: words.share_size_own }], sizes[0].id, (id) =>
    choose({ ...find(id) }),
  );
}

/** @param {Record<string, string>} words @param {{size: import("./urls.js").Size}} choice @param {(change: {size: import("./urls.js").Size}) => void} set */
function sizeFields(words, choice, set) {
  const fault = el("p", { class: "fault", role: "alert" });
  const choose = (/** @type {"width" | "height"} */ side) => (/** @type {string} */ text) => {
    const size = { ...choice.size, [side]: Number(text) };
    fault.textContent = isDrawable(size) ? "" : words.share_size_wrong;
    if (isDrawable(size)) set({ size });
  };
  const number = { inputmode: "numeric", maxlength: 4 };
  return el(
    "div",
    { class: "pair", hidden: true },
    typed(words.share_width_px, "1200", choose("width"), number),
    typed(words.share_height_px, "800", choose("height"), number),
    fault,
  );
}

/** The ends of the slider as in addresses. @param {Snapshot["payload"]} payload */
function writeRange(payload) {
  return { first: writeDate(payload, payload.first), last: writeDate(payload, payload.last) };
}

/** A second day beside the first; by default the change before it. @param {Snapshot} snapshot @param {(change: {compare: string}) => void} set */
function chooseCompare({ payload, words, day }, set) {
  const { first, last } = payload;
  const range = writeRange(payload);
  let other = writeDate(payload, nextChange(payload.days, day, -1) ?? first);
  const fault = el("p", { class: "fault", role: "alert" });
  const date = typed(
    words.share_compare_day,
    other,
    (text) => {
      const parsed = readDate(payload, text);
      const right = parsed !== null && parsed >= first && parsed <= last;
      fault.textContent = right ? "" : fillPhrase(words.unit_wrong ?? words.date_wrong, range);
      if (right) set({ compare: (other = text) });
    },
    { inputmode: "numeric", maxlength: 11, placeholder: words.unit_form ?? words.date_form },
  );
  date.hidden = true;
  const box = tick(words.share_compare, false, (on) => {
    date.hidden = !on;
    set({ compare: on ? other : "" });
  });
  return el("div", {}, box, date, fault);
}

/** The days of small maps, in a news picture. @param {Snapshot} snapshot @param {(dates: string) => void} choose */
function chooseDates({ payload, words }, choose) {
  const range = writeRange(payload);
  const fault = el("p", { class: "fault", role: "alert" });
  const date = typed(
    words.share_dates,
    "",
    (text) => {
      const listed = listDates(text, payload);
      fault.textContent = listed ? "" : fillPhrase(words.share_dates_wrong, range);
      if (listed) choose(listed.join(","));
    },
    { inputmode: "numeric", maxlength: 6 * 12, placeholder: words.share_dates_form },
  );
  date.querySelector("input")?.classList.add("wide");
  return el("div", { class: "across" }, date, fault);
}

/** Own notes, and handles that move the notes of the preview. @param {Snapshot} snapshot @param {(option: string, text: string) => void} write */
function createNotes(snapshot, write) {
  /** @type {Map<string, import("./news/notes.js").Position>} */
  const moved = new Map();
  /** @type {string[]} */
  let ids = [];
  const own = createOwnNotes(snapshot, (notes) => write("notes", notes));
  const layer = createDragLayer(snapshot.words, (id, isOwn, position) => {
    if (isOwn) return own.move(id, position);
    moved.set(id, position);
    write("callouts", formatCallouts(ids, moved));
  });
  return {
    element: el("div", { class: "across" }, own.element),
    over: layer.element,
    /** @param {import("./share.d.ts").NotePositions | undefined} positions */
    show(positions) {
      ids = positions?.news ?? [];
      layer.show(positions);
    },
  };
}

/** The lines that words of a news picture take at a size; none without an answer. @param {Snapshot} snapshot @param {string} size @param {Record<string, string>} texts @returns {Promise<Record<string, import("./share.d.ts").LineCount>>} */
async function countLines({ base, options }, size, texts) {
  const { lang = "" } = options;
  const query = formatQuery({ style: "news", size, ...(lang ? { lang } : {}), ...texts });
  try {
    const answer = await fetch(`${base}lines.json?${query}`);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}
