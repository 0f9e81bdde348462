// The rows of the timeline: which are drawn, as how many traces, and what is under the pointer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawRows, findAt, rowsInView } from "../../assets/dashboard/timeline_rows.js";

const GROUND = { fill: "toself", mode: "none", fillcolor: "#aabbcc" };
const HATCH = { fill: "toself", mode: "none", fillpattern: { shape: "/" } };
const EDGE = { mode: "lines", line: { color: "#000000" } };
const strip = (rows = 40, range = [100, 1100]) => ({
  layout: { font: { family: "sans-serif", size: 11 }, xaxis: { range } },
  styles: [EDGE, HATCH, GROUND],
  marks: { size: 9 },
  rowPx: 24,
  barPx: 12,
  rows: Array.from({ length: rows }, (_, number) => ({
    bars: [
      [0, 200, 300],
      [1, 200, 300],
      [2, 100, 600],
      [2, 700, 900],
    ],
    names: [
      [100, 600, `Name ${number}`, "#ffffff"],
      [700, 705, "Short", "#000000"],
    ],
    events: [
      [400, `e${number}`, ["Raid", "5 May"]],
      [410, `f${number}`, ["Raid", "15 May"]],
    ],
    stays: [[100, 600, ["Place", "Force", "days"]]],
  })),
});
const measure = (text) => text.length * 6;

test("rows in view are drawn with some beside them, in steps", () => {
  assert.deepEqual(rowsInView(strip(), 0, 180), [0, 12]);
  assert.deepEqual(rowsInView(strip(), 10, 180), [0, 12]);
  assert.deepEqual(rowsInView(strip(), 480, 180), [16, 32]);
  assert.deepEqual(rowsInView(strip(), 5000, 180), [40, 40]);
  assert.deepEqual(rowsInView(strip(3), 0, 180), [0, 3]);
  assert.deepEqual(rowsInView(strip(0), 0, 180), [0, 0]);
});

test("many rows need no more traces than one", () => {
  assert.equal(drawRows(strip(), [0, 30], 1000, measure).length, drawRows(strip(), [7, 8], 1000, measure).length);
});

test("each bar is a closed box on its row; grounds lie below patterns, and these below edges", () => {
  const [ground, hatch, edge, ...others] = drawRows(strip(), [3, 4], 1000, measure);
  assert.equal(ground.fillcolor, "#aabbcc");
  assert.deepEqual(ground.x, [100, 600, 600, 100, 100, null, 700, 900, 900, 700, 700, null]);
  assert.deepEqual(ground.y.slice(0, 6), [2.75, 2.75, 3.25, 3.25, 2.75, null]);
  assert.ok(hatch.fillpattern);
  assert.ok(edge.line);
  assert.deepEqual(
    others.map(({ mode }) => mode),
    ["text", "markers"],
  );
});

test("names without room are left out; the others begin beside their bar's start", () => {
  const named = (range, width) => drawRows(strip(1, range), [0, 1], width, measure).at(-2);
  assert.deepEqual([named([100, 1100], 1000).text, named([100, 1100], 1000).x], [["Name 0"], [103]]);
  assert.equal(named([100, 1100], 1000).textposition, "middle right");
  assert.equal(named([1100, 100], 1000).textposition, "middle left");
  assert.deepEqual(named([100, 1100], 500).x, [106]);
  assert.deepEqual(named([100, 1100], 20).text, []);
});

test("the nearest event is found on the edge of its bar, else the stay", () => {
  const at = (day, over, row = 2) => findAt(strip(), row, day, over, 1);
  assert.equal(at(403, 6).event, "e2");
  assert.equal(at(408, 6).event, "f2");
  assert.equal(at(408, 6).day, 410);
  assert.deepEqual(at(403, 20), { day: 403, event: null, lines: ["Place", "Force", "days"] });
  assert.equal(at(420, 6).event, null);
  assert.equal(at(650, 12), null);
  assert.equal(at(200, 12, 99), null);
});
