// @ts-check
// On a page of a published site: the frame of the map is as high as its content. A classic script, so that it runs
// from a disk too; without it the frame has a box that nearly fits.

addEventListener("message", ({ source, data }) => {
  const height = data?.marchland?.height;
  const frame = [...document.querySelectorAll("iframe")].find((frameElement) => frameElement.contentWindow === source);
  if (!frame || !Number.isInteger(height) || height < 50 || height > 5000) return;
  Object.assign(frame.style, { height: `${height}px`, minHeight: "0", maxHeight: "none" });
});
