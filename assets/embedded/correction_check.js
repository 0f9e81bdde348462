// @ts-check
// Correction check: a pinned page asks, if it is online, whether data in its view has been corrected.

import { el } from "../player/core/elements.js";

/** @typedef {{text?: string, link?: string, href?: string}} Correction */

/** @param {HTMLElement} root @param {Window} view */
export async function showCorrections(root, view) {
  const { location, navigator } = view;
  const line = root.querySelector(".corrected");
  const online = navigator.onLine && location.protocol.startsWith("http");
  if (!root.dataset.pinned || !(line instanceof HTMLElement) || !online) return;
  const correction = await fetchCorrection(new URL(`changes.json${location.search}`, location.href));
  if (!correction?.text || !correction.href || !correction.link) return;
  const href = new URL(correction.href, location.href).href;
  line.replaceChildren(correction.text, " ", el("a", { href, target: "_blank", rel: "noopener" }, correction.link));
  line.hidden = false;
}

/** Without an answer the page stays as it is. @param {URL} address @returns {Promise<Correction | null>} */
async function fetchCorrection(address) {
  try {
    const answer = await fetch(address, { credentials: "omit" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
