// @ts-check
// The bridge between the player and the page around it: the address, the bar and the server.

import { Address } from "./address.js";
import { listenToBar, showChoices } from "./bar.js";
import { fetchJson } from "./fetch.js";
import { keepFocus } from "./focus.js";
import { Knowledge } from "./knowledge.js";
import { createNotice } from "./narrowed.js";
import { formatIso, parseIso } from "./player/lookup.js";
import { Reopener } from "./reopen.js";
import { listenToTabs } from "./tabs.js";
import { keepTidy } from "./tidy.js";
import { Timeline } from "./timeline.js";
import { say } from "./toast.js";

/** @typedef {import("./player/payload.d.ts").Payload} Payload */
/** @typedef {{defaults: Record<string, string>, later: string[], bbox: number[] | null, place: string, words: Record<string, string>, share: import("./share/share.d.ts").Offer}} Page */

const player = /** @type {any} */ (window).marchland;
/** @type {Page} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const root = /** @type {HTMLElement} */ (document.querySelector(".marchland"));
const DETAIL_PX = "1080x572";
/** What a map is compiled for, beside its day of knowledge. */
const DRAWN = ["view", "hide", "lang", "theme", "borders", "age", "side", "versus", "without"];
const COMPILED = ["known", ...DRAWN];

const address = new Address(page.defaults);
let compiled = address.question(COMPILED);
let drawn = address.question(DRAWN);
let detail = "";
/** What the address says already of the day and the part that are shown. */
let said = "";
/** Whether the part that is seen is another because the window is. */
let resized = false;
/** Whether the last entry of the history was written while the map played. */
let played = false;

const notice = createNotice(
  player.stage,
  () => choose({ side: "", versus: "", without: "" }),
  () => choose({ side: address.get("versus"), versus: address.get("side") }),
);
notice(player.home);
const timeline = new Timeline(player, root, () => themed(address.question(COMPILED)));

/** Asks something else, and shows it. @param {Record<string, string>} chosen */
function choose(chosen) {
  address.ask(chosen);
  write();
  showChoices(address);
  follow();
}

/** Writes the address; one entry of the history a settled choice, and one a whole play. */
function write() {
  const goesOn = played && player.time.playing;
  played = player.time.playing;
  address.write(goesOn);
}

const knowledge = new Knowledge(
  (query) => fetchJson("known", query, page.words.offline),
  (known) => {
    detail = "";
    player.know(known);
  },
);

/** Asks for another map, or another day of knowledge, where the question needs one, and shows it. */
async function follow() {
  const query = address.question(COMPILED);
  if (query === compiled) return;
  const before = [compiled, drawn];
  const anew = address.question(DRAWN) !== drawn;
  [compiled, drawn] = [query, address.question(DRAWN)];
  const found = await (anew ? draw(query) : know(parseIso(address.get("known")) ?? player.home.newest));
  if (query !== compiled) return;
  if (found) return timeline.follow();
  [compiled, drawn] = before; // so that the same choice can be tried again
  takeBack();
}

/** Lets the address and its controls say again what the map still shows, where no other could be had. */
function takeBack() {
  const shows = new URLSearchParams(compiled);
  address.ask(Object.fromEntries(COMPILED.map((name) => [name, shows.get(name) ?? ""])));
  address.write(true);
  showChoices(address);
  player.legend.load(player.home);
}

/** Shows another map. @param {string} query @returns {Promise<boolean>} whether there was one */
async function draw(query) {
  knowledge.forget();
  /** @type {Payload | null} */
  const payload = await fetchJson("payload", themed(query), page.words.offline);
  if (!payload || query !== compiled) return payload !== null;
  payload.layers = player.home.layers;
  player.load(payload);
  if (!player.place) address.ask({ place: "" }); // another view may not have it
  address.write(true);
  notice(payload);
  detail = "";
  return true;
}

/** Shows another day of knowledge, and fetches those beside it. @param {number} known */
function know(known) {
  /** @type {number[]} */
  const stops = player.home.stops ?? [];
  const at = stops.filter((day) => day < known).length;
  const near = [stops[at + (stops[at] === known ? 1 : 0)], stops[at - 1]].filter((day) => day !== undefined);
  return knowledge.show(asKnown(known), near.map(asKnown));
}

/** The question of the map as known on another day. @param {number} known */
function asKnown(known) {
  const parameters = new URLSearchParams(themed(address.question(DRAWN)));
  parameters.set("known", formatIso(known));
  return parameters.toString();
}

