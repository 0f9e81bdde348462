// @ts-check
// The bridge between the player and the page around it: the address, the bar and the server.

import { formatIso, parseIso } from "./player/lookup.js";
import { Timeline } from "./timeline.js";

/** @typedef {import("./player/payload.d.ts").Payload} Payload */
/** @typedef {{defaults: Record<string, string>, later: string[], bbox: number[] | null, words: Record<string, string>}} Page */

const player = /** @type {any} */ (window).marchland;
/** @type {Page} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const root = /** @type {HTMLElement} */ (document.querySelector(".marchland"));
const DETAIL_PX = "1080x572";
const COMPILED = ["known", "view", "hide", "lang", "theme"];
const SHOWN_MS = 2500;

/** What is asked, in the words of the address; defaults are left out. */
const asked = readAddress();
let compiled = question(COMPILED);
let detail = "";
/** What the address says already of the day and the part that are shown. */
let said = "";
/** Whether the part that is seen is another because the window is. */
let resized = false;
/** Whether the last entry of the history was written while the map played. */
let played = false;

const timeline = new Timeline(player, root, () => themed(question(COMPILED)));

/** The question in the address; tags that others have put on it are no part of it. */
function readAddress() {
  return new Map([...new URLSearchParams(location.search)].filter(([name]) => name in page.defaults));
}

/** @param {string[]} [names] @returns {URLSearchParams} */
function questionOf(names) {
  return new URLSearchParams([...asked].filter(([name]) => !names || names.includes(name)));
}

/** @param {string[]} [names] */
function question(names) {
  return questionOf(names).toString().replaceAll("%2C", ",");
}

/** @param {Record<string, string>} chosen */
function ask(chosen) {
  for (const [name, value] of Object.entries(chosen)) {
    if (value === page.defaults[name] || (value === "" && name !== "layers")) asked.delete(name);
    else asked.set(name, value);
  }
}

/** Writes the address; one entry of the history a settled choice, and one a whole play. */
function write() {
  const query = question();
  const address = query ? `?${query}` : location.pathname;
  const goesOn = played && player.time.playing;
  played = player.time.playing;
  if (query !== location.search.slice(1)) history[goesOn ? "replaceState" : "pushState"](null, "", address);
  link();
}

/** Points the downloads at what is shown. */
function link() {
  const query = question();
  for (const anchor of document.querySelectorAll("[data-file]")) {
    const file = /** @type {HTMLAnchorElement} */ (anchor);
    file.href = `map.${file.dataset.file}${query ? `?${query}` : ""}`;
  }
}

/** @param {string} query @returns {Promise<Payload | null>} */
async function fetchPayload(query) {
  try {
    const answer = await fetch(`payload.json?${query}`);
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  } catch (fault) {
    say(fault instanceof TypeError ? page.words.offline : String(/** @type {Error} */ (fault).message));
    return null;
  }
}

/** Asks for another map where the question needs one, and shows it. */
async function follow() {
  const query = question(COMPILED);
  if (query === compiled) return;
  const before = compiled;
  compiled = query;
  const payload = await fetchPayload(themed(query));
  if (query !== compiled) return;
  if (!payload) {
    compiled = before; // so that the same choice can be tried again
    return;
  }
  payload.layers = player.home.layers;
  player.load(payload);
  detail = "";
  timeline.follow();
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
  if (!seen.detail || !seen.bbox) return;
  const query = `${themed(question(COMPILED))}&bbox=${rounded(seen.bbox)}&size=${DETAIL_PX}`;
  if (query === detail) return;
  detail = query;
  const payload = await fetchPayload(query);
  if (payload && query === detail) player.loadDetail({ ...payload, layers: player.home.layers });
}

/** @param {number[]} bbox */
function rounded(bbox) {
  return bbox.map((degrees) => degrees.toFixed(3)).join(",");
}

/** @param {string} text */
function say(text) {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  toast.textContent = text;
  document.body.append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}

