// @ts-check
// The bridge between the player and the page around it: the address, the bar and the server.

import { Address } from "./address.js";
import { MapRequests, COMPILED, prefersDark } from "./map_requests.js";
import { listenToBar, showChoices } from "./top_bar.js";
import { keepFocus } from "./keep_focus.js";
import { createNotice } from "./filter_notice.js";
import { formatIso, parseIso, readDate, writeDate } from "../player/core/lookup.js";
import { FileOpener } from "./reopen_file.js";
import { listenToTabs } from "./phone_tabs.js";
import { watchCollisions } from "../player/map/hide_colliding_names.js";
import { Timeline } from "./timeline.js";
import { showToast } from "./toast.js";

/** @typedef {import("../player/core/payload.d.ts").Payload} Payload */
/** @typedef {import("../player/map/map.js").BBox} BBox */
/** @typedef {{defaults: Record<string, string>, later: string[], bbox: BBox | null, place: string, words: Record<string, string>, share: import("../share/share.d.ts").Offer}} Page */

/** @type {import("../player/core/live_player.js").LivePlayer} */
const player = /** @type {any} */ (window).marchland;
/** @type {Page} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const root = /** @type {HTMLElement} */ (document.querySelector(".marchland"));
const DETAIL_PX = "1080x572";
const address = new Address(page.defaults);
let detail = "";
/** The day and the part of the map in the address, as `describePart` writes them. */
let writtenPart = "";
/** Whether the visible part changed because the window did. */
let resized = false;
/** Whether the last entry of the history was written during playback. */
let played = false;

const notice = createNotice(
  player.viewport,
  () => choose({ side: "", versus: "", without: "" }),
  () => choose({ side: address.get("versus"), versus: address.get("side") }),
);
notice(player.payload);
const timeline = new Timeline(player, root, () => answer.question);

/** Changes the request and shows the result. @param {Record<string, string>} chosen */
function choose(chosen) {
  address.ask(chosen);
  write();
  showChoices(address);
  follow();
}

/** Writes the address: one entry of the history per settled choice, and one per playback. */
function write() {
  const goesOn = played && player.time.playing;
  played = player.time.playing;
  address.write(goesOn);
}

const answer = new MapRequests(address, page.words.offline, {
  payload: () => player.payload,
  draw,
  know(known) {
    detail = "";
    player.know(known);
  },
  followed: () => timeline.follow(),
  refused,
});

/** Shows the map of the address. */
function follow() {
  return answer.follow(dayOf("known") ?? player.payload.newest);
}

/** A day in the address, as a date or a word. @param {"date" | "known"} option */
function dayOf(option) {
  const { first, last, newest } = player.payload;
  const named = { earliest: first, latest: option === "known" ? newest : last };
  const text = address.get(option);
  const read = option === "known" ? parseIso(text) : readDate(player.payload, text);
  return named[/** @type {keyof typeof named} */ (text)] ?? read;
}

/** Shows another map, with the requested place, if the map has it. @param {Payload} payload */
function draw(payload) {
  const place = address.get("place");
  const { layers, newest, knownDays } = player.payload;
  // A map of an earlier day ends there; the page for which it is drawn goes on.
  const end = payload.newest < newest ? { newest, knownDays } : {};
  player.load({ ...payload, layers, ...end });
  if (!payload.places[place]) address.ask({ place: "" });
  else if (player.place !== place) player.select(place);
  address.write(true);
  notice(payload);
  detail = "";
}

/** Resets the address and all controls to the map on screen. @param {URLSearchParams} drawn */
function refused(drawn) {
  address.ask(Object.fromEntries(COMPILED.map((name) => [name, drawn.get(name) ?? ""])));
  address.write(true);
  showChoices(address);
  player.setOptions({ hide: address.get("hide").split(",").filter(Boolean) });
}

/** Beyond the sharpest zoom, the server redraws the visible part. @param {{bbox: number[] | null, detail: boolean}} view */
async function sharpen(view) {
  if (!view.detail || !view.bbox) {
    detail = "";
    return;
  }
  const part = `bbox=${rounded(view.bbox)}&size=${DETAIL_PX}`;
  if (part === detail) return;
  detail = part;
  const payload = await answer.sharpen(part);
  if (!payload && part === detail) detail = ""; // so that the same part can be tried again
  if (payload && part === detail) player.loadDetail({ ...payload, layers: player.payload.layers });
}

