// @ts-check
// Retelling: what is drawn stays, and only what another day of knowledge shows otherwise is touched.

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("../map/svg_sheets.js").Sheets} Sheets */
/** @typedef {{seen: string, element: SVGElement | undefined, overlay: SVGElement | undefined}} Carried an element, how it looks now, and the pattern that lies on it */

/** What stays when knowledge changes, unless its sheet is another; names and claims may be drawn anew. */
const STAYING = ["zone", "arc", "held", "event", "there"];
const STROKE = ["stroke", "stroke-width", "stroke-dasharray", "stroke-opacity"];

/** How the elements that stay look now, by kind and id. @param {Sheets} sheets @returns {Map<string, Carried>} */
export function carry({ payload, walker, elements, overlays }) {
  const carried = new Map();
  walker.subjects.forEach(({ kind, id }, subject) => {
    if (!STAYING.includes(kind)) return;
    const seen = seenAs(payload, kind, walker.shown[subject]);
    carried.set(`${kind} ${id}`, { seen, element: elements[subject], overlay: overlays.get(subject) });
  });
  return carried;
}

/**
 * The tracks of a payload, with empty ones for what had a track and has none any more.
 * @param {Payload} payload
 * @param {import("./steps.js").Subject[]} before
 * @returns {Payload["tracks"]}
 */
export function withIdle({ tracks }, before) {
  const idle = before.filter(({ kind, id }) => STAYING.includes(kind) && !(id in tracks[/** @type {"zone"} */ (kind)]));
  const all = { ...tracks };
  for (const { kind, id } of idle) {
    const name = /** @type {"zone"} */ (kind);
    all[name] = { ...all[name], [id]: [] };
  }
  return all;
}

/** Walks to a day from nothing, and touches of what stayed only what looks otherwise. @param {Sheets} sheets @param {Map<string, Carried>} carried @param {number} day */
export function retell(sheets, carried, day) {
  const { payload, walker, elements, overlays, apply } = sheets;
  walker.subjects.forEach(({ kind, id }, subject) => {
    const overlay = carried.get(`${kind} ${id}`)?.overlay;
    if (overlay) overlays.set(subject, overlay);
  });
  walker.walk(day, () => {});
  walker.subjects.forEach(({ kind, id }, subject) => {
    const value = walker.shown[subject];
    if (!STAYING.includes(kind)) return apply(subject, value, 0);
    const was = carried.get(`${kind} ${id}`);
    const before = was && was.element === elements[subject] ? was.seen : seenAs(payload, kind, 0);
    if (seenAs(payload, kind, value) === before) return;
    if (kind === "arc") STROKE.forEach((name) => elements[subject]?.removeAttribute(name));
    apply(subject, value, 0);
  });
}

/** How a value of a track looks, whatever its number. @param {Payload} payload @param {string} kind @param {number} value */
function seenAs({ looks, edges }, kind, value) {
  if (kind === "event" || kind === "there") return String(value);
  if (kind === "held") return looks[value][0];
  return (kind === "arc" ? edges : looks)[value].join(" ");
}