/** @param {string} name */
function select(name) {
  return /** @type {HTMLSelectElement} */ (document.getElementById(name));
}

/** Writes the day and the part that are shown, once the slider is let go. */
function settle() {
  if (root.querySelector(".slider:active")) return;
  const before = said;
  said = shown();
  const unchanged = said === before || (resized && said.split(" ")[0] === before.split(" ")[0]);
  resized = false;
  if (unchanged) return;
  const { day, bbox } = player.state();
  ask({ date: formatIso(day), bbox: bbox ? rounded(bbox) : "" });
  write();
}

function listen() {
  root.addEventListener("marchland:settle", settle);
  root.addEventListener("change", (event) => event.target === root.querySelector(".slider") && settle());
  root.addEventListener("marchland:choose", (event) => {
    const { hide, layers, known } = /** @type {CustomEvent} */ (event).detail;
    if (hide) ask({ hide: hide.join(",") });
    if (layers) ask({ layers: layers.join(",") });
    if (known !== undefined) ask({ known: formatIso(known) });
    write();
    follow();
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  root.addEventListener("marchland:zoom", (event) => {
    clearTimeout(resting);
    resting = setTimeout(() => sharpen(/** @type {CustomEvent} */ (event).detail), 300);
  });
  addEventListener("popstate", goBack);
  addEventListener("resize", () => (resized = true));
  listenToBar();
}

function listenToBar() {
  select("view").addEventListener("change", () => {
    ask({ view: select("view").value, bbox: "" });
    write();
    follow();
  });
  select("theme").addEventListener("change", () => {
    document.documentElement.dataset.theme = select("theme").value;
    ask({ theme: select("theme").value });
    write();
    follow();
  });
  select("lang").addEventListener("change", () => {
    ask({ lang: select("lang").value });
    location.assign(question() ? `?${question()}` : location.pathname);
  });
  for (const button of document.querySelectorAll(".copy")) button.addEventListener("click", copy);
  for (const tab of document.querySelectorAll("[role=tab]")) tab.addEventListener("click", () => turn(tab));
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute("open");
    }
  });
}

async function copy() {
  try {
    await navigator.clipboard.writeText(location.href);
    say(page.words.copied);
  } catch {
    say(location.href);
  }
}

/** @param {Element} tab */
function turn(tab) {
  root.dataset.tab = /** @type {HTMLElement} */ (tab).dataset.tab;
  for (const other of document.querySelectorAll("[role=tab]")) other.setAttribute("aria-selected", String(other === tab));
  dispatchEvent(new Event("resize")); // Plotly measures its room again
}

async function goBack() {
  const before = asked.get("lang");
  asked.clear();
  for (const [name, value] of readAddress()) asked.set(name, value);
  if (asked.get("lang") !== before) return location.reload();
  for (const name of ["view", "theme"]) select(name).value = asked.get(name) ?? page.defaults[name];
  document.documentElement.dataset.theme = select("theme").value;
  player.home.layers = (asked.get("layers") ?? page.defaults.layers).split(",");
  player.map.sheets.showLayers(player.home.layers);
  player.legend.load(player.home);
  await follow();
  const day = parseIso(asked.get("date") ?? page.defaults.date);
  if (day !== null) player.setDay(day, true);
  const bbox = asked.get("bbox")?.split(",").map(Number);
  if (bbox) player.showBBox(bbox);
  else player.reset();
  said = shown();
  link();
}

/** The day and the part that are shown. */
function shown() {
  const { day, bbox } = player.state();
  return `${day} ${bbox ? rounded(bbox) : ""}`;
}

listen();
link();
if (page.bbox) player.showBBox(page.bbox);
said = shown();
if (themed("") !== "") {
  compiled = "";
  follow();
}
// Two frames on, the map is painted: now what it doesn't need may load.
requestAnimationFrame(() => setTimeout(() => timeline.load(page.later), 50));
