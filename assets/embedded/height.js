// @ts-check
// Height: an embed tells the page around it how high it is, in its own form, in AMP's and in Pym's;
// and once more if that page asks, because its own script came late.

/** @param {Window} view */
export function tellHeight(view) {
  if (view.parent === view) return;
  const { document } = view;
  const child = new URLSearchParams(view.location.search).get("childId");
  let before = 0;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === before) return;
    before = height;
    const { parent } = view;
    parent.postMessage({ marchland: { height } }, "*");
    parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
    if (child) parent.postMessage(`pymxPYMx${child}xPYMxheightxPYMx${height}`, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  document.fonts?.ready.then(tell);
  view.addEventListener("message", ({ source, data }) => {
    if (source !== view.parent || data?.marchland !== "height") return;
    before = 0;
    tell();
  });
  tell();
}