/** @param {string} query with the theme that the reader's system prefers, where the page follows it */
function themed(query) {
  const dark = document.documentElement.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches;
  const parameters = new URLSearchParams(query);
  if (dark) parameters.set("theme", "dark");
  return parameters.toString();
}

/** Past the sharpest zoom, the server draws what is seen anew. @param {{bbox: number[] | null, detail: boolean}} seen */
async function sharpen(seen) {
  if (!seen.detail || !seen.bbox) {
    detail = "";
    return;
  }
  const query = `${asKnown(player.home.known)}&bbox=${rounded(seen.bbox)}&size=${DETAIL_PX}`;
  if (query === detail) return;
  detail = query;
  const payload = await fetchJson("payload", query, page.words.offline);
  if (!payload && query === detail) detail = ""; // so that the same part can be tried again
  if (payload && query === detail) player.loadDetail({ ...payload, layers: player.home.layers });
}

/** @param {number[]} bbox */
function rounded(bbox) {
  return bbox.map((degrees) => degrees.toFixed(3)).join(",");
}

/** Writes the day and the part that are shown, once the slider is let go. */
function settle() {
  if (root.querySelector(".slider:active")) return;
  const before = said;
  said = shown(player.day);
  const unchanged = said === before || (resized && said.split(" ")[0] === before.split(" ")[0]);
  resized = false;
  if (unchanged) return;
  const { day, bbox } = player.state();
  address.ask({ date: formatIso(day), bbox: bbox ? rounded(bbox) : "" });
  write();
}

function listen() {
  root.addEventListener("marchland:settle", settle);
  root.addEventListener("change", (event) => event.target === root.querySelector(".slider") && settle());
  root.addEventListener("marchland:choose", (event) => {
    const { hide, layers, known, borders, age, side, versus } = /** @type {CustomEvent} */ (event).detail;
    const told = { hide: hide?.join(","), layers: layers?.join(","), borders, side, versus };
    const said = { ...told, age: age === undefined ? age : String(Number(age)), known: known === undefined ? known : formatIso(known) };
    choose(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)));
  });
  root.addEventListener("marchland:place", (event) => choosePlace(/** @type {CustomEvent} */ (event).detail.place));
  root.addEventListener("marchland:know", (event) => know(/** @type {CustomEvent} */ (event).detail.known));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  root.addEventListener("marchland:zoom", (event) => {
    clearTimeout(resting);
    resting = setTimeout(() => sharpen(/** @type {CustomEvent} */ (event).detail), 300);
  });
  addEventListener("popstate", goBack);
  addEventListener("resize", () => (resized = true));
  listenToTabs(root, player.legend.element);
  listenToBar({
    choose,
    leave(chosen) {
      address.ask(chosen);
      location.assign(address.href);
    },
    share,
  });
}

/** Opens the share dialog, which is loaded when it is first asked for. */
async function share() {
  try {
    const { openShare } = await import("./share.js");
    await openShare(player, address.question(), page);
  } catch (fault) {
    say(fault instanceof TypeError ? page.words.offline : String(fault));
  }
}

/** Writes the place that is told. @param {string | null} place */
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
  player.home.layers = address.get("layers").split(",");
  player.map.sheets.showLayers(player.home.layers);
  player.legend.load(player.home);
  await follow();
  const day = parseIso(address.get("date"));
  if (day !== null) player.setDay(day, true);
  if (address.says("bbox")) player.showBBox(address.get("bbox").split(",").map(Number));
  else player.reset();
  player.select(address.get("place") || null);
  said = shown(player.day);
  address.link();
}

/** A day and the part that is shown. @param {number} day */
function shown(day) {
  const { bbox } = player.state();
  return `${day} ${bbox ? rounded(bbox) : ""}`;
}

if (page.place) player.select(page.place);
listen();
keepTidy(root, player.stage);
keepFocus(root);
new Reopener(/** @type {any} */ (page.words), say);
address.link();
if (page.bbox) player.showBBox(page.bbox);
said = shown(player.home.day);
settle(); // a reader may have moved on before this was loaded
if (themed("") !== "") {
  [compiled, drawn] = ["", "auto"];
  follow();
}
// Two frames on, the map is painted: now what it doesn't need may load.
requestAnimationFrame(() => setTimeout(() => timeline.load(page.later), 50));
