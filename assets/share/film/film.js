// @ts-check
// The tab Film: a range of days, step by step, drawn by the server in the background, with progress and a cancel button.

import { el } from "../../player/core/elements.js";
import { addMonths, readDate, writeDate } from "../../player/core/lookup.js";
import { fileOf, formatQuery, previewSize, withoutVersus } from "../urls.js";
import { list, radios, typed } from "../fields.js";
import { Job } from "./film_job.js";
import { download } from "../copy_and_save.js";
import { fillPhrase } from "../result.js";

/** @typedef {import("../share.d.ts").Snapshot} Snapshot */
/** @typedef {"news" | "reference"} Style */
/** @typedef {{format: string, style: Style, step: string, size: import("../urls.js").Size, from: string, to: string}} Choice */

const STEPS = { day: ["change", "month", "day"], month: ["change", "year", "month"], year: ["change", "year"] };
/** @type {Style[]} */
const STYLES = ["news", "reference"];
const WIDE = { id: "1920x1080", width: 1920, height: 1080, scale: 1 };
const MONTHS = { day: 12, month: 60, year: 1200 };
/** The most pixels of a frame. */
const MOST_PX = 2_400_000;

/**
 * Creates the tab.
 * @param {Snapshot} snapshot
 * @param {() => void} changed
 * @returns {import("../share.d.ts").Pane}
 */
export function createFilm(snapshot, changed) {
  const { payload, words, offer, day, base } = snapshot;
  const small = offer.sizes.filter(({ width, height, scale }) => width * height * scale ** 2 <= MOST_PX);
  const sizes = [...small, WIDE];
  const { granularity = "day" } = payload;
  const from = writeDate(payload, Math.max(payload.first, addMonths(day, -MONTHS[granularity])));
  /** @type {Choice} */
  const choice = {
    format: offer.films.at(-1)?.id ?? "",
    style: STYLES[0],
    step: STEPS[granularity][0],
    size: sizes[0],
    from,
    to: writeDate(payload, day),
  };
  /** @type {Job | null} */
  let job = null;
  /** @type {import("./film_job.js").FilmProgress | null} */
  let progress = null;
  const preview = createPreview(words);
  const end = () => {
    if (progress?.state !== "done") job?.cancel();
    job = progress = null;
  };
  const set = (/** @type {Partial<Choice>} */ change) => {
    Object.assign(choice, change);
    end();
    changed();
  };
  const make = () => {
    job = new Job(base, writeFilm(snapshot, choice), (next) => {
      progress = next;
      changed();
    });
    changed();
  };
  const cancel = () => {
    end();
    changed();
  };
  const subtitles = () => `${base}map.vtt?${describeFilm(snapshot, choice)}`;
  const drawn = () => (progress?.state === "done" ? `${base}${progress.file.replace(/^\//, "")}` : "");
  const named = () => offer.films.find(({ id }) => id === choice.format)?.name ?? "";
  return {
    name: "film",
    element: el(
      "div",
      { class: "rows" },
      el("div", { class: "questions" }, ...buildQuestions(snapshot, sizes, choice, set)),
      preview.element,
    ),
    refresh: () => preview.show(job ? (progress ?? "asked") : null, drawn(), choice.format, subtitles()),
    picture: () =>
      fileOf(base, "png", withoutVersus(snapshot.options), {
        size: previewSize(choice.size),
        date: choice.to,
        ...(choice.style === "news" ? { style: "news" } : {}),
      }),
    note: () => words[choice.style === "news" ? "share_film_note_news" : "share_film_note"],
    primary: () =>
      drawn()
        ? { label: fillPhrase(words.share_download, { format: named() }), run: () => download(drawn()) }
        : { label: words.share_film_make, run: make, disabled: job !== null && progress?.state !== "failed" },
    secondary: () =>
      drawn()
        ? { label: words.share_film_words, run: () => download(subtitles()) }
        : job && progress?.state !== "failed"
          ? { label: words.share_film_cancel, run: cancel }
          : null,
    close: end,
  };
}

/** A film in the words of the address. @param {Snapshot} snapshot @param {Choice} choice */
function writeFilm(snapshot, choice) {
  return `${describeFilm(snapshot, choice)}&format=${choice.format}`;
}

