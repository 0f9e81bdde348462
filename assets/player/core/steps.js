// @ts-check
// Steps: all tracks of a payload as one list of changes by day, walked forward and back.

import { countUntil, valueOn } from "./lookup.js";

/** @typedef {import("./payload.d.ts").Track} Track */
/** @typedef {{kind: string, id: string}} Subject what changes: an element of the drawing */
/** @typedef {[day: number, subject: number, value: number, before: number]} Step */

/** All changes, sorted by day. @param {Track[]} tracks by subject @returns {Step[]} */
function compileSteps(tracks) {
  /** @type {Step[]} */
  const steps = [];
  tracks.forEach((track, subject) => {
    let before = 0;
    for (const [day, value] of track) {
      steps.push([day, subject, value, before]);
      before = value;
    }
  });
  return steps.sort((a, b) => a[0] - b[0]);
}

/** Remembers the current step of the drawing, and reports only what a move to another day changes. */
export class Walker {
  /** @type {Subject[]} */
  subjects = [];
  /** @type {Step[] | null} sorted when a second day is needed */
  steps = null;
  /** @type {number | null} the current position; null before the first day */
  day = null;

  /** @param {Record<string, Record<string, Track>>} tracks by kind and id */
  constructor(tracks) {
    /** @type {Track[]} */
    this.tracks = [];
    for (const [kind, byId] of Object.entries(tracks)) {
      for (const [id, track] of Object.entries(byId)) {
        this.subjects.push({ kind, id });
        this.tracks.push(track);
      }
    }
    this.at = 0;
    this.values = new Int32Array(this.subjects.length);
    this.wanted = new Int32Array(this.subjects.length);
    /** @type {number[]} */
    this.touched = [];
  }

  /** Prepares for other days before the first move; later calls do nothing. */
  compile() {
    if (this.day === null || this.steps) return;
    this.steps = compileSteps(this.tracks);
    this.at = countUntil(this.steps, this.day);
  }

  /**
   * Moves to a day and calls `apply` once for each subject whose value changes.
   * @param {number} day
   * @param {(subject: number, value: number, before: number) => void} apply
   */
  walk(day, apply) {
    if (day === this.day) return;
    this.compile();
    if (this.steps) this.#step(this.steps, day);
    else this.tracks.forEach((track, subject) => this.#want(subject, valueOn(track, day)));
    this.day = day;
    for (const subject of this.touched) {
      if (this.wanted[subject] !== this.values[subject]) {
        const before = this.values[subject];
        this.values[subject] = this.wanted[subject];
        apply(subject, this.values[subject], before);
      }
    }
    this.touched.length = 0;
  }

  /** @param {Step[]} steps @param {number} day */
  #step(steps, day) {
    const target = countUntil(steps, day);
    for (; this.at < target; this.at += 1) this.#want(steps[this.at][1], steps[this.at][2]);
    for (; this.at > target; this.at -= 1) this.#want(steps[this.at - 1][1], steps[this.at - 1][3]);
  }

  /** @param {number} subject @param {number} value */
  #want(subject, value) {
    this.wanted[subject] = value;
    this.touched.push(subject);
  }
}
