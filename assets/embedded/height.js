// @ts-check
// Height: title, map, day and slider fit the frame, and the map takes the rest; the page around it
// receives the full height in our own message, in AMP's and in Pym's, again if it asks.

/** Fits an embed to its frame. @param {Window} view */
export function keepHeight(view) {
  const { document } = view;
  const embed = document.querySelector(".embed");
  const report = createReporter(view, () => measure(document.documentElement, embed));
  const fit = () => {
    if (embed instanceof HTMLElement) layUnder(embed);
    report();
  };
  new ResizeObserver(fit).observe(document.documentElement);
  document.fonts?.ready.then(fit);
  view.addEventListener("resize", fit);
  view.addEventListener("load", () => report(true));
  view.addEventListener(
    "message",
    ({ source, data }) => source === view.parent && data?.marchland === "height" && report(true),
  );
  fit();
}

/** The full height once the map has all the room it wants. @param {Element} page @param {Element | null} embed */
function measure(page, embed) {
  embed?.classList.add("whole");
  const { height } = page.getBoundingClientRect();
  embed?.classList.remove("whole");
  return Math.ceil(height);
}

/** In a low frame the lines beneath the slider may be below the fold: their height need not fit. @param {HTMLElement} embed */
function layUnder(embed) {
  const lines = /** @type {HTMLElement[]} */ ([...embed.querySelectorAll(".front :is(.provenance, .context)")]);
  const under = `${lines.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0)}px`;
  if (embed.style.getPropertyValue("--under") !== under) embed.style.setProperty("--under", under);
}

/** @param {Window} view @param {() => number} measured */
function createReporter(view, measured) {
  const { parent } = view;
  const child = new URLSearchParams(view.location.search).get("childId");
  let before = 0;
  return (again = false) => {
    if (parent === view) return;
    const height = measured();
    if (height === before && !again) return;
    before = height;
    parent.postMessage({ marchland: { height } }, "*");
    parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
    if (child) parent.postMessage(`pymxPYMx${child}xPYMxheightxPYMx${height}`, "*");
  };
}
