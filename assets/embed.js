// @ts-check
// For the page that an embed stands in: its frame is as high as what it shows, and <marchland-map src> is a frame.
// Loaded as a module from the server that the embeds come from; needs nothing, keeps nothing, never navigates.

const HOME = new URL(import.meta.url).origin;
const LEAST_PX = 50;
const MOST_PX = 5000;
/** The box of a frame before it tells its height, where its element has none of its own. */
const BOX = Object.entries({
  "aspect-ratio": "0.95",
  "min-height": "max(840px,1260px - 100vw)",
  "max-height": "1040px",
});

/** The height that an embed says it needs, in px; null where it says none. @param {unknown} data */
function readHeight(data) {
  const height = /** @type {{marchland?: {height?: unknown}} | null} */ (data)?.marchland?.height;
  const right = typeof height === "number" && Number.isInteger(height) && height >= LEAST_PX && height <= MOST_PX;
  return right ? height : null;
}

/** Whether an address is of the server that this script is from. @param {string} address */
function isOurs(address) {
  const { origin, protocol } = new URL(address, document.baseURI);
  return origin === HOME && protocol.startsWith("http");
}

/** Our frames of this page. */
function frames() {
  return [...document.querySelectorAll("iframe")].filter((frame) => isOurs(frame.src));
}

addEventListener("message", ({ source, data }) => {
  const height = readHeight(data);
  const frame = height === null || !source ? undefined : frames().find((one) => one.contentWindow === source);
  if (frame) Object.assign(frame.style, { height: `${height}px`, minHeight: "0", maxHeight: "none" });
});

// An embed that was there before this script has told its height already: it is asked once more.
for (const frame of frames()) frame.contentWindow?.postMessage({ marchland: "height" }, "*");

/** A map in a frame; without this script what stands inside the element is shown. */
class MarchlandMap extends HTMLElement {
  static observedAttributes = ["src", "title"];

  connectedCallback() {
    this.show();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.show();
  }

  show() {
    const src = this.getAttribute("src");
    if (!src || !isOurs(src)) return;
    const frame = this.querySelector("iframe") ?? document.createElement("iframe");
    const label = this.getAttribute("aria-label");
    frame.title = this.title || frame.title;
    if (label) frame.setAttribute("aria-label", label);
    frame.loading = "lazy";
    frame.style.cssText += ";display:block;width:100%;border:0";
    this.#giveBox(frame);
    const address = new URL(src, document.baseURI).href;
    if (frame.src !== address) frame.src = address;
    if (frame.parentElement !== this) this.replaceChildren(frame);
    this.style.display ||= "block";
  }

  /** The box passes from the element to its frame. @param {HTMLIFrameElement} frame */
  #giveBox({ style }) {
    for (const [name, usual] of BOX) {
      if (!style.getPropertyValue(name)) style.setProperty(name, this.style.getPropertyValue(name) || usual);
      this.style.removeProperty(name);
    }
  }
}

if (!customElements.get("marchland-map")) customElements.define("marchland-map", MarchlandMap);
