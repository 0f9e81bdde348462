// @ts-check
// Outline edges: where the outlines of two zones run along each other, so that no edge is sent with its path.
// Finds the same edges in the same order as layers/geometry/outline_edges.py. Pure, but for `drawEdges`.

import { svg } from "../core/elements.js";

/** @typedef {[x: number, y: number]} Point in hundredths of a px */
/** @typedef {{left: string, right: string, d: string}} OutlineEdge */

/**
 * Draws edges into their group, by id; those drawn for one day are removed.
 * @param {ParentNode} holder
 * @param {Record<string, string>} edges
 */
export function drawEdges(holder, edges) {
  const paths = Object.entries(edges).map(([id, d]) => svg("path", { id, d }));
  holder.querySelector("#layer-edges")?.replaceChildren(...paths);
}

/**
 * @param {Record<string, string>} outlines the `d` of each zone
 * @returns {OutlineEdge[]}
 */
export function findOutlineEdges(outlines) {
  const zones = Object.keys(outlines);
  const rings = Object.values(outlines).map(parseRings);
  /** @type {Map<string, number>} the last zone that has a step */
  const owners = new Map();
  /** @param {number} zone @param {(start: Point, end: Point) => void} visit */
  const walk = (zone, visit) => {
    for (const points of rings[zone]) points.forEach((point, at) => visit(point, points[(at + 1) % points.length]));
  };
  zones.forEach((_, zone) => walk(zone, (start, end) => owners.set(keyOf(start, end), zone)));
  /** @type {Map<string, OutlineEdge>} */
  const edges = new Map();
  zones.forEach((left, zone) => {
    let last = "";
    walk(zone, (start, end) => {
      const other = owners.get(keyOf(start, end)) ?? -1;
      const right = zones[other];
      const edge = edges.get(`${left} ${right}`) ?? { left, right, d: "" };
      if (other > zone) {
        edge.d += (last === `${right} ${start}` ? "L" : `M${format(start)}L`) + format(end);
        edges.set(`${left} ${right}`, edge);
      }
      last = `${right} ${end}`;
    });
  });
  return [...edges.values()];
}

/** A step either way along it, since rings run in both directions. @param {Point} start @param {Point} end */
function keyOf(start, end) {
  return start[0] < end[0] || (start[0] === end[0] && start[1] < end[1]) ? `${start} ${end}` : `${end} ${start}`;
}

/**
 * Reads the rings of a path as layers/svg/elements.py writes it: M, one relative run of lines, z.
 * @param {string} data
 * @returns {Point[][]}
 */
function parseRings(data) {
  return data
    .split("M")
    .slice(1)
    .map((ring) => {
      const numbers = (ring.match(/-?\d*\.?\d+/g) ?? []).map((text) => Math.round(100 * Number(text)));
      let [x, y] = [0, 0];
      return Array.from({ length: numbers.length / 2 }, (_, at) => [
        (x += numbers[2 * at]),
        (y += numbers[2 * at + 1]),
      ]);
    });
}

/** @param {Point} point */
function format([x, y]) {
  return `${x / 100} ${y / 100}`;
}
