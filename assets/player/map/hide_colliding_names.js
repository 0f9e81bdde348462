// @ts-check
// Hiding colliding names, in dashboard and embed: at rest, a name that is cut by the map's edge, lies under a control, or lies on an earlier name is hidden.

const RESTING_MS = 200;
/** Opaque things on the map. */
const CONTROLS = ".zoom, .scale, .credit, .legend .card";
/** The layers with names, the first before the others. */
const LAYERS = ["#layer-claims", "#layer-names", "#layer-sites", "#layer-labels"];
/** How far two names may overlap, in px: there is air around the letters. */
const AIR_PX = 3;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** Hides colliding names whenever the map comes to rest. @param {HTMLElement} root @param {HTMLElement} viewport */
export function watchCollisions(root, viewport) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const soon = () => {
    clearTimeout(resting);
    resting = setTimeout(() => hideCollisions(viewport), RESTING_MS);
  };
  for (const name of ["marchland:zoom", "marchland:settle", "marchland:choose"]) root.addEventListener(name, soon);
  root.addEventListener("toggle", soon, true);
  addEventListener("resize", soon);
  addEventListener("beforeprint", () => hideCollisions(viewport));
  soon();
}

/** @param {HTMLElement} viewport */
function hideCollisions(viewport) {
  const edge = viewport.getBoundingClientRect();
  const taken = [...viewport.querySelectorAll(CONTROLS)]
    .map((control) => control.getBoundingClientRect())
    .filter(isDrawn);
  const marks = LAYERS.flatMap((layer) => [...viewport.querySelectorAll(`${layer} .mark`)]);
  const named = marks.map((mark) => ({ mark, boxes: boxesOf(mark) })).filter(({ boxes }) => boxes.length);
  for (const { mark, boxes } of named) {
    const cut = boxes.some((box) => runsOut(box, edge) || taken.some((other) => meet(box, other)));
    mark.toggleAttribute("data-cut", cut);
    if (!cut) taken.push(...boxes);
  }
}

/** The boxes of the letters of a mark. @param {Element} mark @returns {DOMRect[]} */
function boxesOf(mark) {
  const texts = [...mark.querySelectorAll("text")].filter((text) => getComputedStyle(text).visibility === "visible");
  return texts.map((text) => text.getBoundingClientRect()).filter(isDrawn);
}

/** @param {DOMRect} box */
function isDrawn(box) {
  return box.width > 0 && box.height > 0;
}

/** @param {Box} box @param {Box} edge */
function runsOut(box, edge) {
  return (
    box.left < edge.left || box.right > edge.right || box.top + AIR_PX < edge.top || box.bottom - AIR_PX > edge.bottom
  );
}

/** @param {Box} first @param {Box} second */
function meet(first, second) {
  const across = Math.min(first.right, second.right) - Math.max(first.left, second.left);
  const down = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
  return across > AIR_PX && down > 2 * AIR_PX;
}
