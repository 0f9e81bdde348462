// @ts-check
// Hiding colliding names, in dashboard and embed: at rest, a name that is cut by the map's edge, lies under a control, or lies on an earlier name is hidden.

const RESTING_MS = 200;
/** Opaque things on the map. */
const CONTROLS = ".zoom, .scale, .credit, .legend .card";
/** The layers with names, the first before the others. */
const LAYERS = ["#layer-claims", "#layer-names", "#layer-sites", "#layer-labels"];
/** How far two names may overlap, in px: there is air around the letters. */
const AIR_PX = 3;
/** How far letters reach above and below their baseline, as parts of the size of type: as Python places them. */
const ASCENT = 0.82;
const DESCENT = 0.26;

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
  /** @type {Box[]} */
  const controls = [...viewport.querySelectorAll(CONTROLS)].map((control) => control.getBoundingClientRect());
  const taken = controls.filter(isDrawn);
  const marks = LAYERS.flatMap((layer) => [...viewport.querySelectorAll(`${layer} .mark`)].sort(byZoom));
  const named = marks.map((mark) => ({ mark, boxes: boxesOf(mark) })).filter(({ boxes }) => boxes.length);
  for (const { mark, boxes } of named) {
    const cut = boxes.some((box) => runsOut(box, edge) || taken.some((other) => meet(box, other)));
    mark.toggleAttribute("data-cut", cut);
    if (!cut) taken.push(...boxes);
  }
}

/** Sorts names that are shown at wider zooms first: they are more important. @param {Element} first @param {Element} second */
function byZoom(first, second) {
  return Number(first.getAttribute("data-zoom")) - Number(second.getAttribute("data-zoom"));
}

/** The boxes of the letters of a mark. @param {Element} mark @returns {Box[]} */
function boxesOf(mark) {
  const texts = [...mark.querySelectorAll("text")].filter((text) => getComputedStyle(text).visibility === "visible");
  return texts.map(lettersOf).filter(isDrawn);
}

/** The box of the letters alone: that of a browser is as high as the highest of its fonts. @param {SVGTextElement} text @returns {Box} */
function lettersOf(text) {
  const box = text.getBoundingClientRect();
  const matrix = text.getScreenCTM();
  const size = Number(text.getAttribute("font-size"));
  if (!matrix || !size || matrix.b || matrix.c || text.childElementCount || !isDrawn(box)) return box;
  const baseline = matrix.d * Number(text.getAttribute("y")) + matrix.f;
  const high = matrix.d * size;
  return { left: box.left, right: box.right, top: baseline - ASCENT * high, bottom: baseline + DESCENT * high };
}

/** @param {Box} box */
function isDrawn(box) {
  return box.right > box.left && box.bottom > box.top;
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
  return across > AIR_PX && down > AIR_PX;
}