/** @param {number[]} bbox */
function rounded(bbox) {
  return bbox.map((degrees) => degrees.toFixed(3)).join(",");
}

/** Writes the day and the visible part once the slider is released. */
function settle() {
  if (root.querySelector(".slider:active")) return;
  const before = writtenPart;
  writtenPart = describePart(player.day);
  const sameDay = writtenPart.split(" ")[0] === before.split(" ")[0];
  const unchanged = writtenPart === before || (resized && sameDay);
  resized = false;
  if (unchanged) return;
  const { day, bbox } = player.describe();
  address.ask({ date: writeDate(player.payload, day), bbox: bbox ? rounded(bbox) : "" });
  write();
}

function listen() {
  root.addEventListener("marchland:settle", settle);
  root.addEventListener("change", (event) => event.target === root.querySelector(".slider") && settle());
  root.addEventListener("marchland:choose", (event) => {
    const { hide, layers, known, latest, borders, age, side, versus } = /** @type {CustomEvent} */ (event).detail;
    if (latest && page.defaults.known === "") {
      // A page of an earlier information date has nothing later, so another page is opened.
      address.ask({ known: "" });
      return location.assign(address.href);
    }
    const options = {
      hide: hide?.join(","),
      layers: layers?.join(","),
      borders,
      side,
      versus,
      age: age === undefined ? age : String(Number(age)),
      known: known === undefined ? known : formatIso(known),
    };
    choose(Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));
  });
  root.addEventListener("marchland:place", (event) => choosePlace(/** @type {CustomEvent} */ (event).detail.place));
  root.addEventListener("marchland:know", (event) => answer.preview(/** @type {CustomEvent} */ (event).detail.known));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  root.addEventListener("marchland:zoom", (event) => {
    clearTimeout(resting);
    resting = setTimeout(() => sharpen(/** @type {CustomEvent} */ (event).detail), 300);
  });
  addEventListener("popstate", goBack);
  addEventListener("resize", () => (resized = true));
  if (player.legend) listenToTabs(root, player.legend.element);
  listenToBar({
    choose,
    leave,
    share,
  });
}

/** Opens another page if a server has it; without a server the open page stays. @param {Record<string, string>} chosen */
async function leave(chosen) {
  try {
    await fetch("health", { method: "HEAD" });
  } catch {
    for (const [name] of Object.entries(chosen)) resetChoice(name);
    return showToast(page.words.offline);
  }
  address.ask(chosen);
  location.assign(address.href);
}

/** Resets a choice to what is shown. @param {string} name */
function resetChoice(name) {
  const select = document.getElementById(name);
  if (select instanceof HTMLSelectElement) select.value = address.get(name);
}

/** Opens the share dialog, which is loaded on first use. */
async function share() {
  try {
    const { openShare } = await import("../share/dialog.js");
    await openShare(player, address.question(), page);
  } catch (fault) {
    showToast(fault instanceof TypeError ? page.words.offline : String(fault));
  }
}

/** Writes the open place. @param {string | null} place */
function choosePlace(place) {
  if (address.get("place") === (place ?? "")) return;
  address.ask({ place: place ?? "" });
  write();
}

async function goBack() {
  const before = address.get("lang");
  address.read();
  if (address.get("lang") !== before) return location.reload();
  showChoices(address);
  player.setOptions({ layers: address.get("layers").split(",") });
  await follow();
  const day = dayOf("date");
  if (day !== null) player.setDay(day, true);
  if (address.says("bbox")) player.showBBox(/** @type {BBox} */ (address.get("bbox").split(",").map(Number)));
  else player.reset();
  player.select(address.get("place") || null);
  writtenPart = describePart(player.day);
  address.link();
}

/** A day and the visible part. @param {number} day */
function describePart(day) {
  const { bbox } = player.describe();
  return `${day} ${bbox ? rounded(bbox) : ""}`;
}

if (page.place) player.select(page.place);
listen();
watchCollisions(root, player.viewport);
keepFocus(root);
new FileOpener(/** @type {any} */ (page.words), showToast);
address.link();
if (page.bbox) player.showBBox(page.bbox);
writtenPart = describePart(player.payload.day);
settle(); // the reader may have moved on before this was loaded
if (prefersDark()) void answer.redraw();
// Two frames later the map is painted: now everything else may load.
requestAnimationFrame(() => setTimeout(() => timeline.load(page.later), 50));
