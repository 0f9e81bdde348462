// @ts-check
// The tab Film: a range of days, step by step, drawn by the server in the background, with progress and a way to stop it.

import { el } from "../player/core/elements.js";
import { addMonths, formatIso, parseIso } from "../player/core/lookup.js";
import { fileOf, formatQuery, previewSize, withoutVersus } from "./urls.js";
import { list, radios, typed } from "./fields.js";
import { Job } from "./film_job.js";
import { download } from "./copy_and_save.js";
import { tell } from "./result.js";

/** @typedef {import("./share.d.ts").Shown} Shown */
/** @typedef {{format: string, step: string, size: import("./urls.js").Size, from: string, to: string}} Choice */

const STEPS = ["change", "month", "day"];
const MONTHS = 12;
/** The most pixels of a frame. */
const MOST_PX = 2_400_000;

/**
 * @param {Shown} shown
 * @param {() => void} changed
 * @returns {import("./share.d.ts").Pane}
 */
export function createFilm(shown, changed) {
  const { payload, words, offer, day, base } = shown;
  const sizes = offer.sizes.filter(({ width, height, scale }) => width * height * scale ** 2 <= MOST_PX);
  const from = formatIso(Math.max(payload.first, addMonths(day, -MONTHS)));
  /** @type {Choice} */
  const choice = { format: offer.films.at(-1)?.id ?? "", step: STEPS[0], size: sizes[0], from, to: formatIso(day) };
  /** @type {Job | null} */
  let job = null;
  /** @type {import("./film_job.js").Told | null} */
  let told = null;
  const reel = createReel(words);
  const end = () => {
    if (told?.state !== "done") job?.cancel();
    job = told = null;
  };
  const set = (/** @type {Partial<Choice>} */ change) => {
    Object.assign(choice, change);
    end();
    changed();
  };
  const make = () => {
    job = new Job(base, writeFilm(shown, choice), (next) => {
      told = next;
      changed();
    });
    changed();
  };
  const cancel = () => {
    end();
    changed();
  };
  const drawn = () => (told?.state === "done" ? `${base}${told.file.replace(/^\//, "")}` : "");
  const named = () => offer.films.find(({ id }) => id === choice.format)?.name ?? "";
  return {
    name: "film",
    element: el(
      "div",
      { class: "rows" },
      el("div", { class: "questions" }, ...ask(shown, sizes, choice, set)),
      reel.element,
    ),
    refresh: () => reel.show(job ? (told ?? "asked") : null, drawn(), choice.format),
    picture: () => fileOf(base, "png", withoutVersus(shown.asked), { size: previewSize(choice.size), date: choice.to }),
    note: () => words.share_film_note,
    primary: () =>
      drawn()
        ? { label: tell(words.share_download, { format: named() }), run: () => download(drawn()) }
        : { label: words.share_film_make, run: make, disabled: job !== null && told?.state !== "failed" },
    secondary: () =>
      job && !drawn() && told?.state !== "failed" ? { label: words.share_film_cancel, run: cancel } : null,
    close: end,
  };
}

/** A film in the words of the address. @param {Shown} shown @param {Choice} choice */
function writeFilm({ asked }, { format, step, size, from, to }) {
  const { date: _, ...rest } = withoutVersus(asked);
  return formatQuery({ ...rest, format, from, to, step, size: size.id });
}

/**
 * @param {Shown} shown
 * @param {import("./urls.js").Size[]} sizes
 * @param {Choice} choice
 * @param {(change: Partial<Choice>) => void} set
 */
function ask({ payload, words, offer }, sizes, choice, set) {
  const steps = STEPS.map((id) => ({ id, name: words[`step_${id}`] }));
  const named = sizes.map(({ id, width, height }) => ({
    id,
    name: `${words[`share_size_${id}`]} · ${width} × ${height}`,
  }));
  const fault = el("p", { class: "fault", role: "alert" });
  const date = (/** @type {"from" | "to"} */ end) => (/** @type {string} */ text) => {
    const span = { ...choice, [end]: text };
    const right = isSpan(span.from, span.to, payload);
    fault.textContent = right
      ? ""
      : tell(words.share_film_wrong, { first: formatIso(payload.first), last: formatIso(payload.last) });
    if (right) set({ [end]: text });
  };
  const form = { inputmode: "numeric", maxlength: 10, placeholder: words.date_form };
  return [
    el(
      "div",
      { class: "pair" },
      typed(words.share_film_from, choice.from, date("from"), form),
      typed(words.share_film_to, choice.to, date("to"), form),
      fault,
    ),
    radios(words.share_film_step, steps, choice.step, (step) => set({ step }), true),
    list(words.share_size, named, choice.size.id, (id) =>
      set({ size: sizes.find((size) => size.id === id) ?? choice.size }),
    ),
    radios(words.share_format, offer.films, choice.format, (format) => set({ format }), true),
  ];
}

/** Whether two texts are days of the slider in their order. @param {string} from @param {string} to @param {{first: number, last: number}} payload */
export function isSpan(from, to, { first, last }) {
  const [start, end] = [parseIso(from), parseIso(to)];
  return start !== null && end !== null && first <= start && start < end && end <= last;
}

/** What becomes of the film: how far it is, why it failed, or itself. @param {Record<string, string>} words */
function createReel(words) {
  const bar = el("progress", { "aria-label": words.share_film_progress, max: 1 });
  const text = el("p", { class: "small", role: "status" });
  const screen = el("div", { class: "screen" });
  const element = el("div", { class: "across", hidden: true }, bar, text, screen);
  let shown = "";
  return {
    element,
    /** @param {import("./film_job.js").Told | "asked" | null} told @param {string} address @param {string} format */
    show(told, address, format) {
      element.hidden = told === null;
      if (told === null) return screen.replaceChildren((shown = ""));
      const { state, done, frames, error } =
        told === "asked" ? { state: "waiting", done: 0, frames: 0, error: "" } : told;
      bar.hidden = state === "done" || state === "failed";
      if (frames && state === "drawing") bar.value = done / frames;
      else bar.removeAttribute("value");
      text.textContent = tell(words[`share_film_${state}`], { done, frames, why: error || words.offline });
      if (address === shown) return;
      shown = address;
      const view =
        format === "gif"
          ? el("img", { src: address, alt: words.share_film_done })
          : el("video", { src: address, controls: true, playsinline: true, "aria-label": words.share_tab_film });
      screen.replaceChildren(...(address ? [view] : []));
    },
  };
}
