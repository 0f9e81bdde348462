// @ts-check
// For pages with embeds: a frame is as high as its content, and <marchland-map src> is a frame.
// Loaded as a module from the server of the embeds; needs nothing, stores nothing, never navigates.

const HOME = new URL(import.meta.url).origin;
const LEAST_PX = 50;
const MOST_PX = 5000;
/** The box of a frame before it reports its height, if its element has none of its own. */
const BOX = Object.entries({
  "aspect-ratio": "0.95",
  "min-height": "max(840px,1260px - 100vw)",
  "max-height": "1040px",
});

/** The height that an embed reports, in px; null if it reports none. @param {unknown} data */
function readHeight(data) {
  const height = /** @type {{marchland?: {height?: unknown}} | null} */ (data)?.marchland?.height;
  const right = typeof height === "number" && Number.isInteger(height) && height >= LEAST_PX && height <= MOST_PX;
  return right ? height : null;
}

/** Whether an address is on the server of this script; an unreadable one is not. @param {string} address */
function isOurs(address) {
  try {
    const { origin, protocol } = new URL(address, document.baseURI);
    return origin === HOME && protocol.startsWith("http");
  } catch {
    return false;
  }
}

/** The frames of our elements in the page, including those in closed roots. @type {Set<HTMLIFrameElement>} */
const own = new Set();

/** Our frames, including those in open shadow roots, at any depth. @param {Document | ShadowRoot} root @returns {Generator<HTMLIFrameElement>} */
function* frames(root) {
  for (const frame of root.querySelectorAll("iframe")) if (isOurs(frame.src)) yield frame;
  for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) yield* frames(shadowRoot);
}

/** The frame of a window, if it is ours. @param {MessageEventSource} view */
function frameOf(view) {
  for (const frame of own) if (frame.contentWindow === view) return frame;
  for (const frame of frames(document)) if (frame.contentWindow === view) return frame;
  return null;
}

/**
 * Makes a frame high enough for its content, whatever style the page has for frames; a frame laid over a box of the
 * page has the height of that box.
 * @param {HTMLIFrameElement} frame
 * @param {number} height
 */
function fit(frame, height) {
  const { position, boxSizing, paddingTop, paddingBottom } = getComputedStyle(frame);
  if (position === "absolute" || position === "fixed") return;
  const edges = frame.offsetHeight - frame.clientHeight + parseFloat(paddingTop) + parseFloat(paddingBottom);
  const whole = boxSizing === "border-box" ? height + edges : height;
  const box = { height: `${whole}px`, "min-height": "0", "max-height": "none" };
  for (const [name, value] of Object.entries(box)) frame.style.setProperty(name, value, "important");
}

addEventListener("message", ({ source, data }) => {
  const height = readHeight(data);
  const frame = height === null || !source ? null : frameOf(source);
  if (frame && height !== null) fit(frame, height);
});

// An embed that was loaded before this script has already reported its height: it is asked again.
for (const frame of frames(document)) frame.contentWindow?.postMessage({ marchland: "height" }, "*");

/** A map in a frame; without this script the content of the element is shown. */
class MarchlandMap extends HTMLElement {
  static observedAttributes = ["src", "title"];

  /** @type {HTMLIFrameElement | null} */
  #frame = null;

  connectedCallback() {
    this.show();
  }

  disconnectedCallback() {
    if (this.#frame) own.delete(this.#frame);
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
    if (this.#frame) own.delete(this.#frame);
    own.add((this.#frame = frame));
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
