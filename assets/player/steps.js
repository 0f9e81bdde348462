// @ts-check
// Steps: all tracks of a payload as one list of changes by day, walked forward and back.

import { countUntil } from "./lookup.js";

/** @typedef {import("./payload.d.ts").Track} Track */
/** @typedef {{kind: string, id: string}} Subject what changes: an element of the drawing */
/** @typedef {[day: number, subject: number, value: number, before: number]} Step */

/**
 * @typedef {object} Steps
 * @property {Subject[]} subjects
 * @property {Step[]} steps sorted by day
 */

/**
 * @param {Record<string, Record<string, Track>>} tracks
 * @returns {Steps}
 */
export function compileSteps(tracks) {
  /** @type {Subject[]} */
  const subjects = [];
  /** @type {Step[]} */
  const steps = [];
  for (const [kind, byId] of Object.entries(tracks)) {
    for (const [id, track] of Object.entries(byId)) {
      const subject = subjects.push({ kind, id }) - 1;
      let before = 0;
      for (const [day, value] of track) {
        steps.push([day, subject, value, before]);
        before = value;
      }
    }
  }
  steps.sort((one, other) => one[0] - other[0]);
  return { subjects, steps };
}

/** Knows which step the drawing stands at, and tells only what a move to another day changes. */
export class Walker {
  /** @param {Steps} compiled */
  constructor({ subjects, steps }) {
    this.subjects = subjects;
    this.steps = steps;
    this.at = 0;
    this.shown = new Int32Array(subjects.length);
    this.wanted = new Int32Array(subjects.length);
    /** @type {number[]} */
    this.touched = [];
  }

  /**
   * Moves to a day and calls `apply` once for each subject whose value is another than before.
   * @param {number} day
   * @param {(subject: number, value: number, before: number) => void} apply
   */
  walk(day, apply) {
    const target = countUntil(this.steps, day);
    for (; this.at < target; this.at += 1) this.#want(this.steps[this.at], 2);
    for (; this.at > target; this.at -= 1) this.#want(this.steps[this.at - 1], 3);
    for (const subject of this.touched) {
      if (this.wanted[subject] !== this.shown[subject]) {
        const before = this.shown[subject];
        this.shown[subject] = this.wanted[subject];
        apply(subject, this.shown[subject], before);
      }
    }
    this.touched.length = 0;
  }

  /** @param {Step} step @param {2 | 3} side the value after the step or before it */
  #want(step, side) {
    this.wanted[step[1]] = step[side];
    this.touched.push(step[1]);
  }
}
