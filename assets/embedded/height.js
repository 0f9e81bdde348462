// @ts-check
// Height: an embed tells the page around it how high it is, in its own form, in AMP's and in Pym's.

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
  tell();
}
