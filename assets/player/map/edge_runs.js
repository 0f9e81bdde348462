// @ts-check
// Runs: the edges between zones, drawn along the outlines of the zones, so that no path is sent twice.

import { svg } from "../core/elements.js";

/** @typedef {[x: number, y: number]} Point px, in whole tenths or hundredths as the path is written */
/** @typedef {[ring: number, first: number, steps: number]} Run */

/**
 * Draws an edge for each entry into the group of the edges; edges drawn for one day are removed.
 * @param {ParentNode} holder
 * @param {Record<string, [zone: string, runs: Run[]] | string>} runs a run, or a path where an edge follows no outline
 */
export function drawEdges(holder, runs) {
  const group = holder.querySelector("#layer-edges");
  /** @type {Map<string, Point[][]>} */
  const known = new Map();
  const ringsOf = (/** @type {string} */ zone) => {
    const rings = known.get(zone) ?? parseRings(holder.querySelector(`[id="zone-${zone}"]`)?.getAttribute("d") ?? "");
    known.set(zone, rings);
    return rings;
  };
  const edges = Object.entries(runs).map(([id, edge]) => {
    if (typeof edge === "string") return svg("path", { id, d: edge });
    const [zone, along] = edge;
    const rings = ringsOf(zone);
    return svg("path", { id, d: along.map((run) => formatLine(pointsOf(rings, run))).join("") });
  });
  group?.replaceChildren(...edges);
}

/**
 * Reads the rings of a path as layers/svg/elements.py writes it: M, one relative run of lines, z.
 * @param {string} data
 * @returns {Point[][]}
 */
export function parseRings(data) {
  return data
    .split("M")
    .slice(1)
    .map((ring) => {
      const numbers = (ring.match(/-?\d*\.?\d+/g) ?? []).map(Number);
      /** @type {Point[]} */
      const points = [];
      let [x, y] = [0, 0];
      for (let at = 0; at < numbers.length; at += 2) {
        x += numbers[at];
        y += numbers[at + 1];
        points.push([x, y]);
      }
      return points;
    });
}

/** The points of a run. @param {Point[][]} rings @param {Run} run @returns {Point[]} */
export function pointsOf(rings, [ring, first, steps]) {
  const points = rings[ring];
  return Array.from({ length: steps + 1 }, (_, step) => points[(first + step) % points.length]);
}

/** @param {Point[]} points */
function formatLine(points) {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}`;
}

/** @param {number} value */
function round(value) {
  return Math.round(100 * value) / 100;
}