/** What a film shows, whatever its format. @param {Snapshot} snapshot @param {Choice} choice */
function describeFilm({ options }, { style, step, size, from, to }) {
  const { date: _, ...rest } = withoutVersus(options);
  /** @type {Record<string, string>} */
  const pace = style === "news" ? { style } : { step };
  return formatQuery({ ...rest, from, to, ...pace, size: size.id });
}

/**
 * @param {Snapshot} snapshot
 * @param {import("../urls.js").Size[]} sizes
 * @param {Choice} choice
 * @param {(change: Partial<Choice>) => void} set
 */
function buildQuestions({ payload, words, offer }, sizes, choice, set) {
  const steps = STEPS[payload.granularity ?? "day"].map((id) => ({ id, name: words[`step_${id}`] }));
  const named = sizes.map(({ id, width, height }) => ({
    id,
    name: `${words[id === WIDE.id ? "share_size_wide" : `share_size_${id}`] ?? id} · ${width} × ${height}`,
  }));
  const styles = STYLES.map((id) => ({ id, name: words[`share_film_${id}`] }));
  const pace = radios(words.share_film_step, steps, choice.step, (step) => set({ step }), true);
  pace.hidden = choice.style === "news";
  const chooseStyle = (/** @type {string} */ id) => {
    pace.hidden = id === "news";
    set({ style: /** @type {Style} */ (id) });
  };
  const fault = el("p", { class: "fault", role: "alert" });
  const date = (/** @type {"from" | "to"} */ end) => (/** @type {string} */ text) => {
    const span = { ...choice, [end]: text };
    const right = isSpan(span.from, span.to, payload);
    fault.textContent = right
      ? ""
      : fillPhrase(words.share_film_wrong, {
          first: writeDate(payload, payload.first),
          last: writeDate(payload, payload.last),
        });
    if (right) set({ [end]: text });
  };
  const form = { inputmode: "numeric", maxlength: 11, placeholder: words.unit_form ?? words.date_form };
  return [
    el(
      "div",
      { class: "pair" },
      typed(words.share_film_from, choice.from, date("from"), form),
      typed(words.share_film_to, choice.to, date("to"), form),
      fault,
    ),
    radios(words.share_style, styles, choice.style, chooseStyle),
    pace,
    list(words.share_size, named, choice.size.id, (id) =>
      set({ size: sizes.find((size) => size.id === id) ?? choice.size }),
    ),
    radios(words.share_format, offer.films, choice.format, (format) => set({ format }), true),
  ];
}

/** Whether two texts are days of the slider in the right order. @param {string} from @param {string} to @param {{first: number, last: number, granularity?: "month" | "year"}} payload */
export function isSpan(from, to, payload) {
  const { first, last } = payload;
  const [start, end] = [readDate(payload, from), readDate(payload, to)];
  return start !== null && end !== null && first <= start && start < end && end <= last;
}

/** The state of the film: its progress, the reason of a failure, or the film itself. @param {Record<string, string>} words */
function createPreview(words) {
  const bar = el("progress", { "aria-label": words.share_film_progress, max: 1 });
  const text = el("p", { class: "small", role: "status" });
  const screen = el("div", { class: "screen" });
  const element = el("div", { class: "across", hidden: true }, bar, text, screen);
  let shownAddress = "";
  return {
    element,
    /** @param {import("./film_job.js").FilmProgress | "asked" | null} progress @param {string} address @param {string} format @param {string} subtitles */
    show(progress, address, format, subtitles) {
      element.hidden = progress === null;
      if (progress === null) return screen.replaceChildren((shownAddress = ""));
      const { state, done, frames, error } =
        progress === "asked" ? { state: "waiting", done: 0, frames: 0, error: "" } : progress;
      bar.hidden = state === "done" || state === "failed";
      if (frames && state === "drawing") bar.value = done / frames;
      else bar.removeAttribute("value");
      text.textContent = fillPhrase(words[`share_film_${state}`], { done, frames, why: error || words.offline });
      if (address === shownAddress) return;
      shownAddress = address;
      const view =
        format === "gif"
          ? el("img", { src: address, alt: words.share_film_done })
          : el(
              "video",
              { src: address, controls: true, playsinline: true, "aria-label": words.share_tab_film },
              el("track", { kind: "captions", src: subtitles, label: words.share_film_track }),
            );
      screen.replaceChildren(...(address ? [view] : []));
    },
  };
}
