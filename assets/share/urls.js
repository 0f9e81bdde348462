// @ts-check
// URLs: the addresses of one request. Pure.

import { readDate } from "../player/core/lookup.js";

/** @typedef {Record<string, string>} Asked options by name; date and known are always there */
/** @typedef {{id: string, width: number, height: number, scale: number}} Size */

/** The options of a file; the address of a page may contain more. */
const FILE = [
  "date",
  "known",
  "view",
  "bbox",
  "place",
  "layers",
  "hide",
  "lang",
  "theme",
  "borders",
  "age",
  "side",
  "versus",
  "without",
];
const PREVIEW_PX = 280;
const LEAST_SCALE = 0.5;
const LEAST_PX = 120;

/** @param {Asked} asked */
export function formatQuery(asked) {
  return new URLSearchParams(asked).toString().replaceAll("%2C", ",").replaceAll("%40", "@");
}

/** The dashboard as it is shown, unaffected by later corrections. @param {string} base @param {Asked} asked */
export function linkTo(base, asked) {
  return `${base}?${formatQuery(asked)}`;
}

/**
 * The embed: pinned to one version of the atlas, or following the atlas for the day.
 * @param {string} base
 * @param {Asked} asked
 * @param {{scrub: boolean, frozen: boolean, version: string}} choice
 */
export function embedOf(base, asked, { scrub, frozen, version }) {
  const { known, ...rest } = asked;
  const options = frozen ? asked : rest;
  /** @type {Asked} */
  const controls = scrub ? {} : { controls: "none" };
  return `${base}embed${frozen ? `/${version}/` : ""}?${formatQuery({ ...options, ...controls })}`;
}

/** A file of the current map. @param {string} base @param {string} format @param {Asked} asked @param {Asked} [more] */
export function fileOf(base, format, asked, more = {}) {
  const options = Object.entries(asked).filter(([name]) => FILE.includes(name));
  return `${base}map.${format}?${formatQuery({ ...Object.fromEntries(options), ...more })}`;
}

/** The request of one account alone: a film cannot show two. @param {Asked} asked @returns {Asked} */
export function withoutVersus({ versus: _, ...asked }) {
  return asked;
}

/** A size in the words of the address. @param {Size} size */
export function nameSize({ id, width, height }) {
  return id === "own" ? `${width}x${height}` : id;
}

/** A still as it will be, in fewer pixels. @param {Size} size */
export function previewSize({ width, height }) {
  const scale = Math.min(1, Math.max(LEAST_SCALE, (2 * PREVIEW_PX) / width));
  return `${width}x${height}@${Number(scale.toFixed(2))}`;
}

/** Whether a custom size can be drawn. @param {Size} size */
export function isDrawable({ width, height }) {
  const whole = Number.isInteger(width) && Number.isInteger(height);
  return (
    whole && Math.min(width, height) >= LEAST_PX && Math.max(width, height) <= 8000 && width * height <= 20_000_000
  );
}

const MOST_DATES = 6;

/**
 * The dates in a text, separated by commas, in order: none, or two to six different ones of the atlas; else null.
 * @param {string} text
 * @param {{first: number, last: number, granularity?: "month" | "year"}} payload
 */
export function listDates(text, payload) {
  const { first, last } = payload;
  const written = text.split(/[,،\s]+/).filter(Boolean);
  const days = new Set(written.map((date) => readDate(payload, date)));
  const sound = [...days].every((day) => day !== null && day >= first && day <= last);
  const right = sound && days.size === written.length && days.size !== 1 && days.size <= MOST_DATES;
  return right
    ? written.sort((earlier, later) => Number(readDate(payload, earlier)) - Number(readDate(payload, later)))
    : null;
}

/** @typedef {"screen" | "layers" | "cmyk" | "grey"} Press */

/** What a PDF for screens or a press asks for. @type {Record<Press, Record<string, string>>} */
export const PRESSES = {
  screen: {},
  layers: { layered: "1" },
  cmyk: { bleed: "3", ink: "cmyk" },
  grey: { bleed: "3", ink: "grey" },
};

/** The options of a file for a press: only a PDF has any. @param {string} format @param {Press} press */
export function pressOptions(format, press) {
  return format === "pdf" ? PRESSES[press] : {};
}
